import * as asn1js from 'asn1js';
import {
  Certificate as Asn1Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
} from 'pkijs';
import type { Engine, HashAlgorithm } from '../engine.ts';
import { hexSerial, sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { SIGNATURE_TIMESTAMP } from '../sealing/timestamp.ts';
import { berLength } from './ber.ts';
import { type DigestName, digestOf as digest } from './digest.ts';
import { Refusal } from './integrity.ts';
import { signatureHolds } from './signature.ts';
import { hashOf, schemeOf } from './x509-algorithm.ts';

/** What a CMS SignedData proves of detached bytes. */
export interface ProvenCms {
  readonly signer: Certificate;
  /** The other certificates inside, DER; not trusted by being there. */
  readonly others: readonly Uint8Array[];
  /** Contents of SignerInfo's signature: what a signature time-stamp is over. */
  readonly signature: Uint8Array;
  /** Signature time-stamp tokens (RFC 3161 appendix A), DER, which nobody has judged yet. */
  readonly timestamps: readonly Uint8Array[];
  /** Unsigned attributes of other kinds, judged by nobody. */
  readonly unsignedAttributes: boolean;
  /** What is signed says which certificate signed. */
  readonly named: boolean;
  /** The time stands among the signed attributes, where EN 319 142-1 clause 6.3 forbids it to PAdES. */
  readonly signingTime: boolean;
}

/** A SignedData with what it holds inside. */
export interface EnclosingCms extends ProvenCms {
  readonly content: Uint8Array;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SHA1 = '1.3.14.3.2.26';
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

/**
 * Tests a detached CAdES-like SignedData as PAdES wants it (ETSI EN 319 142-1 clause 6.3): one SignerInfo, no
 * eContent, message-digest and signing-certificate-v2 signed, signer certificate inside.
 * @param digestOf gives the digest of the covered bytes under the hash the SignerInfo names.
 * @param unnamed lets an older CMS (ISO 32000-1 clause 12.8.3.3) pass that has no signing-certificate at all.
 * @throws Refusal
 */
export async function checkCms(
  der: Uint8Array,
  digestOf: (hash: DigestName) => Uint8Array,
  engine: Engine,
  unnamed = false,
): Promise<ProvenCms> {
  const signedData = readSignedData(der);
  if (!signedData) throw new Refusal('FORMAT_FAILURE', 'format');
  return checkSigner(signedData, { contentType: DATA, digestOf, unnamed }, engine);
}

/**
 * Tests a SignedData around its own content of one type, as RFC 3161 clause 2.4.2 has it for time-stamps; the signer's
 * certificate may be named by the older signing-certificate (RFC 5816 clause 2.2.1).
 * @throws Refusal
 */
export async function checkEnclosingCms(
  der: Uint8Array,
  contentType: string,
  engine: Engine,
): Promise<EnclosingCms> {
  const signedData = readSignedData(der);
  const content: unknown = signedData?.encapContentInfo.eContent;
  if (!signedData || !(content instanceof asn1js.OctetString)) throw new Refusal('FORMAT_FAILURE', 'format');
  const bytes = new Uint8Array(content.getValue());
  const digestOf = (hash: DigestName) => digest(engine, hash, bytes);
  const proven = await checkSigner(signedData, { contentType, digestOf, content: bytes }, engine);
  return { ...proven, content: bytes };
}

/** What a SignedData has to be about. */
interface Wanted {
  readonly contentType: string;
  readonly digestOf: (hash: DigestName) => Uint8Array;
  /** Absent where it must be detached. */
  readonly content?: Uint8Array;
  readonly unnamed?: boolean;
}

async function checkSigner(signedData: SignedData, wanted: Wanted, engine: Engine): Promise<ProvenCms> {
  const [signerInfo, second] = signedData.signerInfos;
  if (!signerInfo) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  if (second) throw new Refusal('FORMAT_FAILURE', 'several-signers');
  if (!isCoherent(signedData, signerInfo)) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  const { eContent, eContentType } = signedData.encapContentInfo;
  if ((eContent !== undefined) !== (wanted.content !== undefined) || eContentType !== wanted.contentType) {
    throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  }

  const certificates = certificatesOf(signedData);
  const signer = certificates.find((certificate) => isSigner(certificate, signerInfo));
  if (!signer) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'certificate-missing');

  const { algorithmId } = signerInfo.digestAlgorithm;
  const hash = hashOf(algorithmId);
  if (!hash && algorithmId !== SHA1) throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused');
  const attributes = signedAttributes(signerInfo);
  // Without signed attributes the signature is over the content itself, and one form could be taken for the other.
  if (!signerInfo.signedAttrs) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'structure-suspicious');
  if (!attributes) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  const { contentType, messageDigest, signingCertificate } = attributes;
  if (contentType !== wanted.contentType || !messageDigest)
    throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'structure-suspicious');
  if (attributes.policyMalformed) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'structure-suspicious');
  if (!sameBytes(messageDigest, wanted.digestOf(hash ?? 'SHA-1')))
    throw new Refusal('HASH_FAILURE', 'digest-differs');
  if (!hash) throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', { algorithm: 'SHA-1' });
  const older = wanted.content || wanted.unnamed ? attributes.olderCertificateDigest : undefined;
  const silent = !attributes.namesCertificate && wanted.unnamed === true;
  const named = signingCertificate
    ? sameBytes(engine.hash(signingCertificate.hash, signer.der), signingCertificate.digest)
    : older !== undefined && sameBytes(digest(engine, 'SHA-1', signer.der), older);
  if (!named && !silent) {
    throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'certificate-reference-differs');
  }

  const scheme = schemeOf(signerInfo.signatureAlgorithm, signer.publicKey, hash);
  if (!scheme) throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused');
  const holds = await signatureHolds({
    spki: signer.publicKey.spki,
    scheme,
    signature: signerInfo.signature.valueBlock.valueHexView,
    signed: attributes.der,
  });
  if (!holds) throw new Refusal('SIG_CRYPTO_FAILURE', 'signature-wrong');
  const unsigned = signerInfo.unsignedAttrs?.attributes ?? [];
  return {
    signer,
    others: certificates.filter((other) => other !== signer).map((other) => other.der),
    signature: signerInfo.signature.valueBlock.valueHexView,
    // As they stand in the file: encoded anew, a token's own signature could be mended or broken.
    timestamps: unsigned
      .filter(({ type }) => type === SIGNATURE_TIMESTAMP)
      .flatMap(({ values }) => (values as asn1js.AsnType[]).map((value) => value.valueBeforeDecodeView)),
    named,
    signingTime: attributes.signingTime,
    unsignedAttributes: unsigned.some(({ type }) => type !== SIGNATURE_TIMESTAMP),
  };
}

