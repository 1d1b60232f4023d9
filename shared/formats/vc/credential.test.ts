/// <reference path="../../sealing/linked-data.d.ts" />
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import jsonld from 'jsonld';
import type { Concept } from '../../credential/concept.ts';
import type { Credential } from '../../credential/credential.ts';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { sampleVariants } from '../../credential/sample-variants.ts';
import { LANGUAGES, type LocalizedText } from '../../language.ts';
import { bundledLoader } from '../../sealing/data-integrity-contexts.ts';
import { acceptedCredential } from '../../template/sample-arbitrary.ts';
import { elmCredential } from '../elm.ts';
import { writeJson } from '../json.ts';
import { readVerifiableCredential } from './check.ts';
import { verifiableCredential } from './credential.ts';

type Tree = { readonly [key: string]: unknown };

const read = (credential: Credential, options = {}): Tree =>
  JSON.parse(new TextDecoder().decode(writeJson(verifiableCredential(credential, options)))) as Tree;

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const { achievement, award, issuer } = sampleCredential;
const status = { listUrl: 'https://halcyon.example/status/1', index: 94567 };
const accreditation = {
  ...achievement.qualityAssurance,
  decidedOn: '2023-05-02',
  report: 'https://agency.example/reports/17',
};
const country: Concept = {
  uri: 'http://publications.europa.eu/resource/authority/country/NOR',
  scheme: award.country.scheme,
  label: { en: 'Norway', el: 'Νορβηγία' },
};
const partners = [
  {
    id: 'https://fjord.example/',
    legalName: { en: 'Fjord School', el: 'Σχολή Φιόρδ' },
    country,
    registration: '987',
  },
];
const everywhere = (text: string): LocalizedText =>
  Object.fromEntries(LANGUAGES.map((language) => [language, `${text} ${language}`]));

/** Credentials that differ in what they hold. */
const CREDENTIALS: Readonly<Record<string, Credential>> = {
  'the sample': sampleCredential,
  ...sampleVariants,
  'with a place in a status list': { ...sampleCredential, status },
  'a joint award by an accredited institution, its outcomes assessed one by one': {
    ...sampleCredential,
    achievement: {
      ...achievement,
      format: 'complement-to-degree',
      complements: { en: 'BSc in Environmental Sciences', el: 'Πτυχίο Περιβαλλοντικών Επιστημών' },
      outcomes: achievement.outcomes.map((outcome) => ({ ...outcome, assessment: achievement.assessment })),
      modes: [
        { ...achievement.participation, uri: 'http://data.europa.eu/snb/learning-assessment/c_e8a5b7b4' },
      ],
      setting: { ...achievement.participation, uri: 'http://data.europa.eu/snb/learning-setting/6fd4fb48fb' },
    },
    award: { ...award, awardingBody: { ...award.awardingBody, accreditation }, partners },
  },
  'sealed by mandate': {
    ...sampleCredential,
    issuer: {
      ...issuer,
      id: 'https://consortium.example/',
      legalName: { en: 'Consortium', el: 'Κοινοπραξία' },
    },
    mandate: { statement: { en: 'It seals for the university.', el: 'Σφραγίζει για το πανεπιστήμιο.' } },
  },
  'a degree with nothing optional': {
    ...sampleCredential,
    kind: 'degree',
    test: false,
    learner: { id: sampleCredential.learner.id, givenName: '', familyName: 'Νίκη', fullName: 'Νίκη' },
    achievement: {
      title: achievement.title,
      outcomes: achievement.outcomes.map(({ title }) => ({ title, skills: [] })),
      workload: { hours: 62.5 },
      level: { eqf: achievement.level.eqf },
      assessment: achievement.assessment,
      participation: achievement.participation,
      qualityAssurance: { type: accreditation.type, agency: accreditation.agency },
    },
  },
  'in all 24 languages': {
    ...sampleCredential,
    languages: LANGUAGES,
    achievement: { ...achievement, title: everywhere('“title”'), description: everywhere('a\\b') },
  } as Credential,
};

for (const [name, credential] of Object.entries(CREDENTIALS)) {
  test(`${name}: read back strictly, every term is defined`, async () => {
    const read = await readVerifiableCredential(writeJson(verifiableCredential(credential)));
    assert.ok(read.ok, JSON.stringify(read));
  });

  test(`${name}: written from prepared parts as from scratch`, () => {
    const first = writeJson(verifiableCredential(structuredClone(credential)));
    writeJson(verifiableCredential({ ...credential, id: 'urn:uuid:0', serial: 'another' }));
    assert.equal(text(writeJson(verifiableCredential(credential))), text(first));
  });
}

test('whatever Annex I lets through is read back strictly', async () => {
  await fc.assert(
    fc.asyncProperty(acceptedCredential, async (credential) => {
      const read = await readVerifiableCredential(writeJson(verifiableCredential(credential)));
      assert.ok(read.ok, JSON.stringify(read));
    }),
    { numRuns: 60 },
  );
});

