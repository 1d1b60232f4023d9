import { sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { isIssuedBy } from './issued.ts';
import { readStatusAnswer } from './ocsp.ts';
import { constraintsHold } from './path-constraints.ts';
import { readRevocationList, revokedAt, type Told } from './revocation.ts';
import type { ProvenTimestamp } from './timestamp-info.ts';
import type { ValidationData } from './validation-data.ts';
import type { GrantedAuthority, SubIndication, TrustAnchors, VerdictReason } from './verdict.ts';

/** What a verifier believes, read once and asked for every file. */
export interface Trust {
  /** The same trust, helped by what a sealed file brings along; nobody is trusted for being named there. */
  including(data: ValidationData): Trust;
  /**
   * @param existedAt when what `leaf` signed is proven to have existed; `at` when nothing proves it. `leaf` is judged at
   *   that time, those above it at `at` (EN 319 102-1 clause 5.5.4).
   */
  judge(leaf: Certificate, others: readonly Uint8Array[], at: Date, existedAt?: Date): Promise<PathJudgement>;
  /**
   * The same of a time-stamp's authority, judged at `at`. Authorities of trusted lists count when their time-stamps were
   * qualified at the time stated (ETSI TS 119 615 clause 4.5), and those for e-seals do not count.
   */
  judgeTimestamp(
    stamp: Pick<ProvenTimestamp, 'authority' | 'others' | 'at'>,
    at: Date,
  ): Promise<PathJudgement>;
}

export type PathJudgement =
  | {
      readonly ok: true;
      /** From the e-seal certificate to the trusted root. */
      readonly chain: readonly Certificate[];
      /** `revoked`: after what it signed was proven to exist. */
      readonly revocation: 'unknown' | 'good' | 'revoked';
    }
  | {
      readonly ok: false;
      readonly subIndication: SubIndication;
      readonly reason: VerdictReason;
      readonly revocation: 'unknown' | 'revoked';
    };

/** Longer paths do not occur in European practice; the bound keeps hostile bags of certificates cheap. */
const LONGEST_PATH = 8;
const MOST_CERTIFICATES = 64;

const latin1 = new TextDecoder('latin1');

export function prepareTrust(anchors: TrustAnchors): Trust {
  const authorities = anchors.authorities ?? [];
  return trustIn(
    [...readAll(anchors.roots), ...readAll(authorities.map(({ certificate }) => certificate))],
    authorities.filter(({ certificate }) => !anchors.roots.some((root) => sameBytes(root, certificate))),
    readAll(anchors.intermediates ?? []),
    readTold(anchors.crls ?? [], anchors.ocsps ?? []),
  );
}

function readTold(crls: readonly Uint8Array[], ocsps: readonly Uint8Array[]): Told {
  return {
    lists: crls.flatMap((der) => readRevocationList(der) ?? []),
    answers: ocsps.flatMap((der) => readStatusAnswer(der) ?? []),
  };
}

function trustIn(
  roots: readonly Certificate[],
  authorities: readonly GrantedAuthority[],
  helpers: readonly Certificate[],
  told: Told,
): Trust {
  // The signatures along a path hold or not whatever the hour is; only dates are asked anew.
  const built = new Map<string, Promise<readonly Certificate[] | undefined>>();
  const trust: Trust = {
    including({ certificates, crls, ocsps }) {
      // Most files bring nothing, and what was built for the one before serves them too.
      if (certificates.length + crls.length + ocsps.length === 0) return trust;
      const more = readTold(crls.slice(0, MOST_CERTIFICATES), ocsps.slice(0, MOST_CERTIFICATES));
      return trustIn(roots, authorities, [...readAll(certificates.slice(0, MOST_CERTIFICATES)), ...helpers], {
        lists: [...told.lists, ...more.lists],
        answers: [...told.answers, ...more.answers],
      });
    },

    judge: (leaf, others, at, existedAt = at) =>
      judgePath(leaf, others, { at, existedAt, purpose: 'seals', grantedAt: existedAt }),
    judgeTimestamp: ({ authority, others, at: stampedAt }, at) =>
      judgePath(authority, others, { at, existedAt: at, purpose: 'timestamps', grantedAt: stampedAt }),
  };
  return trust;

  async function judgePath(
    leaf: Certificate,
    others: readonly Uint8Array[],
    { at, existedAt, purpose, grantedAt }: Hours,
  ): Promise<PathJudgement> {
    // All that stands in the file is part of the name, or an altered certificate would ride on a good one's path.
    const name = [leaf.der, ...others].map((der) => latin1.decode(der)).join('|');
    let path = built.get(name);
    if (!path) {
      const between = [...readAll(others.slice(0, MOST_CERTIFICATES)), ...helpers];
      path = buildPath([leaf], between, roots);
      if ((await path) !== undefined) built.set(name, path);
    }
    const chain = await path;
    if (!chain) return refusal('NO_CERTIFICATE_CHAIN_FOUND', 'chain-unknown');
    return (
      judgeGrant(chain, authorities, purpose, grantedAt) ??
      judgeDates(chain, at, existedAt) ??
      (await judgeRevocation(chain, told, at, existedAt))
    );
  }
}

/** What a path is judged for, and when. */
interface Hours {
  readonly at: Date;
  readonly existedAt: Date;
  readonly purpose: GrantedAuthority['purpose'];
  /** When the service of a trusted list had to be granted. */
  readonly grantedAt: Date;
}

function readAll(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap((der) => {
    const read = readCertificate(der);
    return read.ok ? [read.value] : [];
  });
}

function refusal(
  subIndication: SubIndication,
  reason: VerdictReason,
  revocation: 'unknown' | 'revoked' = 'unknown',
): PathJudgement {
  return { ok: false, subIndication, reason, revocation };
}

/** Depth first from the leaf towards a root: RFC 5280 clause 6.1, with every signature tested. */
async function buildPath(
  path: readonly [Certificate, ...Certificate[]],
  between: readonly Certificate[],
  roots: readonly Certificate[],
): Promise<readonly Certificate[] | undefined> {
  const last = path[path.length - 1] ?? path[0];
  const self = roots.find((root) => sameBytes(root.der, last.der));
  if (self) return constraintsHold(path) ? path : undefined;
  if (path.length >= LONGEST_PATH || last.unknownCritical.length > 0) return undefined;
  for (const [candidates, trusted] of [
    [roots, true],
    [between, false],
  ] as const) {
    for (const issuer of candidates) {
      if (path.some((known) => sameBytes(known.der, issuer.der))) continue;
      if (!sameBytes(issuer.subjectDer, last.issuerDer) || !mayIssue(issuer, authoritiesIn(path))) continue;
      if (!(await isIssuedBy(last, issuer))) continue;
      if (trusted && !constraintsHold([...path, issuer])) continue;
      if (trusted) return [...path, issuer];
      const rest = await buildPath([...path, issuer], between, roots);
      if (rest) return rest;
    }
  }
  return undefined;
}

/** Clause 4.2.1.9: "the maximum number of non-self-issued intermediate certificates". */
function authoritiesIn([, ...above]: readonly Certificate[]): number {
  return above.filter(({ subjectDer, issuerDer }) => !sameBytes(subjectDer, issuerDer)).length;
}

/** RFC 5280 clause 6.1.4 (k), (l), (n): an issuer is an authority, allowed to sign certificates, at this depth. */
function mayIssue(issuer: Certificate, authoritiesBelow: number): boolean {
  if (!issuer.ca) return false;
  if (issuer.pathLength !== undefined && issuer.pathLength < authoritiesBelow) return false;
  return issuer.keyUsage.length === 0 || issuer.keyUsage.includes('keyCertSign');
}

/**
 * The status of a trusted list's service is asked for when the seal is proven to have existed (ETSI TS 119 615); what
 * came later, withdrawal or grant, changes nothing. One authority may have several services.
 */
function judgeGrant(
  chain: readonly Certificate[],
  authorities: readonly GrantedAuthority[],
  purpose: GrantedAuthority['purpose'],
  grantedAt: Date,
): PathJudgement | undefined {
  const anchor = chain.at(-1);
  const services = authorities.filter(({ certificate }) => anchor && sameBytes(certificate, anchor.der));
  return services.length === 0 ||
    services.some((service) => service.purpose === purpose && service.granted(grantedAt))
    ? undefined
    : refusal('NO_CERTIFICATE_CHAIN_FOUND', 'authority-not-granted');
}

/** Without proof of existence the validation time decides (EN 319 102-1 clause 5.2.6.4). */
function judgeDates(chain: readonly Certificate[], at: Date, existedAt: Date): PathJudgement | undefined {
  for (const [depth, certificate] of chain.entries()) {
    const time = depth === 0 ? existedAt : at;
    if (time < certificate.notBefore) return refusal('NOT_YET_VALID', 'certificate-not-yet-valid');
    if (time > certificate.notAfter) {
      return depth === 0
        ? refusal('OUT_OF_BOUNDS_NO_POE', 'certificate-expired')
        : refusal('NO_CERTIFICATE_CHAIN_FOUND', 'certificate-expired');
    }
  }
  return undefined;
}

async function judgeRevocation(
  chain: readonly Certificate[],
  told: Told,
  at: Date,
  existedAt: Date,
): Promise<PathJudgement> {
  // Of a certificate that is trusted by itself nobody can tell.
  let unknown = chain.length === 1;
  let later = false;
  for (const [depth, certificate] of chain.entries()) {
    const issuer = chain[depth + 1];
    if (!issuer) break;
    const state = await revokedAt(certificate, issuer, told, {
      at,
      existedAt: depth === 0 ? existedAt : at,
    });
    if (depth === 0 && typeof state === 'object' && existedAt < at && existedAt < state.revoked) {
      later = true;
    } else if (typeof state === 'object') {
      const sub = depth === 0 ? 'REVOKED_NO_POE' : 'REVOKED';
      return refusal(sub, 'certificate-revoked', 'revoked');
    }
    unknown ||= state === 'unknown';
  }
  return { ok: true, chain, revocation: later ? 'revoked' : unknown ? 'unknown' : 'good' };
}
