/** Chromium lays nothing out from 2^25 pixels on (33,554,432): rows further down could not be scrolled to. */
const TALLEST = 30_000_000;
/** A scroll over more views than this is a leap by the scroll bar. */
const LEAP = 3;

/**
 * Where rows lie that are taller together than can be laid out, in pixels. Scrolled step by step they move as they
 * would without; a leap of the scroll bar lands at the same share of the rows as of the bar, and either end is its end.
 */
export class FarRows {
  /** How much further down the rows are than the table is scrolled. */
  #base = 0;
  #scrolled = 0;

  /** @returns where in all of the rows the table then is. */
  scrollTo(scrolled: number, view: number, rows: number): number {
    const [end, rowsEnd] = [Math.min(rows, TALLEST) - view, rows - view];
    if (rows <= TALLEST || scrolled <= 0) this.#base = 0;
    else if (scrolled >= end) this.#base = rowsEnd - end;
    else if (Math.abs(scrolled - this.#scrolled) > LEAP * view) this.#base = scrolled * (rowsEnd / end - 1);
    this.#scrolled = scrolled;
    return scrolled + this.#base;
  }

  /** Room over and under the rows from `start` to `end`, so that they are where the table is scrolled to. */
  around(start: number, end: number, rows: number): { readonly above: number; readonly below: number } {
    const above = start - this.#base;
    return { above, below: Math.max(0, Math.min(rows, TALLEST) - above - (end - start)) };
  }
}
