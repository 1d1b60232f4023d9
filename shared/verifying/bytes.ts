/** Plain comparison: nothing a verifier compares is secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** A certificate's serial number as `Certificate.serialNumber` writes it. */
export function hexSerial(integer: Uint8Array): string {
  const digits = Array.from(integer, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^0+(?=.)/, '');
}

/** WebCrypto's and pkijs' types want a view on an ArrayBuffer proper; Node's buffers are, but do not say so. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