/** @param padded a ContentInfo, then at most the zeros that fill its place: other bytes could hold a second one. */
function readSignedData(padded: Uint8Array): SignedData | undefined {
  const length = berLength(padded);
  if (length === undefined || padded.subarray(length).some((byte) => byte !== 0)) return undefined;
  try {
    const contentInfo = new ContentInfo({ schema: asn1js.fromBER(padded.subarray(0, length)).result });
    if (contentInfo.contentType !== SIGNED_DATA) return undefined;
    return new SignedData({ schema: contentInfo.content });
  } catch {
    return undefined;
  }
}

/** RFC 5652 clause 5.1: the versions that X.509 certificates and plain data can lead to, and the digests announced. */
function isCoherent({ version, digestAlgorithms }: SignedData, signerInfo: SignerInfo): boolean {
  const announced = digestAlgorithms.map(({ algorithmId }) => algorithmId);
  // Clause 5.3: 1 where issuer and serial number name the signer, 3 for a key identifier.
  const byName = signerInfo.sid instanceof IssuerAndSerialNumber;
  if (signerInfo.version !== (byName ? 1 : 3)) return false;
  return (version === 1 || version === 3) && announced.includes(signerInfo.digestAlgorithm.algorithmId);
}

function certificatesOf(signedData: SignedData): Certificate[] {
  const found: Certificate[] = [];
  for (const item of signedData.certificates ?? []) {
    if (!(item instanceof Asn1Certificate)) continue;
    const read = readCertificate(new Uint8Array(item.toSchema(false).toBER(false)));
    if (read.ok) found.push(read.value);
  }
  return found;
}

/** SignerIdentifier is the issuer and serial number, or `[0] SubjectKeyIdentifier` (RFC 5652 clause 5.3). */
function isSigner(certificate: Certificate, { sid }: SignerInfo): boolean {
  if (sid instanceof asn1js.Primitive) {
    return (
      certificate.subjectKeyId !== undefined &&
      sameBytes(sid.valueBlock.valueHexView, certificate.subjectKeyId)
    );
  }
  if (!(sid instanceof IssuerAndSerialNumber)) return false;
  const serial = sid.serialNumber.valueBlock.valueHexView;
  const issuer = new Uint8Array(sid.issuer.toSchema().toBER(false));
  return certificate.serialNumber === hexSerial(serial) && sameBytes(issuer, certificate.issuerDer);
}

