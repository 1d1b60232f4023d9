import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Credential } from '../credential/credential.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { elmCredential, type PageImage } from './elm.ts';
import { writeJson } from './json.ts';

type Tree = null | string | number | boolean | Tree[] | { [key: string]: Tree };

const pages: readonly PageImage[] = [
  { language: 'el', page: 2, mediaType: 'image/png', bytes: Uint8Array.of(4) },
  { language: 'en', page: 1, mediaType: 'image/png', bytes: Uint8Array.of(1) },
  { language: 'el', page: 1, mediaType: 'image/png', bytes: Uint8Array.of(3) },
  { language: 'en', page: 2, mediaType: 'image/png', bytes: Uint8Array.of(2) },
];

const read = (credential: Credential): Tree =>
  JSON.parse(new TextDecoder().decode(writeJson(elmCredential(credential, pages)))) as Tree;

const at = (tree: Tree, path: string): Tree | undefined =>
  path
    .split('.')
    .reduce<Tree | undefined>(
      (node, key) =>
        typeof node === 'object' && node !== null ? (node as Record<string, Tree>)[key] : undefined,
      tree,
    );

function* objects(tree: Tree): Generator<{ [key: string]: Tree }> {
  if (typeof tree !== 'object' || tree === null) return;
  if (!Array.isArray(tree)) yield tree;
  for (const item of Object.values(tree)) yield* objects(item);
}

const CLAIM = 'credentialSubject.hasClaim.0';
const COURSE = `${CLAIM}.specifiedBy`;

/** Where each element of Annex I to Council Recommendation 2022/C 243/02 must be found, and what the sample says. */
const ANNEX_I: readonly (readonly [string, string, Tree])[] = [
  ['M1', 'credentialSubject.fullName.en', 'Ελένη-Zoë Παπαδοπούλου Ķēniņš'],
  ['M1', 'credentialSubject.dateOfBirth', '1999-02-28T00:00:00Z'],
  ['M1', 'credentialSubject.identifier.0.notation', 'S-2024/0817'],
  ['M2', `${CLAIM}.title.el`, 'Παράκτια δεδομένα για τις κοινότητες'],
  [
    'M3',
    `${CLAIM}.awardedBy.location.address.countryCode.id`,
    'http://publications.europa.eu/resource/authority/country/GRC',
  ],
  ['M4', `${CLAIM}.awardedBy.awardingBody.0.legalName.el`, 'Πανεπιστήμιο Αλκυών'],
  ['M4', 'issuer.eIDASIdentifier.notation', 'VATEL-099999990'],
  ['M5', 'issued', '2026-06-30T10:15:00Z'],
  ['M5', `${CLAIM}.awardedBy.awardingDate`, '2026-06-26T00:00:00Z'],
  ['M6', `${COURSE}.learningOutcome.2.title.en`, 'Discuss findings with residents and authorities'],
  [
    'M6',
    `${COURSE}.learningOutcome.2.relatedESCOSkill.1.id`,
    'http://data.europa.eu/esco/skill/326809fc-238d-40c2-881e-40042f7f2f0d',
  ],
  ['M7', `${COURSE}.volumeOfLearning`, 'PT65H'],
  ['M7', `${COURSE}.creditPoint.0.point`, '2.5'],
  ['M8', `${COURSE}.eqfLevel.id`, 'http://data.europa.eu/snb/eqf/6'],
  ['M8', `${COURSE}.nqfLevel.0.prefLabel.el`, 'ΕΠΠ επίπεδο 6'],
  ['M8', `${COURSE}.educationLevel.0.prefLabel.en`, 'First cycle (QF-EHEA)'],
  ['M9', `${CLAIM}.provenBy.0.specifiedBy.dcType.id`, 'http://data.europa.eu/snb/assessment/795dac4096'],
  ['M10', `${COURSE}.mode.0.id`, 'http://data.europa.eu/snb/learning-assessment/e92d221e4d'],
  ['M11', `${COURSE}.accreditation.0.dcType.id`, 'http://data.europa.eu/snb/accreditation/820101cba6'],
  [
    'M11',
    `${COURSE}.accreditation.0.accreditingAgent.legalName.en`,
    'Invented Agency for Quality in Higher Education',
  ],
  [
    'O1',
    `${COURSE}.entryRequirement.noteLiteral.en`,
    'Upper secondary education; no earlier survey practice is needed.',
  ],
  [
    'O2',
    `${CLAIM}.provenBy.0.idVerification.id`,
    'http://data.europa.eu/snb/supervision-verification/70be69aaf9',
  ],
  ['O3', `${CLAIM}.provenBy.0.grade.noteLiteral.el`, '8.5'],
  [
    'O4',
    `${COURSE}.additionalNote.0.noteLiteral.en`,
    'Counts towards the BSc in Environmental Sciences as an elective of 2.5 ECTS.',
  ],
  ['O5', `${COURSE}.additionalNote.1.noteLiteral.en`, 'Taught with the municipality of Mytilene.'],
];

