import type { Engine } from '../engine.ts';
import { writeJson } from '../formats/json.ts';
import { hexOf } from '../hexadecimal.ts';
import { encodeBase64, encodeBase64Url } from '../sealing/base64.ts';
import { prepareCompactSealer } from '../sealing/compact-jws.ts';
import type { Seal } from '../sealing/seal.ts';
import { merkleRoot } from './merkle.ts';

/**
 * What of a register is chained, in the order in which a seal speaks of it: what was issued, what happened to it, what was
 * raised, what was printed, what its officers did. Seals from before a chain was there say nothing of it.
 */
export const AUDIT_CHAINS = ['entries', 'events', 'extensions', 'prints', 'office'] as const;
export type ChainName = (typeof AUDIT_CHAINS)[number];

export interface ChainHead {
  readonly count: number;
  readonly hash: string;
}

/** The state of a register that a seal vouches for. Hexadecimal SHA-256 everywhere; nobody can be told from it. */
export interface AuditClaim extends Readonly<Partial<Record<ChainName, ChainHead>>> {
  readonly register: string;
  /** Merkle root over the hashes of all chains that it tells, one after the other. */
  readonly root: string;
  /** Digest of the seal before this one. */
  readonly previous?: string;
  readonly at: string;
}

/** Compact JWS under the e-seal, `typ` sealwright-audit+jwt. @throws StudioFault when the key fails. */
export function sealAudit(claim: AuditClaim, seal: Seal, engine: Engine): Promise<Uint8Array> {
  const sealer = prepareCompactSealer(seal, {
    alg: seal.algorithm.jose,
    typ: 'sealwright-audit+jwt',
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', seal.chain[0])),
    x5c: seal.chain.map(encodeBase64),
  });
  const { register, root, previous, at } = claim;
  const chains = AUDIT_CHAINS.map((name) => [name, claim[name] && { ...claim[name] }]);
  const payload = writeJson({ register, ...Object.fromEntries(chains), root, previous, at });
  return sealer.seal(payload, at);
}

/** The root that `AuditClaim` holds. */
export function rootOf(hashes: readonly string[], engine: Engine): string {
  return hexOf(merkleRoot(hashes.map(bytesOf), engine));
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
