import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decodeProtectedHeader, flattenedVerify } from 'jose';
import { nodeEngine } from '../../electron/engine.ts';
import { checkJson } from '../verifying/json/check.ts';
import { readCertificate } from './certificate.ts';
import { prepareClearJsonSealer } from './edc-jws.ts';
import { makeSampleSeal } from './sample-seal.ts';

const at = '2026-06-01T08:00:00Z';
const contentType = 'application/ld+json';
/** Everything JSON text can hold that a string around it must escape, and what it need not. */
const json = JSON.stringify({ 'τίτλος "ä"': 'a\\b\n\t\u0001𝒳/', leer: '' });

async function sealOne(algorithm: 'ES256' | 'ES384' | 'RS256' | 'PS256') {
  const seal = await makeSampleSeal(algorithm);
  const sealed = await prepareClearJsonSealer(seal, nodeEngine).seal(new TextEncoder().encode(json), {
    at,
    contentType,
  });
  return { seal, sealed, jws: JSON.parse(new TextDecoder().decode(sealed)) };
}

for (const algorithm of ['ES256', 'ES384', 'RS256', 'PS256'] as const) {
  test(`jose verifies an ${algorithm} seal over a payload in clear (RFC 7797)`, async () => {
    const { seal, jws } = await sealOne(algorithm);
    assert.equal(jws.payload, json);
    const key = new X509Certificate(seal.chain[0]).publicKey;
    // jose has no word for sigT; that it is critical is tested by our own reader.
    const verified = await flattenedVerify({ payload: jws.payload, ...jws.signatures[0] }, key, {
      crit: { sigT: true },
    });
    assert.equal(new TextDecoder().decode(verified.payload), json);
  });
}

test('our own reader takes it, and claims no level that JAdES would not give it', async () => {
  const { sealed } = await sealOne('ES256');
  const integrity = await checkJson(sealed, nodeEngine);
  assert.ok(integrity.ok, JSON.stringify(integrity));
  assert.equal(new TextDecoder().decode(integrity.payload), json);
  assert.equal(integrity.claimedAt?.toISOString(), '2026-06-01T08:00:00.000Z');
  assert.equal(integrity.level, undefined);
  assert.deepEqual(integrity.warnings, ['signing-time-form']);
});

const samples = new URL('../../../shared/reference/elm/sealed-samples/', import.meta.url);

test('its header is that of the official samples without their time-stamps', {
  skip: existsSync(samples) ? false : 'the official samples are not at hand',
}, async () => {
  const { jws } = await sealOne('RS256');
  const own = decodeProtectedHeader(jws.signatures[0]);
  for (const name of readdirSync(samples)) {
    const sample = JSON.parse(readFileSync(new URL(name, samples), 'utf8'));
    assert.equal(typeof sample.payload, 'string', name);
    assert.deepEqual(Object.keys(sample), Object.keys(jws), name);
    const theirs = decodeProtectedHeader(sample.signatures[0]);
    const unstamped = Object.keys(theirs).filter((member) => member !== 'adoTst');
    assert.deepEqual(Object.keys(own).sort(), unstamped.sort(), name);
    assert.deepEqual(
      own.crit,
      theirs.crit?.filter((member) => member !== 'adoTst'),
      name,
    );
    assert.equal(own.b64, theirs.b64);
    // IssuerSerial by the same rule: made anew from their own certificate.
    const { issuer, kid } = await issuerSerialOf(String(theirs.x5c?.[0]));
    assert.equal(theirs.kid, kid, `${name}: ${issuer}`);
  }
});

/** `kid` as our sealer writes it for somebody else's certificate. */
async function issuerSerialOf(x5c: string): Promise<{ readonly issuer: string; readonly kid: string }> {
  const der = new Uint8Array(Buffer.from(x5c, 'base64'));
  const certificate = readCertificate(der);
  assert.ok(certificate.ok);
  const seal = await makeSampleSeal('RS256');
  const sealer = prepareClearJsonSealer(
    { ...seal, certificate: certificate.value, chain: [der] },
    nodeEngine,
  );
  const sealed = await sealer.seal(new TextEncoder().encode('{}'), { at });
  const jws = JSON.parse(new TextDecoder().decode(sealed));
  return { issuer: certificate.value.issuer.text, kid: String(decodeProtectedHeader(jws.signatures[0]).kid) };
}
