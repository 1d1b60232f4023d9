import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { prepareJsonSealer } from '../../sealing/jades.ts';
import { makeSampleSeal, type SampleSeal } from '../../sealing/sample-seal.ts';
import type { Integrity } from '../integrity.ts';
import { checkJson } from './check.ts';

const REFERENCE = new URL('../../../../shared/reference/', import.meta.url);
const at = '2026-06-01T08:00:00Z';
const payload = '{"τίτλος":"Ħ𝒳"}';

let by: SampleSeal;
let other: SampleSeal;
before(async () => {
  by = await makeSampleSeal('ES256');
  other = await makeSampleSeal('ES256');
});

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function check(text: string): Promise<Integrity> {
  return checkJson(utf8(text), nodeEngine);
}

async function assertRefused(text: string, reason: string): Promise<void> {
  const checked = await check(text);
  assert.equal(checked.ok ? 'accepted' : checked.reason, reason);
}

/** A header as the standard's text has it, made here without the sealer. */
function header(changes: object = {}): object {
  const [der] = by.chain;
  return {
    alg: 'ES256',
    iat: 1780300800,
    'x5t#S256': createHash('sha256').update(der).digest('base64url'),
    x5c: [Buffer.from(der).toString('base64')],
    ...changes,
  };
}

interface Parts {
  readonly payload: string;
  readonly protected: string;
  readonly signature: string;
}

async function sign(protectedHeader: object | string, content: string, key = by): Promise<Parts> {
  const text = typeof protectedHeader === 'string' ? protectedHeader : JSON.stringify(protectedHeader);
  const encoded = Buffer.from(text).toString('base64url');
  const signature = await key.sign(utf8(`${encoded}.${content}`));
  return { payload: content, protected: encoded, signature: Buffer.from(signature).toString('base64url') };
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'] as const) {
  test(`a payload sealed with ${algorithm} comes back as it was`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const sealed = await prepareJsonSealer(seal, nodeEngine).seal(utf8(payload), { at });
    const checked = await checkJson(sealed, nodeEngine);
    assert.ok(checked.ok, JSON.stringify(checked));
    assert.equal(new TextDecoder().decode(checked.payload), payload);
    assert.equal(checked.level, 'JAdES-BASELINE-B');
    assert.deepEqual(checked.claimedAt, new Date(at));
    assert.deepEqual(checked.signer.der, seal.chain[0]);
    assert.deepEqual(checked.warnings, []);
  });
}

test('any one bit changed anywhere in a sealed file is refused', async () => {
  const sealed = await prepareJsonSealer(by, nodeEngine).seal(utf8(payload), { at });
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = sealed.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const checked = await checkJson(changed, nodeEngine);
    assert.ok(!checked.ok, `bit ${bit}`);
  }
});

test('general, flattened and compact serialization say the same', async () => {
  const parts = await sign(header(), encoded(payload));
  const { payload: content, protected: head, signature } = parts;
  const general = { payload: content, signatures: [{ protected: head, signature }] };
  for (const text of [
    JSON.stringify(general),
    JSON.stringify(parts, null, 2),
    `${head}.${content}.${signature}\n`,
  ]) {
    const checked = await check(text);
    assert.ok(checked.ok && new TextDecoder().decode(checked.payload) === payload, text.slice(0, 40));
  }
});

test('RFC 7797: a clear payload is sealed as it stands, and only when crit says so', async () => {
  const clear = header({ b64: false, crit: ['b64'] });
  const checked = await check(JSON.stringify(await sign(clear, payload)));
  assert.ok(checked.ok && new TextDecoder().decode(checked.payload) === payload);
  await assertRefused(JSON.stringify(await sign(header({ b64: false }), payload)), 'header-refused');
  await assertRefused(
    JSON.stringify(await sign(header({ b64: 0, crit: ['b64'] }), payload)),
    'header-refused',
  );
  const parts = await sign(clear, payload);
  await assertRefused(JSON.stringify({ ...parts, payload: `${payload} ` }), 'signature-wrong');
});

