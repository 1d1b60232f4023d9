import { CREDENTIAL_KINDS, type CredentialKind } from '../credential/kind.ts';
import type { Engine } from '../engine.ts';
import { kindConcept } from '../formats/elm/kind.ts';
import { checkJson } from './json/check.ts';
import { isObject } from './json/jws.ts';
import { readStrictJson, type StrictJson } from './json/strict-json.ts';
import { kindOf, type SealedKind } from './kind.ts';
import { checkVcJwt } from './vc/jwt.ts';
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

/**
 * Undefined for a payload of another kind: a verdict needs no credential that we can read.
 * @param json the payload, where somebody has read it already.
 */
export async function summarise(
  kind: SealedKind,
  payload: Uint8Array,
  engine: Engine,
  json?: StrictJson,
): Promise<CredentialSummary | undefined> {
  if (kind === 'xml') return summariseElmo(payload);
  const read = READERS[kind];
  if (read) return read(json ?? readStrictJson(payload));
  // A page carries its data as a sealed file of its own, which must hold by itself.
  if (kindOf(payload) === 'vc-jwt') {
    const attached = await checkVcJwt(payload, engine);
    return attached.ok ? summariseVc(readStrictJson(attached.payload)) : undefined;
  }
  const attached = await checkJson(payload, engine);
  return attached.ok ? summariseElm(readStrictJson(attached.payload)) : undefined;
}

type Reader = (root: StrictJson | undefined) => CredentialSummary | undefined;

const READERS: Readonly<Partial<Record<SealedKind, Reader>>> = {
  json: summariseElm,
  'vc-jwt': summariseVc,
  'vc-di': summariseVc,
  'sd-jwt': summariseSdJwt,
  'badge-jwt': summariseBadge,
  'badge-png': summariseBadge,
  'badge-svg': summariseBadge,
};

function summariseElm(root: StrictJson | undefined): CredentialSummary | undefined {
  const language = textAt(root, 'displayParameter', 'primaryLanguage', 'notation')?.toLowerCase() ?? 'en';
  const serial = textAt(root, 'identifier', 0, 'notation');
  const name = words(at(root, 'credentialSubject', 'fullName'), language);
  const title = words(at(root, 'credentialSubject', 'hasClaim', 0, 'title'), language);
  const kind = kindIn(at(root, 'credentialSubject', 'hasClaim', 0, 'specifiedBy', 'dcType'));
  return summaryOf(serial, name, title, kind);
}

function summariseVc(root: StrictJson | undefined): CredentialSummary | undefined {
  const types = at(root, 'type');
  const degree = Array.isArray(types) && (types as readonly StrictJson[]).includes('DegreeCredential');
  const micro = Array.isArray(types) && (types as readonly StrictJson[]).includes('MicroCredential');
  return summaryOf(
    textAt(root, 'identifier', 'notation'),
    textAt(root, 'credentialSubject', 'fullName'),
    textAt(root, 'name', 0, '@value'),
    degree === micro ? undefined : degree ? 'degree' : 'micro-credential',
  );
}

function summariseBadge(root: StrictJson | undefined): CredentialSummary | undefined {
  // A record of many (CLR) begins with the one that the others are parts of.
  const first = at(root, 'credentialSubject', 'verifiableCredential', 0) ?? root;
  const subject = at(first, 'credentialSubject');
  const identifiers = at(subject, 'identifier');
  const name = (Array.isArray(identifiers) ? (identifiers as readonly StrictJson[]) : []).find(
    (identifier) => textAt(identifier, 'identityType') === 'name',
  );
  const type = textAt(subject, 'achievement', 'achievementType') ?? '';
  return summaryOf(
    textAt(subject, 'licenseNumber'),
    textAt(name, 'identityHash'),
    textAt(first, 'name'),
    type === 'MicroCredential' ? 'micro-credential' : type.endsWith('Degree') ? 'degree' : undefined,
  );
}

/** Claims that the learner has not disclosed make no line. */
function summariseSdJwt(root: StrictJson | undefined): CredentialSummary | undefined {
  const title = at(root, 'title');
  const kind = CREDENTIAL_KINDS.find((each) => textAt(root, 'vct')?.includes(`:${each}:`));
  return summaryOf(textAt(root, 'document_number'), textAt(root, 'name'), words(title, ''), kind);
}

function summaryOf(
  serial: string | undefined,
  name: string | undefined,
  title: string | undefined,
  kind?: CredentialKind,
): CredentialSummary | undefined {
  if (serial === undefined || name === undefined || title === undefined) return undefined;
  return { serial, name, title, ...(kind && { kind }) };
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
