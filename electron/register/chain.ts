import { createHash } from 'node:crypto';

/** What every link of every chain has: its place, the hash of the link before it, and its own. */
export interface Link {
  /** From 1, without gaps. */
  readonly number: number;
  readonly previous_hash: string;
  readonly hash: string;
}

/** How every link of every chain is hashed: SHA-256 over its fields as JSON, in hexadecimal. */
export function digestOf(fields: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** Where the next link of a chain stands, which begins with the register's id. */
export function placeAfter(
  last: Pick<Link, 'number' | 'hash'> | undefined,
  registerId: string,
): Omit<Link, 'hash'> {
  return { number: (last?.number ?? 0) + 1, previous_hash: last?.hash ?? registerId };
}

/** Number of the first link that does not follow the one before it, or does not hold by itself; undefined for a whole chain. */
export function brokenLink<L extends Link>(
  links: Iterable<L>,
  registerId: string,
  holds: (link: L) => boolean,
  /** The link before the first of these, when the chain is read piece by piece. */
  before?: Pick<Link, 'number' | 'hash'>,
): number | undefined {
  let place = placeAfter(before, registerId);
  for (const link of links) {
    const follows = link.number === place.number && link.previous_hash === place.previous_hash;
    if (!follows || !holds(link)) return place.number;
    place = placeAfter(link, registerId);
  }
  return undefined;
}
