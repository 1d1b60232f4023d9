import type { Engine } from '../../engine.ts';
import { hexOf } from '../../hexadecimal.ts';
import type { IssuerRegister, ListSource, Origin, TrustedIssuer } from './issuer.ts';
import { writeIssuerRegister } from './read.ts';

/** The next version, with these issuers in it; of one that is there already what is new of it is taken. */
export function takeUp(
  register: IssuerRegister,
  issuers: readonly TrustedIssuer[],
  at: string,
  engine: Engine,
): IssuerRegister {
  const known = new Map(register.issuers.map((issuer) => [issuer.id, issuer]));
  for (const issuer of issuers) {
    const before = known.get(issuer.id);
    known.set(issuer.id, before ? joined(before, issuer) : issuer);
  }
  return next(register, [...known.values()], at, engine);
}

/**
 * The next version, with what is now said of one issuer in place of what was. It is the desk's own entry from then on, which
 * no list or table changes.
 */
export function amend(
  register: IssuerRegister,
  id: string,
  { until, ...said }: Pick<TrustedIssuer, 'kind' | 'awards' | 'assurance' | 'until'>,
  at: string,
  engine: Engine,
): IssuerRegister {
  const issuers = register.issuers.map((issuer) => {
    if (issuer.id !== id) return issuer;
    const { until: _, ...before } = issuer;
    const origin: Origin = isOwn(issuer.origin) ? issuer.origin : { how: 'added' };
    return { ...before, ...said, origin, ...(until !== undefined && { until }) };
  });
  return next(register, issuers, at, engine);
}

/** The next version without it; the version before still has it. */
export function leaveOut(register: IssuerRegister, id: string, at: string, engine: Engine): IssuerRegister {
  return next(
    register,
    register.issuers.filter((issuer) => issuer.id !== id),
    at,
    engine,
  );
}

/**
 * The next version, with what a list of another desk says now: issuers that came from it and stand in it no more are
 * left out.
 */
export function takeIn(
  register: IssuerRegister,
  issuers: readonly TrustedIssuer[],
  source: ListSource,
  at: string,
  engine: Engine,
): IssuerRegister {
  const since = at.slice(0, 10);
  const listed = issuers.map((issuer) => ({
    ...issuer,
    since,
    origin: { how: 'list', by: source.by } as const,
  }));
  const ids = new Set(listed.map(({ id }) => id));
  const kept = register.issuers.filter(
    ({ id, origin }) => ids.has(id) || !(origin.how === 'list' && origin.by === source.by),
  );
  const sources = (register.sources ?? []).filter(({ by }) => by !== source.by);
  const taken = takeUp({ ...register, issuers: kept }, listed, at, engine);
  // The version before is the one on disk, not the one these were taken out of on the way.
  const { previous } = next(register, [], at, engine);
  return { ...taken, ...(previous && { previous }), sources: [...sources, source] };
}

/** True when `after` is the version that follows `before`. */
export function follows(after: IssuerRegister, before: IssuerRegister, engine: Engine): boolean {
  return after.version === before.version + 1 && after.previous === digestOf(before, engine);
}

/**
 * What somebody at this desk has entered goes before what lists and tables say: no list may add a certificate to it. A
 * table, which has no certificates, takes none away.
 */
function joined(before: TrustedIssuer, after: TrustedIssuer): TrustedIssuer {
  const own = isOwn(before.origin);
  const [first, second] = own && !isOwn(after.origin) ? [before, after] : [after, before];
  const union = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];
  const [since = first.since] = [before.since, after.since].sort();
  return {
    ...second,
    ...first,
    identifiers: union(before.identifiers, after.identifiers),
    awards: first.awards.length > 0 ? first.awards : second.awards,
    assurance: after.assurance.length > 0 ? after.assurance : before.assurance,
    certificates:
      own && isOwn(after.origin)
        ? union(before.certificates, after.certificates)
        : own || after.origin.how === 'table'
          ? before.certificates
          : after.certificates,
    since,
    origin: after.origin.how === 'table' ? before.origin : first.origin,
  };
}

function isOwn({ how }: Origin): boolean {
  return how === 'added' || how === 'first-use';
}

function next(
  register: IssuerRegister,
  issuers: readonly TrustedIssuer[],
  madeAt: string,
  engine: Engine,
): IssuerRegister {
  return {
    schema: 'sealwright-issuers/1',
    version: register.version + 1,
    ...(register.version > 0 && { previous: digestOf(register, engine) }),
    madeAt,
    ...(register.sources && { sources: register.sources }),
    issuers: [...issuers].sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)),
  };
}

function digestOf(register: IssuerRegister, engine: Engine): string {
  return hexOf(engine.hash('SHA-256', writeIssuerRegister(register)));
}