interface SignedAttributes {
  /** The attributes as a DER SET OF, which is what the signature is over (RFC 5652 clause 5.4). */
  readonly der: Uint8Array;
  readonly contentType?: string;
  readonly messageDigest?: Uint8Array;
  readonly signingCertificate?: { readonly hash: HashAlgorithm; readonly digest: Uint8Array };
  readonly signingTime: boolean;
  /** A signature policy with a digest that none of its algorithm can be. */
  readonly policyMalformed: boolean;
  /** Either attribute is there, readable or not. */
  readonly namesCertificate: boolean;
  /** SHA-1, of signing-certificate (RFC 5035 clause 5). */
  readonly olderCertificateDigest?: Uint8Array;
}

function signedAttributes({ signedAttrs }: SignerInfo): SignedAttributes | undefined {
  if (!signedAttrs) return undefined;
  const types = signedAttrs.attributes.map(({ type }) => type);
  // RFC 5652 clause 11: each "MUST NOT include multiple instances"; others are the sealer's own affair.
  const acted = types.filter((type) => ACTED_ON.has(type));
  if (new Set(acted).size !== acted.length) return undefined;
  const der = new Uint8Array(signedAttrs.encodedValue.slice(0));
  der[0] = 0x31;
  const single = (type: string): asn1js.AsnType | undefined => {
    const values = signedAttrs.attributes.find((attribute) => attribute.type === type)?.values ?? [];
    return values.length === 1 ? values[0] : undefined;
  };
  const contentType = single(CONTENT_TYPE);
  const messageDigest = single(MESSAGE_DIGEST);
  const certificate = signingCertificateOf(single(SIGNING_CERTIFICATE_V2));
  const older = child(child(child(single(SIGNING_CERTIFICATE), 0), 0), 0);
  return {
    der,
    signingTime: types.includes(SIGNING_TIME),
    policyMalformed: types.includes(POLICY) && !isPolicy(single(POLICY)),
    namesCertificate: types.includes(SIGNING_CERTIFICATE) || types.includes(SIGNING_CERTIFICATE_V2),
    ...(contentType instanceof asn1js.ObjectIdentifier && { contentType: contentType.valueBlock.toString() }),
    ...(messageDigest instanceof asn1js.OctetString && {
      messageDigest: messageDigest.valueBlock.valueHexView,
    }),
    ...(certificate && { signingCertificate: certificate }),
    ...(older instanceof asn1js.OctetString && { olderCertificateDigest: older.valueBlock.valueHexView }),
  };
}

/** First ESSCertIDv2 of `SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 … }` (RFC 5035 clause 3). */
function signingCertificateOf(value: asn1js.AsnType | undefined): SignedAttributes['signingCertificate'] {
  const certId = child(child(value, 0), 0);
  const [first, second] = [child(certId, 0), child(certId, 1)];
  if (first instanceof asn1js.OctetString) {
    // hashAlgorithm is DEFAULT id-sha256, so DER leaves it out.
    return { hash: 'SHA-256', digest: first.valueBlock.valueHexView };
  }
  const oid = child(first, 0);
  if (!(oid instanceof asn1js.ObjectIdentifier) || !(second instanceof asn1js.OctetString)) return undefined;
  const hash = hashOf(oid.valueBlock.toString());
  return hash && { hash, digest: second.valueBlock.valueHexView };
}

const DIGEST_LENGTHS: Readonly<Record<string, number>> = {
  '1.3.14.3.2.26': 20,
  '2.16.840.1.101.3.4.2.4': 28,
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

/** `SignaturePolicyId ::= SEQUENCE { sigPolicyId, sigPolicyHash … }`, or NULL (ETSI EN 319 122-1 clause 5.2.9). */
function isPolicy(value: asn1js.AsnType | undefined): boolean {
  if (value instanceof asn1js.Null) return true;
  const [algorithm, digest] = [child(child(child(value, 1), 0), 0), child(child(value, 1), 1)];
  if (!(algorithm instanceof asn1js.ObjectIdentifier) || !(digest instanceof asn1js.OctetString))
    return false;
  const length = digest.valueBlock.valueHexView.length;
  // No digest, all zeros, says that none was taken.
  return length === (DIGEST_LENGTHS[algorithm.valueBlock.toString()] ?? length) || length === 0;
}

function child(value: asn1js.AsnType | undefined, index: number): asn1js.AsnType | undefined {
  return value instanceof asn1js.Sequence ? value.valueBlock.value[index] : undefined;
}