test('the envelope is that of data model 2.0', () => {
  const tree = read({ ...sampleCredential, status });
  const [base] = tree['@context'] as readonly unknown[];
  assert.equal(base, 'https://www.w3.org/ns/credentials/v2');
  assert.equal(tree.id, sampleCredential.id);
  assert.deepEqual(tree.type, ['VerifiableCredential', 'MicroCredential']);
  assert.deepEqual(tree.name, [
    { '@value': 'Coastal Data for Communities', '@language': 'en' },
    { '@value': 'Παράκτια δεδομένα για τις κοινότητες', '@language': 'el' },
  ]);
  assert.equal((tree.issuer as Tree).id, 'https://halcyon.example/id/university');
  assert.equal((tree.identifier as Tree).notation, 'HAL-2026-00042');
  assert.deepEqual(
    [tree.validFrom, tree.issued, tree.validUntil],
    ['2026-06-30T10:15:00Z', '2026-06-30T10:15:00Z', '2031-06-30T10:15:00Z'],
  );
  assert.deepEqual(tree.credentialStatus, {
    id: 'https://halcyon.example/status/1#94567',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '94567',
    statusListCredential: 'https://halcyon.example/status/1',
  });
  assert.deepEqual(read({ ...sampleCredential, kind: 'degree' }).type, [
    'VerifiableCredential',
    'DegreeCredential',
  ]);
});

test('an issuer known by a DID is one, and who awarded keeps its own name', async () => {
  const options = { issuerId: 'did:web:halcyon.example' };
  const tree = read(sampleCredential, options);
  assert.equal((tree.issuer as Tree).id, 'did:web:halcyon.example');
  assert.ok(
    JSON.stringify(tree.credentialSubject).includes(
      '"id":"https://halcyon.example/id/university","type":"Organisation"',
    ),
  );
  assert.ok((await readVerifiableCredential(writeJson(verifiableCredential(sampleCredential, options)))).ok);
  assert.equal((read(sampleCredential).issuer as Tree).id, 'https://halcyon.example/id/university');
});

const REFERENCE = new URL('../../../../shared/reference/', import.meta.url);
const skip = existsSync(REFERENCE) ? false : 'the reference data are not at hand';
const readTree = (path: string) => JSON.parse(readFileSync(new URL(path, REFERENCE), 'utf8')) as Tree;

test('the W3C’s JSON Schema accepts every one', { skip }, () => {
  const path = 'vc/vc-data-model/schema/verifiable-credential/verifiable-credential-schema.json';
  const schema = new Ajv2020({ strict: false }).compile(readTree(path));
  for (const [name, credential] of Object.entries(CREDENTIALS)) {
    assert.ok(schema(read(credential)), `${name}: ${JSON.stringify(schema.errors)}`);
  }
});

/*
 * RDF is what both documents mean, each by its own contexts: the European Digital Credential by the official one, the
 * Verifiable Credential by the one it carries.
 */
async function statements(document: unknown): Promise<ReadonlySet<string>> {
  const official = 'http://data.europa.eu/snb/model/context/edc-ap';
  const more = new Map([[official, readTree('elm/context/edc-ap-context.jsonld')]]);
  const text = await jsonld.canonize(JSON.parse(JSON.stringify(document)) as object, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    documentLoader: bundledLoader(more),
    base: null,
    safe: true,
  });
  return new Set(text.trim().split('\n').map(alike));
}

/** Names and grades are in no language here; `description` is the one of credentials/v2. */
function alike(statement: string): string {
  return statement
    .replace('<http://purl.org/dc/terms/description>', '<https://schema.org/description>')
    .replace(/(foaf\/0\.1\/\w+Name> ".*")@\w\w \.$/, '$1 .')
    .replace(/(#grade> .*noteLiteral> ".*")@\w\w \.$/, '$1 .');
}

/** Of the form of European Digital Credentials, or told a second time there. */
const FORM_ONLY = [
  /#display/,
  /displayParameter|credentialProfiles|credentialSchema|EuropeanDigitalCredential|ShaclValidator/,
  /\/snb\/credential\//,
  /credentials#(expirationDate|issuanceDate)/,
  /#learning-activity/,
  /#achievement> <https:\/\/schema.org\/description>/,
  /#assessment> <[^>]*awardedBy>/,
  /^<[^>]*authority\/language[/>]/,
];

for (const [name, credential] of Object.entries(CREDENTIALS)) {
  test(`${name}: states what the European Digital Credential states`, { skip }, async () => {
    const ours = await statements(verifiableCredential(credential));
    const theirs = await statements(elmCredential(credential, []));
    const facts = [...theirs].filter((statement) => !FORM_ONLY.some((form) => form.test(statement)));
    // The degree without options has no grade, of which the other format must say that there is none.
    const unsaid = facts.filter((statement) => !ours.has(statement) && !statement.includes('#grade>'));
    assert.ok(facts.length > 120, `only ${facts.length} facts`);
    assert.deepEqual(unsaid, []);
    if (credential.achievement.grade) {
      assert.ok([...ours].some((statement) => /#grade> .*noteLiteral> "8\.5" \.$/.test(statement)));
    }
  });
}
