import type { Engine } from '../engine.ts';
import { encodeBase64, encodeBase64Bytes, encodeBase64Url } from './base64.ts';
import { joinBytes } from './bytes.ts';
import { DOT, finishHead, type JwsHead, prepareHead } from './compact-jws.ts';
import type { Seal } from './seal.ts';

export interface JsonSealer {
  /**
   * @returns a JWS in general JSON serialization (RFC 7515 clause 7.2.1) around `payload`, UTF-8.
   * @throws StudioFault when the key fails.
   */
  seal(payload: Uint8Array, facts: JsonSealFacts): Promise<Uint8Array>;
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
 * RFC 7515 and RFC 7519, so no `crit`. Of the header only `iat` differs from one payload to the next.
 */
export function prepareJsonSealer(seal: Seal, engine: Engine): JsonSealer {
  const heads = new Map<string | undefined, JwsHead>();
  return {
    async seal(payload, { at, contentType }) {
      let head = heads.get(contentType);
      if (!head) {
        head = prepareHead(headerOf(seal, engine, contentType));
        heads.set(contentType, head);
      }
      const encodedPayload = encodeBase64Bytes(payload, 'base64url');
      const header = finishHead(head, at);
      const signature = await seal.sign(joinBytes(header, DOT, encodedPayload));
      return joinBytes(
        OPENING,
        encodedPayload,
        MIDDLE,
        header,
        BEFORE_SIGNATURE,
        encodeBase64Bytes(signature, 'base64url'),
        END,
      );
    },
  };
}

const utf8 = new TextEncoder();
/** The frame of a JWS in general JSON serialization around payload, protected header and signature. */
export const OPENING = utf8.encode('{"payload":"');
export const MIDDLE = utf8.encode('","signatures":[{"protected":"');
export const BEFORE_SIGNATURE = utf8.encode('","signature":"');
export const END = utf8.encode('"}]}');

function headerOf({ algorithm, chain }: Seal, engine: Engine, contentType: string | undefined): object {
  return {
    alg: algorithm.jose,
    typ: 'jose+json',
    ...(contentType !== undefined && { cty: shortMediaType(contentType) }),
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', chain[0])),
    x5c: chain.map(encodeBase64),
  };
}

/** RFC 7515 clause 4.1.10: only a type with no other slash may lose its `application/`. */
export function shortMediaType(type: string): string {
  return /^application\/[^/]+$/.test(type) ? type.slice('application/'.length) : type;
}
