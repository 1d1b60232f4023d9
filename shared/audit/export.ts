import type { Engine } from '../engine.ts';
import { hexOf } from '../hexadecimal.ts';
import { AUDIT_CHAINS, type ChainName } from './audit-seal.ts';

/**
 * The chains and seals of a register as JSON Lines (docs/audit-export.md), for an auditor who is not to see the register
 * itself: a head, every link with the very fields its hash is over, the seals, an end. A link names nobody: of a person it
 * holds a salted digest. A link from before there were salts is told by its hash alone, and breaks the proof there.
 */
export const EXPORT_SCHEMA = 'sealwright-audit-export/1';

export type ExportLine =
  | { readonly schema: typeof EXPORT_SCHEMA; readonly register: string; readonly at: string }
  | { readonly chain: ChainName; readonly hash: string; readonly fields?: readonly unknown[] }
  | { readonly seal: number; readonly at: string; readonly jws: string }
  | { readonly end: Readonly<Record<ChainName, number>> };

export interface ExportedSeal {
  readonly number: number;
  readonly at: string;
  readonly jws: string;
}

/** What a file of exported chains proves by itself; its seals are held against `hashes` by whoever trusts them. */
export interface CheckedExport {
  readonly register: string;
  readonly hashes: Readonly<Record<ChainName, readonly string[]>>;
  readonly seals: readonly ExportedSeal[];
  /** The first link that does not follow, or has another hash. */
  readonly broken?: { readonly chain: ChainName; readonly number: number };
}

/** Links in their order; undefined for a file that is none of these, or has no end. */
export function checkExport(
  lines: Iterable<string>,
  engine: Pick<Engine, 'hash'>,
): CheckedExport | undefined {
  const hashes = Object.fromEntries(AUDIT_CHAINS.map((name) => [name, [] as string[]])) as Record<
    ChainName,
    string[]
  >;
  const seals: ExportedSeal[] = [];
  let register: string | undefined;
  let broken: CheckedExport['broken'];
  let ended = false;
  for (const text of lines) {
    if (text.trim() === '') continue;
    const line = read(text);
    if (!line || ended) return undefined;
    if ('schema' in line) {
      if (register !== undefined || line.schema !== EXPORT_SCHEMA) return undefined;
      register = line.register;
    } else if (register === undefined) return undefined;
    else if ('chain' in line) {
      const chain = hashes[line.chain];
      if (!chain) return undefined;
      const follows = line.fields?.[1] === (chain.at(-1) ?? register) && line.fields[2] === chain.length + 1;
      const own = line.fields && digestOf(line.fields, engine);
      chain.push(line.hash);
      if (!broken && (!follows || own !== line.hash)) broken = { chain: line.chain, number: chain.length };
    } else if ('seal' in line) seals.push({ number: line.seal, at: line.at, jws: line.jws });
    else {
      ended = true;
      for (const name of AUDIT_CHAINS) {
        const told = line.end[name];
        if (typeof told !== 'number') return undefined;
        const there = hashes[name].length;
        if (told !== there) broken ??= { chain: name, number: Math.min(told, there) + 1 };
      }
    }
  }
  if (register === undefined || !ended) return undefined;
  return { register, hashes, seals, ...(broken && { broken }) };
}

function digestOf(fields: readonly unknown[], { hash }: Pick<Engine, 'hash'>): string {
  return hexOf(hash('SHA-256', new TextEncoder().encode(JSON.stringify(fields))));
}

function read(text: string): ExportLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const line = value as Readonly<Record<string, unknown>>;
  const texts = (...names: readonly string[]) => names.every((name) => typeof line[name] === 'string');
  const whole =
    ('schema' in line && texts('schema', 'register', 'at')) ||
    ('chain' in line &&
      texts('chain', 'hash') &&
      (line.fields === undefined || Array.isArray(line.fields))) ||
    ('seal' in line && typeof line.seal === 'number' && texts('at', 'jws')) ||
    ('end' in line && typeof line.end === 'object' && line.end !== null);
  return whole ? (value as ExportLine) : undefined;
}
