import type { Face, Fonts } from './fonts.ts';
import { COARSE, FINE, type Lines, linesOfPath, penOf } from './outline-lines.ts';
import type { CodeMark, GlyphRun, PathMark } from './placed.ts';

/** How much of each pixel some marks cover, in a rectangle of the image; 255 is all of it. */
export interface Coverage {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** Marks of one ink. */
export type Inked = GlyphRun | PathMark | CodeMark;

/**
 * Exact area coverage of a filled mark by signed areas, one pass over its edges. It is what a learner's own words are
 * drawn with: a general renderer would first have to read the whole page again. Glyphs are drawn once for each eighth
 * of a pixel they can stand at.
 * `scale` is pixels per point; what lies beyond `columns` and `rows` is cut off. Undefined when nothing is covered.
 */
export function coverageOf(
  mark: Inked,
  fonts: Fonts,
  scale: number,
  columns: number,
  rows: number,
): Coverage | undefined {
  const whole = wholeCoverage(mark, fonts, scale);
  return whole && cut(whole, columns, rows);
}

function wholeCoverage(mark: Inked, fonts: Fonts, scale: number): Coverage | undefined {
  switch (mark.kind) {
    case 'glyphs':
      return coverageOfRun(mark, fonts, scale);
    case 'code':
      return coverageOfCode(mark, scale);
    case 'path':
      return coverageOfLines(linesOfPath(mark.d, scale));
  }
}

function coverageOfLines(lines: Lines): Coverage | undefined {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < lines.length; at += 2) {
    const x = lines[at] as number;
    const y = lines[at + 1] as number;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (lines.length === 0) return undefined;
  const x = Math.floor(left);
  const y = Math.floor(top);
  const width = Math.ceil(right) - x;
  const height = Math.ceil(bottom) - y;
  if (width <= 0 || height <= 0) return undefined;

  // Two columns more: an edge in the last pixel also writes into the one after it.
  const stride = width + 2;
  const sums = new Float32Array(stride * height);
  for (let at = 0; at < lines.length; at += 4) {
    addLine(
      sums,
      stride,
      height,
      (lines[at] as number) - x,
      (lines[at + 1] as number) - y,
      (lines[at + 2] as number) - x,
      (lines[at + 3] as number) - y,
    );
  }
  const values = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += sums[row * stride + column] as number;
      const covered = sum < 0 ? -sum : sum;
      values[row * width + column] = covered >= 1 ? 255 : covered * 255 + 0.5;
    }
  }
  return { x, y, width, height, values };
}

/** What lies on an image of this many columns and rows. */
function cut(whole: Coverage, columns: number, rows: number): Coverage | undefined {
  const x = Math.max(0, whole.x);
  const y = Math.max(0, whole.y);
  const width = Math.min(columns, whole.x + whole.width) - x;
  const height = Math.min(rows, whole.y + whole.height) - y;
  if (width <= 0 || height <= 0) return undefined;
  if (width === whole.width && height === whole.height) return whole;
  const values = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row - whole.y) * whole.width + x - whole.x;
    values.set(whole.values.subarray(from, from + width), row * width);
  }
  return { x, y, width, height, values };
}

/**
 * A code has upright edges only, so a pixel's coverage is the share of its width times the share of its height that
 * dark modules take. A module is larger than a pixel in any print that can be read.
 */
function coverageOfCode(mark: CodeMark, scale: number): Coverage | undefined {
  const { size, dark, ...place } = mark.draw();
  const module = place.module * scale;
  const [left, top] = [place.x * scale, place.y * scale];
  const [x, y] = [Math.floor(left), Math.floor(top)];
  const width = Math.ceil(left + size * module) - x;
  const height = Math.ceil(top + size * module) - y;
  if (width <= 0 || height <= 0) return undefined;
  const along = new Float32Array(size * width);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (dark[row * size + column] === 1)
        spread(along, row * width, left - x + column * module, module, width);
    }
  }
  const values = new Uint8Array(width * height);
  for (let pixel = 0; pixel < height; pixel++) {
    const above = y + pixel - top;
    const first = Math.max(0, Math.floor(above / module));
    const last = Math.min(size - 1, Math.floor((above + 1) / module));
    for (let row = first; row <= last; row++) {
      const share = Math.min(above + 1, (row + 1) * module) - Math.max(above, row * module);
      if (share <= 0) continue;
      for (let column = 0; column < width; column++) {
        const at = pixel * width + column;
        values[at] = (values[at] as number) + (along[row * width + column] as number) * share * 255 + 0.5;
      }
    }
  }
  return { x, y, width, height, values };
}

/** Adds to each pixel the share of it between `from` and `from + length`. */
function spread(row: Float32Array, at: number, from: number, length: number, width: number): void {
  const to = from + length;
  for (let pixel = Math.floor(from); pixel < to && pixel < width; pixel++) {
    const share = Math.min(to, pixel + 1) - Math.max(from, pixel);
    row[at + pixel] = (row[at + pixel] as number) + share;
  }
}

const SMALL_TYPE = 24;

/** Each face's glyphs as lines in thousandths, by glyph and fineness. */
const flattened = new WeakMap<Face, Map<number, Lines>>();

