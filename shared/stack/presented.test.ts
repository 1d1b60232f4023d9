import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { openSeal } from '../../electron/seals/pkcs12.ts';
import type { Part } from '../credential/part.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { openBadge } from '../formats/badge/achievement-credential.ts';
import { elmCredential } from '../formats/elm.ts';
import { writeJson } from '../formats/json.ts';
import { verifiableCredential } from '../formats/vc/credential.ts';
import type { Outcome } from '../problem.ts';
import { prepareBadgeSealer } from '../sealing/badge-jwt.ts';
import { makeDemoPki } from '../sealing/demo-pki.ts';
import { type JsonSealer, prepareJsonSealer } from '../sealing/jades.ts';
import { prepareTrust, type Trust } from '../verifying/trust.ts';
import { isLearners } from './earned.ts';
import { readEuropeanCredential } from './european-credential.ts';
import { poolOf } from './pool.ts';
import { partOf, readKept, readPresented } from './presented.ts';

const AT = new Date('2026-07-01T00:00:00Z');
const COURSE = 'urn:uuid:3b0e7d3c-5a6e-4f27-9d4e-2f6f9c1a0b11';
const { award, learner } = sampleCredential;
const inside: Part = {
  id: 'urn:uuid:11111111-1111-4111-8111-111111111111',
  serial: 'HAL-2025-00001',
  courses: ['https://halcyon.example/courses/intro'],
  title: { en: 'Introduction', el: 'Εισαγωγή' },
  workload: { hours: 25, ects: 1 },
  awardingBody: award.awardingBody,
  awardedOn: '2025-06-01',
};
const credential = { ...sampleCredential, course: COURSE, parts: [inside] };
const payload = writeJson(elmCredential(credential, []));

let sealer: JsonSealer;
let trust: Trust;
before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  const pki = await makeDemoPki({ engine: nodeEngine, at: AT, key: 'P-256', organisation });
  const seal = await openSeal(await pki.pkcs12('p'), 'p');
  assert.ok(seal.ok);
  sealer = prepareJsonSealer(seal.value, nodeEngine);
  trust = prepareTrust({ roots: [pki.root], crls: pki.crls });
});

const seal = (bytes: Uint8Array) =>
  sealer.seal(bytes, { at: '2026-07-01T00:00:00Z', contentType: 'application/ld+json' });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (words: string) => new TextEncoder().encode(words);

function problemOf<T>(outcome: Outcome<T>): readonly [string, unknown] {
  assert.ok(!outcome.ok);
  return [outcome.problems[0].code, outcome.problems[0].facts?.reason];
}

test('what a credential of ours says is read back from its sealed JSON', async () => {
  const read = await readPresented(await seal(payload), trust, AT, nodeEngine);
  assert.ok(read.ok, JSON.stringify(read));
  assert.equal(read.value.test, true);
  assert.deepEqual(read.value.part, {
    id: credential.id,
    serial: credential.serial,
    courses: [COURSE],
    title: credential.achievement.title,
    workload: credential.achievement.workload,
    awardingBody: {
      id: award.awardingBody.id,
      legalName: award.awardingBody.legalName,
      country: award.awardingBody.country,
      eidasIdentifier: 'VATEL-099999990',
      homepage: 'https://halcyon.example/',
    },
    awardedOn: '2026-06-26',
    learner: {
      givenName: learner.givenName,
      familyName: learner.familyName,
      birthDate: '1999-02-28',
      studentId: 'S-2024/0817',
    },
    validUntil: '2031-06-30T10:15:00Z',
    contains: [inside.id],
    sealedBy: 'VATEL-099999990',
    revocation: 'unknown',
  });
});

test('a seal that nobody trusts, or a byte changed, does not count', async () => {
  const nobody = prepareTrust({ roots: [] });
  const sealed = await seal(payload);
  assert.deepEqual(problemOf(await readPresented(sealed, nobody, AT, nodeEngine)), [
    'stack.file-unproven',
    'NO_CERTIFICATE_CHAIN_FOUND',
  ]);
  const spoiled = sealed.slice();
  const at = spoiled.length >> 1;
  spoiled[at] = (spoiled[at] ?? 0) === 0x41 ? 0x42 : 0x41;
  assert.deepEqual(problemOf(await readPresented(spoiled, trust, AT, nodeEngine))[0], 'stack.file-unproven');
  assert.deepEqual(problemOf(await readKept(spoiled, nodeEngine))[0], 'stack.file-unproven');
  assert.ok((await readKept(sealed, nodeEngine)).ok);
});

test('whoever has a trusted seal cannot speak for another institution', async () => {
  const borrowed = bytes(text(payload).replaceAll('VATEL-099999990', 'VATDE-811111111'));
  const read = await readPresented(await seal(borrowed), trust, AT, nodeEngine);
  assert.equal(problemOf(read)[0], 'stack.file-unproven');
});

