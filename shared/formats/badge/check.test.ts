import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { nodeEngine } from '../../../electron/engine.ts';
import { sampleCredential } from '../../credential/sample-credential.ts';
import type { Problem } from '../../problem.ts';
import { prepareBadgeSealer } from '../../sealing/badge-jwt.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { openBadge } from './achievement-credential.ts';
import { checkBadge } from './check.ts';
import { readBadge } from './import.ts';
import { badgeStructureProblems } from './structure.ts';

/* The samples of 1EdTech's public validator and specification, and those of European issuers. */
const REFERENCE = new URL('../../../../shared/reference/ob3/', import.meta.url);
const VALIDATOR = new URL('validator-samples/', REFERENCE);
const skip = existsSync(REFERENCE) ? false : 'the 1EdTech reference data are not at hand';
const at = '2026-06-01T00:00:00Z';
const utf8 = new TextEncoder();

// biome-ignore lint/suspicious/noExplicitAny: any JSON at all.
type Tree = any;

const read = (url: URL): Uint8Array => new Uint8Array(readFileSync(url));
const readTree = (url: URL): Tree => JSON.parse(readFileSync(url, 'utf8'));
const brief = (problems: readonly Problem[]): string[] =>
  problems.map(({ code, facts = {} }) => [code, ...Object.values(facts)].join(' '));

/** The one thing wrong with each, as its name has it. */
const REASONS: Readonly<Record<string, string>> = {
  context: 'payload.value-wrong @context',
  'credential-subject-achievement-result-description-type':
    'payload.value-wrong credentialSubject.achievement.resultDescription.3.type',
  'credential-subject-identifier-type': 'payload.value-wrong credentialSubject.identifier.1.type',
  'credential-subject-profile-type': 'payload.value-wrong credentialSubject.source.type',
  'credential-subject-result-type': 'payload.value-wrong credentialSubject.result.2.type',
  'credential-subject-type': 'payload.value-wrong credentialSubject.type',
  'evidence-type': 'payload.value-wrong evidence.2.type',
  expired: 'payload.expired 2010-01-01T00:00:00Z',
  issued: 'payload.not-yet-valid 2040-01-01T00:00:00Z',
  issuer: 'payload.element-missing issuer',
  'issuer-otheridentifier-type': 'payload.value-wrong issuer.otherIdentifier.2.type',
  'issuer-parentorg-type': 'payload.value-wrong issuer.parentOrg.type',
  'issuer-type': 'payload.value-wrong issuer.type',
  'proof-method': 'payload.proof-wrong',
  'proof-method-no-scheme': 'payload.proof-unverifiable z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x',
  'proof-method-unknown-did-method':
    'payload.proof-unverifiable did:example:z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x',
  'proof-method-unknown-scheme':
    'payload.proof-unverifiable xxx:z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x',
  'proof-value': 'payload.proof-wrong',
  type: 'payload.value-wrong type',
};

test('every bad sample of the public validator has its reason', { skip }, async () => {
  const names = readdirSync(VALIDATOR).filter((name) => name.startsWith('simple-err-'));
  const of = (name: string) => name.replace(/^simple-err-|\.json$/g, '');
  assert.deepEqual(names.map(of).sort(), Object.keys(REASONS).sort());
  for (const name of names) {
    const problems = brief(await checkBadge(read(new URL(name, VALIDATOR)), at));
    assert.ok(problems.includes(REASONS[of(name)] ?? ''), `${name}: ${problems.join(', ')}`);
  }
});

const GOOD = [
  'complete.json',
  'simple.json',
  'simple.1ob',
  'simple-context-alias.json',
  'simple-context-version.json',
  'simple-did-key-method.json',
  'simple-did-web-method.json',
  'simple-json.png',
  'simple-json.svg',
  'simple-jwt.png',
  'simple-jwt.svg',
  'simple-jwt_v1.png',
  'simple-jwt_v1.svg',
  'simple-multiple-proofs.json',
];

