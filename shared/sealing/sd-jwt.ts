import { SDJwtInstance } from '@sd-jwt/core';
import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { encodeBase64, encodeBase64Url } from './base64.ts';
import { curveOf } from './controller-document.ts';
import type { Seal } from './seal.ts';

/** What goes under the seal: in clear, and as digests of salted claims. */
export interface SelectiveClaims {
  readonly open: Readonly<Record<string, unknown>>;
  readonly hidden: Readonly<Record<string, unknown>>;
}

export interface SdJwtSealer {
  /**
   * @param holder public key as JWK, when the credential is to be of use to whoever has its private half only (`cnf`,
   *   RFC 7800 clause 3.2).
   * @returns the issuer-signed JWT and all disclosures, `~` between (SD-JWT clause 4), ASCII.
   * @throws StudioFault when the key fails.
   */
  seal(claims: SelectiveClaims, holder?: Readonly<Record<string, string>>): Promise<Uint8Array>;
}

/** Bytes; SD-JWT clause 9.3 asks for 128 bits. */
const SALT_LENGTH = 16;

/**
 * Seals SD-JWT VCs (draft-ietf-oauth-sd-jwt-vc clause 3): `typ` dc+sd-jwt, the e-seal's chain in `x5c` as wallets of the
 * European Digital Identity framework want it, every hidden claim a disclosure of its own.
 * @returns `format.key-unsupported` for RSA, which those wallets do not take, and for P-521.
 */
export function prepareSdJwtSealer(seal: Seal, engine: Engine): Outcome<SdJwtSealer> {
  if (!curveOf(seal)) {
    const facts = { format: 'SD-JWT VC', algorithm: seal.algorithm.name };
    return refused({ code: 'format.key-unsupported', facts });
  }
  const utf8 = new TextEncoder();
  const instance = new SDJwtInstance({
    signAlg: seal.algorithm.jose,
    signer: async (text) => encodeBase64Url(await seal.sign(utf8.encode(text))),
    hashAlg: 'sha-256',
    hasher: (data) =>
      engine.hash('SHA-256', typeof data === 'string' ? utf8.encode(data) : new Uint8Array(data)),
    saltGenerator: () => encodeBase64Url(engine.random(SALT_LENGTH)),
  });
  const header = {
    typ: 'dc+sd-jwt',
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', seal.chain[0])),
    x5c: seal.chain.map(encodeBase64),
  };
  return done({
    async seal({ open, hidden }, holder) {
      const claims: Record<string, unknown> = { ...open, ...hidden, ...(holder && { cnf: { jwk: holder } }) };
      // The library's type knows no claims named at run time.
      const frame = { _sd: Object.keys(hidden) } as Parameters<typeof instance.issue>[1];
      return utf8.encode(await instance.issue(claims, frame, { header }));
    },
  });
}
