import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { isHtmlTable } from '../workbook/html.ts';
import { fileKindOf, readHtmlTable, readWorkbook } from '../workbook/read.ts';
import type { Workbook } from '../workbook/sheet.ts';
import { CSV_BOUNDS, readCsv } from './csv.ts';
import type { RosterEncoding } from './encodings.ts';
import { type Table, type TableChoices, tabulate } from './table.ts';
import { readText } from './text-file.ts';

/** How a roster file is to be read, where it does not say itself. */
export interface SourceChoices extends TableChoices {
  /** Of separated values; workbooks say theirs. */
  readonly encoding?: RosterEncoding;
  /** Name of the workbook's sheet, or of the archive's class; the first that is shown and holds anything when untold. */
  readonly sheet?: string;
}

/** A roster file read. */
export interface Source {
  readonly format: 'csv' | 'xapi' | 'oneroster' | Workbook['format'];
  readonly table: Table;
  /** Of a workbook, or the class of a OneRoster archive. */
  readonly sheet?: string;
  readonly sheets?: Workbook['sheets'];
  /** Columns, from 0, that the spreadsheet hides; they are read all the same. */
  readonly hiddenColumns?: readonly number[];
  readonly merged?: number;
}

/**
 * Reads CSV, XLSX, ODS, or the HTML table that many systems call .xls, by what the bytes are and not by the file's name.
 * Problems: those of `readCsv` and of `readWorkbook`.
 */
export function readSource(bytes: Uint8Array, engine: Engine, choices: SourceChoices = {}): Outcome<Source> {
  if (bytes.length > CSV_BOUNDS.bytes) {
    return refused({ code: 'file.too-large', facts: { limit: CSV_BOUNDS.bytes / (1024 * 1024) } });
  }
  const kind = fileKindOf(bytes);
  if (kind === 'ole') return refused({ code: 'roster.workbook-locked' });
  if (kind !== 'other') return fromWorkbook(readWorkbook(bytes, kind, engine, choices.sheet), choices);
  if (isPage(bytes)) {
    const text = readText(bytes, choices.encoding);
    return text.ok ? fromWorkbook(readHtmlTable(text.value), choices) : text;
  }
  const table = readCsv(bytes, choices);
  return table.ok ? done({ format: 'csv', table: table.value }) : table;
}

/** True for what has to be read where it can be ended, however short: everything but separated values. */
export function isCostly(start: Uint8Array): boolean {
  return fileKindOf(start) !== 'other' || isPage(start) || isJson(start);
}

export function isJson(bytes: Uint8Array): boolean {
  return /^\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 100)));
}

function isPage(bytes: Uint8Array): boolean {
  return isHtmlTable(new TextDecoder().decode(bytes.subarray(0, 2000)));
}

function fromWorkbook(read: Outcome<Workbook>, choices: SourceChoices): Outcome<Source> {
  if (!read.ok) return read;
  const { format, sheets, sheet } = read.value;
  const table = tabulate(sheet.rows, choices);
  if (!table.ok) return table;
  const { hiddenColumns, merged } = sheet;
  return done({ format, table: table.value, sheet: sheet.name, sheets, hiddenColumns, merged });
}
