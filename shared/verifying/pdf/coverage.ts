import { sameBytes } from '../../sealing/bytes.ts';
import { nibble } from './reader.ts';
import type { PdfSignature } from './signature-field.ts';

/** Which bytes a seal speaks of, proven against the file itself. */
export interface Coverage {
  /** The digested bytes, in order. */
  readonly parts: readonly [Uint8Array, Uint8Array];
  /** The value of /Contents: a CMS and zeros behind it. */
  readonly cms: Uint8Array;
  /** Offset where the sealed revision ends; what stands behind it came later. */
  readonly end: number;
}

const OPEN = 0x3c;
const CLOSE = 0x3e;

/**
 * Tests that the gap of the ByteRange is the /Contents string and nothing else (ISO 32000-1 clause 12.8.1, EN 319 142-1
 * clause 5.5). A gap that is wider, narrower or elsewhere is how spoofed ByteRanges smuggle bytes past the digest.
 * @returns undefined when the range is malformed or the gap holds anything but that string.
 */
export function coverageOf(bytes: Uint8Array, signature: PdfSignature): Coverage | undefined {
  const [start, before, resume, after, ...more] = signature.byteRange;
  if (start === undefined || before === undefined || resume === undefined || after === undefined)
    return undefined;
  const whole = [start, before, resume, after].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!whole || more.length > 0 || start !== 0 || before >= resume || resume + after > bytes.length)
    return undefined;

  const gap = bytes.subarray(before, resume);
  if (gap[0] !== OPEN || gap[gap.length - 1] !== CLOSE) return undefined;
  // The very string that the signature dictionary holds, not one that reads the same.
  const { contents: string } = signature;
  if (string?.start !== before || string.end !== resume) return undefined;
  const contents = bytesOfHex(gap.subarray(1, -1));
  if (!contents || !sameBytes(contents, string.bytes)) return undefined;

  return {
    parts: [bytes.subarray(0, before), bytes.subarray(resume, resume + after)],
    cms: contents,
    end: resume + after,
  };
}

/** Strict hexadecimal: no white space, an even number of digits. */
function bytesOfHex(digits: Uint8Array): Uint8Array | undefined {
  if (digits.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    const high = nibble(digits[2 * index]);
    const low = nibble(digits[2 * index + 1]);
    if (high === undefined || low === undefined) return undefined;
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}