test('RFC 7515 clause 4.1.11: crit is honoured to the letter', async () => {
  for (const changes of [
    { crit: [] },
    { crit: 'iat' },
    { crit: ['iat', 'iat'] },
    { crit: ['absent'] },
    { crit: ['exp'], exp: 1 },
    { crit: ['alg'] },
    { crit: [1] },
  ]) {
    await assertRefused(JSON.stringify(await sign(header(changes), encoded(payload))), 'header-refused');
  }
});

test('the certificate must be there, be the one named, and have made the signature', async () => {
  const refuse = async (changes: object, reason: string): Promise<void> =>
    assertRefused(JSON.stringify(await sign(header(changes), encoded(payload))), reason);
  const foreign = Buffer.from(other.chain[0]).toString('base64');
  await refuse({ x5c: undefined }, 'certificate-missing');
  await refuse({ x5c: [] }, 'header-refused');
  await refuse({ x5c: [foreign] }, 'certificate-reference-differs');
  await refuse({ 'x5t#S256': undefined }, 'certificate-reference-differs');
  await refuse({ 'x5t#o': { digAlg: 'S256', digVal: 'AA' } }, 'header-refused');
  await refuse({ 'x5t#S256': undefined, 'x5t#o': { digAlg: 'S1', digVal: 'AA' } }, 'algorithm-refused');
  await assertRefused(JSON.stringify(await sign(header(), encoded(payload), other)), 'signature-wrong');
  const digVal = createHash('sha512').update(by.chain[0]).digest('base64url');
  const changes = { 'x5t#S256': undefined, 'x5t#o': { digAlg: 'S512', digVal } };
  assert.ok((await check(JSON.stringify(await sign(header(changes), encoded(payload))))).ok);
});

test('the algorithm must be believed and fit the key', async () => {
  for (const alg of ['none', 'HS256', 'RS256', 'ES384', 'EdDSA', 'toString', '']) {
    await assertRefused(JSON.stringify(await sign(header({ alg }), encoded(payload))), 'algorithm-refused');
  }
  const none = {
    payload: encoded(payload),
    protected: encoded(JSON.stringify(header({ alg: 'none' }))),
    signature: '',
  };
  await assertRefused(JSON.stringify(none), 'algorithm-refused');
});

test('TS 119 182-1 clause 5.1.11: iat or sigT, never both, and no level for sigT of today', async () => {
  await assertRefused(
    JSON.stringify(await sign(header({ sigT: at, crit: ['sigT'] }), encoded(payload))),
    'header-refused',
  );
  for (const iat of ['1780300800', 1.5, 1e300]) {
    await assertRefused(JSON.stringify(await sign(header({ iat }), encoded(payload))), 'header-refused');
  }
  const late = await check(
    JSON.stringify(await sign(header({ iat: undefined, sigT: at, crit: ['sigT'] }), encoded(payload))),
  );
  assert.ok(late.ok);
  assert.equal(late.level, undefined);
  assert.deepEqual(late.warnings, ['signing-time-form']);
  const none = await check(JSON.stringify(await sign(header({ iat: undefined }), encoded(payload))));
  assert.ok(none.ok && none.level === undefined && none.claimedAt === undefined);
});

