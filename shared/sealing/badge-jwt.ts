import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { readJwk } from './badge-jwt-key.ts';
import { encodeBase64, encodeBase64Url } from './base64.ts';
import { joinBytes } from './bytes.ts';
import { prepareCompactSealer, secondsOf } from './compact-jws.ts';
import { NotDer } from './der-reader.ts';
import type { Seal } from './seal.ts';

/** An Open Badge or Comprehensive Learner Record as it goes under the seal. */
export interface SealableBadge {
  /** The credential: one JSON object, UTF-8, without insignificant white space at its end. */
  readonly json: Uint8Array;
  readonly claims: BadgeClaims;
}

/** What the JWT repeats of the credential it carries (Open Badges 3.0 clause 8.2.4.1). */
export interface BadgeClaims {
  /** `issuer.id` */
  readonly iss: string;
  /** `id` */
  readonly jti: string;
  /** `credentialSubject.id` */
  readonly sub: string;
  /** `validFrom` as NumericDate */
  readonly nbf: number;
  /** `validUntil` as NumericDate */
  readonly exp?: number;
}

export interface BadgeSealer {
  /**
   * @param facts `at`: claimed signing time, `YYYY-MM-DDThh:mm:ssZ`, told as the claim `iat`.
   * @returns Compact JWS, ASCII.
   * @throws StudioFault when the key fails.
   */
  seal(badge: SealableBadge, facts: { readonly at: string }): Promise<Uint8Array>;
}

/** Open Badges 3.0 clause 8.2.3 knows no other; its public validator follows the letter. */
export const BADGE_ALGORITHMS = ['RS256', 'ES256'] as const;

/**
 * Secures Open Badges 3.0 and CLR 2.0 with their JSON Web Token proof (Open Badges 3.0 clause 8.2): the credential's
 * members and the registered claims side by side, and a header of `alg`, `typ` and `jwk` with nothing else. The chain of
 * the e-seal stands inside the key, as RFC 7517 clause 4.7 has it, since the header has no room for `x5c`; and there is
 * no `kid`, because a verifier that finds one fetches it and believes what it gets more than `jwk`.
 * @returns `format.key-unsupported` for keys the format does not know: RSA-PSS, P-384, P-521.
 */
export function prepareBadgeSealer(seal: Seal, engine: Engine): Outcome<BadgeSealer> {
  const { algorithm, certificate, chain } = seal;
  const unsupported = refused<BadgeSealer>({
    code: 'format.key-unsupported',
    facts: { format: 'Open Badges 3.0', algorithm: algorithm.name },
  });
  if (!BADGE_ALGORITHMS.some((name) => name === algorithm.name)) return unsupported;
  let key: object;
  try {
    key = readJwk(certificate.publicKey);
  } catch (error) {
    if (error instanceof NotDer) return unsupported;
    throw error;
  }
  const sealer = prepareCompactSealer(seal, {
    alg: algorithm.jose,
    typ: 'JWT',
    jwk: {
      ...key,
      'x5t#S256': encodeBase64Url(engine.hash('SHA-256', chain[0])),
      x5c: chain.map(encodeBase64),
    },
  });
  return done({
    async seal({ json, claims }, { at }) {
      // The credential's own bytes stay as they were written.
      const said = JSON.stringify({ ...claims, iat: secondsOf(at) });
      return sealer.seal(joinBytes(json.subarray(0, -1), utf8.encode(`,${said.slice(1)}`)));
    },
  });
}

const utf8 = new TextEncoder();
