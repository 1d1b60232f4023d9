import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { before, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { makeDemoPki } from './demo-pki.ts';
import { authorityExtensions, certify, type DemoSubject, sealExtensions } from './demo-pki-certificate.ts';
import { generateDemoKey } from './demo-pki-key.ts';
import { derNamedBits, derOctets, derOid, derSequence, derTagged, derTaggedPrimitive } from './der.ts';
import { isTestSeal, judgeFitness, type KeyUse } from './fitness.ts';
import { standing } from './inspection.ts';

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

const above = await made({
  name: issuer.name,
  extensions: authorityExtensions(0, issuer),
  validity: { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2050-01-01T00:00:00Z') },
});

async function codes(changes: Partial<DemoSubject>, moment = at, use: KeyUse = {}) {
  const certificate = await made(changes);
  const { problems, warnings } = judgeFitness(certificate, [certificate.der, above.der], moment, use);
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
/** cRLDistributionPoints with one URI. */
const told = extension(
  '2.5.29.31',
  derSequence(
    derSequence(
      derTagged(0, derTagged(0, derTaggedPrimitive(6, new TextEncoder().encode('http://x.invalid/l')))),
    ),
  ),
);
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
  assert.deepEqual(await codes({ extensions: [usage(2), told] }), [['seal.wrong-usage'], []]);
  assert.deepEqual(await codes({ extensions: [usage(0), told] }), [[], ['seal.usage-signature-only']]);
  assert.deepEqual(await codes({ extensions: [usage(0, 1), told] }), [[], []]);
  assert.deepEqual(await codes({ extensions: [told] }), [[], ['seal.usage-untold']]);
});

test('an authority does not seal', async () => {
  const [problems] = await codes({ extensions: authorityExtensions(0) });
  assert.deepEqual(problems, ['seal.is-authority', 'seal.wrong-usage']);
});

test('what is odd but allowed is told', async () => {
  const bare = { country: 'EL', organisation: 'O', commonName: 'CN' };
  assert.deepEqual(await codes({ name: bare }), [[], ['seal.organisation-identifier-untold']]);
  assert.deepEqual(await codes({ extensions: [usage(1), told, ofType('1')] }), [[], ['seal.person']]);
  assert.deepEqual(await codes({ name: issuer.name }), [
    [],
    ['seal.self-signed', 'seal.organisation-identifier-untold'],
  ]);
  assert.deepEqual(await codes({ extensions: [usage(1), told, statements('0.4.0.1862.1.4')] }), [
    [],
    ['seal.key-in-file'],
  ]);
});

test('what verifiers will look for and not find is told', async () => {
  assert.deepEqual(await codes({ extensions: [usage(1)] }), [[], ['seal.revocation-untold']]);
  const shortTerm = extension('0.4.0.194121.2.1', new Uint8Array([0x05, 0x00]));
  assert.deepEqual(await codes({ extensions: [usage(1), shortTerm] }), [[], []]);
  assert.deepEqual(await codes({ extensions: [usage(1), extension('2.5.29.56', new Uint8Array([5, 0]))] }), [
    [],
    [],
  ]);
  const alone = await made({});
  const { warnings } = judgeFitness(alone, [alone.der], at);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['seal.issuer-missing'],
  );
});

test('a key in a file is no qualified device, one elsewhere may be', async () => {
  const extensions = [usage(1), told, statements('0.4.0.1862.1.4')];
  assert.deepEqual(await codes({ extensions }, at, { kept: 'token' }), [[], []]);
});

test('PKCS#1 v1.5 ends before the certificate does', async () => {
  const spki = spkiOf('rsa', 3072);
  const until = (day: string) => ({ notBefore: usual.validity.notBefore, notAfter: new Date(day) });
  assert.deepEqual(await codes({ spki, validity: until('2028-12-31T23:59:59Z') }), [[], []]);
  const longer = { spki, validity: until('2029-01-01T00:00:00Z') };
  assert.deepEqual(await codes(longer), [[], ['seal.algorithm-ends']]);
  assert.deepEqual(await codes(longer, at, { algorithm: 'PS256' }), [[], []]);
  const short = { ...longer, spki: spkiOf('rsa', 2048) };
  assert.deepEqual(await codes(short, at, { algorithm: 'PS256' }), [[], ['seal.algorithm-ends']]);
  assert.deepEqual(await codes({ validity: until('2049-01-01T00:00:00Z') }), [[], []]);
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
  const QSCD = '0.4.0.1862.1.4';
  const named = async (kept: KeyUse['kept'], ...extensions: Uint8Array[]) =>
    standing(await made({ extensions }), kept);
  assert.equal(await named('file', ofType('2', QUALIFIED)), 'advanced-qualified-certificate');
  assert.equal(await named('file', ofType('2', QUALIFIED, QSCD)), 'advanced-qualified-certificate');
  assert.equal(await named('token', ofType('2', QUALIFIED)), 'advanced-qualified-certificate');
  assert.equal(await named('token', ofType('2', QUALIFIED, QSCD)), 'qualified-claimed');
  assert.equal(await named('service', ofType('2', QSCD)), 'advanced');
  assert.equal(await named('token', ofType('2')), 'advanced');
  assert.equal(await named('token', ofType('1', QUALIFIED, QSCD)), 'advanced');
  assert.equal(await named('token', statements(QUALIFIED)), 'advanced');
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
