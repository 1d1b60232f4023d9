import type { Accreditation } from '../credential/accreditation.ts';
import type { CalendarDate, Credential, Instant } from '../credential/credential.ts';
import { FORMAT_NAMES } from '../credential/format-names.ts';
import { KIND_NAMES, kindStatement } from '../credential/kind-names.ts';
import type { Provider } from '../credential/organisation.ts';
import type { Language, LocalizedText } from '../language.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { partName } from '../stack/words.ts';

/**
 * The `{field}` and `{field:format}` places a template's texts may hold. Dates and numbers come in the language's own
 * form. A field with nothing to say, or without words in the language, is empty.
 */
export interface Field {
  /** Whose it is: a learner's own, or common to the course and so equal from row to row. */
  readonly of: 'learner' | 'course';
  /** The first is used when the place names none. */
  readonly formats: readonly [Format, ...Format[]];
  value(credential: Credential, language: Language, format: Format): string;
  /** Of fields that are numbers: what plural forms are chosen by. */
  amount?(credential: Credential): number | undefined;
}

/** `upper` is capitals by the rules of the language: Greek drops its tonos, German ß becomes SS. */
export type Format = 'plain' | 'upper' | 'long' | 'short' | 'iso';

/** Text around the places it holds. */
export interface FieldText {
  readonly parts: readonly (string | Place | Choice)[];
}

export interface Place {
  readonly name: FieldName;
  readonly field: Field;
  readonly format: Format;
}

/**
 * Words that hang on a field, written as in ICU MessageFormat: `{ects, plural, one {# credit} other {# credits}}` by
 * the plural rules of the language (CLDR), or `{degree, select, degree {Diploma} other {Certificate}}` by its value.
 */
export interface Choice {
  readonly name: FieldName;
  readonly field: Field;
  readonly by: 'plural' | 'select';
  readonly cases: ReadonlyMap<string, FieldText>;
}

export const FIELDS = {
  'learner.name': ofLearner((c) => c.learner.fullName),
  'learner.givenName': ofLearner((c) => c.learner.givenName),
  'learner.familyName': ofLearner((c) => c.learner.familyName),
  'learner.birthDate': date((c) => c.learner.birthDate),
  'learner.studentId': ofLearner((c) => c.learner.studentId),
  serial: ofLearner((c) => c.serial),
  id: ofLearner((c) => c.id),
  grade: ofLearner((c) => c.achievement.grade?.value),
  gradeScheme: ofCourse((c) => c.achievement.grade?.scheme),
  awardedOn: date((c) => c.award.awardedOn),
  issuedAt: date((c) => c.issuedAt),
  validUntil: date((c) => c.validUntil),

  kind: ofCourse((c) => KIND_NAMES[c.kind]),
  /** That a micro-credential is not a degree; every micro-credential's page must show it (check-kind.ts). */
  'kind.statement': ofCourse((c) => kindStatement(c.kind)),
  format: ofCourse((c) => c.achievement.format && FORMAT_NAMES[c.achievement.format]),
  complements: ofCourse((c) => c.achievement.complements),
  title: ofCourse((c) => c.achievement.title),
  description: ofCourse((c) => c.achievement.description),
  ects: number((c) => c.achievement.workload.ects),
  hours: number((c) => c.achievement.workload.hours),
  eqf: ofCourse((c) => c.achievement.level.eqf.label),
  'eqf.number': notation((c) => c.achievement.level.eqf.notation),
  nqf: ofCourse((c) => c.achievement.level.nqf?.label),
  cycle: ofCourse((c) => c.achievement.level.cycle?.label),
  assessment: ofCourse((c) => c.achievement.assessment.title),
  'assessment.type': ofCourse((c) => c.achievement.assessment.type.label),
  participation: ofCourse((c) => c.achievement.participation.label),
  setting: ofCourse((c) => c.achievement.setting?.label),
  qualityAssurance: ofCourse((c) => c.achievement.qualityAssurance.type.label),
  'qualityAssurance.agency': ofCourse((c) => c.achievement.qualityAssurance.agency),
  'qualityAssurance.decision': ofCourse((c) => c.achievement.qualityAssurance.decision),
  'qualityAssurance.validUntil': courseDate((c) => c.achievement.qualityAssurance.validUntil),
  prerequisites: ofCourse((c) => c.achievement.prerequisites),
  supervision: ofCourse((c) => c.achievement.supervision?.label),
  stackability: ofCourse((c) => c.achievement.stackability),
  furtherInformation: ofCourse((c) => c.achievement.furtherInformation),
  field: ofCourse((c) => c.achievement.field?.label),
  homepage: notation((c) => c.achievement.homepage),
  'awardingBody.name': ofCourse((c) => c.award.awardingBody.legalName),
  'awardingBody.address': ofCourse((c) => c.award.awardingBody.address),
  'awardingBody.homepage': notation((c) => c.award.awardingBody.homepage),
  'awardingBody.identifier': notation((c) => c.award.awardingBody.eidasIdentifier),
  /** All of them, the leading one first: "A, B and C". */
  awardingBodies: words('course', (c, language) => listed([c.award.awardingBody, ...others(c)], language)),
  partners: words('course', (c, language) => listed(others(c), language)),
  /** Of the institution; the programme's is `qualityAssurance`. */
  accreditation: ofCourse((c) => accreditationOf(c)?.type.label),
  'accreditation.agency': ofCourse((c) => accreditationOf(c)?.agency),
  'accreditation.decision': ofCourse((c) => accreditationOf(c)?.decision),
  'accreditation.validUntil': courseDate((c) => accreditationOf(c)?.validUntil),
  mandate: ofCourse((c) => c.mandate?.statement),
  'mandate.reference': notation((c) => c.mandate?.reference),
  /** The smaller credentials it is made of, with their numbers. */
  parts: words('learner', (c, language) =>
    (c.parts ?? []).map((part) => partName(part, language)).join('; '),
  ),
  'issuer.name': ofCourse((c) => c.issuer.legalName),
  'issuer.identifier': notation((c) => c.issuer.eidasIdentifier),
  country: ofCourse((c) => c.award.country.label),
  /** Says nothing itself; `when: "test"` shows an element on test credentials only. */
  test: notation((c) => (c.test ? 'test' : '')),
  microCredential: notation((c) => (c.kind === 'micro-credential' ? c.kind : '')),
  /** How many credentials it is made of. */
  'parts.count': number((c) => c.parts?.length, 'learner'),
  degree: notation((c) => (c.kind === 'degree' ? c.kind : '')),
} satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

