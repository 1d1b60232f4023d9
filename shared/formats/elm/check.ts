import { done, type Outcome, type Problem, refused } from '../../problem.ts';
import { isMembers, type JsonMembers, type JsonValue, readPayload } from '../vc/read-json.ts';
import { readInstant } from '../vc/structure.ts';
import { isLookAlike } from '../vc/terms.ts';
import { ELM_CLASSES, ELM_MOMENTS, ELM_TERMS } from './terms.ts';

const ELM_CONTEXTS = [
  'https://www.w3.org/2018/credentials/v1',
  'http://data.europa.eu/snb/model/context/edc-ap',
] as const;

/** Mandatory at the root of every profile (sh:minCount 1 in the shapes of application profile 1.1.0). */
const MANDATORY = [
  'id',
  'credentialProfiles',
  'displayParameter',
  'issuer',
  'credentialSubject',
  'issued',
  'validFrom',
  'credentialSchema',
] as const;

/** Keys whose concepts are of one list; a concept of another is a wrong value however well it is formed. */
const LIST_OF: ReadonlyMap<string, string> = new Map([
  ['eqfLevel', 'http://data.europa.eu/snb/eqf/25831c2'],
  ['countryCode', 'http://publications.europa.eu/resource/authority/country'],
  ['primaryLanguage', 'http://publications.europa.eu/resource/authority/language'],
  ['language', 'http://publications.europa.eu/resource/authority/language'],
  ['idVerification', 'http://data.europa.eu/snb/supervision-verification/25831c2'],
]);

/**
 * Reads the payload of a European Digital Credential strictly: unambiguous JSON, the two contexts in their order, the
 * mandatory members, no key or class that JSON-LD would silently drop, every moment with its zone, concepts of the
 * list their key asks for. What the official shapes ask beyond that is the conformance run's affair.
 * @returns the credential, or `payload.*` problems.
 */
export function readEuropeanDigitalCredential(bytes: Uint8Array): Outcome<JsonMembers> {
  const read = readPayload(bytes);
  if (!read.ok) return read;
  const [first, ...more] = europeanProblems(read.value);
  return first ? refused(first, ...more) : done(read.value);
}

/** The same of a payload that is read already, and known to be unambiguous. */
export function europeanProblems(root: JsonMembers): readonly Problem[] {
  return [...rootProblems(root), ...memberProblems(root)];
}

function* rootProblems(root: JsonMembers): Generator<Problem> {
  const contexts = root['@context'];
  const exact =
    Array.isArray(contexts) && contexts.length === 2 && ELM_CONTEXTS.every((url, at) => contexts[at] === url);
  if (!exact)
    yield { code: 'payload.context-unknown', facts: { url: JSON.stringify(contexts ?? '').slice(0, 200) } };
  const types = [root.type].flat();
  if (!types.includes('VerifiableCredential') || !types.includes('EuropeanDigitalCredential')) {
    yield wrong('type');
  }
  for (const element of MANDATORY) {
    if (isEmpty(root[element]))
      yield { code: 'payload.element-missing', where: { element }, facts: { element } };
  }
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isMembers(value) && Object.keys(value).length === 0;
}

function wrong(element: string): Problem {
  return { code: 'payload.value-wrong', where: { element }, facts: { element } };
}

/** Everywhere in the tree: keys, classes, moments, concepts. */
function* memberProblems(value: JsonValue, inside = ''): Generator<Problem> {
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) yield* memberProblems(item, inside);
    return;
  }
  if (!isMembers(value)) return;
  yield* nodeProblems(value, inside);
  // A language map's keys are language tags, not terms.
  if (isLanguageMap(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === '@context') continue;
    if (isLookAlike(key)) yield { code: 'payload.key-lookalike', facts: { key } };
    else if (!ELM_TERMS.has(key) && key !== 'type') yield { code: 'payload.term-unknown', facts: { key } };
    if (ELM_MOMENTS.has(key)) yield* momentProblems(key, member);
    yield* memberProblems(member, key);
  }
}

function* nodeProblems(node: JsonMembers, inside: string): Generator<Problem> {
  for (const name of [node.type].flat()) {
    if (typeof name !== 'string' || ELM_CLASSES.has(name)) continue;
    yield {
      code: isLookAlike(name) ? 'payload.key-lookalike' : 'payload.term-unknown',
      facts: { key: name },
    };
  }
  const list = LIST_OF.get(inside);
  const scheme = node.inScheme;
  if (list === undefined || node.type !== 'Concept') return;
  if (!isMembers(scheme) || scheme.id !== list) yield wrong(inside);
}

function isLanguageMap(node: JsonMembers): boolean {
  const keys = Object.keys(node);
  return keys.length > 0 && !('id' in node) && keys.every((key) => /^[a-z]{2}$/.test(key) && key !== 'id');
}

function* momentProblems(element: string, value: JsonValue): Generator<Problem> {
  if (typeof value !== 'string') return yield wrong(element);
  const read = readInstant(value);
  if (typeof read === 'number') return;
  const code = read === 'unreadable' ? 'payload.date-unreadable' : 'payload.date-without-zone';
  yield { code, where: { element }, facts: { element } };
}
