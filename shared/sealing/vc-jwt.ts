import type { Engine } from '../engine.ts';
import { encodeBase64, encodeBase64Url } from './base64.ts';
import { prepareCompactSealer } from './compact-jws.ts';
import type { Seal } from './seal.ts';

/** Secures W3C Verifiable Credentials, whatever the mechanism. */
export interface VcSealer {
  /**
   * @param credential the whole credential as JSON, UTF-8, not yet secured.
   * @param facts `at`: claimed signing time, `YYYY-MM-DDThh:mm:ssZ`.
   * @throws StudioFault when the key fails.
   */
  seal(credential: Uint8Array, facts: { readonly at: string }): Promise<Uint8Array>;
}

export interface VcJwtOptions {
  /** `kid`: URL of the verification method, for an issuer that publishes one (`verificationMethodId`). */
  readonly keyId?: string;
}

/**
 * Secures a Verifiable Credential with JOSE (W3C VC-JOSE-COSE clause 3.1.1): compact JWS, `typ` vc+jwt, `cty` vc, the
 * credential itself as payload. The chain of the e-seal stands in `x5c`, its first certificate is bound by `x5t#S256`,
 * and `iat` is the claimed signing time, so that the same JWS is also a JAdES baseline B signature (ETSI TS 119 182-1
 * v1.2.1 clause 6.3): it can be proven by whoever trusts the certificate, without asking the issuer's server.
 */
export function prepareVcSealer(seal: Seal, engine: Engine, { keyId }: VcJwtOptions = {}): VcSealer {
  const sealer = prepareCompactSealer(seal, {
    alg: seal.algorithm.jose,
    typ: 'vc+jwt',
    cty: 'vc',
    ...(keyId !== undefined && { kid: keyId }),
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', seal.chain[0])),
    x5c: seal.chain.map(encodeBase64),
  });
  return { seal: (credential, { at }) => sealer.seal(credential, at) };
}
