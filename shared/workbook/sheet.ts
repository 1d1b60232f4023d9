import type { ArchiveBounds } from '../archive.ts';

/**
 * What a cell was in its workbook: text, number, date (also a time, a duration), boolean, error value, a formula whose
 * result was never kept, nothing.
 */
export type CellKind = 't' | 'n' | 'd' | 'b' | 'e' | 'f' | ' ';

export interface SheetRow {
  /** As the spreadsheet shows it, from 1. */
  readonly line: number;
  /**
   * As text: numbers with a decimal point and no grouping, percentages as 85%; dates as ISO 8601, with the time only
   * when there is one; TRUE and FALSE; error values as #REF!
   */
  readonly cells: readonly string[];
  /** One `CellKind` for each cell. */
  readonly kinds: string;
  readonly hidden?: true;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows with something in them. */
  readonly rows: readonly SheetRow[];
  /** Columns, from 0, that the spreadsheet does not show. */
  readonly hiddenColumns: readonly number[];
  /** Ranges of merged cells. The value of one that spans rows of a single column stands in each of them. */
  readonly merged: number;
}

export interface Workbook {
  readonly format: 'xlsx' | 'ods' | 'html';
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** The sheet asked for, or the first that is shown and has rows. */
  readonly sheet: Sheet;
}

/** Far above any real roster, far below what would exhaust the machine. */
export const WORKBOOK_BOUNDS = {
  /** Of the file. */
  bytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  /** UTF-16 units of one cell; what a spreadsheet program itself allows is 32,767. */
  cell: 10_000,
  cells: 8_000_000,
  /** UTF-16 units of all texts together. */
  text: 64 * 1024 * 1024,
  merged: 200_000,
  archive: { entries: 4096, entry: 192 * 1024 * 1024, total: 256 * 1024 * 1024, ratio: 150 },
} as const satisfies { readonly archive: ArchiveBounds } & Readonly<Record<string, unknown>>;

/** `sheet` with `sheets`: none of that name. */
export type WorkbookReason = 'damaged' | 'too-much' | 'locked' | 'empty' | 'sheet';

/** Thrown while a workbook is read and made a problem by `readWorkbook`. */
export class WorkbookFault extends Error {
  readonly reason: WorkbookReason;
  readonly sheets: readonly string[];

  constructor(reason: WorkbookReason, sheets: readonly string[] = []) {
    super(reason);
    this.reason = reason;
    this.sheets = sheets;
  }
}

/** Letters of a column, from 0: A, Z, AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `{column, line}` of a reference such as C7, from 0 and from 1; undefined when it is none. */
export function readReference(
  reference: string,
): { readonly column: number; readonly line: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/i.exec(reference);
  if (!found) return undefined;
  let column = 0;
  for (const letter of (found[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, line: Number(found[2]) };
}
