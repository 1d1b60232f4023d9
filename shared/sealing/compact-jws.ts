import { encodeBase64Bytes } from './base64.ts';
import { joinBytes } from './bytes.ts';
import type { Seal } from './seal.ts';

export interface CompactSealer {
  /**
   * @param at claimed signing time, `YYYY-MM-DDThh:mm:ssZ`, written as the header's last member `iat`; a header that
   *   may hold no more than it was prepared with goes without.
   * @returns the JWS, ASCII.
   * @throws StudioFault when the key fails.
   */
  seal(payload: Uint8Array, at?: string): Promise<Uint8Array>;
}

/** JWS Compact Serialization (RFC 7515 clause 7.1) under one protected header, which is encoded once. */
export function prepareCompactSealer(seal: Seal, header: object): CompactSealer {
  const head = prepareHead(header);
  const closed = finishHead(head);
  return {
    async seal(payload, at) {
      const protectedHeader = at === undefined ? closed : finishHead(head, at);
      const signed = joinBytes(protectedHeader, DOT, encodeBase64Bytes(payload, 'base64url'));
      const signature = await seal.sign(signed);
      return joinBytes(signed, DOT, encodeBase64Bytes(signature, 'base64url'));
    },
  };
}

const utf8 = new TextEncoder();
export const DOT = utf8.encode('.');

/**
 * A protected header still open at its end: base64url of its beginning up to the last whole group of three bytes, and
 * what is left of it.
 */
export interface JwsHead {
  readonly encoded: Uint8Array;
  readonly left: Uint8Array;
}

export function prepareHead(header: object): JwsHead {
  const text = utf8.encode(JSON.stringify(header).slice(0, -1));
  const whole = text.length - (text.length % 3);
  return { encoded: encodeBase64Bytes(text.subarray(0, whole), 'base64url'), left: text.slice(whole) };
}

/** The whole header in base64url; with `at`, ending in `iat` (RFC 7519 clause 4.1.6, in the header TS 119 182-1). */
export function finishHead({ encoded, left }: JwsHead, at?: string): Uint8Array {
  const end = at === undefined ? '}' : `,"iat":${secondsOf(at)}}`;
  return joinBytes(encoded, encodeBase64Bytes(joinBytes(left, utf8.encode(end)), 'base64url'));
}

/** NumericDate (RFC 7519 clause 2). */
export function secondsOf(at: string): number {
  const milliseconds = Date.parse(at);
  if (Number.isNaN(milliseconds)) throw new Error(`not an instant: ${at}`);
  return Math.floor(milliseconds / 1000);
}
