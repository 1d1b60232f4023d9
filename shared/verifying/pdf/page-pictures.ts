import type { Engine } from '../../engine.ts';
import { contentOf } from './content.ts';
import { openPdf, type PdfFile } from './file.ts';
import { contentsOf, pagesOf } from './page-text.ts';
import { isArray, NotPdf, type PdfDict, PdfName, PdfStream, type PdfValue } from './value.ts';

/** What a reader of QR codes may look at: a JPEG file as it is, or grey values row after row. */
export type PagePicture =
  | { readonly kind: 'jpeg'; readonly bytes: Uint8Array }
  | { readonly kind: 'grey'; readonly width: number; readonly height: number; readonly grey: Uint8Array };

const MOST_PICTURES = 64;
/** A sheet scanned at 600 dpi. */
const MOST_PIXELS = 40_000_000;
/** Pixels for a module, and modules around it, when a drawn code is made a picture. */
const SCALE = 4;
const QUIET = 4;

/** Grey values as the four bytes a pixel that readers of codes take. */
export function rgbaOf({ grey }: { readonly grey: Uint8Array }): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(grey.length * 4);
  for (const [at, value] of grey.entries()) {
    rgba.fill(value, at * 4, at * 4 + 3);
    rgba[at * 4 + 3] = 255;
  }
  return rgba;
}

/**
 * The pictures on the pages of a PDF, scans above all (ISO 32000-2 clause 8.9), and codes that are drawn module by
 * module, as our own pages have them. Pictures packed in ways that scanners of documents do not use are left out.
 * @returns none for what is no PDF.
 */
export function pagePictures(bytes: Uint8Array, engine: Engine): readonly PagePicture[] {
  try {
    const file = openPdf(bytes, engine);
    const pictures: PagePicture[] = [];
    for (const { dict, resources } of pagesOf(file)) {
      if (pictures.length >= MOST_PICTURES) break;
      pictures.push(...drawnCodes(contentsOf(file, dict)).map(pictureOfCode));
      for (const object of file.dict(resources?.get('XObject'))?.values() ?? []) {
        const picture = pictureOf(file, object);
        if (picture) pictures.push(picture);
      }
    }
    return pictures.slice(0, MOST_PICTURES);
  } catch (cause) {
    if (cause instanceof NotPdf) return [];
    throw cause;
  }
}

function pictureOf(file: PdfFile, value: PdfValue): PagePicture | undefined {
  const stream = file.resolve(value);
  if (!(stream instanceof PdfStream) || nameIn(file, stream.dict, 'Subtype') !== 'Image') return undefined;
  const filters = file.resolve(stream.dict.get('Filter'));
  const filter = file.resolve(isArray(filters) ? filters[0] : filters);
  if (isArray(filters) && filters.length > 1) return undefined;
  if (filter instanceof PdfName && filter.name === 'DCTDecode') return { kind: 'jpeg', bytes: stream.raw };
  return greyOf(file, stream);
}

/** Samples of one bit or eight, grey or in colours (clause 8.9.5.2); of colours the green is bright enough. */
function greyOf(file: PdfFile, stream: PdfStream): PagePicture | undefined {
  const number = (key: string) => Number(file.resolve(stream.dict.get(key)));
  const [width, height] = [number('Width'), number('Height')];
  const bits = file.resolve(stream.dict.get('ImageMask')) === true ? 1 : number('BitsPerComponent');
  if (!(width > 0 && height > 0 && width * height <= MOST_PIXELS) || (bits !== 1 && bits !== 8))
    return undefined;
  const space = file.resolve(stream.dict.get('ColorSpace'));
  const named = isArray(space) ? file.resolve(space[0]) : space;
  if (named instanceof PdfName && named.name === 'Indexed') return undefined;
  const samples = contentOf(file, stream);
  const row = samples ? samples.length / height : 0;
  const components = bits === 8 ? Math.floor(row / width) : 1;
  if (!samples || components < 1 || components > 4 || row < Math.ceil((width * bits) / 8)) return undefined;
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = Math.floor(row) * y;
    for (let x = 0; x < width; x++) {
      const octet =
        bits === 1 ? samples[start + (x >> 3)] : samples[start + x * components + (components > 2 ? 1 : 0)];
      grey[y * width + x] = bits === 8 ? (octet ?? 0) : ((octet ?? 0) & (0x80 >> (x & 7))) !== 0 ? 255 : 0;
    }
  }
  return { kind: 'grey', width, height, grey };
}

const RECTANGLES = /(?:\d+ \d+ \d+ 1 re\s+){21,}/g;

/** A code that a page draws module by module. */
export interface DrawnCode {
  /** Modules a side. */
  readonly size: number;
  /** Runs of dark modules: column, row, length. */
  readonly runs: readonly (readonly number[])[];
  /** Where its operators begin in the content. */
  readonly at: number;
}

/** Rows of modules as rectangles one module high, in units of a module. */
export function drawnCodes(content: string): readonly DrawnCode[] {
  const codes: DrawnCode[] = [];
  for (const { 0: block, index: at } of content.matchAll(RECTANGLES)) {
    const runs = [...block.matchAll(/(\d+) (\d+) (\d+) 1 re/g)].map(([, ...numbers]) => numbers.map(Number));
    const size = Math.max(...runs.map(([x = 0, y = 0, length = 0]) => Math.max(x + length, y + 1)));
    // ISO/IEC 18004 clause 5.3.1: 21 to 177 modules a side, in steps of four.
    if (size >= 21 && size <= 177 && size % 4 === 1) codes.push({ size, runs, at });
  }
  return codes;
}

function pictureOfCode({ size, runs }: DrawnCode): PagePicture {
  const side = (size + 2 * QUIET) * SCALE;
  const grey = new Uint8Array(side * side).fill(255);
  for (const [x = 0, y = 0, length = 0] of runs) {
    for (let line = 0; line < SCALE; line++) {
      const start = ((y + QUIET) * SCALE + line) * side + (x + QUIET) * SCALE;
      grey.fill(0, start, start + length * SCALE);
    }
  }
  return { kind: 'grey', width: side, height: side, grey };
}

function nameIn(file: PdfFile, dict: PdfDict, key: string): string | undefined {
  const value = file.resolve(dict.get(key));
  return value instanceof PdfName ? value.name : undefined;
}
