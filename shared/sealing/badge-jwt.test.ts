import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as jose from 'jose';
import { nodeEngine } from '../../electron/engine.ts';
import { prepareBadgeSealer, type SealableBadge } from './badge-jwt.ts';
import { checkBadgeJwt, readBadgeJwt } from './badge-jwt-check.ts';
import { makeSampleSeal, type SampleSeal } from './sample-seal.ts';

const at = '2026-06-30T10:15:00Z';
const badge: SealableBadge = {
  json: utf8('{"id":"urn:uuid:1","name":"Ħ 𝒳 </svg>"}'),
  claims: { iss: 'https://halcyon.example/id', jti: 'urn:uuid:1', sub: 'urn:uuid:2', nbf: 1782814500 },
};

let elliptic: SampleSeal;
let rsa: SampleSeal;
before(async () => {
  elliptic = await makeSampleSeal('ES256');
  rsa = await makeSampleSeal('RS256');
});

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function sealed(seal: SampleSeal): Promise<string> {
  const sealer = prepareBadgeSealer(seal, nodeEngine);
  assert.ok(sealer.ok);
  return new TextDecoder().decode(await sealer.value.seal(badge, { at }));
}

async function proofOf(text: string): Promise<string> {
  const jwt = readBadgeJwt(utf8(text));
  return jwt ? (await checkBadgeJwt(jwt)).proof : 'no JWT';
}

/** Signed here without the sealer, so that anything can stand in the header. */
async function forged(changes: object, key = elliptic): Promise<string> {
  const header = { ...jose.decodeProtectedHeader(await sealed(elliptic)), ...changes };
  const signed = [JSON.stringify(header), '{}']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  return `${signed}.${Buffer.from(await key.sign(utf8(signed))).toString('base64url')}`;
}

test('jose verifies it with the key in its header, whose certificate is the seal’s', async () => {
  for (const seal of [elliptic, rsa]) {
    const text = await sealed(seal);
    const header = jose.decodeProtectedHeader(text);
    assert.deepEqual(Object.keys(header), ['alg', 'typ', 'jwk']);
    assert.equal(header.typ, 'JWT');
    const jwk = header.jwk as jose.JWK;
    assert.equal(jwk.d, undefined);
    const key = await jose.importJWK(jwk, header.alg);
    const { payload } = await jose.jwtVerify(text, key, { currentDate: new Date('2026-07-01') });
    assert.equal(payload.name, 'Ħ 𝒳 </svg>');
    const { iss, jti, sub, nbf, iat, exp } = payload;
    assert.deepEqual({ iss, jti, sub, nbf, iat, exp }, { ...badge.claims, iat: 1782814500, exp: undefined });
    // RFC 7517 clause 4.7, by an importer that is not ours.
    const [own = ''] = jwk.x5c ?? [];
    const pem = `-----BEGIN CERTIFICATE-----\n${own}\n-----END CERTIFICATE-----`;
    const certified = await jose.exportJWK(
      await jose.importX509(pem, header.alg ?? '', { extractable: true }),
    );
    assert.deepEqual({ ...jwk, ...certified }, jwk);
    assert.equal(await proofOf(text), 'holds');
  }
});

test('keys the format does not know are refused with their name', async () => {
  for (const algorithm of ['PS256', 'ES384', 'ES512'] as const) {
    const prepared = prepareBadgeSealer(await makeSampleSeal(algorithm), nodeEngine);
    assert.ok(!prepared.ok);
    assert.deepEqual(prepared.problems, [
      { code: 'format.key-unsupported', facts: { format: 'Open Badges 3.0', algorithm } },
    ]);
  }
});

test('no bit of it can be changed', async () => {
  const text = utf8(await sealed(elliptic));
  for (let bit = 0; bit < text.length * 8; bit += 3) {
    const changed = text.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const jwt = readBadgeJwt(changed);
    const proof = jwt && (await checkBadgeJwt(jwt)).proof;
    assert.notEqual(proof, 'holds', `bit ${bit}`);
  }
});

test('only RS256 and ES256 with the key in the header can be proven', async () => {
  assert.equal(await proofOf(await forged({})), 'holds');
  for (const alg of ['none', 'HS256', 'ES384', 'PS256', 'EdDSA', undefined]) {
    assert.equal(await proofOf(await forged({ alg })), 'unverifiable', String(alg));
  }
  // A key of one kind under the name of the other.
  assert.equal(await proofOf(await forged({ alg: 'RS256' })), 'wrong');
  const other = jose.decodeProtectedHeader(await sealed(rsa)).jwk;
  assert.equal(await proofOf(await forged({ jwk: other })), 'wrong');
});

test('what a header may not hold is not believed', async () => {
  for (const changes of [
    { kid: 'https://elsewhere.example/key' },
    { crit: ['exp'] },
    { x5c: [] },
    { jku: 'https://elsewhere.example/' },
    { typ: 'vc+jwt' },
    { jwk: undefined },
    { jwk: 'key' },
  ]) {
    assert.equal(await proofOf(await forged(changes)), 'unverifiable', JSON.stringify(changes));
  }
});

test('a certificate of another key proves nothing', async () => {
  const own = jose.decodeProtectedHeader(await sealed(elliptic)).jwk ?? {};
  const foreign = Buffer.from((await makeSampleSeal('ES256')).chain[0]).toString('base64');
  for (const x5c of [[foreign], [Buffer.from(rsa.chain[0]).toString('base64')], [], 'text', ['AAAA']]) {
    assert.equal(await proofOf(await forged({ jwk: { ...own, x5c } })), 'wrong', JSON.stringify(x5c));
  }
  const { x5c: _, ...bare } = own;
  assert.equal(await proofOf(await forged({ jwk: bare })), 'holds');
  // A private key that has been published proves nothing any more.
  assert.equal(await proofOf(await forged({ jwk: { ...own, d: 'AA' } })), 'wrong');
});

test('an RSA key of 1024 bits proves nothing', async () => {
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 1024,
      publicExponent: Uint8Array.of(1, 0, 1),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  );
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', jwk: { kty, n, e } })).toString('base64url');
  const signature = await crypto.subtle.sign(
    'RSASSA-PKCS1-v1_5',
    pair.privateKey,
    Buffer.from(`${header}.e30`),
  );
  assert.equal(await proofOf(`${header}.e30.${Buffer.from(signature).toString('base64url')}`), 'wrong');
});

test('what is no Compact JWS is not read as one', () => {
  for (const text of ['', 'a.b', 'a.b.c.d', 'e30.e30.', '{}', 'W10.e30.AA', 'bm8.e30.AA', 'e30=.e30.AA']) {
    assert.equal(readBadgeJwt(utf8(text)), undefined, text);
  }
});
