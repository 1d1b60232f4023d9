/**
 * What the pure core borrows from its host. Node gives native hashing, zlib and resvg; a browser gives its own.
 * Synchronous on purpose: a digest of a 60 KB file costs less than the promise around it.
 */
export interface Engine {
  hash(algorithm: HashAlgorithm, ...parts: readonly Uint8Array[]): Uint8Array;
  /** For messages that have their beginning in common, which is then taken in once. */
  begin(algorithm: HashAlgorithm): Hashing;
  /**
   * Raw DEFLATE (RFC 1951). `flush` ends on a byte boundary with a full flush, so that pieces compressed
   * apart can be joined; `finish` ends the stream. `level` 1–9, 9 when untold; `huffman` looks for no repetitions,
   * which Base64 of what is compressed or random already does not have.
   */
  deflate(bytes: Uint8Array, ending: 'flush' | 'finish', level?: number | 'huffman'): Uint8Array;
  /** Raw INFLATE that throws once the output would exceed `limit` bytes. */
  inflate(bytes: Uint8Array, limit: number): Uint8Array;
  /** Draws an SVG document (paths only, no text elements) at `width` pixels; straight-alpha RGBA rows. */
  rasterise(svg: string, width: number): Raster;
  random(length: number): Uint8Array;
}

/** A digest under way; never changed, so that several can go on from the same place. */
export interface Hashing {
  after(part: Uint8Array): Hashing;
  /** Of all that was taken in and these. */
  digest(...parts: readonly Uint8Array[]): Uint8Array;
}

export type HashAlgorithm = 'SHA-256' | 'SHA-384' | 'SHA-512';

export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}
