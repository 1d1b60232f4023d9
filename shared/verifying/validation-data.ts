import { sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { isIssuedBy } from './issued.ts';
import { readStatusAnswer, type StatusAnswer, statusIn } from './ocsp.ts';
import { isListOf, type RevocationList, readRevocationList } from './revocation.ts';

/** What lets a seal be judged when nobody can be asked any more (ETSI EN 319 102-1 clause 5.5); all DER, none believed. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** OCSPResponse (RFC 6960). */
  readonly ocsps: readonly Uint8Array[];
}

export const NO_VALIDATION_DATA: ValidationData = { certificates: [], crls: [], ocsps: [] };

/** More than any seal with its time-stamps brings; each costs a signature test. */
const MOST = 64;

/** All of it, each once. */
export function joinValidationData(...parts: readonly ValidationData[]): ValidationData {
  const once = (values: readonly Uint8Array[]): readonly Uint8Array[] =>
    values
      .filter((one, index) => !values.slice(0, index).some((other) => sameBytes(one, other)))
      .slice(0, MOST);
  return {
    certificates: once(parts.flatMap(({ certificates }) => certificates)),
    crls: once(parts.flatMap(({ crls }) => crls)),
    ocsps: once(parts.flatMap(({ ocsps }) => ocsps)),
  };
}

/** What is not yet in `known`. */
export function newValidationData(data: ValidationData, known: ValidationData): ValidationData {
  const added = (values: readonly Uint8Array[], there: readonly Uint8Array[]): readonly Uint8Array[] =>
    values.filter((one) => !there.some((other) => sameBytes(one, other)));
  return {
    certificates: added(data.certificates, known.certificates),
    crls: added(data.crls, known.crls),
    ocsps: added(data.ocsps, known.ocsps),
  };
}

/** A certificate whose way up has to be told, with what lies beside it. */
export interface Leaf {
  readonly certificate: Certificate;
  readonly others: readonly Uint8Array[];
}

const LONGEST_PATH = 8;

/**
 * Level LT asks for it (EN 319 142-1, EN 319 132-1, TS 119 182-1, each clause 6.3): for every leaf the certificates above
 * it, and of each one below a root what its issuer says of its revocation. Whether that was good news and fresh is for
 * the judgement. A path that ends without a root ends in what its reader is to trust.
 */
export async function tellsAll(leaves: readonly Leaf[], data: ValidationData): Promise<boolean> {
  const lists = data.crls.slice(0, MOST).flatMap((der) => readRevocationList(der) ?? []);
  const answers = data.ocsps.slice(0, MOST).flatMap((der) => readStatusAnswer(der) ?? []);
  if (lists.length + answers.length === 0) return false;
  for (const leaf of leaves) {
    const above = [...leaf.others, ...data.certificates].slice(0, 2 * MOST).flatMap((der) => {
      const read = readCertificate(der);
      return read.ok ? [read.value] : [];
    });
    if (!(await tells(leaf.certificate, above, lists, answers))) return false;
  }
  return true;
}

async function tells(
  leaf: Certificate,
  above: readonly Certificate[],
  lists: readonly RevocationList[],
  answers: readonly StatusAnswer[],
): Promise<boolean> {
  let certificate = leaf;
  for (let depth = 0; depth < LONGEST_PATH; depth++) {
    if (sameBytes(certificate.issuerDer, certificate.subjectDer)) return depth > 0;
    const issuer = await issuerOf(certificate, above);
    if (!issuer) return depth > 0;
    if (!certificate.neverRevoked && !(await isToldOf(certificate, issuer, lists, answers))) return false;
    certificate = issuer;
  }
  return false;
}

async function issuerOf(
  certificate: Certificate,
  above: readonly Certificate[],
): Promise<Certificate | undefined> {
  for (const issuer of above) {
    if (sameBytes(issuer.subjectDer, certificate.issuerDer) && (await isIssuedBy(certificate, issuer)))
      return issuer;
  }
  return undefined;
}

async function isToldOf(
  certificate: Certificate,
  issuer: Certificate,
  lists: readonly RevocationList[],
  answers: readonly StatusAnswer[],
): Promise<boolean> {
  for (const list of lists) if (await isListOf(list, issuer)) return true;
  for (const answer of answers) if (await statusIn(answer, certificate, issuer)) return true;
  return false;
}