/** Places within a pixel that a glyph is drawn at, across and down. */
const PHASES = 8;
/** A picture of a glyph is about a kilobyte. */
const GLYPHS_REMEMBERED = 20_000;
const drawnGlyphs = new WeakMap<Face, Map<string, Coverage | null>>();

function coverageOfRun(run: GlyphRun, fonts: Fonts, scale: number): Coverage | undefined {
  const face = fonts.face(run.font);
  if (!face) return undefined;
  const size = (run.size / 1000) * scale;
  const steps = run.size * scale < SMALL_TYPE ? COARSE : FINE;
  const baseline = Math.round(run.y * scale * PHASES) / PHASES;
  const down = Math.floor(baseline);
  let pen = run.x * scale;
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const placed: { readonly glyph: Coverage; readonly x: number; readonly y: number }[] = [];
  for (const { id, advance } of run.glyphs) {
    const at = Math.round(pen * PHASES) / PHASES;
    const across = Math.floor(at);
    const glyph = drawnGlyph(face, id, size, steps, at - across, baseline - down);
    pen += advance * size;
    if (!glyph) continue;
    const [x, y] = [across + glyph.x, down + glyph.y];
    placed.push({ glyph, x, y });
    if (x < left) left = x;
    if (y < top) top = y;
    if (x + glyph.width > right) right = x + glyph.width;
    if (y + glyph.height > bottom) bottom = y + glyph.height;
  }
  if (placed.length === 0) return undefined;
  const width = right - left;
  const height = bottom - top;
  const values = new Uint8ClampedArray(width * height);
  for (const { glyph, x, y } of placed) {
    for (let row = 0; row < glyph.height; row++) {
      const to = (y - top + row) * width + x - left;
      const from = row * glyph.width;
      // Neighbours may share a pixel.
      for (let column = 0; column < glyph.width; column++) {
        values[to + column] = (values[to + column] as number) + (glyph.values[from + column] as number);
      }
    }
  }
  return { x: left, y: top, width, height, values: new Uint8Array(values.buffer) };
}

/** `across` and `down` are where in a pixel its origin lies. Null for a glyph that shows nothing. */
function drawnGlyph(
  face: Face,
  id: number,
  size: number,
  steps: number,
  across: number,
  down: number,
): Coverage | null {
  let known = drawnGlyphs.get(face);
  if (!known) {
    known = new Map();
    drawnGlyphs.set(face, known);
  }
  const key = `${id} ${size} ${across} ${down}`;
  const drawn = known.get(key);
  if (drawn !== undefined) return drawn;
  const lines = Float32Array.from(linesOfGlyph(face, id, steps), (value, at) =>
    at % 2 === 0 ? across + value * size : down - value * size,
  );
  const made = coverageOfLines(lines) ?? null;
  if (known.size >= GLYPHS_REMEMBERED) known.clear();
  known.set(key, made);
  return made;
}

function linesOfGlyph(face: Face, glyph: number, steps: number): Lines {
  let known = flattened.get(face);
  if (!known) {
    known = new Map();
    flattened.set(face, known);
  }
  const key = glyph * 16 + steps;
  let lines = known.get(key);
  if (!lines) {
    const pen = penOf(steps);
    for (const { step, points } of face.outline(glyph)) pen.draw(step, points);
    lines = pen.lines();
    known.set(key, lines);
  }
  return lines;
}

/**
 * Adds to each pixel the change that the line makes to the area right of it, so that a running sum along the row is
 * the coverage. Lines left of the rectangle still count, those right of it change nothing inside.
 */
function addLine(
  sums: Float32Array,
  stride: number,
  height: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  if (y1 === y2) return;
  const down = y1 < y2;
  const topY = down ? y1 : y2;
  const endY = down ? y2 : y1;
  const slope = (x2 - x1) / (y2 - y1);
  const limit = stride - 2;
  let x = down ? x1 : x2;
  if (topY < 0) x -= topY * slope;
  const lastRow = Math.min(height, Math.ceil(endY));
  for (let row = Math.max(0, Math.floor(topY)); row < lastRow; row++) {
    const reach = Math.min(row + 1, endY) - Math.max(row, topY);
    const nextX = x + slope * reach;
    const signed = down ? reach : -reach;
    const at = row * stride;
    const from = Math.min(limit, Math.max(0, Math.min(x, nextX)));
    const to = Math.min(limit, Math.max(0, Math.max(x, nextX)));
    x = nextX;
    const first = Math.floor(from);
    const last = Math.ceil(to);
    if (last <= first + 1) {
      // Within one pixel: it gets the part right of the line's middle, its neighbour the rest.
      const beyond = (from + to) / 2 - first;
      sums[at + first] = (sums[at + first] as number) + signed * (1 - beyond);
      sums[at + first + 1] = (sums[at + first + 1] as number) + signed * beyond;
      continue;
    }
    const perPixel = signed / (to - from);
    let covered = 0;
    for (let pixel = first; pixel < last; pixel++) {
      // The area right of the line: in full for rows the line has passed, by its mean for those it is crossing.
      const enter = Math.max(from, pixel);
      const leave = Math.min(to, pixel + 1);
      const area =
        (enter - from) * perPixel + (leave - enter) * perPixel * (1 - ((enter + leave) / 2 - pixel));
      sums[at + pixel] = (sums[at + pixel] as number) + area - covered;
      covered = area;
    }
    sums[at + last] = (sums[at + last] as number) + signed - covered;
  }
}
