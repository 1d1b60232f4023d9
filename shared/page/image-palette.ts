import type { Raster } from '../engine.ts';

/** 256 colours at most for a page: its inks, their way into the paper, and what else the page shows most. */
export interface Palette {
  /** Red, green, blue of each entry. */
  readonly rgb: Uint8Array;
  nearest(red: number, green: number, blue: number): number;
  /** For each coverage 0–255 of `ink` (an `#rrggbb`) over the entry `ground`, the entry that comes nearest. */
  blend(ink: string, ground: number): Uint8Array;
}

const SIZE = 256;
/** Steps between an ink and white paper. */
const STEPS = 16;

/** `inks` are `#rrggbb`; the first get their shades first, when there are too many. */
export function paletteOf(inks: readonly string[], page: Raster): Palette {
  const chosen = new Set<number>([0xffffff]);
  const add = (colour: number) => {
    if (chosen.size < SIZE) chosen.add(colour);
  };
  for (const ink of inks) add(colourOf(ink));
  for (const ink of inks) {
    const colour = colourOf(ink);
    for (let step = 1; step < STEPS; step++) add(mix(colour, 0xffffff, step / STEPS));
  }
  for (const colour of mostSeen(page)) add(colour);

  const colours = [...chosen];
  const rgb = new Uint8Array(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const found = new Map<number, number>();
  const blends = new Map<string, Uint8Array>();

  const nearest = (red: number, green: number, blue: number) => {
    const key = (red << 16) | (green << 8) | blue;
    const known = found.get(key);
    if (known !== undefined) return known;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < rgb.length; at += 3) {
      const distance =
        ((rgb[at] ?? 0) - red) ** 2 + ((rgb[at + 1] ?? 0) - green) ** 2 + ((rgb[at + 2] ?? 0) - blue) ** 2;
      if (distance < least) [best, least] = [at / 3, distance];
    }
    found.set(key, best);
    return best;
  };

  return {
    rgb,
    nearest,
    blend(ink, ground) {
      const key = `${ink} ${ground}`;
      const known = blends.get(key);
      if (known) return known;
      const paper = colours[ground] ?? 0xffffff;
      const made = Uint8Array.from({ length: 256 }, (_, coverage) => {
        const colour = mix(paper, colourOf(ink), coverage / 255);
        return nearest(colour >> 16, (colour >> 8) & 255, colour & 255);
      });
      blends.set(key, made);
      return made;
    },
  };
}

/** `share` of the way from one colour to the other. */
function mix(from: number, to: number, share: number): number {
  const channel = (shift: number) => {
    const [a, b] = [(from >> shift) & 255, (to >> shift) & 255];
    return Math.round(a + (b - a) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}

function colourOf(ink: string): number {
  return Number.parseInt(ink.slice(1), 16);
}

/** The page's colours, the most frequent first; of colours that differ by less than 8 in each channel only one. */
function mostSeen({ rgba }: Raster): readonly number[] {
  const counts = new Map<number, { colour: number; count: number }>();
  for (let at = 0; at < rgba.length; at += 4) {
    const colour = ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
    const cell = colour & 0xf8f8f8;
    const seen = counts.get(cell);
    if (seen) seen.count++;
    else counts.set(cell, { colour, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ colour }) => colour);
}
