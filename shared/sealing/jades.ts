import type { Engine } from '../engine.ts';
import { encodeBase64, encodeBase64Bytes, encodeBase64Url } from './base64.ts';
import { joinBytes } from './bytes.ts';
import { COMMITMENT_URIS, type Commitment } from './commitment.ts';
import { DOT, finishHead, type JwsHead, prepareHead } from './compact-jws.ts';
import type { Seal } from './seal.ts';
import type { Timestamper } from './timestamp.ts';

export interface JsonSealer {
  /**
   * @returns a JWS in general JSON serialization (RFC 7515 clause 7.2.1) around `payload`, UTF-8.
   * @throws StudioFault when the key fails, or the time-stamping authority.
   */
  seal(payload: Uint8Array, facts: JsonSealFacts): Promise<Uint8Array>;
}

export interface JointJsonSealer extends JsonSealer {
  /**
   * One more signature for a JWS: a member of `signatures`, UTF-8.
   * @param payload as it stands in the JWS, in base64url.
   */
  sign(payload: Uint8Array, facts: JsonSealFacts): Promise<Uint8Array>;
}

export interface JsonSealFacts {
  /** Claimed signing time, `YYYY-MM-DDThh:mm:ssZ`. */
  readonly at: string;
  /** Media type of the payload, such as `application/json`; `application/` is left out as RFC 7515 clause 4.1.10 asks. */
  readonly contentType?: string;
}

/**
 * Makes JAdES baseline B seals (ETSI TS 119 182-1 v1.2.1 clause 6.3): protected `alg`, `typ`, `x5t#S256`, `x5c`,
 * `cty` and, as for every seal made since 2025-07-15, `iat` in place of `sigT`. All of these are understood by
 * RFC 7515 and RFC 7519, so no `crit` but for `srCms` with a `commitment` (clause 5.2.3). Of the header only `iat` differs from one payload to the next. With `timestamper` it is baseline T.
 */
export function prepareJsonSealer(
  seal: Seal,
  engine: Engine,
  timestamper?: Timestamper,
  commitment?: Commitment,
): JointJsonSealer {
  const heads = new Map<string | undefined, JwsHead>();
  return {
    async seal(payload, facts) {
      const encodedPayload = encodeBase64Bytes(payload, 'base64url');
      return joinBytes(OPENING, encodedPayload, MIDDLE, await sign(encodedPayload, facts), END);
    },
    sign,
  };

  async function sign(encodedPayload: Uint8Array, { at, contentType }: JsonSealFacts): Promise<Uint8Array> {
    let head = heads.get(contentType);
    if (!head) {
      head = prepareHead(headerOf(seal, engine, contentType, commitment));
      heads.set(contentType, head);
    }
    const header = finishHead(head, at);
    const signature = await seal.sign(joinBytes(header, DOT, encodedPayload));
    return frameSignature(header, signature, timestamper);
  }
}

const utf8 = new TextEncoder();
const OPENING = utf8.encode('{"payload":"');
const MIDDLE = utf8.encode('","signatures":[');
const BEFORE_HEADER = utf8.encode('{"protected":"');
const BEFORE_SIGNATURE = utf8.encode('","signature":"');
const AFTER_SIGNATURE = utf8.encode('"}');
const END = utf8.encode(']}');

/**
 * A JWS in general JSON serialization (RFC 7515 clause 7.2.1).
 * @param payload as it stands within a JSON string.
 * @param header the protected one, in base64url.
 * @param timestamper adds the signature's time-stamp to the unprotected header: over the signature as it is written, in
 *   base64url (TS 119 182-1 clause 5.3.4), in an element of etsiU which is itself base64url (clause 5.3.1).
 */
export async function frameJws(
  payload: Uint8Array,
  header: Uint8Array,
  signature: Uint8Array,
  timestamper: Timestamper | undefined,
): Promise<Uint8Array> {
  return joinBytes(OPENING, payload, MIDDLE, await frameSignature(header, signature, timestamper), END);
}

async function frameSignature(
  header: Uint8Array,
  signature: Uint8Array,
  timestamper: Timestamper | undefined,
): Promise<Uint8Array> {
  const value = encodeBase64Bytes(signature, 'base64url');
  const token = await timestamper?.stamp(value);
  const end = token ? utf8.encode(`","header":{"etsiU":["${signatureTimestamp(token)}"]}}`) : AFTER_SIGNATURE;
  return joinBytes(BEFORE_HEADER, header, BEFORE_SIGNATURE, value, end);
}

/** TS 119 182-1 clauses 5.3.4 and 5.4.3.3: tstContainer, its tokens DER in Base64. */
function signatureTimestamp(token: Uint8Array): string {
  const container = { tstTokens: [{ val: encodeBase64(token) }] };
  return encodeBase64Url(utf8.encode(JSON.stringify({ sigTst: container })));
}

function headerOf(
  { algorithm, chain }: Seal,
  engine: Engine,
  contentType: string | undefined,
  commitment: Commitment | undefined,
): object {
  return {
    alg: algorithm.jose,
    typ: 'jose+json',
    ...(contentType !== undefined && { cty: shortMediaType(contentType) }),
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', chain[0])),
    x5c: chain.map(encodeBase64),
    ...(commitment && {
      srCms: [{ commId: { id: COMMITMENT_URIS[commitment] } }],
      crit: ['srCms'],
    }),
  };
}

/** RFC 7515 clause 4.1.10: only a type with no other slash may lose its `application/`. */
export function shortMediaType(type: string): string {
  return /^application\/[^/]+$/.test(type) ? type.slice('application/'.length) : type;
}
