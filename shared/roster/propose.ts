import type { Problem } from '../problem.ts';
import { columnLetters } from '../workbook/sheet.ts';
import { ambiguousDate } from './dates.ts';
import { type FieldSources, resolveSources, rowKeeper } from './field-source.ts';
import { fieldOf, headingOf, ROSTER_FIELDS, type RosterField } from './heading.ts';
import type { ColumnRule, FieldRule, RosterMapping } from './roster-mapping.ts';
import type { Table } from './table.ts';

/** A mapping to be looked at before it is used. */
export interface Proposal {
  readonly mapping: RosterMapping;
  readonly guesses: readonly Guess[];
  /** What only a person can say: `roster.date-order-asked`, `roster.column-missing`, `roster.column-twice`. */
  readonly questions: readonly Problem[];
}

export interface Guess {
  readonly field: RosterField;
  readonly by: 'heading' | 'values' | 'platform';
  readonly columns: readonly string[];
  /** What the field would be for the first learners. */
  readonly samples: readonly string[];
}

const SAMPLES = 3;
/** Rows whose values are looked at, and how many of them must agree. */
const LOOKED_AT = 500;
const AGREE = 0.8;

/**
 * Guesses by headings, in any official language of the Union, then by values what no heading told. `platform` is the
 * mapping of a learning platform whose export this is; it goes before.
 */
export function propose(table: Table, platform?: RosterMapping): Proposal {
  const fields: Partial<Record<RosterField, FieldRule>> = { ...platform?.fields };
  const by: Partial<Record<RosterField, Guess['by']>> = {};
  for (const field of ROSTER_FIELDS) if (fields[field]) by[field] = 'platform';
  const questions: Problem[] = [];
  const used = new Set(Object.values(fields).flatMap((rule) => ('columns' in rule ? rule.columns : [])));
  for (const [at, heading] of table.columns.entries()) {
    const field = fieldOf(heading);
    const name = nameOf(at, table);
    if (!field || used.has(name) || by[field] === 'platform') continue;
    const earlier = fields[field];
    if (earlier && 'columns' in earlier) {
      const first = earlier.columns[0];
      questions.push({ code: 'roster.column-twice', where: { column: heading }, facts: { first } });
    } else set(field, { columns: [name] }, 'heading');
  }
  for (const [field, rule] of guessByValues(table, fields, used)) set(field, rule, 'values');

  const mapping: RosterMapping = {
    schema: 'sealwright-mapping/1',
    fields: inOrder(fields),
    ...(platform?.only && { only: platform.only }),
  };
  const sources = resolveSources(mapping, table);
  if (!sources.ok) return { mapping, guesses: [], questions: [...questions, ...sources.problems] };
  for (const field of missing(fields)) {
    questions.push({ code: 'roster.column-missing', where: { column: headingOf(field) } });
  }
  questions.push(...dateQuestions(table, sources.value));
  const learners = { ...table, rows: table.rows.filter(rowKeeper(mapping.only ?? [], table)) };
  return { mapping, guesses: guessesOf(learners, fields, by, sources.value), questions };

  function set(field: RosterField, rule: FieldRule, how: Guess['by']): void {
    fields[field] = rule;
    by[field] = how;
    if ('columns' in rule) for (const column of rule.columns) used.add(column);
  }
}

/** Columns of dates that can all be read in two ways, each told once with an example. */
export function dateQuestions(table: Table, sources: FieldSources): readonly Problem[] {
  return (['birthDate', 'awardedOn'] as const).flatMap((field): readonly Problem[] => {
    const source = sources[field];
    if (!source || source.column === undefined || source.order) return [];
    const values = table.rows
      .map((row) => source.take(row))
      .flatMap((t) => (t.kind === 'text' ? [t.text] : []));
    const example = ambiguousDate(values);
    const column = table.columns[source.column] ?? '';
    return example === undefined
      ? []
      : [{ code: 'roster.date-order-asked', where: { column }, facts: { value: example.slice(0, 40) } }];
  });
}

