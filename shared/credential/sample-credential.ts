import type { Achievement, Credential } from './credential.ts';
import type { Organisation } from './organisation.ts';

/*
 * Test data: a whole credential with every element of Annex I, for tests and judges only; no product file imports it.
 * Institution and learner are invented; the concepts are real entries of the European controlled lists.
 */

const AUTHORITY = 'http://publications.europa.eu/resource/authority';
const SNB = 'http://data.europa.eu/snb';
const ESCO_SKILLS = 'http://data.europa.eu/esco/concept-scheme/skills';

const greece = {
  uri: `${AUTHORITY}/country/GRC`,
  scheme: `${AUTHORITY}/country`,
  label: { en: 'Greece', el: 'Ελλάδα' },
  notation: 'EL',
} as const;

const university: Organisation = {
  id: 'https://halcyon.example/id/university',
  legalName: { en: 'Halcyon University', el: 'Πανεπιστήμιο Αλκυών' },
  country: greece,
  address: {
    en: '12 Meltemi Street, 81100 Mytilene',
    el: 'Μελτεμίου 12, 81100 Μυτιλήνη',
  },
  homepage: 'https://halcyon.example/',
  email: 'registry@halcyon.example',
  eidasIdentifier: 'VATEL-099999990',
};

const achievement: Achievement = {
  title: { en: 'Coastal Data for Communities', el: 'Παράκτια δεδομένα για τις κοινότητες' },
  description: {
    en: 'A short programme on measuring the shoreline & telling its people what the figures mean.',
    el: 'Σύντομο πρόγραμμα για τη μέτρηση της ακτογραμμής & την εξήγηση των μετρήσεων στους κατοίκους της.',
  },
  outcomes: [
    {
      title: {
        en: 'Plan and carry out a shoreline survey',
        el: 'Σχεδιάζει και εκτελεί αποτύπωση ακτογραμμής',
      },
      skills: [],
    },
    {
      title: {
        en: 'Publish survey results as open data',
        el: 'Δημοσιεύει τα αποτελέσματα ως ανοικτά δεδομένα',
      },
      description: {
        en: 'Including metadata, licence and a plain-language summary.',
        el: 'Με μεταδεδομένα, άδεια και περίληψη σε απλή γλώσσα.',
      },
      skills: [
        {
          uri: 'http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a',
          scheme: ESCO_SKILLS,
          label: { en: 'develop digital content', el: 'ανάπτυξη ψηφιακού περιεχομένου' },
        },
      ],
    },
    {
      title: {
        en: 'Discuss findings with residents and authorities',
        el: 'Συζητά τα ευρήματα με κατοίκους και αρχές',
      },
      skills: [
        {
          uri: 'http://data.europa.eu/esco/skill/80f308e6-0e09-404a-80cd-ec5f50f6f304',
          scheme: ESCO_SKILLS,
          label: {
            en: 'communicate with target community',
            el: 'επικοινωνία με την κοινότητα-στόχο',
          },
        },
        {
          uri: 'http://data.europa.eu/esco/skill/326809fc-238d-40c2-881e-40042f7f2f0d',
          scheme: ESCO_SKILLS,
          label: { en: 'establish collaborative relations', el: 'δημιουργία σχέσεων συνεργασίας' },
        },
      ],
    },
  ],
  workload: { hours: 65, ects: 2.5 },
  level: {
    eqf: {
      uri: `${SNB}/eqf/6`,
      scheme: `${SNB}/eqf/25831c2`,
      label: { en: 'Level 6', el: 'Επίπεδο 6' },
      notation: '6',
    },
    nqf: {
      uri: `${SNB}/qdr/c_5e8da33b`,
      scheme: `${SNB}/qdr/25831c2`,
      label: { en: 'HQF Level 6', el: 'ΕΠΠ επίπεδο 6' },
    },
    cycle: {
      uri: 'urn:sealwright:qf-ehea:first-cycle',
      scheme: 'urn:sealwright:qf-ehea',
      label: { en: 'First cycle (QF-EHEA)', el: 'Πρώτος κύκλος (QF-EHEA)' },
    },
  },
  assessment: {
    title: { en: 'Field project with oral defence', el: 'Εργασία πεδίου με προφορική υποστήριξη' },
    type: {
      uri: `${SNB}/assessment/795dac4096`,
      scheme: `${SNB}/assessment/25831c2`,
      label: { en: 'project work', el: 'εργασία σε μορφή σχεδίου' },
    },
  },
  participation: {
    uri: `${SNB}/learning-assessment/e92d221e4d`,
    scheme: `${SNB}/learning-assessment/25831c2`,
    label: { en: 'Blended', el: 'Μεικτή μάθηση' },
  },
  qualityAssurance: {
    type: {
      uri: `${SNB}/accreditation/820101cba6`,
      scheme: `${SNB}/accreditation/25831c2`,
      label: { en: 'Program Quality Assurance', el: 'Διασφάλιση ποιότητας προγράμματος' },
    },
    agency: {
      en: 'Invented Agency for Quality in Higher Education',
      el: 'Επινοημένη Αρχή Ποιότητας της Ανώτατης Εκπαίδευσης',
    },
    decision: { en: 'Decision 17/2025 of 3 March 2025', el: 'Απόφαση 17/2025 της 3ης Μαρτίου 2025' },
    homepage: 'https://agency.example/decisions/17-2025',
    validUntil: '2030-03-02',
  },
  prerequisites: {
    en: 'Upper secondary education; no earlier survey practice is needed.',
    el: 'Απολυτήριο λυκείου· δεν απαιτείται προηγούμενη εμπειρία αποτύπωσης.',
  },
  supervision: {
    uri: `${SNB}/supervision-verification/70be69aaf9`,
    scheme: `${SNB}/supervision-verification/25831c2`,
    label: {
      en: 'Supervised with ID Verification',
      el: 'Με επίβλεψη και επαλήθευση ταυτότητας',
    },
  },
  grade: {
    value: '8.5',
    scheme: {
      en: '0 to 10 in steps of 0.5; 5 is the lowest pass',
      el: '0 έως 10 με βήμα 0,5· βάση το 5',
    },
  },
  stackability: {
    en: 'Counts towards the BSc in Environmental Sciences as an elective of 2.5 ECTS.',
    el: 'Προσμετράται στο πτυχίο Περιβαλλοντικών Επιστημών ως μάθημα επιλογής 2,5 ECTS.',
  },
  furtherInformation: {
    en: 'Taught with the municipality of Mytilene.',
    el: 'Διδάσκεται σε συνεργασία με τον Δήμο Μυτιλήνης.',
  },
  field: {
    uri: `${SNB}/isced-f/0521`,
    scheme: `${SNB}/isced-f/25831c2`,
    label: { en: 'Environmental sciences', el: 'Περιβαλλοντικές επιστήμες' },
    notation: '0521',
  },
  instructionLanguage: 'el',
  homepage: 'https://halcyon.example/courses/coastal-data',
};

export const sampleCredential: Credential = {
  id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e11',
  serial: 'HAL-2026-00042',
  kind: 'micro-credential',
  languages: ['en', 'el'],
  issuedAt: '2026-06-30T10:15:00Z',
  validUntil: '2031-06-30T10:15:00Z',
  issuer: university,
  test: true,
  learner: {
    id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e12',
    givenName: 'Ελένη-Zoë',
    familyName: 'Παπαδοπούλου Ķēniņš',
    fullName: 'Ελένη-Zoë Παπαδοπούλου Ķēniņš',
    birthDate: '1999-02-28',
    studentId: 'S-2024/0817',
    email: 'e.papadopoulou@students.halcyon.example',
  },
  achievement,
  award: { awardingBody: university, country: greece, awardedOn: '2026-06-26' },
};
