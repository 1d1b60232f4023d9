import type { PageDesign } from '../../shared/template/design.ts';
import { tenth } from './edit.ts';

/** `x` stands upright at a distance from the left, `y` lies across at one from the top. */
export type GuideAxis = 'x' | 'y';

/** More than that nobody could tell apart. */
const MOST = 50;

export function guidesOf({ guides }: PageDesign, axis: GuideAxis): readonly number[] {
  return guides?.[axis] ?? [];
}

/** Millimetres; what does not lie on the page is left out, and a page without guides says nothing of them. */
export function withGuides(page: PageDesign, axis: GuideAxis, lines: readonly number[]): PageDesign {
  const most = axis === 'x' ? page.width : page.height;
  const on = lines.map(tenth).filter((line) => line >= 0 && line <= most);
  const kept = [...new Set(on)].sort((one, other) => one - other).slice(0, MOST);
  if (kept.join() === guidesOf(page, axis).join()) return page;
  const { guides, ...plain } = page;
  const { [axis]: _, ...others } = guides ?? {};
  const next = { ...others, ...(kept.length > 0 && { [axis]: kept }) };
  return Object.keys(next).length > 0 ? { ...plain, guides: next } : plain;
}

/** A new one without `from`; gone without `to`. */
export function moveGuide(
  page: PageDesign,
  axis: GuideAxis,
  from: number | undefined,
  to: number | undefined,
): PageDesign {
  const others = guidesOf(page, axis).filter((line) => line !== from);
  return withGuides(page, axis, to === undefined ? others : [...others, to]);
}

/** What is typed: numbers with a space between, each with a comma or a point. */
export function readGuides(text: string): readonly number[] {
  return text
    .split(/[\s;]+/)
    .map((each) => (each === '' ? Number.NaN : Number(each.replace(',', '.'))))
    .filter((line) => !Number.isNaN(line));
}
