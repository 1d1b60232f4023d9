import type { Engine, HashAlgorithm } from '../engine.ts';
import { hexSerial, sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { derDate, derOidText, NotDer } from '../sealing/der-reader.ts';
import { SIGNATURE_TIMESTAMP } from '../sealing/timestamp.ts';
import { berLength } from './ber.ts';
import { type BerValue, berChildren, berOctets, readBer } from './ber-reader.ts';
import { type DigestName, digestOf as digest } from './digest.ts';
import { Refusal } from './integrity.ts';
import { signatureHolds } from './signature.ts';
import { hashOf, schemeOfDer } from './x509-algorithm.ts';

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
  /** That time, where it can be read. */
  readonly claimedAt: Date | undefined;
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
  const content = signedData?.content;
  if (!signedData || !content) throw new Refusal('FORMAT_FAILURE', 'format');
  const digestOf = (hash: DigestName) => digest(engine, hash, content);
  const proven = await checkSigner(signedData, { contentType, digestOf, content }, engine);
  return { ...proven, content };
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
  try {
    return await testSigner(signedData, wanted, engine);
  } catch (cause) {
    if (cause instanceof NotDer) throw new Refusal('FORMAT_FAILURE', 'format');
    throw cause;
  }
}

async function testSigner(signedData: SignedData, wanted: Wanted, engine: Engine): Promise<ProvenCms> {
  const [signerInfo, second] = signedData.signerInfos;
  if (!signerInfo) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  if (second) throw new Refusal('FORMAT_FAILURE', 'several-signers');
  if (!isCoherent(signedData, signerInfo)) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  const { content, contentType: eContentType } = signedData;
  if ((content !== undefined) !== (wanted.content !== undefined) || eContentType !== wanted.contentType) {
    throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  }

  const certificates = certificatesOf(signedData);
  const signer = certificates.find((certificate) => isSigner(certificate, signerInfo));
  if (!signer) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'certificate-missing');

  const { digestAlgorithm } = signerInfo;
  const hash = hashOf(digestAlgorithm);
  if (!hash && digestAlgorithm !== SHA1) throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused');
  // Without signed attributes the signature is over the content itself, and one form could be taken for the other.
  if (!signerInfo.signedAttributes) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'structure-suspicious');
  const attributes = signedAttributes(signerInfo.signedAttributes);
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

  const scheme = schemeOfDer(signerInfo.signatureAlgorithm, signer.publicKey, hash);
  if (!scheme) throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused');
  const { signature, unsignedAttributes } = signerInfo;
  const signed = attributes.der;
  const holds = await signatureHolds({ spki: signer.publicKey.spki, scheme, signature, signed });
  if (!holds) throw new Refusal('SIG_CRYPTO_FAILURE', 'signature-wrong');
  return {
    signer,
    others: certificates.filter((other) => other !== signer).map((other) => other.der),
    signature,
    // As they stand in the file: encoded anew, a token's own signature could be mended or broken.
    timestamps: unsignedAttributes
      .filter(({ type }) => type === SIGNATURE_TIMESTAMP)
      .flatMap(({ values }) => values.map(({ whole }) => whole)),
    named,
    signingTime: attributes.signingTime,
    claimedAt: attributes.claimedAt,
    unsignedAttributes: unsignedAttributes.some(({ type }) => type !== SIGNATURE_TIMESTAMP),
  };
}

interface SignedData {
  readonly version: number;
  readonly digestAlgorithms: readonly string[];
  readonly contentType: string;
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly BerValue[];
  readonly signerInfos: readonly SignerInfo[];
}