test('what is no credential, or of several people, is not read', async () => {
  const twoPeople = text(payload).replace(
    /"credentialSubject":(\{.*\}),"displayParameter"/s,
    '"credentialSubject":[$1,$1],"displayParameter"',
  );
  assert.notEqual(twoPeople, text(payload));
  for (const words of [
    '{}',
    '{"type":["EuropeanDigitalCredential"]}',
    twoPeople,
    text(payload).replace('"2031-06-30T10:15:00Z"', '"one day"'),
  ]) {
    assert.equal(
      problemOf(await readPresented(await seal(bytes(words)), trust, AT, nodeEngine))[0],
      'stack.file-unreadable',
      words.slice(0, 60),
    );
  }
  assert.equal(
    problemOf(await readPresented(bytes('hello'), trust, AT, nodeEngine))[0],
    'stack.file-unreadable',
  );
});

const SAMPLES = new URL('../../../shared/reference/elm/sealed-samples/', import.meta.url);
const skip = existsSync(SAMPLES) ? false : 'the official samples are not beside the repository';

/** Payload of a JWS in JSON serialization, clear or base64url. */
function payloadOf(name: string): Uint8Array {
  const { payload: told } = JSON.parse(readFileSync(new URL(name, SAMPLES), 'utf8')) as { payload: string };
  return told.trimStart().startsWith('{') ? bytes(told) : Buffer.from(told, 'base64url');
}

test('official samples are read: credits, hours and days as they are meant', { skip }, () => {
  const annex = readEuropeanCredential(payloadOf('AA-Annex1-MC-signed.jsonld'));
  // P2DT12H
  assert.deepEqual(annex?.workload, { hours: 60, ects: 2 });
  assert.equal(annex?.learner.birthDate, '1999-10-02');
  const older = readEuropeanCredential(payloadOf('Sample-MC-Annex1-2023-signed.jsonld'));
  // 1999-10-01T22:00:00Z is midnight in Brussels.
  assert.equal(older?.learner.birthDate, '1999-10-02');
  assert.deepEqual(older?.workload, { hours: 60, ects: 2 });
  assert.ok(older?.awardingBody.id.startsWith(`${older.id}#`));
  assert.equal(readEuropeanCredential(payloadOf('Sample-CertOfPart-signed.jsonld')), undefined);
});

test('an Open Badge is read, and is its holder’s by a digest of e-mail address or student number', async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  const pki = await makeDemoPki({ engine: nodeEngine, at: AT, key: 'P-256', organisation });
  const opened = await openSeal(await pki.pkcs12('p'), 'p');
  assert.ok(opened.ok);
  const badges = prepareBadgeSealer(opened.value, nodeEngine);
  assert.ok(badges.ok);
  const course = 'https://halcyon.example/courses/data';
  const told = { ...sampleCredential, course, learner: { ...learner, email: 'zoe@halcyon.example' } };
  const jwt = await badges.value.seal(openBadge(told, { engine: nodeEngine }), { at: told.issuedAt });
  const unknown = await readPresented(jwt, prepareTrust({ roots: [] }), AT, nodeEngine);
  assert.deepEqual(problemOf(unknown), ['stack.file-unproven', 'NO_CERTIFICATE_CHAIN_FOUND']);

  const read = await readPresented(jwt, prepareTrust({ roots: [pki.root] }), AT, nodeEngine);
  assert.ok(read.ok, JSON.stringify(read));
  const part = partOf(read.value, nodeEngine);
  assert.equal(part.sealedBy, organisation.identifier);
  assert.equal(part.awardingBody.eidasIdentifier, organisation.identifier);
  assert.deepEqual([part.awardedOn, part.serial, part.workload], ['2026-06-26', sampleCredential.serial, {}]);
  assert.ok(part.courses.includes(course), part.courses.join(' '));
  const { givenName, familyName } = learner;
  const asking = { givenName, familyName, institution: organisation.identifier };
  assert.equal(isLearners(part, asking), false);
  assert.equal(isLearners(part, { ...asking, email: 'zoe@halcyon.example' }), true);
  assert.equal(isLearners(part, { ...asking, email: 'other@halcyon.example' }), false);
  assert.equal(isLearners(part, { ...asking, studentId: 'S-2024/0817' }), true);
  const elsewhere = { ...asking, institution: 'VATPT-500000000' };
  assert.equal(isLearners(part, { ...elsewhere, studentId: 'S-2024/0817' }), false);
  assert.equal(isLearners(part, { ...asking, givenName: 'Zita', email: 'zoe@halcyon.example' }), false);
  const pool = poolOf([part, { ...part, id: 'urn:x', learner: { ...part.learner, familyName: '' } }]);
  assert.equal(pool.candidatesFor({ ...asking, email: 'zoe@halcyon.example' }).length, 2);
  assert.equal(pool.candidatesFor({ ...asking, givenName: 'Nobody' }).length, 0);
});

test('a Verifiable Credential is read as the European one of the same learner', async () => {
  const european = readEuropeanCredential(payload);
  const verifiable = readEuropeanCredential(writeJson(verifiableCredential(credential)));
  assert.ok(european && verifiable);
  assert.deepEqual(verifiable, european);
});
