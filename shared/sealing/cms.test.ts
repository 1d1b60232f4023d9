import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fromBER, ObjectIdentifier, OctetString } from 'asn1js';
import { Certificate, ContentInfo, SignedData } from 'pkijs';
import { nodeEngine } from '../../electron/engine.ts';
import { writePem } from './certificate.ts';
import { prepareCms } from './cms.ts';
import { makeSampleSeal, type SampleSeal } from './sample-seal.ts';

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512'] as const;
const DATA = new TextEncoder().encode('what is sealed');
const without = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl';

const folder = mkdtempSync(join(tmpdir(), 'cms-'));
after(() => rmSync(folder, { recursive: true }));

async function make(seal: SampleSeal): Promise<Uint8Array<ArrayBuffer>> {
  const cms = prepareCms(seal, nodeEngine);
  return new Uint8Array(await cms.make(nodeEngine.hash(seal.algorithm.hash, DATA)));
}

function parse(der: Uint8Array<ArrayBuffer>): SignedData {
  const { offset, result } = fromBER(der);
  assert.equal(offset, der.length);
  return new SignedData({ schema: new ContentInfo({ schema: result }).content });
}

for (const algorithm of ALGORITHMS) {
  test(`pkijs verifies ${algorithm}, and no other data`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const signedData = parse(await make(seal));
    const check = (data: Uint8Array<ArrayBuffer>) =>
      signedData.verify({
        signer: 0,
        data: data.buffer,
        trustedCerts: [Certificate.fromBER(new Uint8Array(seal.root))],
      });
    assert.equal(await check(DATA), true);
    await assert.rejects(check(new TextEncoder().encode('what is not')), /digest doesn't match/);
  });

  test(`OpenSSL verifies ${algorithm} as CAdES, its path included`, { skip: without }, async () => {
    const seal = await makeSampleSeal(algorithm);
    const [cms, data, root] = ['s.der', 'data', 'root.pem'].map((name) => join(folder, algorithm + name));
    writeFileSync(cms ?? '', await make(seal));
    writeFileSync(data ?? '', DATA);
    writeFileSync(root ?? '', writePem(seal.root));
    const { status, stderr } = spawnSync('openssl', [
      ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms ?? '', '-content', data ?? ''],
      ...['-CAfile', root ?? '', '-purpose', 'any', '-attime', '1780000000', '-out', join(folder, 'out')],
    ]);
    assert.equal(status, 0, stderr.toString());
    assert.match(stderr.toString(), /CAdES Verification successful/);
  });
}

test('holds what PAdES baseline B asks for and nothing it forbids', async () => {
  const seal = await makeSampleSeal('ES384');
  const { certificates, crls, encapContentInfo, signerInfos, version } = parse(await make(seal));
  assert.equal(version, 1);
  assert.equal(encapContentInfo.eContentType, '1.2.840.113549.1.7.1');
  assert.equal(encapContentInfo.eContent, undefined);
  assert.equal(crls, undefined);
  assert.equal(certificates?.length, seal.chain.length);
  const [signer, second] = signerInfos;
  assert.ok(signer && !second);
  assert.equal(signer.unsignedAttrs, undefined);
  const attributes = new Map(signer.signedAttrs?.attributes.map(({ type, values }) => [type, values]));
  // content-type, message-digest and signing-certificate-v2, and so no signing-time.
  assert.deepEqual([...attributes.keys()].sort(), [
    '1.2.840.113549.1.9.16.2.47',
    '1.2.840.113549.1.9.3',
    '1.2.840.113549.1.9.4',
  ]);
  const [contentType] = attributes.get('1.2.840.113549.1.9.3') ?? [];
  assert.ok(contentType instanceof ObjectIdentifier);
  assert.equal(contentType.getValue(), encapContentInfo.eContentType);
  const [digest] = attributes.get('1.2.840.113549.1.9.4') ?? [];
  assert.ok(digest instanceof OctetString);
  assert.deepEqual(Buffer.from(digest.getValue()), createHash('sha384').update(DATA).digest());
  // SigningCertificateV2 > certs > ESSCertIDv2 > certHash, hashAlgorithm left to its default.
  const [signingCertificate] = attributes.get('1.2.840.113549.1.9.16.2.47') ?? [];
  const certHash = signingCertificate.valueBlock.value[0].valueBlock.value[0].valueBlock.value[0];
  assert.ok(certHash instanceof OctetString);
  assert.deepEqual(Buffer.from(certHash.getValue()), createHash('sha256').update(seal.chain[0]).digest());
});

test('names parameters as each algorithm wants them', async () => {
  const parameters = async (algorithm: (typeof ALGORITHMS)[number]) => {
    const [signer] = parse(await make(await makeSampleSeal(algorithm))).signerInfos;
    const { algorithmId, algorithmParams } = signer?.signatureAlgorithm ?? {};
    return [algorithmId, algorithmParams && Buffer.from(algorithmParams.toBER(false)).toString('hex')];
  };
  assert.deepEqual(await parameters('ES256'), ['1.2.840.10045.4.3.2', undefined]);
  assert.deepEqual(await parameters('RS256'), ['1.2.840.113549.1.1.11', '0500']);
  // RFC 4055 clause 3.1 rSASSA-PSS-SHA256-Params with saltLength 32, as `openssl cms -keyopt` writes them.
  const sha256 = '300d06096086480165030402010500';
  assert.deepEqual(await parameters('PS256'), [
    '1.2.840.113549.1.1.10',
    `3034a00f${sha256}a11c301a06092a864886f70d010108${sha256}a203020120`,
  ]);
});

test('never exceeds the room it asks for, whatever the signature', async () => {
  const seal = await makeSampleSeal('ES256');
  const cms = prepareCms(seal, nodeEngine);
  const lengths = new Set<number>();
  for (const raw of [0x00, 0x01, 0x7f, 0x80, 0xff]) {
    const fixed = { ...seal, sign: async () => new Uint8Array(64).fill(raw) };
    lengths.add((await prepareCms(fixed, nodeEngine).make(new Uint8Array(32))).length);
  }
  assert.ok(lengths.size > 2);
  assert.equal(Math.max(...lengths), cms.size);
  await assert.rejects(cms.make(new Uint8Array(48)));
});
