import { type DerValue, derChildren, derOidText, expectTag, NotDer, readDer } from './der-reader.ts';
import { type QcStatements, readQcStatements } from './qc-statements.ts';

/** What a certificate's extensions tell. */
export interface CertificateExtensions {
  readonly ca: boolean;
  readonly pathLength?: number;
  readonly subjectKeyId?: Uint8Array;
  /** Names of RFC 5280 4.2.1.3: digitalSignature, nonRepudiation (contentCommitment), keyCertSign… */
  readonly keyUsage: readonly string[];
  readonly extendedKeyUsage: readonly string[];
  readonly policies: readonly string[];
  readonly qcStatements: QcStatements;
  /** OIDs of critical extensions the reader does not understand. */
  readonly unknownCritical: readonly string[];
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly caIssuersUrls: readonly string[];
  /** Nobody will ever tell of a revocation: noRevAvail (RFC 9608), or the short term of ETSI EN 319 412-1 clause 5.2. */
  readonly neverRevoked: boolean;
}

const SUBJECT_KEY_ID = '2.5.29.14';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const CERTIFICATE_POLICIES = '2.5.29.32';
const CRL_DISTRIBUTION_POINTS = '2.5.29.31';
const AUTHORITY_INFORMATION = '1.3.6.1.5.5.7.1.1';
const QC_STATEMENTS = '1.3.6.1.5.5.7.1.3';
const NO_REV_AVAIL = '2.5.29.56';
const VALIDITY_ASSURED_SHORT_TERM = '0.4.0.194121.2.1';
/** Names and key identifiers: nothing in them may be missed by not looking. */
const HARMLESS = new Set([SUBJECT_KEY_ID, '2.5.29.17', '2.5.29.18', '2.5.29.35']);
/** Constraints on names and policies and policy mappings, which whoever builds a path keeps (RFC 5280 clause 6.1). */
const KEPT_ALONG_THE_PATH = new Set(['2.5.29.30', '2.5.29.33', '2.5.29.36', '2.5.29.54']);

const OCSP = '1.3.6.1.5.5.7.48.1';
const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';

/** Bit 0 first (RFC 5280 clause 4.2.1.3). */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/**
 * Reads `Extensions ::= SEQUENCE OF Extension` (RFC 5280 clause 4.2); all empty for a certificate without.
 * @throws NotDer for malformed ones and for an extension that stands twice (clause 4.2: "MUST NOT include more than one
 * instance").
 */
export function readExtensions(extensions: DerValue | undefined): CertificateExtensions {
  const values = new Map<string, DerValue>();
  const unknownCritical: string[] = [];
  for (const extension of extensions ? derChildren(extensions) : []) {
    const [id, ...rest] = derChildren(extension);
    const oid = derOidText(id);
    if (values.has(oid)) throw new NotDer(`extension ${oid} stands twice`);
    const critical = rest.length === 2 && (expectTag(rest[0], 0x01).contents[0] ?? 0) !== 0;
    values.set(oid, readDer(expectTag(rest[rest.length - 1], 0x04).contents));
    const known = READ.has(oid) || HARMLESS.has(oid) || KEPT_ALONG_THE_PATH.has(oid);
    if (critical && !known) unknownCritical.push(oid);
  }
  const list = (oid: string) => {
    const value = values.get(oid);
    return value ? derChildren(value) : [];
  };
  const services = list(AUTHORITY_INFORMATION).map((description) => {
    const [method, location] = derChildren(description);
    return { method: derOidText(method), uris: urisOf(location ? [location] : []) };
  });
  const subjectKeyId = values.get(SUBJECT_KEY_ID);
  return {
    ...readBasicConstraints(list(BASIC_CONSTRAINTS)),
    ...(subjectKeyId && { subjectKeyId: expectTag(subjectKeyId, 0x04).contents }),
    keyUsage: readKeyUsage(values.get(KEY_USAGE)),
    extendedKeyUsage: list(EXTENDED_KEY_USAGE).map(derOidText),
    policies: list(CERTIFICATE_POLICIES).map((policy) => derOidText(derChildren(policy)[0])),
    qcStatements: readQcStatements(list(QC_STATEMENTS)),
    unknownCritical,
    crlUrls: list(CRL_DISTRIBUTION_POINTS).flatMap(urisOfPoint),
    ocspUrls: services.flatMap(({ method, uris }) => (method === OCSP ? uris : [])),
    caIssuersUrls: services.flatMap(({ method, uris }) => (method === CA_ISSUERS ? uris : [])),
    neverRevoked: values.has(NO_REV_AVAIL) || values.has(VALIDITY_ASSURED_SHORT_TERM),
  };
}

const READ = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  QC_STATEMENTS,
]);

/** `SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }`. */
function readBasicConstraints(fields: readonly DerValue[]): Pick<CertificateExtensions, 'ca' | 'pathLength'> {
  const [ca, pathLength] = fields[0]?.tag === 0x01 ? fields : [undefined, ...fields];
  const length = pathLength && expectTag(pathLength, 0x02).contents;
  return {
    ca: ca !== undefined && (ca.contents[0] ?? 0) !== 0,
    // Two octets say more than any path is long.
    ...(length && {
      pathLength: length.length > 2 ? 0 : length.reduce((sum, octet) => sum * 256 + octet, 0),
    }),
  };
}

function readKeyUsage(value: DerValue | undefined): string[] {
  const [, ...octets] = value ? expectTag(value, 0x03).contents : [];
  return KEY_USAGES.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

/** `DistributionPoint ::= SEQUENCE { distributionPoint [0] { fullName [0] GeneralNames … } OPTIONAL, … }`. */
function urisOfPoint(point: DerValue): string[] {
  return derChildren(point)
    .filter(({ tag }) => tag === 0xa0)
    .flatMap((name) => derChildren(name, 0xa0))
    .filter(({ tag }) => tag === 0xa0)
    .flatMap((full) => urisOf(derChildren(full, 0xa0)));
}

/** uniformResourceIdentifier [6] IA5String of GeneralNames. */
function urisOf(names: readonly DerValue[]): string[] {
  return names.flatMap(({ tag, contents }) => (tag === 0x86 ? [ascii.decode(contents)] : []));
}

const ascii = new TextDecoder();
