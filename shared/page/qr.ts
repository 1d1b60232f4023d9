import type { Box } from '../template/design.ts';
import type { CodePlace, QrSymbol } from './placed.ts';

/** Modules of quiet zone on each side (ISO/IEC 18004 5.3.8). */
export const QUIET_ZONE = 4;

/** Millimetres. At 0.25 phones and `zbarimg` begin to fail on worn or badly lit prints (measured); a little more is asked. */
export const SMALLEST_MODULE = 0.28;

/** The code and its quiet zone fill the largest square centred in `box`. In the units of the box. */
export function placeSymbol(size: number, box: Box): CodePlace {
  const side = Math.min(box.width, box.height);
  const module = side / (size + 2 * QUIET_ZONE);
  return {
    x: box.x + (box.width - side) / 2 + QUIET_ZONE * module,
    y: box.y + (box.height - side) / 2 + QUIET_ZONE * module,
    module,
  };
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
 * to let paper shine through. Outlines turn so that nonzero and even-odd agree.
 * @returns the corners of each outline, x and y in modules; the last leads back to the first.
 */
export function outlinesOf({ size, dark }: QrSymbol): readonly (readonly number[])[] {
  const isDark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < size && y < size && dark[y * size + x] === 1;
  const walked = new Uint8Array(size * size);
  const outlines: number[][] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      // A top edge not yet walked starts an outline; each has at least one.
      if (!isDark(x, y) || isDark(x, y - 1) || walked[y * size + x]) continue;
      const corners: number[] = [];
      let [atX, atY] = [x, y];
      let heading = EAST;
      do {
        corners.push(atX, atY);
        const straight = heading;
        do {
          if (heading === EAST) walked[atY * size + atX] = 1;
          atX += STEP_X[heading] ?? 0;
          atY += STEP_Y[heading] ?? 0;
          heading = turn(isDark, atX, atY, heading);
        } while (heading === straight && !(atX === x && atY === y && heading === EAST));
      } while (!(atX === x && atY === y && heading === EAST));
      outlines.push(corners);
    }
  }
  return outlines;
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
