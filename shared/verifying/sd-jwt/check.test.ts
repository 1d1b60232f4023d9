import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compactVerify } from 'jose';
import { nodeEngine } from '../../../electron/engine.ts';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { sdJwtClaims } from '../../formats/sd-jwt/claims.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { prepareSdJwtSealer } from '../../sealing/sd-jwt.ts';
import { checkSdJwt } from './check.ts';

const status = { listUrl: 'https://halcyon.example/status/a-1.vc.jwt', index: 4711 };
const claims = sdJwtClaims({ ...sampleCredential, status });
const bytes = (text: string) => new TextEncoder().encode(text);
const base64url = (text: string) => Buffer.from(text).toString('base64url');

async function sealOne(algorithm: 'ES256' | 'ES384' = 'ES256', holder?: Readonly<Record<string, string>>) {
  const seal = await makeSampleSeal(algorithm);
  const sealer = prepareSdJwtSealer(seal, nodeEngine);
  assert.ok(sealer.ok);
  const text = new TextDecoder().decode(await sealer.value.seal(claims, holder));
  const [jwt = '', ...disclosures] = text.slice(0, -1).split('~');
  return { seal, text, jwt, disclosures };
}

for (const algorithm of ['ES256', 'ES384'] as const) {
  test(`${algorithm}: jose proves the token, Node each digest, and no hidden claim stands in clear`, async () => {
    const { seal, text, jwt, disclosures } = await sealOne(algorithm);
    assert.ok(text.endsWith('~'));
    const verified = await compactVerify(jwt, new X509Certificate(seal.chain[0]).publicKey);
    assert.equal(verified.protectedHeader.typ, 'dc+sd-jwt');
    const payload = JSON.parse(new TextDecoder().decode(verified.payload));
    const { _sd: digests, _sd_alg: digestAlgorithm, ...open } = payload;
    assert.equal(digestAlgorithm, 'sha-256');
    assert.deepEqual(open, claims.open);
    const uri = 'https://halcyon.example/status/a-1.statuslist.jwt';
    assert.deepEqual(open.status, { status_list: { idx: 4711, uri } });
    assert.deepEqual(
      [...digests].sort(),
      disclosures.map((each) => createHash('sha256').update(each).digest('base64url')).sort(),
    );
    const told = disclosures.map((each) => JSON.parse(Buffer.from(each, 'base64url').toString()));
    assert.deepEqual(Object.fromEntries(told.map(([, name, value]) => [name, value])), claims.hidden);
    const salts = told.map(([salt]) => salt);
    assert.equal(new Set(salts).size, salts.length);
    for (const salt of salts) assert.equal(Buffer.from(salt, 'base64url').length, 16);
  });
}

test('what is disclosed is proven, whatever the learner leaves out', async () => {
  const { jwt, disclosures } = await sealOne();
  const chosen = disclosures.filter((each) =>
    /"(?:title|name)"/.test(Buffer.from(each, 'base64url').toString()),
  );
  assert.equal(chosen.length, 2);
  for (const shown of [[], chosen, disclosures]) {
    const integrity = await checkSdJwt(bytes(`${[jwt, ...shown].join('~')}~`), nodeEngine);
    assert.ok(integrity.ok, JSON.stringify(integrity));
    const told = JSON.parse(new TextDecoder().decode(integrity.payload));
    assert.equal(Object.keys(told).length, Object.keys(claims.open).length + shown.length);
    assert.equal(told.title === undefined, shown.length === 0);
    assert.equal(integrity.claimedAt?.getTime(), Date.parse(sampleCredential.issuedAt));
  }
});

test('a disclosure that was not sealed, or is shown twice, is refused', async () => {
  const { jwt, disclosures } = await sealOne();
  const [first = '', ...others] = disclosures;
  const foreign = base64url('["c2FsdHNhbHRzYWx0c2FsdA","grade","10"]');
  const overridden = base64url('["c2FsdHNhbHRzYWx0c2FsdA","vct","urn:other"]');
  for (const [shown, reason] of [
    [[foreign], 'digest-differs'],
    [[first, first, ...others], 'structure-suspicious'],
    [[overridden], 'structure-suspicious'],
    [[base64url('["salt","value"]')], 'format'],
    [['not base64url!'], 'format'],
  ] as const) {
    const integrity = await checkSdJwt(bytes(`${[jwt, ...shown].join('~')}~`), nodeEngine);
    assert.ok(!integrity.ok);
    assert.equal(integrity.reason, reason, shown.join());
  }
});

test('holder binding: the key stands under the seal; a proof of it, which nobody has asked for, is not taken', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const holder = publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const { text, jwt } = await sealOne('ES256', holder);
  const payload = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
  assert.deepEqual(payload.cnf, { jwk: holder });
  assert.ok((await checkSdJwt(bytes(text), nodeEngine)).ok);
  const bound = await checkSdJwt(bytes(`${text}eyJhbGciOiJFUzI1NiJ9.e30.AAAA`), nodeEngine);
  assert.ok(!bound.ok && bound.reason === 'header-refused');
});

test('RSA seals are refused by name, as is P-521', async () => {
  for (const algorithm of ['RS256', 'PS256', 'ES512'] as const) {
    const refusal = prepareSdJwtSealer(await makeSampleSeal(algorithm), nodeEngine);
    assert.ok(!refusal.ok);
    assert.deepEqual(refusal.problems[0], {
      code: 'format.key-unsupported',
      facts: { format: 'SD-JWT VC', algorithm },
    });
  }
});

const suite = new URL('../../../../shared/reference/vc/jose-cose-test-suite/', import.meta.url);

test('tokens of the W3C suite: bad ones for what is bad, good ones for the certificate they lack, none passes', {
  skip: existsSync(suite) ? false : 'the W3C test suite is not at hand',
}, async () => {
  const names = readdirSync(suite).filter((name) => /^credential-sdjwt.*\.txt$/.test(name));
  assert.ok(names.length >= 4);
  for (const name of names) {
    const text = readFileSync(new URL(name, suite), 'utf8').trim();
    const integrity = await checkSdJwt(bytes(text), nodeEngine);
    assert.ok(!integrity.ok, name);
    const expected = name.includes('bad-media-type') ? 'header-refused' : 'certificate-missing';
    assert.equal(integrity.reason, expected, name);
  }
});
