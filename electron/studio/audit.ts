import {
  AUDIT_CHAINS,
  type AuditClaim,
  type ChainName,
  rootOf,
  sealAudit,
} from '../../shared/audit/audit-seal.ts';
import type { AuditOrder, AuditQuestion, AuditReport } from '../../shared/desk/register.ts';
import type { Engine } from '../../shared/engine.ts';
import { hexOf } from '../../shared/hexadecimal.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import { type AuditChain, type AuditSeal, ofEach } from '../register/audit.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';
import { instant } from './prepare-batch.ts';
import { openFitSeal } from './seal-file.ts';

/** Seals the register as it stands. A register that does not hold is not sealed: its report says what is wrong. */
export async function sealRegister(
  order: AuditOrder,
  engine: Engine,
  at: Date,
): Promise<Outcome<AuditReport>> {
  const opened = await openFitSeal(order, at);
  if (!opened.ok) return opened;
  const { seal } = opened.value;
  const register = await openSharedRegister(order.register);
  try {
    const report = await reportOn(register, { roots: [] }, engine);
    if (!report.holds) return done(report);
    const chain = await register.auditChain();
    const last = (await register.auditSeals()).at(-1);
    const claim: AuditClaim = {
      ...{ register: register.id, ...chain.heads },
      ...{ root: rootOf(Object.values(chain.hashes).flat(), engine), at: instant(at) },
      ...(last && { previous: digestOf(last.jws, engine) }),
    };
    const jws = new TextDecoder().decode(await sealAudit(claim, seal, engine));
    await register.addAuditSeal({ number: (last?.number ?? 0) + 1, at: claim.at, jws }, chain);
    const sealed = { sealedAt: claim.at, sealDigest: digestOf(jws, engine), unsealed: 0 };
    return done({ ...report, seals: report.seals + 1, ...sealed });
  } finally {
    await register.close();
    seal.close();
  }
}

/** Holds the register against its own chains and against every seal it was given. */
export async function verifyRegister(
  { register: path, trust, kept }: AuditQuestion,
  engine: Engine,
): Promise<Outcome<AuditReport>> {
  const roots = await readAll(trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!roots.ok) return roots;
  const register = await openSharedRegister(path);
  try {
    return done(await reportOn(register, { roots: roots.value, kept }, engine));
  } finally {
    await register.close();
  }
}

/** What seals are held against beside the chains. */
interface Means {
  readonly roots: readonly Uint8Array[];
  /** Digest of a seal that was noted elsewhere, in hexadecimal. */
  readonly kept?: string | undefined;
}

async function reportOn(register: SharedRegister, means: Means, engine: Engine): Promise<AuditReport> {
  const entry = await register.checkChain();
  const { heads, hashes } = await register.auditChain();
  const seals = await register.auditSeals();
  const told = {
    ...ofEach((name) => heads[name].count),
    ...standing(seals, hashes, engine),
  };
  const broken = (what: BrokenPart, number: number): AuditReport => ({
    ...told,
    holds: false,
    broken: { what, number },
  });
  if (!entry.holds) return broken('entry', entry.brokenAt ?? 0);
  const links = [
    ['event', await register.brokenEvent()],
    ['extension', await register.brokenExtension()],
    ['print', await register.brokenPrint()],
    ['office', await register.brokenOfficeEvent()],
  ] as const;
  for (const [what, number] of links) if (number !== undefined) return broken(what, number);
  const wrong = await brokenSeal(seals, { register: register.id, hashes }, means, engine);
  if (wrong) return broken(wrong.what, wrong.number);
  const stray = await register.strayEntry();
  return stray === undefined ? { ...told, holds: true } : broken('entry', stray);
}

/** What a report tells of the seals. */
export function standing(
  seals: readonly AuditSeal[],
  hashes: AuditChain['hashes'],
  engine: Engine,
): Pick<AuditReport, 'seals' | 'sealedAt' | 'sealDigest' | 'unsealed'> {
  const last = seals.at(-1);
  const claim = last && claimOf(last);
  const under = AUDIT_CHAINS.reduce((sum, name) => sum + (claim?.[name]?.count ?? 0), 0);
  const all = AUDIT_CHAINS.reduce((sum, name) => sum + hashes[name].length, 0);
  return {
    ...{ seals: seals.length, unsealed: Math.max(0, all - under) },
    ...(last && { sealedAt: last.at, sealDigest: digestOf(last.jws, engine) }),
  };
}

/**
 * The first seal that vouches for something else than is there. A register that was put back to an older state, seals and all,
 * holds by itself: only a seal that somebody has kept tells.
 */
export async function brokenSeal(
  seals: readonly AuditSeal[],
  { register, hashes }: Pick<AuditChain, 'register' | 'hashes'>,
  { roots, kept }: Means,
  engine: Engine,
): Promise<AuditReport['broken']> {
  let before: AuditSeal | undefined;
  for (const seal of seals) {
    const claim = await claimIn(seal, roots, engine);
    const follows = claim?.previous === (before && digestOf(before.jws, engine));
    const thisSeal = { what: 'seal', number: seal.number } as const;
    if (!claim || !follows || claim.register !== register || claim.at !== seal.at) return thisSeal;
    const sealed: (readonly string[])[] = [];
    for (const name of AUDIT_CHAINS) {
      const { count, hash } = claim[name] ?? { count: 0, hash: register };
      const there = hashes[name];
      // A tail that was cut: the seal knows more than there is.
      if (count > there.length)
        return { what: name === 'entries' ? 'tail' : PARTS[name], number: there.length + 1 };
      if ((there[count - 1] ?? register) !== hash) return { what: PARTS[name], number: count };
      sealed.push(there.slice(0, count));
    }
    if (rootOf(sealed.flat(), engine) !== claim.root) return thisSeal;
    before = seal;
  }
  const missing = kept !== undefined && !seals.some(({ jws }) => digestOf(jws, engine) === kept);
  return missing ? { what: 'seal', number: seals.length + 1 } : undefined;
}

type BrokenPart = NonNullable<AuditReport['broken']>['what'];

export const PARTS: Readonly<Record<ChainName, BrokenPart>> = {
  entries: 'entry',
  events: 'event',
  extensions: 'extension',
  prints: 'print',
  office: 'office',
};

/**
 * What a seal vouches for, when its signature holds; with roots it must have led to one of them when it was made.
 */
async function claimIn(
  seal: AuditSeal,
  roots: readonly Uint8Array[],
  engine: Engine,
): Promise<AuditClaim | undefined> {
  const bytes = new TextEncoder().encode(seal.jws);
  const { verdict } = await verifyFile(bytes, prepareTrust({ roots }), new Date(seal.at), engine);
  const nobodyAsked = roots.length === 0 && verdict.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND';
  if (verdict.indication !== 'TOTAL-PASSED' && !nobodyAsked) return undefined;
  return claimOf(seal);
}

/** Undefined for what is no seal. */
function claimOf({ jws }: AuditSeal): AuditClaim | undefined {
  const [, payload = ''] = jws.split('.');
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as AuditClaim;
  } catch {
    return undefined;
  }
}

function digestOf(jws: string, engine: Engine): string {
  return hexOf(engine.hash('SHA-256', new TextEncoder().encode(jws)));
}
