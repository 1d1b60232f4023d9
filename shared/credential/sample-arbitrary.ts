import fc from 'fast-check';
import { CONTENT_LANGUAGES, type Language, type LocalizedText } from '../language.ts';
import type { Accreditation } from './accreditation.ts';
import { ADDRESS_FORMS } from './address-form.ts';
import type { Concept } from './concept.ts';
import type { Achievement, Assessment, Learner, LearningOutcome, Level, Mandate } from './credential.ts';
import { CREDENTIAL_KINDS, MICRO_CREDENTIAL_FORMATS } from './kind.ts';
import { CYCLES, QF_EHEA } from './level.ts';
import type { Organisation, Provider } from './organisation.ts';

/*
 * Test data made at random (fast-check): content of templates as a clerk could write it, most of it fit to be sealed.
 * Concepts are of the lists they must be of; words are any characters a template may hold, in every language told.
 */

const SNB = 'http://data.europa.eu/snb';
const COUNTRY = 'http://publications.europa.eu/resource/authority/country';
const ESCO = 'http://data.europa.eu/esco';

/** Letters of the alphabets of the Union, marks that trip up writers of XML and JSON, digits, spaces. */
const word = fc.string({
  unit: fc.constantFrom(...'aZéñßØłžőĦġŠαΩίЖщъ&<>"\'\\/{}[]]]>;:,.-–— 0123456789€🎓​'.split(/(?:)/u)),
  minLength: 1,
  maxLength: 40,
});

export const words = word.filter((text) => /\p{L}/u.test(text) && !/[{}]/.test(text));

export const arbitraryLanguages = fc
  .uniqueArray(fc.constantFrom(...CONTENT_LANGUAGES), { minLength: 1, maxLength: 4 })
  .map((chosen) => chosen as unknown as readonly [Language, ...Language[]]);

