import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { type Certificate, readCertificate, readPem, writePem } from './certificate.ts';
import { calledBy } from './certificate-name.ts';
import { type DemoPki, makeDemoPki } from './demo-pki.ts';
import { TEST_SEAL_POLICY, TEST_SEAL_STATEMENT } from './test-seal.ts';

const REFERENCE = new URL('../../../shared/reference/signatures/p12/', import.meta.url);

function read(der: Uint8Array): Certificate {
  const certificate = readCertificate(der);
  assert.ok(certificate.ok);
  return certificate.value;
}

describe('a certificate', () => {
  let pki: DemoPki;
  before(async () => {
    pki = await makeDemoPki({
      engine: nodeEngine,
      at: new Date('2026-05-01T10:00:00Z'),
      key: 'RSA-2048',
      organisation: { name: 'Ħal "Test", Ltd; +1', identifier: 'VATMT-12345678', country: 'MT' },
    });
  });

  test('says what OpenSSL says of it', () => {
    for (const der of [pki.root, pki.intermediate, pki.certificate]) {
      const ours = read(der);
      const theirs = new X509Certificate(der);
      assert.equal(ours.serialNumber, theirs.serialNumber.toLowerCase());
      assert.equal(ours.notBefore.getTime(), Date.parse(theirs.validFrom));
      assert.equal(ours.notAfter.getTime(), Date.parse(theirs.validTo));
      assert.equal(ours.ca, theirs.ca);
      assert.deepEqual(
        Buffer.from(ours.publicKey.spki),
        theirs.publicKey.export({ format: 'der', type: 'spki' }),
      );
      const details = theirs.publicKey.asymmetricKeyDetails;
      if (ours.publicKey.kind === 'RSA') assert.equal(ours.publicKey.bits, details?.modulusLength);
      else assert.equal(details?.namedCurve, 'secp384r1');
      const subject = theirs.toLegacyObject().subject as unknown as Record<string, string>;
      assert.equal(ours.subject.commonName, subject.CN);
      assert.equal(ours.subject.organisation, subject.O);
      assert.equal(ours.subject.country, subject.C);
    }
  });

  test('tells all its extensions', () => {
    const seal = read(pki.certificate);
    assert.deepEqual(seal.keyUsage, ['nonRepudiation']);
    assert.deepEqual(seal.policies, [TEST_SEAL_POLICY]);
    assert.deepEqual(seal.qcStatements, {
      compliance: false,
      qscd: false,
      types: ['eSeal'],
      disclosures: [],
      legislation: [],
      ids: ['0.4.0.1862.1.6', TEST_SEAL_STATEMENT],
    });
    assert.deepEqual(seal.crlUrls, ['http://pki.sealwright.invalid/demo-intermediate.crl']);
    assert.deepEqual(seal.caIssuersUrls, ['http://pki.sealwright.invalid/demo-intermediate.cer']);
    assert.deepEqual(seal.unknownCritical, []);
    assert.equal(seal.subject.organizationIdentifier, 'VATMT-12345678');
    const [root, intermediate] = [read(pki.root), read(pki.intermediate)];
    assert.deepEqual([root.pathLength, intermediate.pathLength, seal.pathLength], [1, 0, undefined]);
    assert.deepEqual(intermediate.keyUsage, ['keyCertSign', 'cRLSign']);
    assert.deepEqual(Buffer.from(seal.issuerDer), Buffer.from(intermediate.subjectDer));
  });

  test('writes its name as RFC 4514 does', () => {
    assert.equal(
      read(pki.certificate).subject.text,
      'CN=Ħal \\"Test\\"\\, Ltd\\; \\+1\\, TEST e-seal,organizationIdentifier=VATMT-12345678,O=Ħal \\"Test\\"\\, Ltd\\; \\+1,C=MT',
    );
  });

  test('calls its owner as people do', () => {
    const { subject } = read(pki.certificate);
    assert.equal(calledBy(subject), 'Ħal "Test", Ltd; +1, TEST e-seal (VATMT-12345678, MT)');
    assert.equal(
      calledBy({ text: '', commonName: 'E-seal 7', organisation: 'Ħal', country: 'MT' }),
      'E-seal 7, Ħal (MT)',
    );
    assert.equal(calledBy({ text: '1.2.3=#0500' }), '1.2.3=#0500');
  });

  test('survives PEM, among other text and other blocks', () => {
    const file = `Bag Attributes\n${writePem(pki.root)}\n${writePem(pki.crls[0], 'X509 CRL')}${writePem(pki.certificate)}`;
    const found = readPem(new TextEncoder().encode(file));
    assert.deepEqual(found.map(read), [read(pki.root), read(pki.certificate)]);
    assert.equal(readPem(new TextEncoder().encode(file), 'X509 CRL').length, 1);
    assert.deepEqual(readPem(pki.root), [pki.root]);
    assert.deepEqual(readPem(new TextEncoder().encode('no certificate')), []);
    assert.equal(
      new X509Certificate(writePem(pki.root)).serialNumber.toLowerCase(),
      read(pki.root).serialNumber,
    );
  });

  test('cut short anywhere is refused, and no changed byte is thrown at the caller', () => {
    const der = pki.certificate;
    for (let length = 0; length < der.length; length++) {
      assert.equal(readCertificate(der.subarray(0, length)).ok, false);
    }
    assert.equal(readCertificate(new Uint8Array([...der, 0])).ok, false);
    for (let at = 0; at < der.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = der.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        readCertificate(changed);
      }
    }
  });
});

test('a certificate of another maker reads as OpenSSL reads it', (t) => {
  const file = new URL('issuing-ca.pem', REFERENCE);
  if (!existsSync(file)) return t.skip('no reference data');
  const pem = readFileSync(file);
  const [der = new Uint8Array()] = readPem(pem);
  const ours = read(der);
  const theirs = new X509Certificate(pem);
  assert.equal(ours.serialNumber, theirs.serialNumber.toLowerCase());
  assert.equal(ours.issuer.text.replaceAll(',', '\n').split('\n').reverse().join('\n'), theirs.issuer);
  assert.equal(ours.publicKey.bits, theirs.publicKey.asymmetricKeyDetails?.modulusLength);
});