test('nothing is said twice, beside the seal, or in two spellings', async () => {
  const parts = await sign(header(), encoded(payload));
  const text = JSON.stringify(parts);
  const doubled = JSON.stringify(header()).replace('{', '{"alg":"ES256",');
  await assertRefused(JSON.stringify(await sign(doubled, encoded(payload))), 'format');
  await assertRefused(text.replace('{', '{"payload":"e30",'), 'format');
  await assertRefused(JSON.stringify({ ...parts, credential: {} }), 'structure-suspicious');
  await assertRefused(JSON.stringify({ ...parts, signatures: [parts] }), 'structure-suspicious');
  await assertRefused(JSON.stringify({ ...parts, header: { cty: 'x' } }), 'header-refused');
  await assertRefused(JSON.stringify({ ...parts, header: { alg: 'ES256' } }), 'header-refused');
  await assertRefused(JSON.stringify({ ...parts, signature: `${parts.signature}==` }), 'format');
  await assertRefused(JSON.stringify({ ...parts, payload: undefined }), 'data-elsewhere');
  await assertRefused(`${parts.protected}..${parts.signature}`, 'data-elsewhere');
  const { payload: content, ...signature } = parts;
  await assertRefused(
    JSON.stringify({ payload: content, signatures: [signature, signature] }),
    'structure-suspicious',
  );
  await assertRefused(payload, 'not-sealed');
  await assertRefused('', 'not-sealed');
  const sigD = { mId: 'http://uri.etsi.org/19182/HttpHeaders', pars: ['x'] };
  await assertRefused(JSON.stringify(await sign(header({ sigD, crit: ['sigD'] }), '')), 'header-refused');
});

const EDC = 'elm/sealed-samples/';
const SAMPLES: Readonly<Record<string, string>> = {
  'signatures/jades/jades-level-b-full-type.json': 'JAdES-BASELINE-B',
  'signatures/jades/jades-lta.json': 'JAdES-BASELINE-T',
  // Of 2020, before the standard: its time-stamp is over the signature's octets, not their base64url.
  'signatures/jades/jades-t-clear-etsiu.json': 'JAdES-BASELINE-B',
  'signatures/jades/jades-with-certified.json': 'JAdES-BASELINE-B',
  'signatures/jades/jades-with-counter-signature.json': 'JAdES-BASELINE-B',
  'signatures/jades/jades-with-spdspec.json': 'JAdES-BASELINE-B',
  'signatures/jades/jades-b-with-xvals.json': 'JAdES-BASELINE-B',
  'signatures/jades/simple-detached.json': 'data-elsewhere',
  'signatures/attack-examples/jades/altered-jws.json': 'signature-wrong',
  'signatures/attack-examples/jades/dss2620__jades-with-b64-not-in-crit.json': 'header-refused',
  'signatures/attack-examples/jades/dss2620__jades-with-empty-crit.json': 'header-refused',
  'signatures/attack-examples/jades/jades-with-double-sigt.json': 'format',
  // Only its archive time-stamp is broken, which gives no level.
  'signatures/attack-examples/jades/jades-lta-broken-arcTst.json': 'JAdES-BASELINE-T',
  [`${EDC}AA-Annex1-MC-signed.jsonld`]: 'JAdES-BASELINE-T',
  [`${EDC}Sample-CertOfPart-2023-signed.jsonld`]: 'JAdES-BASELINE-LTA',
  [`${EDC}Sample-CertOfPart-signed.jsonld`]: 'JAdES-BASELINE-T',
  [`${EDC}Sample-JointDegree-signed.jsonld`]: 'JAdES-BASELINE-T',
  [`${EDC}Sample-MC-Annex1-2023-signed.jsonld`]: 'JAdES-BASELINE-LTA',
  [`${EDC}Sample-MastersDegree-signed.jsonld`]: 'JAdES-BASELINE-T',
  [`${EDC}Sample-TranscriptOfRecords-signed.jsonld`]: 'JAdES-BASELINE-T',
  [`${EDC}mynextid-2026-degree-signed.jsonld`]: 'undefined',
};

for (const [path, expected] of Object.entries(SAMPLES)) {
  test(`${path}: ${expected}`, async (t) => {
    const file = new URL(path, REFERENCE);
    if (!existsSync(file)) return t.skip('no reference data');
    const bytes = new Uint8Array(readFileSync(file));
    const checked = await checkJson(bytes, nodeEngine);
    assert.equal(checked.ok ? `${checked.level}` : checked.reason, expected);
    if (!checked.ok) return;
    if (!path.startsWith(EDC)) return;
    const text = Buffer.from(bytes).toString();
    await assertRefused(text.replace('redential', 'redentiai'), 'signature-wrong');
  });
}
