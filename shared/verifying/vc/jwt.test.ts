import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compactVerify, importJWK, type JWK } from 'jose';
import { nodeEngine } from '../../../electron/engine.ts';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { writeJson } from '../../formats/json.ts';
import { readVerifiableCredential } from '../../formats/vc/check.ts';
import { verifiableCredential } from '../../formats/vc/credential.ts';
import { encodeBase64, encodeBase64Url } from '../../sealing/base64.ts';
import { prepareCompactSealer } from '../../sealing/compact-jws.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { prepareVcSealer } from '../../sealing/vc-jwt.ts';
import { Refusal } from '../integrity.ts';
import { checkVcJwt, readVcJwt } from './jwt.ts';

const credential = writeJson(verifiableCredential(sampleCredential));
const at = sampleCredential.issuedAt;

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'] as const) {
  test(`a credential sealed with ${algorithm} is proven, and is what was sealed`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const sealed = await prepareVcSealer(seal, nodeEngine).seal(credential, { at });
    const integrity = await checkVcJwt(sealed, nodeEngine);
    assert.ok(integrity.ok, JSON.stringify(integrity));
    assert.equal(integrity.level, 'JAdES-BASELINE-B');
    assert.equal(integrity.claimedAt?.getTime(), Date.parse(at));
    assert.deepEqual(new Uint8Array(integrity.payload), new Uint8Array(credential));
    assert.ok((await readVerifiableCredential(integrity.payload)).ok);
  });
}

test('one letter changed in header, payload or signature is refused', async () => {
  const sealed = await prepareVcSealer(await makeSampleSeal('ES256'), nodeEngine).seal(credential, { at });
  const text = new TextDecoder().decode(sealed);
  const dots = [text.indexOf('.'), text.lastIndexOf('.')];
  for (const place of [200, (dots[0] ?? 0) + 4000, (dots[1] ?? 0) + 20]) {
    const changed = new Uint8Array(sealed);
    changed[place] = changed[place] === 0x41 ? 0x42 : 0x41;
    assert.ok(!(await checkVcJwt(changed, nodeEngine)).ok, `letter ${place}`);
  }
});

test('a token of another issuer names its certificate by a protected x5c alone; a wrong digest beside it is refused', async () => {
  const seal = await makeSampleSeal('ES256');
  const x5c = seal.chain.map(encodeBase64);
  const sealed = (header: object) =>
    prepareCompactSealer(seal, { alg: 'ES256', typ: 'vc+jwt', ...header }).seal(credential);
  const integrity = await checkVcJwt(await sealed({ x5c }), nodeEngine);
  assert.ok(integrity.ok, JSON.stringify(integrity));
  assert.equal(integrity.level, undefined);
  assert.deepEqual(integrity.signer.der, seal.certificate.der);
  const other = await makeSampleSeal('ES256');
  const foreign = await checkVcJwt(await sealed({ x5c: other.chain.map(encodeBase64) }), nodeEngine);
  assert.equal(!foreign.ok && foreign.reason, 'signature-wrong');
  const digest = encodeBase64Url(nodeEngine.hash('SHA-256', other.certificate.der));
  const differs = await checkVcJwt(await sealed({ x5c, 'x5t#S256': digest }), nodeEngine);
  assert.equal(!differs.ok && differs.reason, 'certificate-reference-differs');
  assert.equal((await checkVcJwt(await sealed({}), nodeEngine)).ok, false);
});

test('a seal on something else is not taken for one on a credential', async () => {
  const seal = await makeSampleSeal('ES256');
  for (const [typ, cty, header] of [
    ['JWT', 'vc', 'typ'],
    ['vp+jwt', 'vp', 'typ'],
    ['vc+jwt', 'vp', 'cty'],
  ]) {
    const sealed = await prepareCompactSealer(seal, { alg: 'ES256', typ, cty }).seal(credential);
    const integrity = await checkVcJwt(sealed, nodeEngine);
    assert.ok(!integrity.ok);
    assert.equal(integrity.reason, 'header-refused');
    assert.deepEqual(integrity.facts, { header });
  }
  const typ = 'application/VC+JWT';
  assert.ok(readVcJwt(await prepareCompactSealer(seal, { alg: 'ES256', typ }).seal(credential)));
});

/*
 * The W3C's secured inputs (vc-jose-cose-test-suite). Their keys stand in files beside them and not in certificates, so
 * the signature is tested by jose; form, media types and credential by us.
 */
const REFERENCE = new URL('../../../../shared/reference/vc/', import.meta.url);
const SUITE = new URL('jose-cose-test-suite/', REFERENCE);
const skip = existsSync(SUITE) ? false : 'the W3C reference data are not at hand';

const readTree = (url: URL) => JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;

async function accepted(name: string): Promise<boolean> {
  const bytes = new Uint8Array(readFileSync(new URL(name, SUITE)));
  const keys = (readdirSync(SUITE) as string[])
    .filter((file) => file.startsWith('vm-'))
    .map((file) => readTree(new URL(file, SUITE)).publicKeyJwk as JWK);
  const contexts = new Map([
    [
      'https://www.w3.org/ns/credentials/examples/v2',
      readTree(new URL('vc-data-model/contexts/credentials/examples/v2', REFERENCE)),
    ],
  ]);
  try {
    const jws = readVcJwt(bytes);
    const key = keys.find(({ kid }) => kid === jws.protectedHeader.get('kid'));
    assert.ok(key, 'the suite’s key');
    const { payload } = await compactVerify(bytes, await importJWK(key));
    return (await readVerifiableCredential(payload, contexts)).ok;
  } catch (cause) {
    if (cause instanceof Refusal || (cause instanceof Error && 'code' in cause)) return false;
    throw cause;
  }
}

const INPUTS: Readonly<Record<string, boolean>> = {
  'credential-jose-minimal.txt': true,
  'credential-jose-unknown-extensions.txt': true,
  'credential-issuer-match-signed.txt': true,
  'credential-jose-bad-media-type.txt': false,
  'credential-jose-bad-signature.txt': false,
  // VC-JOSE-COSE clause 3.1.1: "the JWT Claim Names vc and vp MUST NOT be present".
  'credential-jose-vc-vp-claims.txt': false,
  'presentation-jose-bad-credential.txt': false,
  'presentation-jose-bad-media-type.txt': false,
  // A presentation is no credential.
  'presentation-jose-multiple.txt': false,
};

for (const [name, good] of Object.entries(INPUTS)) {
  test(`${good ? 'accepts' : 'refuses'} ${name}`, { skip }, async () => {
    assert.equal(await accepted(name), good);
  });
}

test('every JOSE input of the suite was heard', { skip }, () => {
  const all = (readdirSync(SUITE) as string[]).filter((name) => /-(jose|issuer)-.*\.txt$/.test(name));
  assert.deepEqual(all.sort(), Object.keys(INPUTS).sort());
});