test('every element of Annex I is in the data', () => {
  const tree = read(sampleCredential);
  for (const [element, path, expected] of ANNEX_I)
    assert.deepEqual(at(tree, path), expected, `${element} ${path}`);
});

test('every date says its zone', () => {
  const dates = [...objects(read(sampleCredential))].flatMap((node) =>
    Object.entries(node).filter(([key]) => /date|issued|^valid/i.test(key)),
  );
  assert.ok(dates.length >= 8);
  for (const [key, value] of dates) assert.match(String(value), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, key);
});

test('one id is one node, whatever it is written as often', () => {
  const written = new Map<Tree | undefined, Tree>();
  for (const node of objects(read(sampleCredential))) {
    if (typeof node.type !== 'string') continue;
    assert.equal(typeof node.id, 'string', `a ${node.type} without an id`);
    const before = written.get(node.id);
    if (before) assert.deepEqual(node, before);
    written.set(node.id, node);
  }
  assert.ok(written.size > 50);
});

test('a concept told twice with different labels is written once', () => {
  const { award } = sampleCredential;
  const country = { ...award.country, label: { en: 'Hellenic Republic', el: 'Ελληνική Δημοκρατία' } };
  const tree = read({ ...sampleCredential, award: { ...award, country } });
  const labels = [...objects(tree)].filter((node) => node.id === country.uri).map((node) => node.prefLabel);
  assert.ok(labels.length > 2);
  for (const label of labels) assert.deepEqual(label, labels[0]);
});

test('texts are there in every language of the credential and in no other', () => {
  const translated = new Set(['title', 'description', 'noteLiteral', 'legalName']);
  for (const languages of [['en', 'el'], ['el']] as const) {
    for (const node of objects(read({ ...sampleCredential, languages }))) {
      for (const [key, words] of Object.entries(node)) {
        if (translated.has(key)) assert.deepEqual(Object.keys(words ?? {}), [...languages], key);
      }
    }
  }
});

test('pages come in order, under their language', () => {
  const display = at(read(sampleCredential), 'displayParameter.individualDisplay') as Tree[];
  const content = display.map((individual) => [
    at(individual, 'language.id'),
    (at(individual, 'displayDetail') as Tree[]).map((detail) => [
      at(detail, 'page'),
      at(detail, 'image.content'),
    ]),
  ]);
  const authority = 'http://publications.europa.eu/resource/authority/language';
  assert.deepEqual(content, [
    [
      `${authority}/ENG`,
      [
        [1, 'AQ=='],
        [2, 'Ag=='],
      ],
    ],
    [
      `${authority}/ELL`,
      [
        [1, 'Aw=='],
        [2, 'BA=='],
      ],
    ],
  ]);
});

test('learners of one course share its text and nothing else', () => {
  const other: Credential = {
    ...sampleCredential,
    id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e99',
    serial: 'HAL-2026-00043',
    learner: {
      id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e98',
      givenName: 'Ġorġ',
      familyName: 'Żahra',
      fullName: 'Ġorġ Żahra',
    },
    achievement: {
      ...sampleCredential.achievement,
      grade: { ...sampleCredential.achievement.grade, value: '6' },
    },
  };
  read(sampleCredential);
  const afterAnother = JSON.stringify(read(other));
  assert.equal(afterAnother, JSON.stringify(read(structuredClone(other))));
  assert.ok(!afterAnother.includes(sampleCredential.id));
  assert.ok(!afterAnother.includes('Παπαδοπούλου'));
});

