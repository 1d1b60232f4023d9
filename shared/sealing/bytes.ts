import { hexOf } from '../hexadecimal.ts';

/** One array holding all parts in order. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Plain comparison: nothing compared here is secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** A certificate's serial number as `Certificate.serialNumber` writes it. */
export function hexSerial(integer: Uint8Array): string {
  return hexOf(integer).replace(/^0+(?=.)/, '');
}

/** WebCrypto's and pkijs' types want a view on an ArrayBuffer proper; Node's buffers are, but do not say so. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