interface SignerInfo {
  readonly version: number;
  readonly sid: BerValue;
  readonly digestAlgorithm: string;
  readonly signedAttributes: BerValue | undefined;
  /** AlgorithmIdentifier, DER. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
}

interface Attribute {
  readonly type: string;
  readonly values: readonly BerValue[];
}

/** @param padded a ContentInfo, then at most the zeros that fill its place: other bytes could hold a second one. */
function readSignedData(padded: Uint8Array): SignedData | undefined {
  const length = berLength(padded);
  if (length === undefined || padded.subarray(length).some((byte) => byte !== 0)) return undefined;
  try {
    const [type, wrapped] = berChildren(readBer(padded.subarray(0, length)));
    if (derOidText(type) !== SIGNED_DATA) return undefined;
    const [inner] = berChildren(wrapped, 0xa0);
    return signedDataIn(berChildren(inner));
  } catch (cause) {
    if (cause instanceof NotDer) return undefined;
    throw cause;
  }
}

/** `SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0], crls [1], signerInfos }` (RFC 5652 5.1). */
function signedDataIn(fields: readonly BerValue[]): SignedData {
  const [version, algorithms, encapsulated, ...rest] = fields;
  const [contentType, wrapped] = berChildren(encapsulated);
  const certificates = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  if (rest[0]?.tag === 0xa1) rest.shift();
  const [signers, ...more] = rest;
  if (more.length > 0) throw new NotDer('more than a SignedData');
  return {
    version: smallVersion(version),
    digestAlgorithms: berChildren(algorithms, 0x31).map((one) => derOidText(berChildren(one)[0])),
    contentType: derOidText(contentType),
    content: wrapped && berOctets(berChildren(wrapped, 0xa0)[0]),
    certificates: certificates ? berChildren(certificates, 0xa0) : [],
    signerInfos: berChildren(signers, 0x31).map(readSignerInfo),
  };
}

/** `SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0], signatureAlgorithm, signature, unsignedAttrs [1] }` (5.3). */
function readSignerInfo(signerInfo: BerValue): SignerInfo {
  const [version, sid, digestAlgorithm, ...rest] = berChildren(signerInfo);
  const signedAttributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [algorithm, signature, unsigned, ...more] = rest;
  if (!sid || !algorithm || more.length > 0) throw new NotDer('no SignerInfo');
  return {
    version: smallVersion(version),
    sid,
    digestAlgorithm: derOidText(berChildren(digestAlgorithm)[0]),
    signedAttributes,
    signatureAlgorithm: algorithm.whole,
    signature: berOctets(signature),
    unsignedAttributes: unsigned ? attributesIn(unsigned, 0xa1) : [],
  };
}

function smallVersion(value: BerValue | undefined): number {
  if (value?.tag !== 0x02 || value.contents.length !== 1) throw new NotDer('no version');
  return value.contents[0] ?? 0;
}

function attributesIn(set: BerValue, tag: number): readonly Attribute[] {
  return berChildren(set, tag).map((attribute) => {
    const [type, values, ...more] = berChildren(attribute);
    if (more.length > 0) throw new NotDer('no attribute');
    return { type: derOidText(type), values: berChildren(values, 0x31) };
  });
}

/** RFC 5652 clause 5.1: the versions that X.509 certificates and plain data can lead to, and the digests announced. */
function isCoherent({ version, digestAlgorithms }: SignedData, signerInfo: SignerInfo): boolean {
  // Clause 5.3: 1 where issuer and serial number name the signer, 3 for a key identifier.
  if (signerInfo.version !== (signerInfo.sid.tag === 0x30 ? 1 : 3)) return false;
  return (version === 1 || version === 3) && digestAlgorithms.includes(signerInfo.digestAlgorithm);
}

/** Certificates alone; attribute certificates and the obsolete kinds are marked [0] to [3] (clause 10.2.2). */
function certificatesOf({ certificates }: SignedData): Certificate[] {
  return certificates.flatMap(({ tag, whole }) => {
    const read = tag === 0x30 ? readCertificate(whole) : undefined;
    return read?.ok ? [read.value] : [];
  });
}

/** SignerIdentifier is the issuer and serial number, or `[0] SubjectKeyIdentifier` (RFC 5652 clause 5.3). */
function isSigner(certificate: Certificate, { sid }: SignerInfo): boolean {
  if (sid.tag === 0x80) {
    return certificate.subjectKeyId !== undefined && sameBytes(sid.contents, certificate.subjectKeyId);
  }
  if (sid.tag !== 0x30) return false;
  const [issuer, serial] = berChildren(sid);
  return (
    issuer !== undefined &&
    serial?.tag === 0x02 &&
    certificate.serialNumber === hexSerial(serial.contents) &&
    sameBytes(issuer.whole, certificate.issuerDer)
  );
}

interface SignedAttributes {
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

function signedAttributes(set: BerValue): SignedAttributes | undefined {
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