test('an edited course is not taken for the one before, though their title is the same value', () => {
  read(sampleCredential);
  const workload = { hours: 62.5 };
  const edited = read({ ...sampleCredential, achievement: { ...sampleCredential.achievement, workload } });
  assert.equal(at(edited, `${COURSE}.volumeOfLearning`), 'PT62H30M');
  assert.equal(at(edited, `${COURSE}.creditPoint`), undefined);
});

test('without a grade the assessment, its type and its supervision still stand', () => {
  const { grade: _, ...ungraded } = sampleCredential.achievement;
  const tree = read({ ...sampleCredential, achievement: ungraded });
  assert.equal(at(tree, `${CLAIM}.provenBy.0.grade.noteLiteral.en`), 'Without grade');
  assert.ok(at(tree, `${CLAIM}.provenBy.0.idVerification.id`));
  assert.equal(at(tree, `${CLAIM}.provenBy.0.specifiedBy.gradingScheme`), undefined);
});

const consortium = {
  ...sampleCredential.issuer,
  id: 'https://consortium.example/id',
  legalName: { en: 'Consortium of Island Universities', el: 'Κοινοπραξία' },
  eidasIdentifier: 'VATEL-088888880',
};

test('who seals by mandate is said to, in the profile for it', () => {
  const mandate = {
    statement: { en: 'The Consortium seals for Halcyon University.', el: 'Η Κοινοπραξία σφραγίζει.' },
    reference: 'HAL 7/2026',
    grantedOn: '2026-01-15',
  };
  const tree = read({ ...sampleCredential, issuer: consortium, mandate });
  assert.equal(at(tree, 'issuer.eIDASIdentifier.notation'), 'VATEL-088888880');
  assert.equal(at(tree, `${CLAIM}.awardedBy.awardingBody.0.eIDASIdentifier.notation`), 'VATEL-099999990');
  assert.equal(
    at(tree, 'evidence.0.evidenceStatement'),
    'The Consortium seals for Halcyon University. (HAL 7/2026, 2026-01-15)',
  );
  assert.equal(at(tree, 'credentialSchema.id'), 'http://data.europa.eu/snb/model/ap/edc-issued-by-mandate');
});

test('a mandate that nobody has told of is not claimed', () => {
  assert.equal(at(read({ ...sampleCredential, issuer: consortium }), 'evidence'), undefined);
  assert.equal(at(read(sampleCredential), 'evidence'), undefined);
});

test('a micro-credential says in its data what it is and what it is not; a degree says what it is', () => {
  const kinds = (tree: Tree) => (at(tree, `${COURSE}.dcType`) as Tree[]).map((type) => at(type, 'id'));
  const tree = read({
    ...sampleCredential,
    achievement: { ...sampleCredential.achievement, format: 'boot-camp' },
  });
  assert.deepEqual(kinds(tree), [
    'http://data.europa.eu/snb/learning-opportunity/74a4a268e8',
    'urn:sealwright:credential-kind:micro-credential',
    'urn:sealwright:micro-credential-format:boot-camp',
  ]);
  assert.equal(
    at(tree, `${COURSE}.additionalNote.2.noteLiteral.el`),
    'Το μικροδιαπιστευτήριο βεβαιώνει τα μαθησιακά αποτελέσματα μιας σύντομης μαθησιακής εμπειρίας. Δεν αποτελεί τίτλο σπουδών.',
  );
  const degree = read({ ...sampleCredential, kind: 'degree' });
  assert.deepEqual(kinds(degree), [
    'http://data.europa.eu/snb/learning-opportunity/79343569f3',
    'urn:sealwright:credential-kind:degree',
  ]);
  assert.equal(at(degree, `${COURSE}.additionalNote.2`), undefined);
});