const PLACE = /\{([^{}:]*)(?::([^{}]*))?\}/g;

/** Every name in braces, known or not, in order. */
export function fieldsIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map((found) => found[1] ?? '');
}

/** Parses once what `fillParts` then fills for each learner. Problem: `template.field-unknown`. */
export function readFieldText(text: string): Outcome<FieldText> {
  const unknown: Problem[] = [];
  const parts = readParts(text, unknown);
  const [first, ...more] = unknown;
  return first ? refused(first, ...more) : done({ parts });
}

/** The head of a choice; what follows are its cases. */
const CHOICE = /^\{\s*([\w.]+)\s*,\s*(plural|select)\s*,/;

function readParts(text: string, unknown: Problem[]): FieldText['parts'] {
  const parts: FieldText['parts'][number][] = [];
  let words = '';
  for (let at = 0; at < text.length; ) {
    const braced = text[at] === '{' ? bracedAt(text, at) : undefined;
    if (braced === undefined) {
      words += text[at++];
      continue;
    }
    if (words !== '') parts.push(words);
    words = '';
    at += braced.length;
    const part = CHOICE.test(braced) ? readChoice(braced, unknown) : readPlace(braced);
    if (part) parts.push(part);
    else unknown.push({ code: 'template.field-unknown', facts: { field: braced.slice(1, -1) } });
  }
  if (words !== '') parts.push(words);
  return parts;
}

/** From the brace at `from` to the one that closes it; undefined when none does. */
function bracedAt(text: string, from: number): string | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return text.slice(from, at + 1);
  }
  return undefined;
}

function readPlace(braced: string): Place | undefined {
  const [, name = '', wanted] = /^\{([^{}:]*)(?::([^{}]*))?\}$/.exec(braced) ?? [];
  const field: Field | undefined = isField(name) ? FIELDS[name] : undefined;
  const format = field?.formats.find((known) => known === (wanted ?? field.formats[0]));
  return field && format && isField(name) ? { name, field, format } : undefined;
}

