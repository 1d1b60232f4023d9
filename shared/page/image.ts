import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import type { Language } from '../language.ts';
import type { Fonts } from './fonts.ts';
import { type Coverage, coverageOf, type Inked } from './image-coverage.ts';
import { type Palette, paletteOf } from './image-palette.ts';
import { compressRows, type Piece, writePng } from './image-png.ts';
import type { LaidOut, PreparedLayout } from './layout.ts';
import type { Block, Mark } from './placed.ts';
import { svgOfMarks } from './svg.ts';

/** Pictures of pages, one learner after another. */
export interface PageImages {
  draw(credential: Credential, language: Language): PageImage;
}

export interface PageImage {
  readonly mediaType: 'image/png';
  readonly bytes: Uint8Array;
}

/** Rows compressed together; one a learner touches is compressed anew. */
const BAND = 16;
/** zlib levels: for what is made once, and for what is made for each learner. */
const BEST = 9;
const QUICK = 2;

/**
 * Pictures `width` pixels wide. What all learners share is drawn by the engine and compressed once; a learner's own
 * words and code are drawn over it, and only the rows they touch are compressed again. They come out as if drawn
 * last, which is what they are in any sensible design.
 */
export function preparePageImages(
  layout: PreparedLayout,
  fonts: Fonts,
  engine: Engine,
  { width }: { readonly width: number },
): PageImages {
  const grounds = new Map<string, Ground>();
  return {
    draw(credential, language) {
      const laid = layout.layOut(credential, language);
      const key = [language, ...credential.languages].join();
      const { shared, own } = marksOfPage(laid);
      let ground = grounds.get(key);
      if (!ground || !sameMarks(ground.marks, shared)) {
        ground = drawGround(laid, shared, own, fonts, engine, width);
        grounds.set(key, ground);
      }
      return { mediaType: 'image/png', bytes: drawOver(ground, own, fonts, engine) };
    },
  };
}

/** What learners share of a page, as palette entries, filtered (type 0) and in pieces. */
interface Ground {
  readonly marks: readonly Mark[];
  readonly palette: Palette;
  /** Pixels per point. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
  readonly bands: readonly Piece[];
  /** Null for marks that show nothing. */
  readonly coverages: WeakMap<Mark, Coverage | null>;
}

function marksOfPage({ pages, varying }: LaidOut): { shared: readonly Mark[]; own: readonly Inked[] } {
  const shared: Mark[] = [];
  const own: Inked[] = [];
  const take = (mark: Mark, varies: boolean) => {
    // A learner's own stroke or picture has no quick way; as part of the ground it is right, and slow.
    if (varies && isQuick(mark)) own.push(mark);
    else shared.push(mark);
  };
  const walk = (block: Block) => {
    for (const child of block.blocks ?? []) walk(child);
    for (const mark of block.marks ?? []) take(mark, varying.has(block));
  };
  const [page] = pages;
  for (const mark of page?.artifacts ?? []) take(mark, varying.has(mark));
  for (const block of page?.content ?? []) walk(block);
  return { shared, own };
}

function isQuick(mark: Mark): mark is Inked {
  return mark.kind === 'glyphs' || mark.kind === 'code' || (mark.kind === 'path' && !mark.stroke);
}

function sameMarks(known: readonly Mark[], marks: readonly Mark[]): boolean {
  return known.length === marks.length && known.every((mark, at) => mark === marks[at]);
}

function drawGround(
  { pages }: LaidOut,
  marks: readonly Mark[],
  own: readonly Inked[],
  fonts: Fonts,
  engine: Engine,
  wanted: number,
): Ground {
  const [page] = pages;
  if (!page) throw new Error('a layout has at least one page');
  const raster = engine.rasterise(svgOfMarks(marks, page.width, page.height, fonts), wanted);
  const { width, height, rgba } = raster;
  const inks = [...own, ...marks].flatMap(inksOf);
  const palette = paletteOf([...new Set(inks)], raster);
  const rows = new Uint8Array((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * 4;
    rows[pixel + Math.floor(pixel / width) + 1] = palette.nearest(
      rgba[at] ?? 0,
      rgba[at + 1] ?? 0,
      rgba[at + 2] ?? 0,
    );
  }
  const bands = Array.from({ length: Math.ceil(height / BAND) }, (_, band) =>
    compressRows(rows.subarray(band * BAND * (width + 1), (band + 1) * BAND * (width + 1)), engine, BEST),
  );
  return { marks, palette, scale: width / page.width, width, height, rows, bands, coverages: new WeakMap() };
}

function inksOf(mark: Mark): readonly string[] {
  if (mark.kind === 'glyphs') return [mark.colour];
  if (mark.kind === 'picture') return [];
  if (mark.kind === 'code') return [mark.fill];
  return [mark.fill, mark.stroke].filter((ink) => ink !== undefined);
}

function drawOver(ground: Ground, own: readonly Inked[], fonts: Fonts, engine: Engine): Uint8Array {
  const { width, height, bands } = ground;
  const layers = own.flatMap((mark) => {
    // Many an own mark is the last learner's too: the date, the seal's words.
    let coverage = ground.coverages.get(mark);
    if (coverage === undefined) {
      coverage = coverageOf(mark, fonts, ground.scale, width, height) ?? null;
      ground.coverages.set(mark, coverage);
    }
    const [ink] = inksOf(mark);
    return coverage && ink ? [{ coverage, ink }] : [];
  });
  const touched = new Uint8Array(bands.length);
  for (const { coverage } of layers) {
    const last = Math.floor((coverage.y + coverage.height - 1) / BAND);
    touched.fill(1, Math.floor(coverage.y / BAND), last + 1);
  }

  const pieces: Piece[] = [];
  for (let from = 0; from < bands.length; ) {
    let to = from + 1;
    const own = touched[from] === 1;
    while (to < bands.length && touched[to] === touched[from]) to++;
    if (own) pieces.push(drawBands(ground, layers, from, to, engine));
    else pieces.push(...bands.slice(from, to));
    from = to;
  }
  return writePng(width, height, ground.palette.rgb, pieces);
}

function drawBands(
  { rows, width, height, palette }: Ground,
  layers: readonly { readonly coverage: Coverage; readonly ink: string }[],
  from: number,
  to: number,
  engine: Engine,
): Piece {
  const stride = width + 1;
  const [top, bottom] = [from * BAND, Math.min(height, to * BAND)];
  const drawn = rows.slice(top * stride, bottom * stride);
  for (const { coverage, ink } of layers) {
    if (coverage.y >= bottom || coverage.y + coverage.height <= top) continue;
    let ground = -1;
    let blend = palette.blend(ink, 0);
    for (let row = 0; row < coverage.height; row++) {
      const start = (coverage.y + row - top) * stride + coverage.x + 1;
      for (let column = 0; column < coverage.width; column++) {
        const value = coverage.values[row * coverage.width + column] ?? 0;
        if (value === 0) continue;
        const under = drawn[start + column] ?? 0;
        if (under !== ground) {
          ground = under;
          blend = palette.blend(ink, under);
        }
        drawn[start + column] = blend[value] ?? under;
      }
    }
  }
  return compressRows(drawn, engine, QUICK);
}
