import type { Box, DrawingElement, DrawnPath, ShapeElement } from '../template/design.ts';

/*
 * Ornaments drawn by formula: guilloches are families of smooth curves, as engraved on bank notes, sampled and joined
 * by cubic Béziers whose tangents are the curve's own.
 */

type Curve = (t: number) => readonly [number, number];

/**
 * The curve from `t` 0 to 1 in `pieces` Béziers. All is told by its way from the beginning, so that a shape that stands
 * elsewhere again is the same text again, which compresses to nearly nothing.
 */
export function trace(curve: Curve, pieces: number, closed = false): string {
  const slope = (t: number) => {
    const step = 1e-4;
    const [ax, ay] = curve(t - step);
    const [bx, by] = curve(t + step);
    return [(bx - ax) / (2 * step), (by - ay) / (2 * step)] as const;
  };
  const [left, top] = curve(0);
  let d = `M${hundredths(left)} ${hundredths(top)}`;
  let [x, y] = [0, 0];
  for (let piece = 0; piece < pieces; piece++) {
    const [t0, t1] = [piece / pieces, (piece + 1) / pieces];
    const pull = (t1 - t0) / 3;
    const [[x0, y0], [x1, y1]] = [curve(t0), curve(t1)];
    const [[dx0, dy0], [dx1, dy1]] = [slope(t0), slope(t1)];
    const across = [x0 + dx0 * pull, x1 - dx1 * pull, x1].map((value) => hundredths(value - left));
    const down = [y0 + dy0 * pull, y1 - dy1 * pull, y1].map((value) => hundredths(value - top));
    d += `c${across.map((value, at) => `${hundredths(value - x)} ${hundredths((down[at] ?? 0) - y)}`).join(' ')}`;
    [x, y] = [across[2] ?? 0, down[2] ?? 0];
  }
  return closed ? `${d}Z` : d;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A rosette of `strands` closed waves with `petals` crests, turned against each other, between two radii. */
export function rosette(
  id: string,
  box: Box,
  colour: string,
  { petals = 12, strands = 6, inner = 0.35, strokeWidth = 0.35 } = {},
): DrawingElement {
  const middle = (1 + inner) / 2;
  const paths = Array.from({ length: strands }, (_, strand): DrawnPath => {
    // Begun at a crest, so that two Béziers a petal, from crest to valley and back, follow it closely.
    const turn = strand / strands / petals;
    const depth = (1 - middle) * (0.8 + 0.2 * Math.cos((strand / strands) * 6 * Math.PI));
    const wave: Curve = (t) => {
      const angle = (t + turn) * 2 * Math.PI;
      const radius = 49 * (middle + depth * Math.cos(petals * t * 2 * Math.PI));
      return [50 + radius * Math.cos(angle), 50 + radius * Math.sin(angle)];
    };
    return { d: trace(wave, petals * 2, true), fill: 'none', stroke: colour, strokeWidth };
  });
  return { id, kind: 'drawing', box, viewBox: [0, 0, 100, 100], paths };
}

/** How far each strand of the frame swings, and how much later. */
const STRANDS = [
  [1, 0],
  [1, Math.PI],
  [0.4, 0],
] as const;
/** Of a wave, by which it reaches into the next: no seam is seen between them. */
const LAP = 0.005;

/** A band of interlaced waves along the inside of `box`, `depth` mm deep: a frame nobody draws by hand. */
export function guillocheFrame(id: string, box: Box, depth: number, colour: string): DrawingElement {
  const { width, height } = box;
  const paths: DrawnPath[] = [];
  const side = (length: number, place: (along: number, across: number) => readonly [number, number]) => {
    const waves = Math.round(length / (depth * 1.7));
    const period = length / waves;
    for (let nth = 0; nth < waves; nth++) {
      const strands = STRANDS.map(([reach, shift]) =>
        trace((t) => {
          const turn = t * (1 + 2 * LAP) - LAP;
          const across = (depth / 2) * (1 + reach * Math.cos(turn * 2 * Math.PI + shift));
          return place((nth + turn) * period, across);
        }, 2),
      );
      paths.push({ d: strands.join(''), fill: 'none', stroke: colour, strokeWidth: 0.14 });
    }
  };
  const [right, bottom] = [width - depth, height - depth];
  side(width - 2 * depth, (along, across) => [depth + along, across]);
  side(width - 2 * depth, (along, across) => [depth + along, bottom + across]);
  side(height - 2 * depth, (along, across) => [across, depth + along]);
  side(height - 2 * depth, (along, across) => [right + across, depth + along]);
  return { id, kind: 'drawing', box, viewBox: [0, 0, width, height], paths };
}

/** Our example institution's emblem: a sun above three waves in a ring. */
export function emblem(id: string, box: Box, ring: string, inside: string): Omit<DrawingElement, 'alt'> {
  const wave = (y: number, half: number): string => {
    const rise: Curve = (t) => [50 - half + t * 2 * half, y + 2.6 * Math.sin(t * 6 * Math.PI)];
    return trace(rise, 12);
  };
  const rays = Array.from({ length: 9 }, (_, at) => {
    const angle = Math.PI + (at * Math.PI) / 8;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const reach = at % 2 === 0 ? 32 : 27;
    return `M${(50 + 20 * cos).toFixed(2)} ${(55 + 20 * sin).toFixed(2)}L${(50 + reach * cos).toFixed(2)} ${(55 + reach * sin).toFixed(2)}`;
  });
  const line = { fill: 'none', stroke: inside, strokeWidth: 2.2 };
  return {
    id,
    kind: 'drawing',
    box,
    viewBox: [0, 0, 100, 100],
    paths: [
      { d: 'M50 1A49 49 0 1 1 50 99A49 49 0 1 1 50 1Z', fill: ring },
      { d: 'M50 5A45 45 0 1 1 50 95A45 45 0 1 1 50 5Z', fill: 'none', stroke: inside, strokeWidth: 0.9 },
      { d: 'M35 55A15 15 0 0 1 65 55Z', fill: inside },
      { ...line, d: rays.join('') },
      { ...line, d: wave(63, 33) },
      { ...line, d: wave(72, 27) },
      { ...line, d: wave(81, 18) },
    ],
  };
}

/** A hexagon that stands on a corner, with a ring and a tick. */
export function hexagon(id: string, box: Box, outside: string, inside: string, tick: string): DrawingElement {
  const corners = (radius: number) =>
    `${Array.from({ length: 6 }, (_, at) => {
      const angle = Math.PI / 2 + (at * Math.PI) / 3;
      return `${at === 0 ? 'M' : 'L'}${(50 + radius * Math.cos(angle)).toFixed(2)} ${(50 + radius * Math.sin(angle)).toFixed(2)}`;
    }).join('')}Z`;
  const waves = Array.from({ length: 5 }, (_, strand) => {
    const ripple: Curve = (t) => {
      const angle = t * 2 * Math.PI;
      const radius = 27.5 + 2.6 * Math.sin(18 * angle + (strand * 2 * Math.PI) / 5);
      return [50 + radius * Math.cos(angle), 50 + radius * Math.sin(angle)];
    };
    return trace(ripple, 72, true);
  });
  return {
    id,
    kind: 'drawing',
    box,
    viewBox: [0, 0, 100, 100],
    paths: [
      { d: corners(49), fill: outside },
      { d: corners(45), fill: inside },
      { d: corners(42.5), fill: 'none', stroke: outside, strokeWidth: 0.7 },
      ...waves.map((d) => ({ d, fill: 'none', stroke: outside, strokeWidth: 0.35 })),
      { d: 'M50 28A22 22 0 1 1 50 72A22 22 0 1 1 50 28Z', fill: outside },
      { d: 'M39.5 50.5L47 58L61 42.5', fill: 'none', stroke: tick, strokeWidth: 5 },
    ],
  };
}

export function rule(
  id: string,
  x: number,
  y: number,
  width: number,
  stroke: string,
  strokeWidth = 0.2,
): ShapeElement {
  return { id, kind: 'shape', shape: 'line', box: { x, y, width, height: 0 }, stroke, strokeWidth };
}

export function panel(id: string, box: Box, fill: string, radius = 0): ShapeElement {
  return { id, kind: 'shape', shape: 'rectangle', box, fill, ...(radius ? { radius } : {}) };
}

export function frame(id: string, box: Box, stroke: string, strokeWidth: number): ShapeElement {
  return { id, kind: 'shape', shape: 'rectangle', box, stroke, strokeWidth };
}