/** Good by a suite from before the W3C's recommendation, or by a key on a server. */
const NOT_FOR_US: Readonly<Record<string, string>> = {
  'complete_v1.json': 'Ed25519Signature2020',
  'credential-status-revoked.json': 'Ed25519Signature2020',
  'simple-eddsa-2022.json': 'eddsa-2022',
  'simple_v1.json': 'Ed25519Signature2020',
};

for (const name of GOOD) {
  test(`the public validator’s ${name} is good, and is read`, { skip }, async () => {
    const bytes = read(new URL(name, VALIDATOR));
    assert.deepEqual(brief(await checkBadge(bytes, at)), []);
    const badge = await readBadge(bytes);
    assert.ok(badge.ok);
    assert.equal(badge.value.integrity.proof, 'holds');
    assert.equal(badge.value.baked, /png|svg/.exec(name)?.[0]);
    assert.ok(badge.value.achievement.name && badge.value.issuer.id && badge.value.validFrom);
  });
}

for (const [name, method] of Object.entries(NOT_FOR_US)) {
  test(`of ${name} only the proof is left open`, { skip }, async () => {
    const bytes = read(new URL(name, VALIDATOR));
    // Its endorsements and itself have run out meanwhile.
    const problems = brief(await checkBadge(bytes, '2019-12-31T00:00:00Z'));
    assert.ok(problems.includes(`payload.proof-unverifiable ${method}`));
    assert.ok(problems.every((problem) => /not-yet-valid|proof-unverifiable/.test(problem)));
    const badge = await readBadge(bytes);
    assert.deepEqual(badge.ok && badge.value.integrity, { proof: 'unverifiable', method });
  });
}

test('examples of the specification and of European issuers lack nothing but a seal', { skip }, async () => {
  let seen = 0;
  for (const folder of ['spec-examples', 'edubadges-samples']) {
    for (const name of readdirSync(new URL(folder, REFERENCE))) {
      // Its achievement has an empty description.
      if (name === 'theed_regular_full_mbo.json') continue;
      seen += 1;
      const { proof: _, ...unsigned } = readTree(new URL(`${folder}/${name}`, REFERENCE));
      const problems = await checkBadge(utf8.encode(JSON.stringify(unsigned)), at);
      assert.deepEqual(brief(problems), ['payload.proof-missing'], name);
    }
  }
  assert.ok(seen > 30);
});

/** Every way to leave out one member, or to put a number where an object or a list has to stand. */
function* spoiled(
  node: Tree,
  path: readonly (string | number)[] = [],
): Generator<[string, (root: Tree) => void]> {
  if (typeof node !== 'object' || node === null) return;
  for (const key of Array.isArray(node) ? node.keys() : Object.keys(node)) {
    const place = [...path, key].join('.');
    const holder = (root: Tree): Tree => path.reduce((at, step) => at[step], root);
    const without = (root: Tree) => {
      delete holder(root)[key];
    };
    const number = (root: Tree) => {
      holder(root)[key] = 7;
    };
    if (!Array.isArray(node)) yield [`without ${place}`, without];
    if (typeof node[key] === 'object') yield [`number at ${place}`, number];
    yield* spoiled(node[key], [...path, key]);
  }
}

/** Proofs, which are judged by trying them, other people’s endorsements, which no stack counts, and lists of words. */
const NOT_LOOKED_INTO = /^\w+ (?:at )?(?:.*\.)?(?:endorsement|proof|allowedValue|tag)\b/;

test('whatever the official schema misses or takes for another thing is refused here', { skip }, () => {
  const schema = readTree(new URL('schemas/ob_v3p0_achievementcredential_schema.json', REFERENCE));
  const fits = new Ajv2019({ strict: false, formats: { 'date-time': true, date: true } }).compile(schema);
  const whole = readTree(new URL('complete.json', VALIDATOR));
  assert.ok(fits(whole));
  let refused = 0;
  for (const [name, spoil] of spoiled(whole)) {
    if (NOT_LOOKED_INTO.test(name)) continue;
    const copy = structuredClone(whole);
    spoil(copy);
    if (fits(copy)) continue;
    refused += 1;
    assert.ok(badgeStructureProblems(copy).length > 0, name);
  }
  assert.ok(refused > 100, `the schema refuses ${refused}`);
});

