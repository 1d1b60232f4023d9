import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate, readPem } from '../sealing/certificate.ts';
import { makeDemoPki } from '../sealing/demo-pki.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { isListOf, readRevocationList } from './revocation.ts';
import { prepareTrust } from './trust.ts';

const FOLDER = new URL('../../../shared/reference/signatures/pathval/', import.meta.url);
const skip = !existsSync(FOLDER) && 'no reference data';

function der(name: string): Uint8Array {
  const [first] = readPem(new Uint8Array(readFileSync(new URL(name, FOLDER))));
  assert.ok(first, name);
  return first;
}
function certificate(bytes: Uint8Array): Certificate {
  const read = readCertificate(bytes);
  assert.ok(read.ok);
  return read.value;
}
const DAY = 24 * 3_600_000;

for (const [name, root, between, leaf] of [
  [
    'RSA-PSS',
    'testing-ca-pss/root.cert.pem',
    ['testing-ca-pss/interm.cert.pem'],
    'testing-ca-pss/signer1.cert.pem',
  ],
  [
    'two layers',
    'multilayer/certs/root.cert.pem',
    ['multilayer/certs/interm1.cert.pem', 'multilayer/certs/interm2.cert.pem'],
    'multilayer/certs/alice.cert.pem',
  ],
] as const) {
  test(`a path of other hands (${name}) is found, and not with one authority missing`, { skip }, async () => {
    const signer = certificate(der(leaf));
    const at = new Date(signer.notBefore.getTime() + DAY);
    const judge = (intermediates: readonly Uint8Array[]) =>
      prepareTrust({ roots: [der(root)], intermediates }).judge(signer, [], at);
    const good = await judge(between.map(der));
    assert.deepEqual(good.ok && good.chain.length, between.length + 2);
    assert.equal(good.revocation, 'unknown');
    assert.equal((await judge(between.slice(1).map(der))).ok, false);
  });
}

interface Vector {
  readonly name: string;
  readonly root: string;
  readonly other_certs?: readonly string[];
  readonly cert: string;
  readonly ocsps: readonly string[];
  readonly moment: string;
}

test('OpenSSL’s OCSP vectors are of 2012 and signed over SHA-1: not one makes a certificate good', {
  skip,
}, async () => {
  const file = (name: string) => `openssl-ocsp/${name}`;
  const answer = (name: string) =>
    new Uint8Array(
      Buffer.from(readFileSync(new URL(file(name), FOLDER), 'latin1').replace(/\s/g, ''), 'base64'),
    );
  const vectors = JSON.parse(
    readFileSync(new URL(file('openssl-ocsp.json'), FOLDER), 'utf8'),
  ) as readonly Vector[];
  assert.ok(vectors.length > 20);
  for (const { name, root, other_certs = [], cert, ocsps, moment } of vectors) {
    const intermediates = other_certs.map((one) => der(file(one)));
    const trust = prepareTrust({ roots: [der(file(root))], intermediates, ocsps: ocsps.map(answer) });
    const judged = await trust.judge(certificate(der(file(cert))), [], new Date(moment));
    assert.notEqual(judged.revocation, 'good', name);
    assert.equal(judged.ok, false, name);
  }
});

test('an authority of a trusted list counts for what was sealed while it was granted', async () => {
  const seal = await makeSampleSeal('ES256');
  const withdrawn = new Date('2026-06-01T00:00:00Z');
  const trust = prepareTrust({
    roots: [],
    authorities: [{ certificate: seal.root, purpose: 'seals', granted: (at) => at < withdrawn }],
  });
  const at = new Date('2026-07-01T00:00:00Z');
  const unproven = await trust.judge(seal.certificate, [], at);
  assert.deepEqual([unproven.ok, !unproven.ok && unproven.reason], [false, 'authority-not-granted']);
  assert.equal((await trust.judge(seal.certificate, [], at, new Date('2026-05-01T00:00:00Z'))).ok, true);
  // Whoever trusts the root itself need not ask the list.
  const both = prepareTrust({
    roots: [seal.root],
    authorities: [{ certificate: seal.root, purpose: 'seals', granted: () => false }],
  });
  assert.equal((await both.judge(seal.certificate, [], at)).ok, true);
});

test('a revocation list is its issuer’s alone, whoever else has the issuer’s name and was asked first', async () => {
  const organisation = { name: 'Sample', identifier: 'VATEL-1', country: 'GR' };
  const order = { engine: nodeEngine, organisation, at: new Date(), key: 'P-256' } as const;
  const [one, other] = [await makeDemoPki(order), await makeDemoPki(order)];
  const [crl] = one.crls.flatMap((der) => readRevocationList(der) ?? []);
  assert.ok(crl);
  const roots = [one, other].map(({ root }) => certificate(root));
  const issuers = roots.filter(({ subjectDer }) => sameBytes(subjectDer, crl.issuerDer));
  const [own, namesake] = issuers;
  assert.ok(own && namesake);
  for (const _ of [1, 2]) {
    assert.equal(await isListOf(crl, namesake), false);
    assert.equal(await isListOf(crl, own), true);
  }
});
