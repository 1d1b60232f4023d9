import type { Accreditation } from '../credential/accreditation.ts';
import type { CalendarDate, Credential, Instant } from '../credential/credential.ts';
import { FORMAT_NAMES } from '../credential/format-names.ts';
import { KIND_NAMES, kindStatement } from '../credential/kind-names.ts';
import type { Provider } from '../credential/organisation.ts';
import type { Language, LocalizedText } from '../language.ts';
import { partName } from '../stack/words.ts';
import { dateIn, listIn, numberIn } from './locale-form.ts';

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
  /** Of a field that is never shown: the values that words must be chosen by, besides `other`. */
  readonly chooses?: readonly string[];
  /** Of fields that are numbers: what plural forms are chosen by. */
  amount?(credential: Credential): number | undefined;
}

/** `upper` is capitals by the rules of the language: Greek drops its tonos, German ß becomes SS. */
export type Format = 'plain' | 'upper' | 'long' | 'short' | 'iso';

export const FIELDS = {
  'learner.name': ofLearner((c) => c.learner.fullName),
  'learner.givenName': ofLearner((c) => c.learner.givenName),
  'learner.familyName': ofLearner((c) => c.learner.familyName),
  'learner.birthDate': date((c) => c.learner.birthDate),
  'learner.studentId': ofLearner((c) => c.learner.studentId),
  'learner.form': { ...ofLearner((c) => c.learner.form), chooses: ['feminine', 'masculine'] },
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
  return listIn(names, language);
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
      return format === 'iso'
        ? value.slice(0, 10)
        : dateIn(value, language, format === 'short' ? 'short' : 'long');
    },
  };
}
