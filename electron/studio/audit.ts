import { type AuditClaim, hexOf, rootOf, sealAudit } from '../../shared/audit/audit-seal.ts';
import type { AuditOrder, AuditQuestion, AuditReport } from '../../shared/desk/register.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import type { AuditSeal } from '../register/audit.ts';
import { openRegister, type Register } from '../register/register.ts';
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
  const register = openRegister(order.register, { create: false });
  try {
    const report = await reportOn(register, [], engine);
    if (!report.holds) return done(report);
    const { entries, events, extensions, prints, hashes } = register.auditChain();
    const last = register.auditSeals().at(-1);
    const claim: AuditClaim = {
      ...{ register: register.id, entries, events, extensions, prints },
      ...{ root: rootOf(hashes, engine), at: instant(at) },
      ...(last && { previous: digestOf(last.jws, engine) }),
    };
    register.addAuditSeal({
      number: (last?.number ?? 0) + 1,
      entries: entries.count,
      events: events.count,
      extensions: extensions.count,
      prints: prints.count,
      at: claim.at,
      jws: new TextDecoder().decode(await sealAudit(claim, seal, engine)),
    });
    return done({ ...report, seals: report.seals + 1, sealedAt: claim.at });
  } finally {
    register.close();
    seal.close();
  }
}

/** Holds the register against its own chains and against every seal it was given. */
export async function verifyRegister(
  { register: path, trust }: AuditQuestion,
  engine: Engine,
): Promise<Outcome<AuditReport>> {
  const roots = await readAll(trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!roots.ok) return roots;
  const register = openRegister(path, { create: false });
  try {
    return done(await reportOn(register, roots.value, engine));
  } finally {
    register.close();
  }
}

async function reportOn(
  register: Register,
  roots: readonly Uint8Array[],
  engine: Engine,
): Promise<AuditReport> {
  const chain = register.checkChain();
  const { entries, events, extensions, prints, hashes } = register.auditChain();
  const seals = register.auditSeals();
  const sealedAt = seals.at(-1)?.at;
  const told = {
    ...{ entries: entries.count, events: events.count, extensions: extensions.count },
    ...{ prints: prints.count, seals: seals.length },
    ...(sealedAt && { sealedAt }),
  };
  const broken = (what: NonNullable<AuditReport['broken']>['what'], number: number): AuditReport => ({
    ...told,
    holds: false,
    broken: { what, number },
  });
  if (!chain.holds) return broken('entry', chain.brokenAt ?? 0);
  const event = register.brokenEvent();
  if (event !== undefined) return broken('event', event);
  const extension = register.brokenExtension();
  if (extension !== undefined) return broken('extension', extension);
  const print = register.brokenPrint();
  if (print !== undefined) return broken('print', print);
  const beforePrints = entries.count + events.count + extensions.count;
  let before: AuditSeal | undefined;
  for (const seal of seals) {
    const claim = await claimIn(seal, roots, engine);
    const follows = claim?.previous === (before && digestOf(before.jws, engine));
    if (!claim || !follows || claim.register !== register.id) return broken('seal', seal.number);
    // A tail that was cut: the seal knows more than there is.
    if (claim.entries.count > entries.count) return broken('tail', entries.count + 1);
    if (claim.events.count > events.count) return broken('event', events.count + 1);
    if (register.hashAt('entries', claim.entries.count) !== claim.entries.hash) {
      return broken('entry', claim.entries.count);
    }
    if (register.hashAt('events', claim.events.count) !== claim.events.hash) {
      return broken('event', claim.events.count);
    }
    const { count: raised, hash } = claim.extensions ?? { count: 0, hash: register.id };
    if (register.hashAt('extensions', raised) !== hash)
      return broken('extension', Math.min(raised, extensions.count + 1));
    const { count: printed, hash: printHash } = claim.prints ?? { count: 0, hash: register.id };
    if (register.hashAt('prints', printed) !== printHash)
      return broken('print', Math.min(printed, prints.count + 1));
    const sealedHashes = [
      ...hashes.slice(0, claim.entries.count),
      ...hashes.slice(entries.count, entries.count + claim.events.count),
      ...hashes.slice(entries.count + events.count, entries.count + events.count + raised),
      ...hashes.slice(beforePrints, beforePrints + printed),
    ];
    if (rootOf(sealedHashes, engine) !== claim.root) return broken('seal', seal.number);
    before = seal;
  }
  const stray = register.strayEntry();
  return stray === undefined ? { ...told, holds: true } : broken('entry', stray);
}

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
  const [, payload = ''] = seal.jws.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as AuditClaim;
}

function digestOf(jws: string, engine: Engine): string {
  return hexOf(engine.hash('SHA-256', new TextEncoder().encode(jws)));
}
