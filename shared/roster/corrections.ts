import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { readReference } from '../workbook/sheet.ts';
import { type FieldSources, findColumn } from './field-source.ts';
import type { Table, TableRow } from './table.ts';

/** What a clerk has mended beside the roster; kept when the roster is read again. */
export interface Corrections {
  readonly schema: 'sealwright-corrections/1';
  readonly cells: readonly Correction[];
  /** Student numbers of people who share name and date of birth and are not the same. */
  readonly twoPeople?: readonly (readonly string[])[];
}

export interface Correction {
  /** Reference when it was mended, such as D7. */
  readonly cell: string;
  readonly column: string;
  /** `learnerOf` the row; it is found again by this when rows have moved. */
  readonly learner: string;
  readonly was: string;
  readonly is: string;
}

export const LARGEST_CORRECTIONS = 16 * 1024 * 1024;
const MOST = 100_000;

export const NO_CORRECTIONS: Corrections = { schema: 'sealwright-corrections/1', cells: [] };

/** Problem: `roster.mapping-unreadable` with the `element` at fault. */
export function readCorrections(bytes: Uint8Array): Outcome<Corrections> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return wrong('/');
  }
  const fault = faultIn(value);
  return fault === undefined ? done(value as Corrections) : wrong(fault);
}

/** The same of a value that has come through a port. */
export function isCorrections(value: unknown): boolean {
  return faultIn(value) === undefined;
}

function faultIn(value: unknown): string | undefined {
  if (!isObject(value) || value.schema !== 'sealwright-corrections/1') return '/schema';
  const { cells, twoPeople = [] } = value;
  if (!Array.isArray(cells) || cells.length > MOST) return '/cells';
  const at = cells.findIndex((cell) => !isCorrection(cell));
  if (at >= 0) return `/cells/${at}`;
  return Array.isArray(twoPeople) && twoPeople.every(isTexts) ? undefined : '/twoPeople';
}

export interface Corrected {
  readonly table: Table;
  /** Problems `roster.corrections-lost`: their cell holds neither what was nor what shall be. */
  readonly lost: readonly Problem[];
}

/** Puts in what was mended; what the file itself has mended meanwhile is done with. */
export function correct(table: Table, sources: FieldSources, { cells }: Corrections): Corrected {
  if (cells.length === 0) return { table, lost: [] };
  const byLearner = new Map<string, TableRow[]>();
  for (const row of table.rows) {
    const learner = learnerOf(row, sources);
    const known = byLearner.get(learner);
    if (known) known.push(row);
    else byLearner.set(learner, [row]);
  }
  const mended = new Map<TableRow, string[]>();
  const lost: Problem[] = [];
  for (const { cell, column, learner, was, is } of cells) {
    const at = findColumn(column, table);
    const line = readReference(cell)?.line;
    const rows = byLearner.get(learner) ?? [];
    const holding = rows.filter((row) => plain(row.cells[at]) === plain(was));
    const row = holding.find((one) => one.line === line) ?? (holding.length === 1 ? holding[0] : undefined);
    if (at >= 0 && row) {
      const own = mended.get(row) ?? [...row.cells];
      while (own.length <= at) own.push('');
      own[at] = is;
      mended.set(row, own);
    } else if (!rows.some((one) => plain(one.cells[at]) === plain(is))) {
      const where = { row: line ?? 0, column, cell };
      lost.push({ code: 'roster.corrections-lost', where, facts: { value: was.slice(0, 100) } });
    }
  }
  const rows = table.rows.map((row) => {
    const own = mended.get(row);
    if (!own) return row;
    // A cell that was mended by hand holds text.
    const kinds =
      row.kinds && own.map((text, at) => (text === row.cells[at] ? (row.kinds?.[at] ?? ' ') : 't'));
    return { ...row, cells: own, ...(kinds && { kinds: kinds.join('') }) };
  });
  return { table: { ...table, rows }, lost };
}

/** What tells a row from the others as the file has it: the student number's cell, else those of the names. */
export function learnerOf(row: TableRow, sources: FieldSources): string {
  const cellOf = (column: number | undefined): string => plain(row.cells[column ?? -1]);
  const id = cellOf(sources.studentId?.column);
  return id || [cellOf(sources.givenName?.column), cellOf(sources.familyName?.column)].join(' ').trim();
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFC').trim();
}

function wrong(element: string): Outcome<never> {
  return refused({ code: 'roster.mapping-unreadable', where: { element } });
}

function isCorrection(value: unknown): boolean {
  return (
    isObject(value) &&
    isTexts([value.cell, value.column, value.learner, value.was, value.is]) &&
    readReference(String(value.cell)) !== undefined
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && one.length <= 10_000);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
