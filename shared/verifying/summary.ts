import { CREDENTIAL_KINDS, type CredentialKind } from '../credential/kind.ts';
import type { Engine } from '../engine.ts';
import { kindConcept } from '../formats/elm/kind.ts';
import { checkJson } from './json/check.ts';
import { isObject } from './json/jws.ts';
import { readStrictJson, type StrictJson } from './json/strict-json.ts';
import type { SealedKind } from './verify.ts';
import { parseXml } from './xml/parse.ts';
import { type ElementNode, elementsOf, textOf } from './xml/tree.ts';

/** Who holds what: for the line under a verdict, read only from bytes a seal covers. */
export interface CredentialSummary {
  readonly serial: string;
  readonly name: string;
  readonly title: string;
  /** Absent when the data do not say whether it is a degree. */
  readonly kind?: CredentialKind;
}

/** Undefined for a payload of another kind: a verdict needs no credential that we can read. */
export async function summarise(
  kind: SealedKind,
  payload: Uint8Array,
  engine: Engine,
): Promise<CredentialSummary | undefined> {
  if (kind === 'xml') return summariseElmo(payload);
  if (kind === 'json') return summariseElm(payload);
  // A page carries its data as a sealed file of its own, which must hold by itself.
  const attached = await checkJson(payload, engine);
  return attached.ok ? summariseElm(attached.payload) : undefined;
}

function summariseElm(payload: Uint8Array): CredentialSummary | undefined {
  const root = readStrictJson(payload);
  const language = textAt(root, 'displayParameter', 'primaryLanguage', 'notation')?.toLowerCase() ?? 'en';
  const serial = textAt(root, 'identifier', 0, 'notation');
  const name = words(at(root, 'credentialSubject', 'fullName'), language);
  const title = words(at(root, 'credentialSubject', 'hasClaim', 0, 'title'), language);
  const kind = kindIn(at(root, 'credentialSubject', 'hasClaim', 0, 'specifiedBy', 'dcType'));
  return serial !== undefined && name !== undefined && title !== undefined
    ? { serial, name, title, ...(kind && { kind }) }
    : undefined;
}

/** Only what is said in so many words: the European types of learning opportunities leave it open. */
function kindIn(types: StrictJson | undefined): CredentialKind | undefined {
  if (!Array.isArray(types)) return undefined;
  const uris = new Set((types as readonly StrictJson[]).map((type) => textAt(type, 'id')));
  const said = CREDENTIAL_KINDS.filter((kind) => uris.has(kindConcept(kind).uri));
  return said.length === 1 ? said[0] : undefined;
}

function at(value: StrictJson | undefined, ...path: readonly (string | number)[]): StrictJson | undefined {
  let found = value;
  for (const step of path) {
    if (typeof step === 'number')
      found = Array.isArray(found) ? (found as readonly StrictJson[])[step] : undefined;
    else found = isObject(found) ? found.get(step) : undefined;
  }
  return found;
}

function textAt(value: StrictJson | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** One text of a language map: the primary language's, else the first. */
function words(map: StrictJson | undefined, language: string): string | undefined {
  if (!isObject(map)) return undefined;
  const text = map.get(language) ?? map.values().next().value;
  return typeof text === 'string' ? text : undefined;
}

function summariseElmo(payload: Uint8Array): CredentialSummary | undefined {
  const { root } = parseXml(payload);
  const learner = child(root, 'learner');
  const course = child(child(root, 'report'), 'learningOpportunitySpecification');
  const instance = child(child(course, 'specifies'), 'learningOpportunityInstance');
  const serial = instance && elementsOf(instance).find(isSerial);
  const names = [child(learner, 'givenNames'), child(learner, 'familyName')];
  const title = child(course, 'title');
  if (!serial || !title || names.includes(undefined)) return undefined;
  const name = names.map((element) => element && textOf(element)).join(' ');
  const said = child(child(child(course, 'extension'), 'annexI'), 'kind')?.attributes.find(
    (attribute) => attribute.name === 'name',
  )?.value;
  const kind = CREDENTIAL_KINDS.find((each) => each === said);
  return { serial: textOf(serial) ?? '', name, title: textOf(title) ?? '', ...(kind && { kind }) };
}

function child(parent: ElementNode | undefined, local: string): ElementNode | undefined {
  return parent && elementsOf(parent).find((element) => element.local === local);
}

function isSerial({ local, attributes }: ElementNode): boolean {
  return (
    local === 'identifier' && attributes.some(({ name, value }) => name === 'type' && value === 'serial')
  );
}
