import type { HashAlgorithm } from '../engine.ts';
import { derDate, derOidText, NotDer } from '../sealing/der-reader.ts';
import { type BerValue, berChildren } from './ber-reader.ts';
import { attributesIn } from './signed-data.ts';
import { hashOf } from './x509-algorithm.ts';

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const POLICY = '1.2.840.113549.1.9.16.2.15';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

const ACTED_ON = new Set([
  CONTENT_TYPE,
  MESSAGE_DIGEST,
  SIGNING_TIME,
  SIGNING_CERTIFICATE,
  SIGNING_CERTIFICATE_V2,
  POLICY,
]);

/** What a signer has signed about itself and the content. */
export interface SignedAttributes {
  /** The attributes as a DER SET OF, which is what the signature is over (RFC 5652 clause 5.4). */
  readonly der: Uint8Array;
  readonly contentType?: string;
  readonly messageDigest?: Uint8Array;
  readonly signingCertificate?: { readonly hash: HashAlgorithm; readonly digest: Uint8Array };
  readonly signingTime: boolean;
  readonly claimedAt: Date | undefined;
  /** A signature policy with a digest that none of its algorithm can be. */
  readonly policyMalformed: boolean;
  /** Either attribute is there, readable or not. */
  readonly namesCertificate: boolean;
  /** SHA-1, of signing-certificate (RFC 5035 clause 5). */
  readonly olderCertificateDigest?: Uint8Array;
}

/** Undefined for a set that could be read in two ways. */
export function signedAttributes(set: BerValue): SignedAttributes | undefined {
  // Clause 5.4: "a DER encoding of the SET OF", whatever the file has; another encoding is not turned into it here.
  if (set.indefinite) return undefined;
  const attributes = attributesIn(set, 0xa0);
  const types = attributes.map(({ type }) => type);
  // RFC 5652 clause 11: each "MUST NOT include multiple instances"; others are the sealer's own affair.
  const acted = types.filter((type) => ACTED_ON.has(type));
  if (new Set(acted).size !== acted.length) return undefined;
  const der = Uint8Array.from(set.whole);
  der[0] = 0x31;
  const single = (type: string): BerValue | undefined => {
    const values = attributes.find((attribute) => attribute.type === type)?.values ?? [];
    return values.length === 1 ? values[0] : undefined;
  };
  const contentType = oidIn(single(CONTENT_TYPE));
  const messageDigest = single(MESSAGE_DIGEST);
  const certificate = signingCertificateOf(single(SIGNING_CERTIFICATE_V2));
  const older = child(child(child(single(SIGNING_CERTIFICATE), 0), 0), 0);
  return {
    der,
    signingTime: types.includes(SIGNING_TIME),
    claimedAt: timeIn(single(SIGNING_TIME)),
    policyMalformed: types.includes(POLICY) && !isPolicy(single(POLICY)),
    namesCertificate: types.includes(SIGNING_CERTIFICATE) || types.includes(SIGNING_CERTIFICATE_V2),
    ...(contentType !== undefined && { contentType }),
    ...(messageDigest?.tag === 0x04 && { messageDigest: messageDigest.contents }),
    ...(certificate && { signingCertificate: certificate }),
    ...(older?.tag === 0x04 && { olderCertificateDigest: older.contents }),
  };
}

/** First ESSCertIDv2 of `SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 … }` (RFC 5035 clause 3). */
function signingCertificateOf(value: BerValue | undefined): SignedAttributes['signingCertificate'] {
  const certId = child(child(value, 0), 0);
  const [first, second] = [child(certId, 0), child(certId, 1)];
  // hashAlgorithm is DEFAULT id-sha256, so DER leaves it out.
  if (first?.tag === 0x04) return { hash: 'SHA-256', digest: first.contents };
  const hash = hashOf(oidIn(child(first, 0)) ?? '');
  return hash && second?.tag === 0x04 ? { hash, digest: second.contents } : undefined;
}

const DIGEST_LENGTHS: Readonly<Record<string, number>> = {
  '1.3.14.3.2.26': 20,
  '2.16.840.1.101.3.4.2.4': 28,
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

/** `SignaturePolicyId ::= SEQUENCE { sigPolicyId, sigPolicyHash … }`, or NULL (ETSI EN 319 122-1 clause 5.2.9). */
function isPolicy(value: BerValue | undefined): boolean {
  if (value?.tag === 0x05) return true;
  const [algorithm, digest] = [oidIn(child(child(child(value, 1), 0), 0)), child(child(value, 1), 1)];
  if (algorithm === undefined || digest?.tag !== 0x04) return false;
  const { length } = digest.contents;
  // No digest, all zeros, says that none was taken.
  return length === (DIGEST_LENGTHS[algorithm] ?? length) || length === 0;
}

/** RFC 5652 clause 11.3. */
function timeIn(value: BerValue | undefined): Date | undefined {
  try {
    return value && derDate(value);
  } catch (cause) {
    if (cause instanceof NotDer) return undefined;
    throw cause;
  }
}

function oidIn(value: BerValue | undefined): string | undefined {
  return value?.tag === 0x06 ? derOidText(value) : undefined;
}

function child(value: BerValue | undefined, index: number): BerValue | undefined {
  return value?.tag === 0x30 ? berChildren(value)[index] : undefined;
}
