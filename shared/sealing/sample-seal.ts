import * as asn1js from 'asn1js';
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension } from 'pkijs';
import { SEAL_ALGORITHMS, type SealAlgorithm, type SealAlgorithmName } from './algorithms.ts';
import { readCertificate } from './certificate.ts';
import type { Seal } from './seal.ts';

/** A seal for tests: key and certificates made on the spot, gone with the process. */
export interface SampleSeal extends Seal {
  readonly root: Uint8Array;
  /** PKCS #8, DER, for other people's tools. */
  readonly privateKey: Uint8Array;
}

const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
const CURVES: Readonly<Record<number, string>> = { 32: 'P-256', 48: 'P-384', 66: 'P-521' };

/** A root and, issued by it, an e-seal certificate named `name`, valid in 2026; the root ten years. */
export async function makeSampleSeal(
  algorithm: SealAlgorithmName,
  name = 'Sample seal',
  rsaBits = 2048,
): Promise<SampleSeal> {
  const parameters = SEAL_ALGORITHMS[algorithm];
  const authority = await generateKeys(SEAL_ALGORITHMS.ES256);
  const keys = await generateKeys(parameters, rsaBits);
  const root = await certify('Sample root', 'Sample root', authority.publicKey, authority.privateKey, true);
  const leaf = await certify(name, 'Sample root', keys.publicKey, authority.privateKey, false);
  const certificate = readCertificate(leaf);
  if (!certificate.ok) throw new Error('the sample certificate cannot be read');
  return {
    algorithm: parameters,
    certificate: certificate.value,
    chain: [leaf],
    root,
    privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
    async sign(bytes) {
      const signature = await crypto.subtle.sign(signing(parameters), keys.privateKey, new Uint8Array(bytes));
      return new Uint8Array(signature);
    },
  };
}

function signing({ name, hash }: SealAlgorithm): RsaPssParams | EcdsaParams | Algorithm {
  if (name === 'PS256') return { name: 'RSA-PSS', saltLength: 32 };
  return name === 'RS256' ? { name: 'RSASSA-PKCS1-v1_5' } : { name: 'ECDSA', hash };
}

function generateKeys({ name, hash, coordinate }: SealAlgorithm, rsaBits = 2048): Promise<CryptoKeyPair> {
  if (coordinate !== undefined) {
    const namedCurve = CURVES[coordinate] ?? '';
    return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify']);
  }
  const rsa = name === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
  const publicExponent = new Uint8Array([1, 0, 1]);
  return crypto.subtle.generateKey({ name: rsa, hash, modulusLength: rsaBits, publicExponent }, true, [
    'sign',
    'verify',
  ]);
}

let serial = 0;

async function certify(
  subject: string,
  issuer: string,
  key: CryptoKey,
  signer: CryptoKey,
  authority: boolean,
): Promise<Uint8Array> {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ value: ++serial });
  certificate.subject.typesAndValues.push(commonName(subject));
  certificate.issuer.typesAndValues.push(commonName(issuer));
  certificate.notBefore.value = new Date(Date.UTC(2026, 0, 1));
  certificate.notAfter.value = new Date(Date.UTC(authority ? 2036 : 2027, 0, 1));
  const constraints = new BasicConstraints({ cA: authority }).toSchema().toBER(false);
  certificate.extensions = [
    new Extension({ extnID: BASIC_CONSTRAINTS, critical: true, extnValue: constraints }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(await plainKey(key));
  await certificate.sign(signer, 'SHA-256');
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

/** rsaEncryption in the certificate whatever the padding, as European e-seal certificates have it. */
async function plainKey(key: CryptoKey): Promise<CryptoKey> {
  if (key.algorithm.name !== 'RSA-PSS') return key;
  const spki = await crypto.subtle.exportKey('spki', key);
  return crypto.subtle.importKey('spki', spki, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, [
    'verify',
  ]);
}

function commonName(text: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: COMMON_NAME, value: new asn1js.Utf8String({ value: text }) });
}
