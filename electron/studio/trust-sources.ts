import { statSync } from 'node:fs';
import type { VerifyOrder } from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { decodeBase64 } from '../../shared/sealing/base64.ts';
import { sameBytes } from '../../shared/sealing/bytes.ts';
import { issuerOf } from '../../shared/trust/issuers/find.ts';
import type { IssuerRegister } from '../../shared/trust/issuers/issuer.ts';
import { prepareTrust, type Trust } from '../../shared/verifying/trust.ts';
import type { FurtherVerdict, TrustAnchors, Verdict } from '../../shared/verifying/verdict.ts';
import { listsIndex } from '../trusted-lists/kept.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';
import { issuersFolder, readIssuers } from './issuers-file.ts';
import { believeAll } from './trusted-lists.ts';

type Anchors = Required<Pick<TrustAnchors, 'roots' | 'authorities' | 'crls'>>;

const LARGEST_REVOCATION_LIST = 64 * 1024 * 1024;

/** Whom an order believes, worked out. */
export interface TrustSources {
  readonly trust: Trust;
  /** DER of what was named with --trust: may be a sealer's own certificate, for paper. */
  readonly certificates: readonly Uint8Array[];
  /** DER of the roots that are trusted whoever is certified by them. */
  readonly roots: readonly Uint8Array[];
  readonly issuers: IssuerRegister;
  /** The same with the certificates of those issuers of the register that sealed; undefined when it has none of them. */
  withIssuersOf(verdict: Verdict): Trust | undefined;
}

/**
 * Looks at what is trusted anew for every file, but reads it only when a file was written or another was named, and works
 * out what it means only when it has changed.
 */
export function openTrustSources(engine: Engine) {
  let lastSeen: { readonly seen: string; readonly sources: TrustSources } | undefined;
  let last:
    | {
        readonly digest: string;
        readonly authorities: Anchors['authorities'];
        readonly sources: TrustSources;
      }
    | undefined;

  return async (order: Omit<VerifyOrder, 'file'>, data: string, at: Date): Promise<Outcome<TrustSources>> => {
    const seen = seenOf(order, data, at);
    if (lastSeen?.seen === seen) return done(lastSeen.sources);
    const roots = await readAll(order.trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
    if (!roots.ok) return roots;
    const crls = await readAll(order.crls ?? [], 'X509 CRL', LARGEST_REVOCATION_LIST);
    if (!crls.ok) return crls;
    const lists = await believeAll(order, data, at, engine);
    if (!lists.ok) return lists;
    const issuers = await readIssuers(data);
    if (!issuers.ok) return issuers;
    const { authorities } = lists.value;
    const digests = [roots.value, crls.value].map((all) => engine.hash('SHA-256', ...all).join());
    const { version, previous = '', madeAt } = issuers.value;
    const digest = [version, previous, madeAt, ...digests].join(' ');
    if (last?.digest !== digest || last.authorities !== authorities) {
      const anchors = { roots: roots.value, authorities, crls: crls.value };
      last = { digest, authorities, sources: sourcesOf(anchors, issuers.value) };
    }
    lastSeen = { seen, sources: last.sources };
    return done(last.sources);
  };
}

/** Of all that is read for an order: which files, and how they stand on the disk; a list of today may be stale tomorrow. */
function seenOf({ trust, crls, lists, listKeys }: Omit<VerifyOrder, 'file'>, data: string, at: Date): string {
  const named = [trust, crls ?? [], lists ?? [], listKeys ?? []];
  const kept = [listsIndex(data), issuersFolder(data)];
  return JSON.stringify([at.toISOString().slice(0, 10), named, [...named.flat(), ...kept].map(markOf)]);
}

/** Changes whenever a file is written, or a folder gets or loses one; how they are written here makes another inode too. */
function markOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    // Whoever reads it says what is wrong with it.
    return '';
  }
}

function sourcesOf(anchors: Anchors, issuers: IssuerRegister): TrustSources {
  const wider = new Map<string, Trust>();
  return {
    trust: prepareTrust(anchors),
    certificates: anchors.roots,
    roots: [...anchors.roots, ...anchors.authorities.map(({ certificate }) => certificate)],
    issuers,
    withIssuersOf({ sealedBy, further = [] }) {
      const signers = [...(sealedBy ? [sealedBy] : []), ...further.map((seal) => seal.sealedBy)];
      const found = signers.flatMap((signer) => issuerOf(issuers, signer, [])?.issuer ?? []);
      const listed = found.flatMap((issuer) => issuer.certificates);
      if (listed.length === 0) return undefined;
      const name = found.map(({ id }) => id).join('\n');
      const known = wider.get(name);
      if (known) return known;
      const own = listed.flatMap((text) => decodeBase64(text, 'base64') ?? []);
      const trust = prepareTrust({ ...anchors, roots: [...anchors.roots, ...own] });
      wider.set(name, trust);
      return trust;
    },
  };
}

/** True when every seal rests on a root that is trusted for all, or on what the register lists for this very issuer. */
export function isVouched(verdict: Verdict, { roots, issuers }: TrustSources): boolean {
  const vouched = ({ sealedBy, path }: Partial<Pick<FurtherVerdict, 'sealedBy' | 'path'>>): boolean => {
    const anchor = path?.at(-1);
    if (!sealedBy || !path || !anchor) return false;
    return (
      roots.some((root) => sameBytes(root, anchor.der)) || issuerOf(issuers, sealedBy, path)?.vouched === true
    );
  };
  return [verdict, ...(verdict.further ?? [])].every(vouched);
}

/** Problems: those of the files. */
export async function readTrust(trust: readonly string[], crls: readonly string[]): Promise<Outcome<Trust>> {
  const roots = await readAll(trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!roots.ok) return roots;
  const lists = await readAll(crls, 'X509 CRL', LARGEST_REVOCATION_LIST);
  if (!lists.ok) return lists;
  return done(prepareTrust({ roots: roots.value, crls: lists.value }));
}