/** A heading that stands once, else the column's letter. */
export function nameOf(at: number, { columns }: Table): string {
  const heading = columns[at] ?? '';
  const only = heading !== '' && columns.indexOf(heading) === at && columns.lastIndexOf(heading) === at;
  return only && !heading.startsWith('=') ? heading : `=${columnLetters(at)}`;
}

function guessByValues(
  table: Table,
  fields: Readonly<Partial<Record<RosterField, FieldRule>>>,
  used: ReadonlySet<string>,
): readonly (readonly [RosterField, ColumnRule])[] {
  const found: (readonly [RosterField, ColumnRule])[] = [];
  const rows = table.rows.slice(0, LOOKED_AT);
  for (const at of table.columns.keys()) {
    const name = nameOf(at, table);
    if (used.has(name) || fieldOf(table.columns[at] ?? '')) continue;
    const values = rows.map(({ cells }) => (cells[at] ?? '').trim()).filter((value) => value !== '');
    const mostly = (test: (value: string) => boolean): boolean =>
      values.length > 0 && values.filter(test).length >= AGREE * values.length;
    const open = (field: RosterField): boolean => !fields[field] && !found.some(([known]) => known === field);
    if (open('email') && mostly((value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))) {
      found.push(['email', { columns: [name] }]);
    } else if (
      open('givenName') &&
      open('familyName') &&
      mostly((value) => /^\p{L}[^,\d]*,\s*\p{L}[^,\d]*$/u.test(value))
    ) {
      // "Family, Given" is how registries and platforms sort.
      found.push(['familyName', { columns: [name], split: { at: ',', take: 'before' } }]);
      found.push(['givenName', { columns: [name], split: { at: ',', take: 'after' } }]);
    } else if (open('birthDate') && mostly(isBirthDate)) found.push(['birthDate', { columns: [name] }]);
    else if (open('studentId') && new Set(values).size === rows.length && mostly(isNumberOfSomebody)) {
      found.push(['studentId', { columns: [name] }]);
    }
  }
  return found;
}

/** A date of the years in which those who study now were born. */
function isBirthDate(value: string): boolean {
  const year = /^(?:(\d{4})-\d{2}-\d{2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?(\d{4}))$/.exec(value);
  const number = Number(year?.[1] ?? year?.[2]);
  return number >= 1930 && number <= 2012;
}

function isNumberOfSomebody(value: string): boolean {
  return /^[A-Z]{0,4}[-/ ]?\d{4,14}$/i.test(value);
}

function missing(fields: Readonly<Partial<Record<RosterField, FieldRule>>>): readonly RosterField[] {
  return [
    ...(['givenName', 'familyName'] as const).filter((field) => !fields[field]),
    ...(fields.studentId || fields.birthDate ? [] : (['studentId'] as const)),
  ];
}

function guessesOf(
  table: Table,
  fields: Readonly<Partial<Record<RosterField, FieldRule>>>,
  by: Readonly<Partial<Record<RosterField, Guess['by']>>>,
  sources: FieldSources,
): readonly Guess[] {
  return ROSTER_FIELDS.flatMap((field) => {
    const rule = fields[field];
    const how = by[field];
    if (!rule || !how) return [];
    const samples = table.rows.slice(0, SAMPLES).map((row) => {
      const taken = sources[field]?.take(row);
      return taken?.kind === 'text' ? taken.text : (taken?.value ?? '');
    });
    return [{ field, by: how, columns: 'columns' in rule ? rule.columns : [], samples }];
  });
}

function inOrder(fields: Readonly<Partial<Record<RosterField, FieldRule>>>): RosterMapping['fields'] {
  return Object.fromEntries(
    ROSTER_FIELDS.flatMap((field) => (fields[field] ? [[field, fields[field]]] : [])),
  );
}