test('all who award jointly are awarding bodies, each in its own country; one id is written once', () => {
  const partners = [
    {
      id: 'https://sealoop.example/id',
      legalName: { en: 'Sea Loop Training', el: 'Σι Λουπ' },
      country: {
        uri: 'http://publications.europa.eu/resource/authority/country/CAN',
        scheme: 'http://publications.europa.eu/resource/authority/country',
        label: { en: 'Canada', el: 'Καναδάς' },
      },
      registration: '1234567-8',
    },
  ];
  const award = { ...sampleCredential.award, partners };
  const tree = read({ ...sampleCredential, award });
  const partner = at(tree, `${CLAIM}.awardedBy.awardingBody.1`) ?? null;
  assert.equal(at(partner, 'legalName.en'), 'Sea Loop Training');
  assert.equal(at(partner, 'registration.notation'), '1234567-8');
  assert.equal(at(partner, 'registration.spatial.prefLabel.el'), 'Καναδάς');
  assert.equal(at(partner, 'eIDASIdentifier'), undefined);
  const issuer = { ...sampleCredential.issuer, id: 'https://sealoop.example/id' };
  const byPartner = read({ ...sampleCredential, award, issuer });
  assert.deepEqual(at(byPartner, 'issuer'), at(byPartner, `${CLAIM}.awardedBy.awardingBody.1`));
  assert.equal(at(byPartner, 'issuer.eIDASIdentifier.notation'), 'VATEL-099999990');
});

test('an accredited awarding body is evidence, and its accreditation the same node in both places', () => {
  const { awardingBody } = sampleCredential.award;
  const accreditation = { ...sampleCredential.achievement.qualityAssurance, decidedOn: '2023-05-02' };
  const accredited = { ...awardingBody, accreditation };
  const tree = read({
    ...sampleCredential,
    issuer: accredited,
    award: { ...sampleCredential.award, awardingBody: accredited },
  });
  assert.equal(at(tree, 'credentialSchema.id'), 'http://data.europa.eu/snb/model/ap/edc-accredited');
  assert.equal(at(tree, 'evidence.0.accreditation.dateIssued'), '2023-05-02T00:00:00Z');
  assert.deepEqual(at(tree, 'evidence.0.accreditation'), at(tree, 'issuer.accreditation.0'));
});

test('a credential sealed with a test seal says so in the data', () => {
  assert.match(JSON.stringify(read(sampleCredential)), /Test document without legal value/);
  assert.doesNotMatch(JSON.stringify(read({ ...sampleCredential, test: false })), /Test document/);
});

const CONTEXTS = new URL('../../../shared/reference/elm/context/', import.meta.url);
const reference = existsSync(CONTEXTS) ? false : 'the official contexts are not beside the repository';

test('no key or type is unknown to the official contexts', { skip: reference }, () => {
  const terms = new Map<string, unknown>();
  const collect = (context: Record<string, unknown>) => {
    for (const [term, definition] of Object.entries(context)) {
      terms.set(term, definition);
      const scoped = (definition as { '@context'?: Record<string, unknown> } | null)?.['@context'];
      if (term === 'VerifiableCredential' && scoped) collect(scoped);
    }
  };
  for (const name of ['w3c-credentials-v1.jsonld', 'edc-ap-context.jsonld']) {
    collect(
      (JSON.parse(readFileSync(new URL(name, CONTEXTS), 'utf8')) as { '@context': Record<string, unknown> })[
        '@context'
      ],
    );
  }
  const check = (tree: Tree) => {
    if (Array.isArray(tree)) tree.forEach(check);
    else if (typeof tree === 'object' && tree !== null) {
      for (const type of [tree.type ?? []].flat()) assert.ok(terms.has(String(type)), `type ${type}`);
      for (const [key, value] of Object.entries(tree)) {
        if (key === '@context') continue;
        assert.ok(terms.has(key), `key ${key}`);
        const container = (terms.get(key) as { '@container'?: string } | null)?.['@container'];
        if (container !== '@language') check(value);
        else assert.equal(typeof value, 'object', `${key} is a language map`);
      }
    }
  };
  check(read(sampleCredential));
});
