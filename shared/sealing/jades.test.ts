import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { decodeProtectedHeader, flattenedVerify, type GeneralJWSInput, generalVerify } from 'jose';
import { nodeEngine } from '../../electron/engine.ts';
import { prepareJsonSealer } from './jades.ts';
import { makeSampleSeal } from './sample-seal.ts';

const payload = new TextEncoder().encode('{"τίτλος":"Ħ𝒳"}');
const at = '2026-06-01T08:00:00Z';

async function sealOne(
  bytes: Uint8Array,
  algorithm: 'ES256' | 'ES384' | 'ES512' | 'RS256' | 'PS256' = 'ES256',
) {
  const seal = await makeSampleSeal(algorithm);
  const sealed = await prepareJsonSealer(seal, nodeEngine).seal(bytes, {
    at,
    contentType: 'application/ld+json',
  });
  const jws = JSON.parse(new TextDecoder().decode(sealed)) as GeneralJWSInput & { payload: string };
  return { seal, jws, key: new X509Certificate(seal.chain[0]).publicKey };
}

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'] as const) {
  test(`jose verifies an ${algorithm} seal`, async () => {
    const { jws, key } = await sealOne(payload, algorithm);
    const verified = await generalVerify(jws, key, { algorithms: [algorithm] });
    assert.deepEqual(new Uint8Array(verified.payload), payload);
  });
}

test('TS 119 182-1 clause 6.3: the header is that of baseline B, and nothing else', async () => {
  const { seal, jws } = await sealOne(payload);
  const [der] = seal.chain;
  assert.deepEqual(Object.keys(jws), ['payload', 'signatures']);
  assert.deepEqual(decodeProtectedHeader(jws.signatures[0] ?? {}), {
    alg: 'ES256',
    typ: 'jose+json',
    cty: 'ld+json',
    'x5t#S256': createHash('sha256').update(der).digest('base64url'),
    x5c: [Buffer.from(der).toString('base64')],
    iat: 1780300800,
  });
});

test('every length of payload and every second is encoded rightly', async () => {
  const seal = await makeSampleSeal('ES256');
  const sealer = prepareJsonSealer(seal, nodeEngine);
  const key = new X509Certificate(seal.chain[0]).publicKey;
  for (let length = 0; length < 10; length++) {
    const bytes = new Uint8Array(length).fill(0xff);
    const contentType = `a/${'x'.repeat(length)}`;
    const sealed = await sealer.seal(bytes, { at: `1970-01-01T00:00:0${length}Z`, contentType });
    const { payload: encoded, signatures } = JSON.parse(new TextDecoder().decode(sealed));
    const verified = await flattenedVerify({ payload: encoded, ...signatures[0] }, key);
    assert.deepEqual(new Uint8Array(verified.payload), bytes);
    assert.equal(verified.protectedHeader?.cty, contentType);
    assert.equal(verified.protectedHeader?.iat, length);
  }
});

test('a moment that is none is refused', async () => {
  const sealer = prepareJsonSealer(await makeSampleSeal('ES256'), nodeEngine);
  await assert.rejects(sealer.seal(payload, { at: 'soon' }), /not an instant/);
});
