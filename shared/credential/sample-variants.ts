import type { Accreditation } from './accreditation.ts';
import type { Credential } from './credential.ts';
import { MICRO_CREDENTIAL_FORMATS } from './kind.ts';
import { QF_EHEA } from './level.ts';
import type { Organisation, Provider } from './organisation.ts';
import { sampleCredential } from './sample-credential.ts';

/*
 * Test data: the sample credential as every kind and format, jointly awarded, sealed by mandate, accredited. For tests
 * and judges only; everybody in it is invented.
 */

const SNB = 'http://data.europa.eu/snb';
const COUNTRY = 'http://publications.europa.eu/resource/authority/country';

export const institutionalReview: Accreditation = {
  type: {
    uri: `${SNB}/accreditation/bb4618238e`,
    scheme: `${SNB}/accreditation/25831c2`,
    label: { en: 'Institutional quality assurance', el: 'Θεσμική διασφάλιση ποιότητας' },
  },
  agency: { en: 'Invented Agency for Quality', el: 'Επινοημένη Αρχή Ποιότητας' },
  decision: { en: 'Positive, decision 4/2023', el: 'Θετική, απόφαση 4/2023' },
  decidedOn: '2023-05-02',
  report: 'https://quality.example/reports/4-2023',
  validUntil: '2030-05-01',
};

/** A non-formal provider outside the Union, which eIDAS does not know. */
const nonFormalPartner: Provider = {
  id: 'https://sealoop.example/id',
  legalName: { en: 'Sea Loop Training', el: 'Εκπαίδευση Σι Λουπ' },
  country: { uri: `${COUNTRY}/CAN`, scheme: COUNTRY, label: { en: 'Canada', el: 'Καναδάς' } },
  registration: '1234567-8',
  accreditation: {
    ...institutionalReview,
    agency: { en: 'Invented Register of Trainers', el: 'Επινοημένο Μητρώο Εκπαιδευτών' },
  },
};

const consortium: Organisation = {
  id: 'https://consortium.example/id',
  legalName: { en: 'Consortium of Island Universities', el: 'Κοινοπραξία Νησιωτικών Πανεπιστημίων' },
  country: sampleCredential.issuer.country,
  address: { en: '1 Harbour Square, 81100 Mytilene', el: 'Πλατεία Λιμανιού 1, 81100 Μυτιλήνη' },
  eidasIdentifier: 'VATEL-088888880',
};

const setting = {
  uri: `${SNB}/learning-setting/e207a81fc7`,
  scheme: `${SNB}/learning-setting/25831c2`,
  label: { en: 'non-formal learning', el: 'μη τυπική μάθηση' },
};

const { achievement, award } = sampleCredential;
const [firstOutcome, ...otherOutcomes] = achievement.outcomes;
const accredited: Organisation = { ...award.awardingBody, accreditation: institutionalReview };

const joint: Credential = {
  ...sampleCredential,
  achievement: { ...achievement, setting },
  award: { ...award, partners: [nonFormalPartner, consortium] },
};

const degree: Credential = {
  ...sampleCredential,
  kind: 'degree',
  achievement: {
    ...achievement,
    title: { en: 'Master in Coastal Sciences', el: 'Μεταπτυχιακό δίπλωμα στις Παράκτιες Επιστήμες' },
    workload: { hours: 2500, ects: 90 },
    level: {
      eqf: {
        uri: `${SNB}/eqf/7`,
        scheme: `${SNB}/eqf/25831c2`,
        label: { en: 'Level 7', el: 'Επίπεδο 7' },
        notation: '7',
      },
      nqf: {
        uri: `${SNB}/qdr/c_5e8da33b`,
        scheme: `${SNB}/qdr/25831c2`,
        label: { en: 'HQF Level 7', el: 'ΕΠΠ επίπεδο 7' },
      },
      cycle: {
        uri: `${QF_EHEA}:second-cycle`,
        scheme: QF_EHEA,
        label: { en: 'Second cycle (QF-EHEA)', el: 'Δεύτερος κύκλος (QF-EHEA)' },
      },
    },
  },
};

const mandated: Credential = {
  ...sampleCredential,
  issuer: consortium,
  mandate: {
    statement: {
      en: 'The Consortium of Island Universities seals this credential in the name of Halcyon University.',
      el: 'Η Κοινοπραξία σφραγίζει το παρόν εξ ονόματος του Πανεπιστημίου Αλκυών.',
    },
    reference: 'HAL 7/2026',
    grantedOn: '2026-01-15',
  },
};

/** Each by a name that may be a file's. */
/** Made of a part of its own institution, and one of another that tells no hours and has no number. */
const stacked: Credential = {
  ...sampleCredential,
  course: 'urn:uuid:3b0e7d3c-5a6e-4f27-9d4e-2f6f9c1a0b11',
  parts: [
    {
      id: 'urn:uuid:11111111-1111-4111-8111-111111111111',
      serial: 'HAL-2025-00001',
      courses: ['https://halcyon.example/courses/tides', 'urn:uuid:5f0e7d3c-5a6e-4f27-9d4e-2f6f9c1a0b12'],
      title: { en: 'Reading the Tides', el: 'Διαβάζοντας τις παλίρροιες' },
      workload: { hours: 37.5, ects: 1.5 },
      awardingBody: award.awardingBody,
      awardedOn: '2025-06-01',
    },
    {
      id: 'https://sealoop.example/credentials/7',
      courses: ['https://sealoop.example/courses/buoys'],
      title: { en: 'Buoys', el: 'Buoys' },
      workload: { ects: 1 },
      awardingBody: nonFormalPartner,
      awardedOn: '2025-09-30',
    },
    {
      id: 'https://sealoop.example/credentials/8',
      courses: ['https://sealoop.example/courses/radar'],
      title: { en: 'Radar', el: 'Radar' },
      workload: { hours: 10 },
      awardingBody: nonFormalPartner,
      awardedOn: '2025-10-30',
    },
  ],
};

export const sampleVariants: Readonly<Record<string, Credential>> = {
  degree,
  joint,
  mandated,
  accredited: { ...sampleCredential, issuer: accredited, award: { ...award, awardingBody: accredited } },
  'accredited-degree': { ...degree, issuer: accredited, award: { ...award, awardingBody: accredited } },
  'joint-by-mandate': { ...mandated, award: joint.award },
  'joint-sealed-by-partner': { ...mandated, award: { ...award, partners: [consortium] } },
  stacked,
  'own-assessments': {
    ...sampleCredential,
    achievement: {
      ...achievement,
      outcomes: [
        ...(firstOutcome ? [{ ...firstOutcome, assessment: achievement.assessment }] : []),
        ...otherOutcomes,
      ],
      modes: [
        {
          uri: `${SNB}/learning-assessment/729f3bed4b`,
          scheme: `${SNB}/learning-assessment/25831c2`,
          label: { en: 'Workbased', el: 'Με βάση την εργασία' },
        },
      ],
    },
  },
  ...Object.fromEntries(
    MICRO_CREDENTIAL_FORMATS.map((format) => [
      `format-${format}`,
      {
        ...sampleCredential,
        achievement: {
          ...achievement,
          format,
          ...(format === 'complement-to-degree' && {
            complements: { en: 'BSc in Environmental Sciences', el: 'Πτυχίο Περιβαλλοντικών Επιστημών' },
          }),
        },
      },
    ]),
  ),
};
