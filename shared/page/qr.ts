import { encodeQR } from 'qr';
import type { Box } from '../template/design.ts';
import { round } from './text-run.ts';

/** A QR code (ISO/IEC 18004) as one filled path. */
export interface QrPath {
  /** Path data in the units of the box, M, L and Z only; outlines turn so that nonzero and even-odd agree. */
  readonly d: string;
  /** Modules along one side, without the quiet zone. */
  readonly modules: number;
  /** Side of one module in the units of the box. */
  readonly module: number;
  /** Where the modules' edges lie. */
  readonly grid: { readonly x: number; readonly y: number; readonly unit: number };
}

/** Modules of quiet zone on each side (ISO/IEC 18004 5.3.8). */
export const QUIET_ZONE = 4;

/** Millimetres. At 0.25 phones and `zbarimg` begin to fail on worn or badly lit prints (measured); a little more is asked. */
export const SMALLEST_MODULE = 0.28;

/** Error correction "medium" mends 15 %. The code and its quiet zone fill the largest square centred in `box`. */
export function qrPath(text: string, box: Box): QrPath {
  // The package insists on a border; ours is the quiet zone below. A fixed mask saves it seven trials of eight.
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', border: 1, mask: 2 });
  const modules = bordered.length - 2;
  const side = Math.min(box.width, box.height);
  const module = side / (modules + 2 * QUIET_ZONE);
  const left = box.x + (box.width - side) / 2 + (QUIET_ZONE - 1) * module;
  const top = box.y + (box.height - side) / 2 + (QUIET_ZONE - 1) * module;
  const grid = { x: left, y: top, unit: module };
  return { d: outline(bordered, module, left, top), modules, module, grid };
}

/** Directions a walk along the modules' edges can take, with the dark always on its right (y downwards). */
const EAST = 0;
const SOUTH = 1;
const WEST = 2;
const NORTH = 3;
const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];

/**
 * Walks round every dark area once, instead of drawing square by square: neighbours then have no seam for a renderer
 * to let paper shine through. `dark` has a light border of one module.
 */
function outline(dark: readonly (readonly boolean[])[], module: number, left: number, top: number): string {
  const size = dark.length;
  const lines = Array.from({ length: size }, (_, at) => [
    round(left + at * module),
    round(top + at * module),
  ]);
  const isDark = (x: number, y: number) => dark[y]?.[x] === true;
  const walked = new Uint8Array(size * size);
  let d = '';
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      // A top edge not yet walked starts an outline; each has at least one.
      if (!isDark(x, y) || isDark(x, y - 1) || walked[y * size + x]) continue;
      let [atX, atY] = [x, y];
      let heading = EAST;
      let pen = 'M';
      do {
        d += `${pen}${lines[atX]?.[0]} ${lines[atY]?.[1]}`;
        pen = 'L';
        const straight = heading;
        do {
          if (heading === EAST) walked[atY * size + atX] = 1;
          atX += STEP_X[heading] ?? 0;
          atY += STEP_Y[heading] ?? 0;
          heading = turn(isDark, atX, atY, heading);
        } while (heading === straight && !(atX === x && atY === y && heading === EAST));
      } while (!(atX === x && atY === y && heading === EAST));
      d += 'Z';
    }
  }
  return d;
}

/** At a corner: what lies ahead to the right and to the left decides. Areas that touch at a corner stay apart. */
function turn(isDark: (x: number, y: number) => boolean, x: number, y: number, heading: number): number {
  const aheadRight = quadrant(isDark, x, y, heading, 1);
  if (!aheadRight) return (heading + 1) % 4;
  return quadrant(isDark, x, y, heading, -1) ? (heading + 3) % 4 : heading;
}

/** The module beyond the corner (x, y) on the right (1) or left (-1) of the heading. */
function quadrant(
  isDark: (x: number, y: number) => boolean,
  x: number,
  y: number,
  heading: number,
  side: 1 | -1,
): boolean {
  switch (heading) {
    case EAST:
      return isDark(x, side === 1 ? y : y - 1);
    case SOUTH:
      return isDark(side === 1 ? x - 1 : x, y);
    case WEST:
      return isDark(x - 1, side === 1 ? y - 1 : y);
    case NORTH:
      return isDark(side === 1 ? x : x - 1, y - 1);
    default:
      return false;
  }
}
