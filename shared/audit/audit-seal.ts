import type { Engine } from '../engine.ts';
import { writeJson } from '../formats/json.ts';
import { encodeBase64, encodeBase64Url } from '../sealing/base64.ts';
import { prepareCompactSealer } from '../sealing/compact-jws.ts';
import type { Seal } from '../sealing/seal.ts';
import { merkleRoot } from './merkle.ts';

/** The state of a register that a seal vouches for. Hexadecimal SHA-256 everywhere; nobody can be told from it. */
export interface AuditClaim {
  readonly register: string;
  readonly entries: { readonly count: number; readonly hash: string };
  readonly events: { readonly count: number; readonly hash: string };
  /** What was raised beside the entries; seals from before version 6 of the register say nothing of it. */
  readonly extensions?: { readonly count: number; readonly hash: string };
  /** What was printed; seals from before version 8 of the register say nothing of it. */
  readonly prints?: { readonly count: number; readonly hash: string };
  /** Merkle root over the hashes of all entries, then of all events, of all extensions, of all prints. */
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
  const { register, entries, events, extensions, prints, root, previous, at } = claim;
  const chains = {
    entries: { ...entries },
    events: { ...events },
    extensions: extensions && { ...extensions },
    prints: prints && { ...prints },
  };
  const payload = writeJson({ register, ...chains, root, previous, at });
  return sealer.seal(payload, at);
}

/** The root that `AuditClaim` holds. */
export function rootOf(hashes: readonly string[], engine: Engine): string {
  return hexOf(merkleRoot(hashes.map(bytesOf), engine));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
