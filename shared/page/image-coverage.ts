import type { Face, Fonts } from './fonts.ts';
import type { GlyphRun, PathMark } from './placed.ts';

/** How much of each pixel some marks cover, in a rectangle of the image; 255 is all of it. */
export interface Coverage {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** Outlines as straight lines: the ends of each as x1, y1, x2, y2. */
type Lines = Float32Array;

/**
 * Exact area coverage of a filled mark by signed areas, one pass over its edges. It is what a learner's own words are
 * drawn with: a general renderer would first have to read the whole page again.
 * `scale` is pixels per point; what lies beyond `columns` and `rows` is cut off. Undefined when nothing is covered.
 */
export function coverageOf(
  mark: GlyphRun | PathMark,
  fonts: Fonts,
  scale: number,
  columns: number,
  rows: number,
): Coverage | undefined {
  const lines = mark.kind === 'glyphs' ? linesOfRun(mark, fonts, scale) : linesOfPath(mark.d, scale);
  let left = columns;
  let top = rows;
  let right = 0;
  let bottom = 0;
  for (let at = 0; at < lines.length; at += 2) {
    const x = lines[at] as number;
    const y = lines[at + 1] as number;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  const x = Math.max(0, Math.floor(left));
  const y = Math.max(0, Math.floor(top));
  const width = Math.min(columns, Math.ceil(right)) - x;
  const height = Math.min(rows, Math.ceil(bottom)) - y;
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

/** Straight lines a curve becomes; in small type a curve is a pixel or two long. */
const FINE = 6;
const COARSE = 3;
const SMALL_TYPE = 24;

/** Each face's glyphs as lines in thousandths, by glyph and fineness. */
const flattened = new WeakMap<Face, Map<number, Lines>>();

function linesOfRun(run: GlyphRun, fonts: Fonts, scale: number): Lines {
  const face = fonts.face(run.font);
  if (!face) return new Float32Array(0);
  const size = (run.size / 1000) * scale;
  const steps = run.size * scale < SMALL_TYPE ? COARSE : FINE;
  const parts = run.glyphs.map(({ id }) => linesOfGlyph(face, id, steps));
  const lines = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  const baseline = run.y * scale;
  let pen = run.x * scale;
  let end = 0;
  for (const [index, part] of parts.entries()) {
    for (let at = 0; at < part.length; at += 2) {
      lines[end++] = pen + (part[at] as number) * size;
      lines[end++] = baseline - (part[at + 1] as number) * size;
    }
    pen += (run.glyphs[index]?.advance ?? 0) * size;
  }
  return lines;
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

/** `d` holds absolute M, L, C and Z only. */
function linesOfPath(d: string, scale: number): Lines {
  const pen = penOf(FINE);
  let step = '';
  let points: number[] = [];
  for (const [token] of d.matchAll(/[MLCZ]|-?[\d.]+/g)) {
    const first = token.charCodeAt(0);
    if (first < 0x41) points.push(Number(token) * scale);
    else {
      if (step) pen.draw(step, points);
      step = token;
      points = [];
    }
  }
  if (step) pen.draw(step, points);
  return pen.lines();
}

/** Walks an outline and notes its straight lines; open ends are closed, as filling does. */
function penOf(steps: number): { draw(step: string, points: readonly number[]): void; lines(): Lines } {
  const lines: number[] = [];
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  const to = (endX: number, endY: number) => {
    lines.push(x, y, endX, endY);
    x = endX;
    y = endY;
  };
  const close = () => {
    if (x !== startX || y !== startY) to(startX, startY);
  };
  const curve = (ax: number, ay: number, bx: number, by: number, endX: number, endY: number) => {
    const fromX = x;
    const fromY = y;
    for (let step = 1; step <= steps; step++) {
      const t = step / steps;
      const u = 1 - t;
      to(
        u * u * u * fromX + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * endX,
        u * u * u * fromY + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * endY,
      );
    }
  };
  return {
    draw(step, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) {
      if (step === 'M') {
        close();
        x = startX = a;
        y = startY = b;
      } else if (step === 'L') to(a, b);
      else if (step === 'Q') {
        const towards = (from: number, control: number) => from + ((control - from) * 2) / 3;
        curve(towards(x, a), towards(y, b), towards(c, a), towards(d, b), c, d);
      } else if (step === 'C') curve(a, b, c, d, e, f);
      else close();
    },
    lines() {
      close();
      return new Float32Array(lines);
    },
  };
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