test('a claim that says something else than the credential is named', async () => {
  const sealer = prepareBadgeSealer(await makeSampleSeal('ES256'), nodeEngine);
  assert.ok(sealer.ok);
  const { json, claims } = openBadge(sampleCredential, { engine: nodeEngine });
  const { exp: _, ...endless } = claims;
  const cases = {
    iss: { ...claims, iss: 'https://other.example' },
    jti: { ...claims, jti: 'urn:uuid:0' },
    sub: { ...claims, sub: 'urn:uuid:0' },
    nbf: { ...claims, nbf: claims.nbf + 1 },
    exp: endless,
  };
  for (const [claim, changed] of Object.entries(cases)) {
    const sealed = await sealer.value.seal({ json, claims: changed }, { at });
    const problems = await checkBadge(sealed, '2026-07-01T00:00:00Z');
    assert.deepEqual(brief(problems), [`payload.claim-differs ${claim}`]);
    const badge = await readBadge(sealed);
    assert.ok(!badge.ok);
  }
});

test('hostile payloads have codes of their own', async () => {
  const sealer = prepareBadgeSealer(await makeSampleSeal('ES256'), nodeEngine);
  assert.ok(sealer.ok);
  const { json, claims } = openBadge(sampleCredential, { engine: nodeEngine });
  const text = new TextDecoder().decode(json);
  const cases: Readonly<Record<string, string>> = {
    'payload.key-twice': text.replace('"awardedDate"', '"name":"Doctor","awardedDate"'),
    // It ends in a Greek epsilon.
    'payload.key-lookalike': text.replace('"narrative"', '"narrativε"'),
    'payload.term-unknown': text.replace('"licenseNumber"', '"licenceNumber"'),
    'payload.date-without-zone': text.replace(/("validFrom":"[^"]*)Z"/, '$1"'),
    'payload.date-unreadable': text.replace(/"awardedDate":"[^"]*"/, '"awardedDate":"30 February"'),
  };
  for (const [code, changed] of Object.entries(cases)) {
    assert.notEqual(changed, text, code);
    const sealed = await sealer.value.seal({ json: utf8.encode(changed), claims }, { at });
    const badge = await readBadge(sealed);
    assert.ok(
      !badge.ok && badge.problems.some((problem) => problem.code === code),
      `${code}: ${JSON.stringify(badge)}`,
    );
  }
  const nonsense = await readBadge(utf8.encode('nonsense'));
  assert.ok(!nonsense.ok && nonsense.problems[0].code === 'payload.malformed');
});

test('a badge of ours comes back as it was', async () => {
  const seal = await makeSampleSeal('RS256');
  const sealer = prepareBadgeSealer(seal, nodeEngine);
  assert.ok(sealer.ok);
  const read = await readBadge(
    await sealer.value.seal(openBadge(sampleCredential, { engine: nodeEngine }), { at }),
  );
  assert.ok(read.ok);
  const { achievement, award, issuer, learner } = sampleCredential;
  const badge = read.value;
  assert.equal(badge.id, sampleCredential.id);
  assert.equal(badge.achievement.name, achievement.title.en);
  assert.deepEqual(badge.issuer, { id: issuer.id, name: award.awardingBody.legalName.en });
  assert.deepEqual([badge.learner.id, badge.learner.name], [learner.id, learner.fullName]);
  assert.deepEqual([badge.credits, badge.result], [achievement.workload.ects, achievement.grade?.value]);
  assert.ok(badge.alignments.some(({ url }) => url === achievement.level.eqf.uri));
  assert.ok(badge.integrity.proof === 'holds');
  assert.deepEqual(
    badge.integrity.certificates.map(({ der }) => der),
    seal.chain,
  );
});