/** A choice without the case `other` could say nothing. */
function readChoice(braced: string, unknown: Problem[]): Choice | undefined {
  const [head = '', name = '', by] = CHOICE.exec(braced) ?? [];
  if (!isField(name)) return undefined;
  const field: Field = FIELDS[name];
  if (by === 'plural' && !field.amount) return undefined;
  const cases = new Map<string, FieldText>();
  let rest = braced.slice(head.length, -1).trimStart();
  while (rest !== '') {
    const key = /^[\w=-]+\s*(?=\{)/.exec(rest)?.[0];
    const body = key && bracedAt(rest, key.length);
    if (!key || !body) return undefined;
    cases.set(key.trim(), { parts: readParts(body.slice(1, -1), unknown) });
    rest = rest.slice(key.length + body.length).trimStart();
  }
  return cases.has('other') ? { name, field, by: by === 'plural' ? 'plural' : 'select', cases } : undefined;
}

/**
 * The words with every place filled. Empty when the text has places and all of them are empty: a label of nothing
 * ("ECTS: ") is not shown.
 */
export function fillParts(text: FieldText, credential: Credential, language: Language): string {
  let filled = '';
  let places = 0;
  let empty = 0;
  for (const part of text.parts) {
    if (typeof part === 'string') {
      filled += part;
      continue;
    }
    const value =
      'cases' in part
        ? chosen(part, credential, language)
        : part.field.value(credential, language, part.format);
    places++;
    if (value === '') empty++;
    filled += value;
  }
  return places > 0 && empty === places ? '' : filled;
}

function chosen({ field, by, cases }: Choice, credential: Credential, language: Language): string {
  const amount = field.amount?.(credential);
  if (by === 'plural' && amount === undefined) return '';
  const key =
    by === 'plural' ? pluralOf(amount ?? 0, language) : field.value(credential, language, field.formats[0]);
  const exact = by === 'plural' ? cases.get(`=${amount}`) : undefined;
  const taken = exact ?? cases.get(key) ?? cases.get('other');
  const words = taken ? fillParts(taken, credential, language) : '';
  return by === 'plural' ? words.replaceAll('#', numberIn(amount ?? 0, language)) : words;
}

const pluralRules = new Map<Language, Intl.PluralRules>();

function pluralOf(amount: number, language: Language): string {
  const known = pluralRules.get(language) ?? new Intl.PluralRules(language);
  pluralRules.set(language, known);
  return known.select(amount);
}

/** As `readFieldText` and `fillParts` in one go. Problem: `template.field-unknown`. */
export function fill(text: string, credential: Credential, language: Language): Outcome<string> {
  const read = readFieldText(text);
  return read.ok ? done(fillParts(read.value, credential, language)) : read;
}

/** True when any of its words may differ from learner to learner. */
export function varies(text: FieldText): boolean {
  return text.parts.some(
    (part) =>
      typeof part !== 'string' &&
      (part.field.of === 'learner' || ('cases' in part && [...part.cases.values()].some(varies))),
  );
}

function ofLearner(read: (credential: Credential) => string | undefined): Field {
  return words('learner', (credential) => read(credential) ?? '');
}

function ofCourse(read: (credential: Credential) => LocalizedText | undefined): Field {
  return words('course', (credential, language) => read(credential)?.[language] ?? '');
}

function notation(read: (credential: Credential) => string | undefined): Field {
  return words('course', (credential) => read(credential) ?? '');
}

function words(of: Field['of'], read: (credential: Credential, language: Language) => string): Field {
  return {
    of,
    formats: ['plain', 'upper'],
    value(credential, language, format) {
      const value = read(credential, language);
      return format === 'upper' ? value.toLocaleUpperCase(language) : value;
    },
  };
}

function number(read: (credential: Credential) => number | undefined, of: Field['of'] = 'course'): Field {
  return {
    of,
    formats: ['plain'],
    amount: read,
    value(credential, language) {
      const value = read(credential);
      return value === undefined ? '' : numberIn(value, language);
    },
  };
}

/** With the language's own decimal mark, to hundredths. */
export function numberIn(value: number, language: Language): string {
  return numberFormat(language).format(value);
}

function others({ award }: Credential): readonly Provider[] {
  return award.partners ?? [];
}

function accreditationOf({ award }: Credential): Accreditation | undefined {
  return award.awardingBody.accreditation;
}

/** A provider without a name in the language makes the list empty: half of them would be a false list. */
function listed(providers: readonly Provider[], language: Language): string {
  const names = providers.flatMap(({ legalName }) => legalName[language] ?? []);
  if (names.length < providers.length) return '';
  return new Intl.ListFormat(locale(language), { type: 'conjunction' }).format(names);
}

function courseDate(read: (credential: Credential) => CalendarDate | undefined): Field {
  return { ...date(read), of: 'course' };
}

function date(read: (credential: Credential) => CalendarDate | Instant | undefined): Field {
  return {
    of: 'learner',
    formats: ['long', 'short', 'iso'],
    value(credential, language, format) {
      const value = read(credential);
      if (!value) return '';
      return format === 'iso' ? value.slice(0, 10) : dateIn(value, language, format);
    },
  };
}

const dates = new Map<string, string>();

/** The day in UTC, as the language writes it. A batch has few days and asks for each many times. */
export function dateIn(value: CalendarDate | Instant, language: Language, format: Format): string {
  const key = `${language} ${format} ${value}`;
  const known = dates.get(key);
  if (known !== undefined) return known;
  const day = new Date(value.length === 10 ? `${value}T00:00:00Z` : value);
  const written = dateFormat(language, format === 'short' ? 'short' : 'long').format(day);
  if (dates.size > 1000) dates.clear();
  dates.set(key, written);
  return written;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<Language, Intl.NumberFormat>();

function dateFormat(language: Language, style: 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${language} ${style}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const made =
    style === 'long'
      ? new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' })
      : new Intl.DateTimeFormat(locale(language), {
          day: '2-digit',
          month: '2-digit',
          year: 'numeric',
          timeZone: 'UTC',
        });
  dateFormats.set(key, made);
  return made;
}

function numberFormat(language: Language): Intl.NumberFormat {
  const known = numberFormats.get(language);
  if (known) return known;
  const made = new Intl.NumberFormat(locale(language), { maximumFractionDigits: 2 });
  numberFormats.set(language, made);
  return made;
}

/** English as the Union writes it, day before month; Gregorian days everywhere. */
function locale(language: Language): string {
  return language === 'en' ? 'en-IE' : language;
}
