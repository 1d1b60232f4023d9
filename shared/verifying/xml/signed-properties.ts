import type { Engine } from '../../engine.ts';
import { sameBytes } from '../../sealing/bytes.ts';
import { DSIG, XADES } from '../../sealing/xades.ts';
import { type DigestName, digestOf } from '../digest.ts';
import { excerpt, Refusal } from '../integrity.ts';
import { digestNamed } from './algorithm.ts';
import { readBase64, refusedAlgorithm, suspicious, type XmlSignature } from './signature.ts';
import { attributeOf, childrenNamed, type ElementNode, textOf } from './tree.ts';

/** XAdES QualifyingProperties (ETSI EN 319 132-1 clause 4.3) as far as a verdict at level B needs them. */
export interface QualifyingProperties {
  readonly signedProperties: ElementNode;
  readonly signingTime: Date | undefined;
  /** First Cert of SigningCertificateV2, or of the older SigningCertificate: the signer's. */
  readonly certificate: CertificateReference;
  readonly formats: readonly DataObjectFormat[];
  readonly policyNamed: boolean;
  /** EN 319 132-1 clause 4.3.4. */
  readonly unsigned: ElementNode | undefined;
}

export interface DataObjectFormat {
  /** Id of a Reference or Object of the signature. */
  readonly about: string;
  readonly mimeType: boolean;
}

export interface CertificateReference {
  readonly hash: DigestName;
  readonly matches: (der: Uint8Array) => boolean;
  /** Decimal, from IssuerSerial of the older form. */
  readonly serialNumber: string | undefined;
}

/**
 * The QualifyingProperties of `signature` itself.
 * @throws Refusal SIG_CONSTRAINTS_FAILURE when there are none or they do not name the signer's certificate.
 */
export function readQualifyingProperties(signature: XmlSignature, engine: Engine): QualifyingProperties {
  const [qualifying, second] = signature.objects.flatMap((object) =>
    childrenNamed(object, XADES, 'QualifyingProperties'),
  );
  if (!qualifying) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'certificate-reference-differs');
  // Clause 4.3: Target is the Id of the signature that is qualified.
  const target = attributeOf(qualifying, 'Target');
  if (second || signature.id === undefined || target !== `#${signature.id}`) throw suspicious();
  const signedProperties = only(qualifying, 'SignedProperties');
  if (!signedProperties) throw suspicious();
  const ofSignature = only(signedProperties, 'SignedSignatureProperties');
  const ofData = only(signedProperties, 'SignedDataObjectProperties');
  const time = ofSignature && only(ofSignature, 'SigningTime');
  const policy = ofSignature && only(ofSignature, 'SignaturePolicyIdentifier');
  return {
    signedProperties,
    signingTime: time && readDateTime(textOf(time) ?? ''),
    certificate: readCertificateReference(ofSignature, engine),
    formats: ofData ? readFormats(ofData) : [],
    policyNamed: policy !== undefined,
    unsigned: only(qualifying, 'UnsignedProperties'),
  };
}

function readFormats(ofData: ElementNode): DataObjectFormat[] {
  return childrenNamed(ofData, XADES, 'DataObjectFormat').map((format) => {
    const about = attributeOf(format, 'ObjectReference');
    if (!about?.startsWith('#')) throw suspicious({ reference: excerpt(about ?? '') });
    return { about: about.slice(1), mimeType: only(format, 'MimeType') !== undefined };
  });
}

function only(parent: ElementNode, local: string): ElementNode | undefined {
  const [first, second] = childrenNamed(parent, XADES, local);
  if (second) throw suspicious({ element: local });
  return first;
}

function readCertificateReference(properties: ElementNode | undefined, engine: Engine): CertificateReference {
  const list =
    properties && (only(properties, 'SigningCertificateV2') ?? only(properties, 'SigningCertificate'));
  const cert = list && childrenNamed(list, XADES, 'Cert')[0];
  const certDigest = cert && only(cert, 'CertDigest');
  if (!certDigest) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'certificate-reference-differs');
  const [method] = childrenNamed(certDigest, DSIG, 'DigestMethod');
  const [value] = childrenNamed(certDigest, DSIG, 'DigestValue');
  const algorithm = method && attributeOf(method, 'Algorithm');
  if (algorithm === undefined || !value) throw suspicious();
  const hash = digestNamed(algorithm);
  if (!hash) throw refusedAlgorithm(algorithm);
  const digest = readBase64(value);
  const issuerSerial = only(cert, 'IssuerSerial');
  const [serial] = issuerSerial ? childrenNamed(issuerSerial, DSIG, 'X509SerialNumber') : [];
  return {
    hash,
    matches: (der) => sameBytes(digestOf(engine, hash, der), digest),
    serialNumber: serial && textOf(serial)?.trim(),
  };
}

/** xsd:dateTime with a zone; without one it names no moment (clause 5.2.1 asks for UTC). */
function readDateTime(text: string): Date | undefined {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text.trim());
  const date = match ? new Date(match[0]) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
