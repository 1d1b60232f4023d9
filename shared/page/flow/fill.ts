import type { Stack } from './stack.ts';

/** Units `from` up to, not with, `to` of a stack, whose first mark lies `y` points below the top of the room. */
export interface Slice {
  readonly stack: number;
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

export interface Sheet {
  readonly slices: readonly Slice[];
  /** Down to the lowest mark. */
  readonly used: number;
  /** True when a unit is higher than the room. */
  readonly overflows: boolean;
}

const ROUNDING = 0.01;

/** Fills sheet after sheet; `roomOf` tells the height in points that sheet 0, 1, 2 … has. */
export function fillSheets(
  stacks: readonly Stack[],
  roomOf: (sheet: number) => number,
): readonly [Sheet, ...Sheet[]] {
  const done: Sheet[] = [];
  let slices: Slice[] = [];
  let used = 0;
  let next = 0;
  let overflows = false;
  const turn = () => {
    done.push({ slices, used, overflows });
    slices = [];
    used = next = 0;
    overflows = false;
  };

  for (const [at, stack] of stacks.entries()) {
    const { units } = stack;
    for (let from = 0; from < units.length; ) {
      const room = roomOf(done.length) + ROUNDING;
      const empty = slices.length === 0;
      const top = empty ? 0 : next + (from === 0 ? stack.gap : 0);
      const reach = reachOf(stack, from, top, room);
      let { to } = reach;
      if (to < units.length) to = keepTogether(stack, from, to);
      else if (stack.withNext && !hasRoomForNext(stacks[at + 1], reach.next, room)) to = from;
      if (to === from && !empty) {
        turn();
        continue;
      }
      // An empty sheet gives no more room than this: something has to stand here.
      if (to === from) to = Math.max(reach.to, from + 1);
      const end = measure(stack, from, to, top);
      if (end.ink > room) overflows = true;
      slices.push({ stack: at, from, to, y: top });
      used = end.ink;
      next = end.next;
      from = to;
      if (from < units.length) turn();
    }
  }
  const last: Sheet = { slices, used, overflows };
  const [first, ...more] = [...done, last];
  return [first ?? last, ...more];
}

function reachOf(stack: Stack, from: number, top: number, room: number): { to: number; next: number } {
  let next = top + (stack.head?.height ?? 0);
  let to = from;
  for (; to < stack.units.length; to++) {
    const unit = stack.units[to];
    if (!unit || next + unit.ink > room) break;
    next += unit.height;
  }
  return { to, next };
}

function measure(stack: Stack, from: number, to: number, top: number): { ink: number; next: number } {
  let next = top + (stack.head?.height ?? 0);
  let ink = next;
  for (const unit of stack.units.slice(from, to)) {
    ink = next + unit.ink;
    next += unit.height;
  }
  return { ink, next };
}

function keepTogether({ units, together }: Stack, from: number, to: number): number {
  const kept = units.length - to < together ? units.length - together : to;
  return kept - from < together ? from : kept;
}

function hasRoomForNext(following: Stack | undefined, top: number, room: number): boolean {
  if (!following || following.units.length === 0) return true;
  const count =
    following.units.length <= following.together + 1 ? following.units.length : following.together;
  return measure(following, 0, Math.max(1, count), top + following.gap).ink <= room;
}
