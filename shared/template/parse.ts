import type { Accreditation } from '../credential/accreditation.ts';
import type { Concept } from '../credential/concept.ts';
import type {
  Achievement,
  Assessment,
  LearningOutcome,
  Level,
  Mandate,
  Workload,
} from '../credential/credential.ts';
import { isCalendarDate } from '../credential/date.ts';
import { CREDENTIAL_KINDS, MICRO_CREDENTIAL_FORMATS } from '../credential/kind.ts';
import type { Organisation, Provider } from '../credential/organisation.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import {
  type Decode,
  eidasIdentifier,
  flag,
  language,
  list,
  localized,
  number,
  object,
  oneOf,
  optional,
  Place,
  type Shape,
  some,
  uri,
  whole,
  written,
} from './decode.ts';
import { EDC_PROFILES, exportNames } from './exports.ts';
import { readJson } from './json.ts';
import { pageDesign } from './parse-page.ts';
import { stackRules } from './parse-stack.ts';
import { isSerialPattern } from './serial.ts';
import type { SignOff, Template } from './template.ts';

/** Bytes; fonts and pictures are the largest part of a template. */
export const LARGEST_TEMPLATE = 24 * 1024 * 1024;

/**
 * Reads a template file. Strict: every field is known, typed and told at most once; paths in the problems are JSON
 * Pointers (RFC 6901). Whether the template is complete is asked of `checkTemplate`.
 * Problems: `file.too-large`, `template.unreadable`, `template.field-twice`, `template.field-unknown`,
 * `template.value-wrong`, `template.element-missing`.
 */
export function readTemplate(bytes: Uint8Array): Outcome<Template> {
  if (bytes.length > LARGEST_TEMPLATE) {
    return refused({ code: 'file.too-large', facts: { limit: LARGEST_TEMPLATE / (1024 * 1024) } });
  }
  const json = readJson(bytes);
  if (!json.ok) return json;
  const problems: Problem[] = [];
  const read = template(json.value, new Place(problems));
  const [first, ...more] = problems;
  if (first) return refused(first, ...more);
  return read ? done(read) : refused({ code: 'template.unreadable', facts: { line: 1, column: 1 } });
}

const permanentUri = written(/^(?:https:\/\/|urn:)[^\s<>"{}|\\^`\p{Cc}]+$/u, 'https:// | urn:');
const webAddress = written(/^https?:\/\/[^\s<>"{}|\\^`\p{Cc}]+$/u, 'https://');
const address = written(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, 'name@example.org');
/** Words in one line: no control characters, which XML cannot hold. */
const line = written(/^(?=.*\S)[^\p{Cc}\u2028\u2029]+$/u, 'string');
const calendarDate: Decode<string> = (json, place) =>
  typeof json === 'string' && isCalendarDate(json) ? json : place.wrong('YYYY-MM-DD');
export const serialPattern: Decode<string> = (json, place) =>
  typeof json === 'string' && isSerialPattern(json) ? json : place.wrong('ABC-{year}-{number:5}');

const concept = object<Concept>({
  uri,
  scheme: uri,
  label: localized,
  notation: optional(line),
});

export const accreditation = object<Accreditation>({
  type: concept,
  agency: localized,
  agencyCountry: optional(concept),
  decision: optional(localized),
  decidedOn: optional(calendarDate),
  report: optional(webAddress),
  homepage: optional(webAddress),
  validUntil: optional(calendarDate),
});

const provider: Shape<Omit<Provider, 'eidasIdentifier'>> = {
  id: permanentUri,
  legalName: localized,
  country: concept,
  address: optional(localized),
  homepage: optional(webAddress),
  email: optional(address),
  registration: optional(line),
  accreditation: optional(accreditation),
};
const partner = object<Provider>({ ...provider, eidasIdentifier: optional(eidasIdentifier) });
export const organisation = object<Organisation>({ ...provider, eidasIdentifier });

const mandate = object<Mandate>({
  statement: localized,
  reference: optional(line),
  grantedOn: optional(calendarDate),
});

const assessment = object<Assessment>({ title: localized, type: concept });

const achievement = object<Omit<Achievement, 'grade'>>({
  format: optional(oneOf(...MICRO_CREDENTIAL_FORMATS)),
  complements: optional(localized),
  title: localized,
  description: optional(localized),
  outcomes: list(
    object<LearningOutcome>({
      title: localized,
      description: optional(localized),
      skills: list(concept),
      assessment: optional(assessment),
    }),
  ),
  workload: object<Workload>({ hours: number(0, 20_000), ects: optional(number(0, 600)) }),
  level: object<Level>({ eqf: concept, nqf: optional(concept), cycle: optional(concept) }),
  assessment,
  participation: concept,
  modes: optional(list(concept)),
  setting: optional(concept),
  qualityAssurance: accreditation,
  prerequisites: optional(localized),
  supervision: optional(concept),
  stackability: optional(localized),
  furtherInformation: optional(localized),
  field: optional(concept),
  instructionLanguage: optional(language),
  homepage: optional(webAddress),
});

const statusBase = written(/^https:\/\/[^\s<>"{}|\\^`?#\p{Cc}]+\/$/u, 'https://institution.example/status/');

const host = written(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d{1,5})?$/, 'institution.example');

const badgeImage = written(
  /^data:image\/(?:png|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}$/,
  'data:image/png;base64,… | data:image/svg+xml;base64,…',
);

const signedOff = object<SignOff>({
  by: line,
  at: written(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'YYYY-MM-DDThh:mm:ssZ'),
  sha256: written(/^[\da-f]{64}$/, 'SHA-256'),
});

const template = object<Template>({
  schema: oneOf('sealwright-template/1'),
  id: permanentUri,
  version: whole(1, 1_000_000),
  name: localized,
  kind: oneOf(...CREDENTIAL_KINDS),
  languages: some(language),
  awardingBody: organisation,
  partners: optional(list(partner)),
  jointSeal: optional(flag),
  issuer: optional(organisation),
  mandate: optional(mandate),
  achievement,
  gradeScheme: optional(localized),
  awardedOn: optional(calendarDate),
  validMonths: optional(whole(1, 1200)),
  keepMonths: optional(whole(1, 1200)),
  serialPattern,
  exports: optional(exportNames),
  edcProfile: optional(oneOf(...EDC_PROFILES)),
  badgeImage: optional(badgeImage),
  statusBase: optional(statusBase),
  didWeb: optional(host),
  stack: optional(stackRules),
  page: pageDesign,
  signOffs: optional(list(signedOff)),
});
