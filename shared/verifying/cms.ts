import type { Engine } from '../engine.ts';
import { hexSerial, sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { NotDer } from '../sealing/der-reader.ts';
import { SIGNATURE_TIMESTAMP } from '../sealing/timestamp.ts';
import { berChildren } from './ber-reader.ts';
import { type DigestName, digestOf as digest } from './digest.ts';
import { Refusal } from './integrity.ts';
import { signatureHolds } from './signature.ts';
import { signedAttributes } from './signed-attributes.ts';
import { readSignedData, type SignedData, type SignerInfo } from './signed-data.ts';
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

const DATA = '1.2.840.113549.1.7.1';
const SHA1 = '1.3.14.3.2.26';

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
