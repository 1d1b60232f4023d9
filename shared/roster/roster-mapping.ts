import { done, type Outcome, refused } from '../problem.ts';
import type { DateOrder } from './dates.ts';
import { ROSTER_ENCODINGS } from './encodings.ts';
import { ROSTER_FIELDS, type RosterField } from './heading.ts';
import type { SourceChoices } from './source.ts';

/** How a roster's columns become learners; a file that a person can read and change. */
export interface RosterMapping {
  readonly schema: 'sealwright-mapping/1';
  /** How the file is to be opened. */
  readonly source?: SourceChoices;
  readonly fields: Readonly<Partial<Record<RosterField, FieldRule>>>;
  /** Rows that do not keep every one of these are passed over: who has not finished, lines that are no learners. */
  readonly only?: readonly RowRule[];
}

/** The same for every learner, or out of columns. What is told is done in this order. */
export type FieldRule = { readonly constant: string } | ColumnRule;

export interface ColumnRule {
  /** Headings, or letters such as `=C` where a heading is not enough; several are joined by `with`, a space if untold. */
  readonly columns: readonly [string, ...string[]];
  readonly with?: string;
  /** One part of "Family, Given". */
  readonly split?: SplitRule;
  /** Text in place of text, compared as written but for spaces at the ends; every value must be in the list. */
  readonly values?: Readonly<Record<string, string>>;
  /** The decimal mark of a number; it becomes a point, and marks between thousands go. */
  readonly number?: NumberMark;
  /** Grades by the least number for them; the highest that is reached counts. */
  readonly scale?: readonly GradeStep[];
  readonly date?: DateRule;
  /** IANA name of the zone in which a moment is a day; UTC if untold. */
  readonly zone?: string;
  readonly prefix?: string;
}

export interface SplitRule {
  readonly at: string;
  /** Before or after the first `at`, before or after the last one. */
  readonly take: (typeof TAKES)[number];
}

export interface GradeStep {
  readonly from: number;
  readonly grade: string;
}

export type NumberMark = 'point' | 'comma';
/** `unix`: seconds since 1970. */
export type DateRule = DateOrder | 'unix';

export interface RowRule {
  readonly column: string;
  /** At least this number; what stands for no grade at all (`NO_GRADE`) is less than any. */
  readonly atLeast?: number;
  /** Found from the column's values when untold. */
  readonly number?: NumberMark;
  /** One of these, without regard to case. */
  readonly among?: readonly string[];
  /** Not empty. */
  readonly filled?: true;
  /** Not empty, nor what stands for no grade at all. */
  readonly graded?: true;
}

const TAKES = ['before', 'after', 'before-last', 'after-last'] as const;
const DATES: readonly DateRule[] = ['day-first', 'month-first', 'unix'];
const MARKS: readonly NumberMark[] = ['point', 'comma'];

export const LARGEST_MAPPING = 1024 * 1024;
const LONGEST_LIST = 1000;

/** Problem: `roster.mapping-unreadable` with the `element` at fault, in the words of JSON Pointer. */
export function readMapping(bytes: Uint8Array): Outcome<RosterMapping> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return wrong('/');
  }
  return checkMapping(value);
}

/** The same of a value that has come through a port. */
export function checkMapping(value: unknown): Outcome<RosterMapping> {
  const fault = faultIn(value);
  return fault === undefined ? done(value as RosterMapping) : wrong(fault);
}

export function isMapping(value: unknown): boolean {
  return checkMapping(value).ok;
}

function wrong(element: string): Outcome<never> {
  return refused({ code: 'roster.mapping-unreadable', where: { element } });
}

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === 'string' && value.length <= 1000;
const filled: Test = (value) => text(value) && value !== '';
const number: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const oneOf =
  (values: readonly string[]): Test =>
  (value) =>
    values.includes(value as string);
const many =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= LONGEST_LIST && value.every(test);

const SOURCE: Readonly<Record<string, Test>> = {
  sheet: text,
  header: (value) => Number.isInteger(value) && Number(value) > 0,
  encoding: oneOf(ROSTER_ENCODINGS),
  hidden: oneOf(['skip', 'read']),
};
const STEP: Readonly<Record<string, Test>> = { from: number, grade: filled };
const SPLIT: Readonly<Record<string, Test>> = { at: filled, take: oneOf(TAKES) };
const COLUMN: Readonly<Record<string, Test>> = {
  columns: many(filled),
  with: text,
  split: whole(SPLIT),
  values: (value) => isObject(value) && Object.values(value).every(text),
  number: oneOf(MARKS),
  scale: many(whole(STEP)),
  date: oneOf(DATES),
  zone: isZone,
  prefix: text,
};
const ROW: Readonly<Record<string, Test>> = {
  column: filled,
  atLeast: number,
  number: oneOf(MARKS),
  among: many(text),
  filled: (value) => value === true,
  graded: (value) => value === true,
};

/** An object with all of these fields and no other. */
function whole(tests: Readonly<Record<string, Test>>): Test {
  return (value) => isObject(value) && wrongIn(value, tests, Object.keys(tests)) === undefined;
}

function wrongIn(
  value: Readonly<Record<string, unknown>>,
  tests: Readonly<Record<string, Test>>,
  needed: readonly string[] = [],
): string | undefined {
  return (
    Object.keys(value).find((key) => !(Object.hasOwn(tests, key) && tests[key]?.(value[key]))) ??
    needed.find((key) => !Object.hasOwn(value, key))
  );
}

function faultIn(value: unknown): string | undefined {
  if (!isObject(value)) return '/';
  const { schema, source = {}, fields, only = [] } = value;
  if (schema !== 'sealwright-mapping/1') return '/schema';
  const extra = Object.keys(value).find((key) => !['schema', 'source', 'fields', 'only'].includes(key));
  if (extra !== undefined) return `/${extra}`;
  if (!isObject(source)) return '/source';
  const inSource = wrongIn(source, SOURCE);
  if (inSource !== undefined) return `/source/${inSource}`;
  if (!isObject(fields)) return '/fields';
  for (const [field, rule] of Object.entries(fields)) {
    if (!(ROSTER_FIELDS as readonly string[]).includes(field) || !isObject(rule)) return `/fields/${field}`;
    const fault =
      'constant' in rule ? wrongIn(rule, { constant: filled }) : wrongIn(rule, COLUMN, ['columns']);
    if (fault !== undefined) return `/fields/${field}/${fault}`;
  }
  if (!Array.isArray(only) || only.length > LONGEST_LIST) return '/only';
  for (const [at, rule] of only.entries()) {
    const fault = isObject(rule) ? wrongIn(rule, ROW, ['column']) : '';
    if (fault !== undefined) return `/only/${at}/${fault}`;
  }
  return undefined;
}

function isZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
