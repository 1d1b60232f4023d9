import { CertificateRevocationList } from 'pkijs';
import { hexSerial, owned, sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { type StatusAnswer, statusIn } from './ocsp.ts';
import { signatureHolds } from './signature.ts';
import { schemeOf } from './x509-algorithm.ts';

/** A complete CRL brought in by hand (RFC 5280 clause 5). */
export interface RevocationList {
  readonly asn1: CertificateRevocationList;
  readonly issuerDer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Serial numbers, hexadecimal without leading zeros, with the moment of revocation. */
  readonly revoked: ReadonlyMap<string, Date>;
}

const DELTA_CRL = '2.5.29.27';
const KNOWN_CRITICAL = new Set(['2.5.29.20', '2.5.29.35']);

/** Undefined for bytes that are no CRL, for a delta CRL, and for one limited in a way not understood. */
export function readRevocationList(der: Uint8Array): RevocationList | undefined {
  try {
    const asn1 = CertificateRevocationList.fromBER(owned(der));
    const extensions = asn1.crlExtensions?.extensions ?? [];
    if (
      extensions.some(
        ({ extnID, critical }) => extnID === DELTA_CRL || (critical && !KNOWN_CRITICAL.has(extnID)),
      )
    ) {
      return undefined;
    }
    const revoked = new Map<string, Date>();
    for (const { userCertificate, revocationDate } of asn1.revokedCertificates ?? []) {
      revoked.set(hexSerial(userCertificate.valueBlock.valueHexView), revocationDate.value);
    }
    return {
      asn1,
      issuerDer: new Uint8Array(asn1.issuer.toSchema().toBER(false)),
      thisUpdate: asn1.thisUpdate.value,
      nextUpdate: asn1.nextUpdate?.value,
      revoked,
    };
  } catch {
    return undefined;
  }
}

const latin1 = new TextDecoder('latin1');

/** When a certificate's state is asked. */
export interface RevocationQuestion {
  /** The hour of the question. */
  readonly at: Date;
  /** When what the certificate signed existed already; what is told later of that hour is good for ever. */
  readonly existedAt: Date;
}

/** Only the issuer itself, or whom it has named, with a signature that holds and not outdated, can say "good". */
export async function revokedAt(
  certificate: Certificate,
  issuer: Certificate,
  { lists, answers }: Told,
  { at, existedAt }: RevocationQuestion,
): Promise<'good' | 'unknown' | { readonly revoked: Date }> {
  let answer: 'good' | 'unknown' = 'unknown';
  let earliest: Date | undefined;
  const hear = (said: 'good' | 'unknown' | { readonly revoked: Date }, { thisUpdate, nextUpdate }: Dated) => {
    // What is outdated still proves a revocation, but no longer that there is none.
    if (typeof said === 'object') {
      if (earliest === undefined || said.revoked < earliest) earliest = said.revoked;
      return;
    }
    // Nobody can tell of a certificate that was not there yet.
    if (thisUpdate < certificate.notBefore) return;
    const fresh = thisUpdate <= at && (nextUpdate === undefined || at <= nextUpdate);
    // Authorities may forget certificates that have expired (RFC 5280 clause 3.3).
    const later = existedAt < at && existedAt < thisUpdate && thisUpdate <= certificate.notAfter;
    if (said === 'good' && (fresh || later)) answer = 'good';
  };
  for (const list of lists) {
    if (!(await isListOf(list, issuer))) continue;
    const revoked = list.revoked.get(certificate.serialNumber);
    hear(revoked ? { revoked } : 'good', list);
  }
  for (const one of answers) {
    const said = await statusIn(one, certificate, issuer);
    // RFC 6960 clause 2.4: without nextUpdate newer news is always to be had.
    if (said) hear(said.status, { ...said, nextUpdate: said.nextUpdate ?? after(said.thisUpdate) });
  }
  return earliest ? { revoked: earliest } : answer;
}

type Dated = Pick<RevocationList, 'thisUpdate' | 'nextUpdate'>;

/** What issuers have told, read. */
export interface Told {
  readonly lists: readonly RevocationList[];
  readonly answers: readonly StatusAnswer[];
}

const DAY = 24 * 60 * 60 * 1000;

function after(thisUpdate: Date): Date {
  return new Date(thisUpdate.getTime() + DAY);
}

/** True for a list of this issuer with a signature that holds. */
export async function isListOf(list: RevocationList, issuer: Certificate): Promise<boolean> {
  return sameBytes(list.issuerDer, issuer.subjectDer) && (await isSignedBy(list, issuer));
}

/** By the key of the issuer: two authorities may have one name. */
const tested = new WeakMap<RevocationList, Map<string, Promise<boolean>>>();

function isSignedBy(list: RevocationList, issuer: Certificate): Promise<boolean> {
  if (issuer.keyUsage.length > 0 && !issuer.keyUsage.includes('cRLSign')) return Promise.resolve(false);
  const answers = tested.get(list) ?? new Map<string, Promise<boolean>>();
  tested.set(list, answers);
  const key = latin1.decode(issuer.publicKey.spki);
  const known = answers.get(key);
  if (known) return known;
  const scheme = schemeOf(list.asn1.signatureAlgorithm, issuer.publicKey);
  const holds = scheme
    ? signatureHolds({
        spki: issuer.publicKey.spki,
        scheme,
        signature: list.asn1.signatureValue.valueBlock.valueHexView,
        signed: list.asn1.tbsView,
      })
    : Promise.resolve(false);
  answers.set(key, holds);
  return holds;
}
