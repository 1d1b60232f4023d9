import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { before, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { makeDemoPki } from './demo-pki.ts';
import { authorityExtensions, certify, type DemoSubject, sealExtensions } from './demo-pki-certificate.ts';
import { generateDemoKey } from './demo-pki-key.ts';
import { derNamedBits, derOctets, derOid, derSequence } from './der.ts';
import { isTestSeal, judgeFitness, standing } from './fitness.ts';

const at = new Date('2026-06-01T00:00:00Z');
const key = await generateDemoKey('P-256');
const issuer = {
  name: { country: 'EL', organisation: 'TEST', commonName: 'TEST authority' },
  key,
  certificateUrl: 'http://x.invalid/c',
  crlUrl: 'http://x.invalid/l',
};
const usual: DemoSubject = {
  name: { country: 'EL', organisation: 'O', organizationIdentifier: 'VATEL-1', commonName: 'CN' },
  spki: key.spki,
  validity: { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') },
  extensions: sealExtensions(issuer),
};

async function made(changes: Partial<DemoSubject>): Promise<Certificate> {
  const read = readCertificate(await certify({ ...usual, ...changes }, issuer, nodeEngine));
  assert.ok(read.ok);
  return read.value;
}

async function codes(changes: Partial<DemoSubject>, moment = at) {
  const certificate = await made(changes);
  const { problems, warnings } = judgeFitness(certificate, [certificate.der], moment);
  return [problems.map(({ code }) => code), warnings.map(({ code }) => code)];
}

const spkiOf = (type: 'rsa' | 'ed25519', bits = 2048) =>
  new Uint8Array(
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ed25519')
    ).publicKey.export({ format: 'der', type: 'spki' }),
  );

const extension = (oid: string, value: Uint8Array) => derSequence(derOid(oid), derOctets(value));
const usage = (...bits: number[]) => extension('2.5.29.15', derNamedBits(...bits));
const statements = (...ids: string[]) =>
  extension('1.3.6.1.5.5.7.1.3', derSequence(...ids.map((id) => derSequence(derOid(id)))));
const ofType = (type: string, ...ids: string[]) =>
  extension(
    '1.3.6.1.5.5.7.1.3',
    derSequence(
      derSequence(derOid('0.4.0.1862.1.6'), derSequence(derOid(`0.4.0.1862.1.6.${type}`))),
      ...ids.map((id) => derSequence(derOid(id))),
    ),
  );

test('a good e-seal certificate is fit', async () => {
  assert.deepEqual(await codes({}), [[], []]);
});

test('its validity is judged to the second, ends included', async () => {
  const { notBefore, notAfter } = usual.validity;
  const second = 1000;
  assert.deepEqual(await codes({}, new Date(notBefore.getTime() - second)), [['seal.not-yet-valid'], []]);
  assert.deepEqual(await codes({}, notBefore), [[], []]);
  assert.deepEqual(await codes({}, notAfter), [[], []]);
  assert.deepEqual(await codes({}, new Date(notAfter.getTime() + second)), [['seal.expired'], []]);
});

test('short and foreign keys are refused', async () => {
  assert.deepEqual(await codes({ spki: spkiOf('rsa', 2047) }), [['seal.key-weak'], []]);
  assert.deepEqual(await codes({ spki: spkiOf('rsa', 2048) }), [[], []]);
  assert.deepEqual(await codes({ spki: spkiOf('ed25519') }), [['seal.key-unsupported'], []]);
});

test('the key usage must allow seals', async () => {
  assert.deepEqual(await codes({ extensions: [usage(2)] }), [['seal.wrong-usage'], []]);
  assert.deepEqual(await codes({ extensions: [usage(0)] }), [[], ['seal.usage-signature-only']]);
  assert.deepEqual(await codes({ extensions: [usage(0, 1)] }), [[], []]);
  assert.deepEqual(await codes({ extensions: [] }), [[], ['seal.usage-untold']]);
});

test('an authority does not seal', async () => {
  const [problems] = await codes({ extensions: authorityExtensions(0) });
  assert.deepEqual(problems, ['seal.is-authority', 'seal.wrong-usage']);
});

test('what is odd but allowed is told', async () => {
  const bare = { country: 'EL', organisation: 'O', commonName: 'CN' };
  assert.deepEqual(await codes({ name: bare }), [[], ['seal.organisation-identifier-untold']]);
  assert.deepEqual(await codes({ extensions: [usage(1), ofType('1')] }), [[], ['seal.person']]);
  assert.deepEqual(await codes({ name: issuer.name }), [
    [],
    ['seal.self-signed', 'seal.organisation-identifier-untold'],
  ]);
  assert.deepEqual(await codes({ extensions: [usage(1), statements('0.4.0.1862.1.4')] }), [
    [],
    ['seal.key-in-file'],
  ]);
});

test('the authorities above are judged with it', async () => {
  const leaf = await made({});
  const expired = await made({
    validity: { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2025-01-01T00:00:00Z') },
  });
  const { problems } = judgeFitness(leaf, [leaf.der, expired.der], at);
  assert.deepEqual(
    problems.map(({ code, facts }) => [code, facts?.date]),
    [['seal.expired', '2025-01-01']],
  );
});

test('a seal is called no more than its certificate says', async () => {
  const QUALIFIED = '0.4.0.1862.1.1';
  const named = async (...extensions: Uint8Array[]) => standing(await made({ extensions }));
  assert.equal(await named(ofType('2', QUALIFIED)), 'advanced-qualified-certificate');
  assert.equal(await named(ofType('2', QUALIFIED, '0.4.0.1862.1.4')), 'advanced-qualified-certificate');
  assert.equal(await named(ofType('2')), 'advanced');
  assert.equal(await named(ofType('1', QUALIFIED)), 'advanced');
  assert.equal(await named(statements(QUALIFIED)), 'advanced');
});

let demo: Certificate;
before(async () => {
  const organisation = { name: 'University of Testing', identifier: 'VATEL-1', country: 'EL' };
  const pki = await makeDemoPki({ engine: nodeEngine, at, key: 'P-256', organisation });
  const read = readCertificate(pki.certificate);
  assert.ok(read.ok);
  demo = read.value;
});

test('the demonstration seal is a test, advanced at most, and a name alone makes no test', async () => {
  assert.equal(isTestSeal(demo), true);
  assert.equal(standing(demo), 'advanced');
  const name = { country: 'EL', organisation: 'University of Testing', commonName: 'TEST' };
  assert.equal(isTestSeal(await made({ name, extensions: [usage(1)] })), false);
});
