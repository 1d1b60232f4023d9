import { CertificateRevocationList } from 'pkijs';
import { hexSerial, owned, sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
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

/** Only a list of the issuer itself, with a signature that holds and not yet outdated, can say "good". */
export async function revokedAt(
  certificate: Certificate,
  issuer: Certificate,
  lists: readonly RevocationList[],
  at: Date,
): Promise<'good' | 'unknown' | { readonly revoked: Date }> {
  let answer: 'good' | 'unknown' = 'unknown';
  let earliest: Date | undefined;
  for (const list of lists) {
    if (!sameBytes(list.issuerDer, issuer.subjectDer) || !(await isSignedBy(list, issuer))) continue;
    // An outdated list still proves a revocation, but no longer that there is none.
    const revoked = list.revoked.get(certificate.serialNumber);
    if (revoked) {
      if (earliest === undefined || revoked < earliest) earliest = revoked;
      continue;
    }
    const fresh = list.thisUpdate <= at && (list.nextUpdate === undefined || at <= list.nextUpdate);
    if (fresh) answer = 'good';
  }
  return earliest ? { revoked: earliest } : answer;
}

const tested = new WeakMap<RevocationList, Promise<boolean>>();

function isSignedBy(list: RevocationList, issuer: Certificate): Promise<boolean> {
  if (issuer.keyUsage.length > 0 && !issuer.keyUsage.includes('cRLSign')) return Promise.resolve(false);
  const known = tested.get(list);
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
  tested.set(list, holds);
  return holds;
}
