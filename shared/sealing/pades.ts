import type { Engine, Hashing } from '../engine.ts';
import { prepareCms } from './cms.ts';
import type { Seal } from './seal.ts';
import type { Timestamper } from './timestamp.ts';

/** A finished PDF but for the values of ByteRange and Contents in its signature dictionary (ISO 32000-1 12.8.1). */
export interface UnsealedPdf {
  readonly bytes: Uint8Array;
  /** Offsets of `<` and of just past `>` of Contents. */
  readonly contents: { readonly start: number; readonly end: number };
  /** Offsets of `[` and of just past `]` of the ByteRange placeholder. */
  readonly byteRange: { readonly start: number; readonly end: number };
  /** What `bytes` begins with; other files have the very same object. */
  readonly front?: Uint8Array;
}

export interface PdfSealer {
  /** Hexadecimal digits to reserve between `<` and `>` of Contents. */
  readonly contentsLength: number;
  /**
   * Seals `pdf` in place and returns its very bytes: the placeholders are written over.
   * @throws StudioFault when the key fails, or the time-stamping authority.
   */
  seal(pdf: UnsealedPdf): Promise<Uint8Array>;
  /** The same, with the SHA-256 of the sealed file, which is most of the seal's own digest once more. */
  sealHashed(pdf: UnsealedPdf): Promise<{ readonly bytes: Uint8Array; readonly sha256: Uint8Array }>;
}

/** Makes PAdES baseline B seals (ETSI EN 319 142-1 clause 6.3) over the whole file but Contents; T with `timestamper`. */
export function preparePdfSealer(seal: Seal, engine: Engine, timestamper?: Timestamper): PdfSealer {
  const cms = prepareCms(seal, engine, timestamper);
  const { hash } = seal.algorithm;
  const fronts = new WeakMap<Uint8Array, Hashing>();

  async function sealHashed(pdf: UnsealedPdf) {
    let begun: Hashing | undefined;
    const bytes = await fillSignature(pdf, (before, after) => {
      begun = hashed(pdf.front, before);
      return cms.make(begun.digest(after));
    });
    const sha256 =
      begun && hash === 'SHA-256'
        ? begun.digest(bytes.subarray(pdf.contents.start))
        : engine.hash('SHA-256', bytes);
    return { bytes, sha256 };
  }

  function hashed(front: Uint8Array | undefined, before: Uint8Array): Hashing {
    const known = front && fronts.get(front);
    const begun = known ?? (front ? engine.begin(hash).after(front) : engine.begin(hash));
    if (front) fronts.set(front, begun);
    return begun.after(before.subarray(front?.length));
  }

  return {
    contentsLength: 2 * cms.size,
    sealHashed,
    seal: async (pdf) => (await sealHashed(pdf)).bytes,
  };
}

/**
 * Writes ByteRange and Contents over their placeholders and returns the very bytes.
 * @param make gives the DER for what stands before and behind Contents.
 */
export async function fillSignature(
  { bytes, contents, byteRange }: UnsealedPdf,
  make: (before: Uint8Array, after: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  writeByteRange(bytes, byteRange, contents);
  writeHex(bytes, contents, await make(bytes.subarray(0, contents.start), bytes.subarray(contents.end)));
  return bytes;
}

const ascii = new TextEncoder();
const SPACE = 0x20;
const CLOSING = 0x5d;
const HEX_DIGITS = ascii.encode('0123456789abcdef');

/** The ranges before and after Contents, delimiters excluded from both, padded with spaces to the room there is. */
function writeByteRange(
  bytes: Uint8Array,
  room: UnsealedPdf['byteRange'],
  contents: UnsealedPdf['contents'],
): void {
  const { start, end } = contents;
  const text = ascii.encode(`[0 ${start} ${end} ${bytes.length - end}`);
  if (text.length >= room.end - room.start) throw new Error('no room for ByteRange');
  bytes.fill(SPACE, room.start, room.end);
  bytes.set(text, room.start);
  bytes[room.end - 1] = CLOSING;
}

/** Digits that are left over stay zero: a reader stops at the end of the DER. */
function writeHex(bytes: Uint8Array, { start, end }: UnsealedPdf['contents'], der: Uint8Array): void {
  if (start + 1 + 2 * der.length > end - 1) throw new Error('no room for Contents');
  let at = start + 1;
  for (const octet of der) {
    bytes[at++] = HEX_DIGITS[octet >> 4] ?? 0;
    bytes[at++] = HEX_DIGITS[octet & 15] ?? 0;
  }
}
