import type { Engine } from '../engine.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * Merkle Tree Hash of RFC 6962 clause 2.1 with SHA-256: leaves and nodes are told apart by their first byte, so that no
 * node can be passed off as a leaf.
 */
export function merkleRoot(leaves: readonly Uint8Array[], engine: Engine): Uint8Array {
  const hash = (...parts: readonly Uint8Array[]) => engine.hash('SHA-256', ...parts);
  if (leaves.length === 0) return hash();
  let level = leaves.map((leaf) => hash(LEAF, leaf));
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      // The odd one out goes up as it is: so the largest power of two stands left, as the RFC divides.
      if (left) above.push(right ? hash(NODE, left, right) : left);
    }
    level = above;
  }
  return level[0] ?? hash();
}
