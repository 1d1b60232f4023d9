/** In points from the lower left corner of a page, y upwards, as PDF has it. */
export interface Rectangle {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** A millimetre in points. */
export const MILLIMETRE = 72 / 25.4;

export function widthOf({ left, right }: Rectangle): number {
  return right - left;
}

export function heightOf({ bottom, top }: Rectangle): number {
  return top - bottom;
}

/** The same rectangle, larger by `margin` on every side. */
export function grown({ left, bottom, right, top }: Rectangle, margin: number): Rectangle {
  return { left: left - margin, bottom: bottom - margin, right: right + margin, top: top + margin };
}

export function moved({ left, bottom, right, top }: Rectangle, x: number, y: number): Rectangle {
  return { left: left + x, bottom: bottom + y, right: right + x, top: top + y };
}

export function overlaps(one: Rectangle, other: Rectangle): boolean {
  return one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top;
}
