import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { nodeEngine } from '../../electron/engine.ts';
import { prepareCompactSealer } from './compact-jws.ts';
import { makeSampleSeal } from './sample-seal.ts';
import { prepareVcSealer } from './vc-jwt.ts';

const credential = new TextEncoder().encode('{"name":"Παράκτια δεδομένα"}');
const at = '2026-06-30T10:15:00Z';
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'] as const) {
  test(`jose verifies a credential sealed with ${algorithm} by the certificate in its header`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const token = text(await prepareVcSealer(seal, nodeEngine).seal(credential, { at }));
    const { x5c = [] } = decodeProtectedHeader(token);
    const key = new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64')).publicKey;
    const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
    assert.deepEqual(new Uint8Array(payload), credential);
  });
}

test('VC-JOSE-COSE clause 3.1.1 and TS 119 182-1 clause 6.3: the header is that, and nothing else', async () => {
  const seal = await makeSampleSeal('ES256');
  const [der] = seal.chain;
  const expected = {
    alg: 'ES256',
    typ: 'vc+jwt',
    cty: 'vc',
    'x5t#S256': createHash('sha256').update(der).digest('base64url'),
    x5c: [Buffer.from(der).toString('base64')],
    iat: Date.UTC(2026, 5, 30, 10, 15) / 1000,
  };
  const token = text(await prepareVcSealer(seal, nodeEngine).seal(credential, { at }));
  assert.deepEqual(decodeProtectedHeader(token), expected);
  const keyId = 'did:web:halcyon.example#seal-2';
  const named = text(await prepareVcSealer(seal, nodeEngine, { keyId }).seal(credential, { at }));
  assert.deepEqual(decodeProtectedHeader(named), { ...expected, kid: keyId });
});

test('a header of any length is closed rightly, with and without a moment', async () => {
  const seal = await makeSampleSeal('ES256');
  const key = new X509Certificate(seal.chain[0]).publicKey;
  for (let length = 0; length < 6; length++) {
    const header = { alg: 'ES256', kid: 'k'.repeat(length) };
    const sealer = prepareCompactSealer(seal, header);
    const { protectedHeader } = await compactVerify(await sealer.seal(credential), key);
    assert.deepEqual(protectedHeader, header);
    const dated = await compactVerify(await sealer.seal(credential, at), key);
    assert.deepEqual(dated.protectedHeader, { ...header, iat: Date.parse(at) / 1000 });
  }
  await assert.rejects(prepareCompactSealer(seal, { alg: 'ES256' }).seal(credential, 'yesterday'));
});
