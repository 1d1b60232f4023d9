import { done, type Outcome, type Problem, refused } from '../problem.ts';
import type { DateOrder } from './dates.ts';
import { plainHeading, ROSTER_FIELDS, type RosterField } from './heading.ts';
import type { Mapping } from './mapping.ts';
import { numberMark, readNumber } from './number.ts';
import type { ColumnRule, FieldRule, RosterMapping, RowRule, SplitRule } from './roster-mapping.ts';
import type { Table, TableRow } from './table.ts';

/** Where a field's text comes from. */
export interface FieldSource {
  /** For messages and for corrections; none for what is the same for all. */
  readonly column?: number;
  /** How slashed dates are written; found from the column when untold. */
  readonly order?: DateOrder;
  take(row: TableRow): Taken;
}

export type Taken =
  | { readonly kind: 'text'; readonly text: string }
  /** A formula without result, or one that failed. */
  | { readonly kind: 'error'; readonly value: string }
  /** Not what the mapping expects. */
  | { readonly kind: 'unfit'; readonly value: string };

export type FieldSources = Readonly<Partial<Record<RosterField, FieldSource>>>;

/** What platforms write for a grade that is not there: Moodle's dash, Canvas's excused and not available. */
const NO_GRADE: readonly string[] = ['', '-', '–', '—', 'ex', 'n/a', 'na', '#n/a'];

/** Columns as they stand. */
export function plainSources(mapping: Mapping): FieldSources {
  return Object.fromEntries(
    ROSTER_FIELDS.flatMap((field) => {
      const column = mapping[field];
      return column === undefined ? [] : [[field, { column, take: (row: TableRow) => cell(row, column) }]];
    }),
  );
}

/** Problems: `roster.column-missing` for every column that the table lacks. */
export function resolveSources(mapping: RosterMapping, table: Table): Outcome<FieldSources> {
  const sources: Partial<Record<RosterField, FieldSource>> = {};
  const problems: Problem[] = [];
  const find = (name: string): number => {
    const column = findColumn(name, table);
    if (column < 0) problems.push({ code: 'roster.column-missing', where: { column: name } });
    return column;
  };
  for (const field of ROSTER_FIELDS) {
    const rule = mapping.fields[field];
    if (rule) sources[field] = sourceOf(rule, find);
  }
  for (const { column } of mapping.only ?? []) find(column);
  const [first, ...more] = problems;
  return first ? refused(first, ...more) : done(sources);
}

/** `=C` is a letter; a heading is compared as it stands, then without case, accents and punctuation. */
export function findColumn(name: string, { columns }: Table): number {
  const letters = /^=([A-Z]{1,2})$/.exec(name)?.[1];
  if (letters !== undefined) {
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    return column < columns.length ? column : -1;
  }
  const exact = columns.indexOf(name.trim());
  return exact >= 0 ? exact : columns.findIndex((heading) => plainHeading(heading) === plainHeading(name));
}

/** True for a row that every rule lets through. */
export function rowKeeper(rules: readonly RowRule[], table: Table): (row: TableRow) => boolean {
  const found = rules.map((rule) => {
    const column = findColumn(rule.column, table);
    if (rule.atLeast === undefined || rule.number) return { rule, column };
    const number = numberMark(table.rows.map(({ cells }) => cells[column] ?? ''));
    return { rule: { ...rule, number }, column };
  });
  return (row) => found.every(({ rule, column }) => keeps(rule, (row.cells[column] ?? '').trim()));
}

function keeps({ atLeast, number = 'point', among, filled, graded }: RowRule, text: string): boolean {
  if (filled && text === '') return false;
  if (graded && NO_GRADE.includes(text.toLowerCase())) return false;
  if (among && !among.some((value) => value.trim().toLowerCase() === text.toLowerCase())) return false;
  if (atLeast === undefined) return true;
  const value = NO_GRADE.includes(text.toLowerCase()) ? undefined : readNumber(text, number);
  return value !== undefined && value >= atLeast;
}

function sourceOf(rule: FieldRule, find: (name: string) => number): FieldSource {
  if ('constant' in rule) return { take: () => ({ kind: 'text', text: rule.constant }) };
  const columns = rule.columns.map(find);
  const [column = -1] = columns;
  return {
    column,
    ...(rule.date && rule.date !== 'unix' && { order: rule.date }),
    take(row) {
      const taken = columns.map((each) => cell(row, each));
      const failed = taken.find(({ kind }) => kind !== 'text');
      if (failed) return failed;
      const texts = taken.flatMap((one) => (one.kind === 'text' && one.text !== '' ? [one.text] : []));
      return shape(texts.join(rule.with ?? ' '), rule);
    },
  };
}

function cell(row: TableRow, column: number): Taken {
  const text = row.cells[column]?.trim() ?? '';
  const kind = row.kinds?.[column];
  return kind === 'e' || kind === 'f' ? { kind: 'error', value: text || '=' } : { kind: 'text', text };
}

function shape(joined: string, rule: ColumnRule): Taken {
  let text = rule.split ? partOf(joined, rule.split) : joined;
  if (text === '') return { kind: 'text', text };
  const unfit: Taken = { kind: 'unfit', value: text.slice(0, 100) };
  if (rule.values) {
    const listed = listedIn(rule.values, text);
    if (listed === undefined) return unfit;
    text = listed;
  }
  if (rule.number || rule.scale) {
    const value = readNumber(text, rule.number ?? 'point');
    if (value === undefined) return unfit;
    text = rule.number ? String(value) : text;
    if (rule.scale) {
      const reached = rule.scale.filter(({ from }) => value >= from).sort((a, b) => b.from - a.from)[0];
      if (!reached) return unfit;
      text = reached.grade;
    }
  }
  if (rule.date === 'unix') {
    const day = dayOfUnix(text, rule.zone ?? 'UTC');
    if (day === undefined) return unfit;
    text = day;
  }
  return { kind: 'text', text: (rule.prefix ?? '') + text };
}

function partOf(text: string, { at, take }: SplitRule): string {
  const place = take.endsWith('-last') ? text.lastIndexOf(at) : text.indexOf(at);
  const before = take.startsWith('before');
  // What cannot be divided is the first part, and nothing else.
  if (place < 0) return before ? text : '';
  return (before ? text.slice(0, place) : text.slice(place + at.length)).trim();
}

function listedIn(values: Readonly<Record<string, string>>, text: string): string | undefined {
  if (Object.hasOwn(values, text)) return values[text];
  return Object.entries(values).find(([value]) => value.trim() === text)?.[1];
}

const LAST_SECOND = 253_402_300_799;

function dayOfUnix(text: string, timeZone: string): string | undefined {
  if (!/^\d{1,12}(?:\.\d+)?$/.test(text)) return undefined;
  const seconds = Number(text);
  if (seconds > LAST_SECOND) return undefined;
  // The Swedish form of a date is that of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(seconds * 1000));
}
