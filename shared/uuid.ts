import { hexOf } from './hexadecimal.ts';

/** The `urn:uuid:` that a digest of at least 16 octets stands for: a UUID of version 8 (RFC 9562 clause 5.8). */
export function urnOfDigest(digest: Uint8Array): string {
  const octets = digest.slice(0, 16);
  octets[6] = ((octets[6] ?? 0) & 0x0f) | 0x80;
  octets[8] = ((octets[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${hexOf(octets).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}
