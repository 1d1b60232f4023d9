/**
 * The badges of a batch as one file: `GetOpenBadgeCredentialsResponse` of the Open Badges 3.0 API (clause 6.1.4.10), each
 * in the compact form in which it was signed.
 */
export function badgeCollection(jwts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(
    `${JSON.stringify({ compactJwsString: jwts.map((jwt) => jwt.trim()) }, null, 2)}\n`,
  );
}