const maybe = <T>(told: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(told, { nil: undefined, freq: 2 });

/** The record without its undefined values: a template has no such thing. */
function record<T extends object>(model: { readonly [K in keyof T]-?: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc
    .record<T>(model as never)
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as T);
}

const url = fc
  .tuple(
    fc.constantFrom('https://example.org/', 'http://x.example:8080/a/'),
    fc.stringMatching(/^[a-zé0-9?=&%2F~_.-]{0,20}$/u),
  )
  .map(([start, end]) => start + end.replaceAll('%', ''));
const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
const calendarDay = day.map((date) => date.toISOString().slice(0, 10));

/** Everything that speaks the template's languages. */
export function arbitraryContent(languages: readonly [Language, ...Language[]]) {
  const text: fc.Arbitrary<LocalizedText> = fc
    .tuple(...languages.map(() => words))
    .map((told) => Object.fromEntries(languages.map((language, index) => [language, told[index]])));

  const entry = (scheme: string, ...codes: readonly string[]): fc.Arbitrary<Concept> =>
    fc.tuple(fc.constantFrom(...codes), text).map(([code, label]) => ({
      uri: `${scheme.slice(0, scheme.lastIndexOf('/'))}/${code}`,
      scheme,
      label,
    }));
  const snb = (name: string, ...codes: readonly string[]) => entry(`${SNB}/${name}/25831c2`, ...codes);

  const country: fc.Arbitrary<Concept> = fc
    .tuple(fc.constantFrom('GRC', 'EST', 'MLT', 'CAN', 'KEN', 'UKR'), text)
    .map(([code, label]) => ({ uri: `${COUNTRY}/${code}`, scheme: COUNTRY, label }));

  const accreditation = record<Accreditation>({
    type: snb('accreditation', '003293d2ce', '820101cba6', 'bb4618238e', 'e57dddfcf3'),
    agency: text,
    agencyCountry: maybe(country),
    decision: maybe(text),
    decidedOn: maybe(calendarDay),
    report: maybe(url),
    homepage: maybe(url),
    validUntil: maybe(calendarDay),
  });

  const id = fc.oneof(
    fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
    fc.constantFrom('https://a.example/id', 'https://b.example/id', 'urn:oid:1.2.3'),
  );
  const eidasIdentifier = fc.constantFrom(
    'VATEL-099999990',
    'NTRCA-12/34',
    'LEIXG-529900T8BM49AURSDO55',
    'EE:EE-7 7'.replace(' ', ''),
  );
  const provider = {
    id,
    legalName: text,
    country,
    address: maybe(text),
    homepage: maybe(url),
    email: maybe(fc.constantFrom('registry@example.org', "o'neill+x@exämple.org")),
    registration: maybe(words),
    accreditation: maybe(accreditation),
  };

  const assessment = record<Assessment>({
    title: text,
    type: snb('assessment', '795dac4096', '6e6cb2cc78', '7331eb4762'),
  });
  const skill: fc.Arbitrary<Concept> = fc.tuple(fc.uuid(), text).map(([uuid, label]) => ({
    uri: `${ESCO}/skill/${uuid}`,
    scheme: `${ESCO}/concept-scheme/skills`,
    label,
  }));

  const achievement = record<Omit<Achievement, 'grade'>>({
    format: maybe(fc.constantFrom(...MICRO_CREDENTIAL_FORMATS)),
    complements: maybe(text),
    title: text,
    description: maybe(text),
    outcomes: fc.array(
      record<LearningOutcome>({
        title: text,
        description: maybe(text),
        skills: fc.array(skill, { maxLength: 2 }),
        assessment: maybe(assessment),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    workload: fc
      .tuple(
        fc.double({ min: 0.5, max: 4000, noNaN: true }),
        maybe(fc.double({ min: 0.1, max: 300, noNaN: true })),
      )
      .map(([hours, ects]) => (ects === undefined ? { hours } : { hours, ects })),
    level: record<Level>({
      eqf: snb('eqf', '4', '5', '6', '7', '8'),
      nqf: maybe(snb('qdr', 'c_5e8da33b', 'c_c392e7a2')),
      cycle: maybe(
        fc
          .tuple(fc.constantFrom(...CYCLES), text)
          .map(([uri, label]): Concept => ({ uri, scheme: QF_EHEA, label })),
      ),
    }),
    assessment,
    participation: snb('learning-assessment', '920fbb3cbe', '9191af2ed9', 'e92d221e4d'),
    modes: maybe(
      fc.array(snb('learning-assessment', '729f3bed4b', '7813801c77', 'e92d221e4d'), { maxLength: 2 }),
    ),
    setting: maybe(snb('learning-setting', '6fd4685715', 'e207a81fc7')),
    qualityAssurance: accreditation,
    prerequisites: maybe(text),
    supervision: maybe(snb('supervision-verification', '70be69aaf9', 'c598449d64')),
    stackability: maybe(text),
    furtherInformation: maybe(text),
    field: maybe(snb('isced-f', '05', '0521')),
    instructionLanguage: maybe(fc.constantFrom(...CONTENT_LANGUAGES)),
    homepage: maybe(url),
  });

  /** As a degree must be: at random it rarely is. */
  const degreeLevel: fc.Arbitrary<Level> = fc
    .tuple(fc.constantFrom(...CYCLES.keys()), text, snb('qdr', 'c_5e8da33b'))
    .map(([index, label, nqf]) => {
      const number = String(5 + index);
      const eqf = { uri: `${SNB}/eqf/${number}`, scheme: `${SNB}/eqf/25831c2`, label, notation: number };
      return { eqf, nqf, cycle: { uri: CYCLES[index] ?? '', scheme: QF_EHEA, label } };
    });
  const degree = fc
    .tuple(achievement, degreeLevel, fc.integer({ min: 60, max: 300 }))
    .map(([{ format: _, complements: __, ...made }, level, ects]) => ({
      ...made,
      level,
      workload: { hours: ects * 27.5, ects },
    }));

  return {
    text,
    degree,
    kind: fc.constantFrom(...CREDENTIAL_KINDS),
    /** Names the degree it completes exactly if it completes one. */
    microCredential: achievement.map(({ complements = {}, ...made }) => ({
      ...made,
      ...(made.format === 'complement-to-degree' && { complements }),
    })),
    organisation: record<Organisation>({ ...provider, eidasIdentifier }),
    partner: record<Provider>({ ...provider, eidasIdentifier: maybe(eidasIdentifier) }),
    mandate: record<Mandate>({ statement: text, reference: maybe(words), grantedOn: maybe(calendarDay) }),
    achievement,
  };
}

export const arbitraryLearner: fc.Arbitrary<Omit<Learner, 'id'>> = record<Omit<Learner, 'id'>>({
  givenName: words,
  familyName: words,
  fullName: words,
  birthDate: maybe(calendarDay),
  studentId: maybe(words),
  email: maybe(fc.constant('learner@example.org')),
  form: maybe(fc.constantFrom(...ADDRESS_FORMS)),
});
