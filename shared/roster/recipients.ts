import type { CalendarDate } from '../credential/credential.ts';
import type { Recipient } from '../credential/recipient.ts';
import type { Problem } from '../problem.ts';
import { columnLetters } from '../workbook/sheet.ts';
import { readAddressForm } from './address-form.ts';
import { readCell } from './cell.ts';
import { type DateOrder, dateOrder, readDate } from './dates.ts';
import { type FieldSources, plainSources, type Taken } from './field-source.ts';
import type { RosterField } from './heading.ts';
import type { Mapping } from './mapping.ts';
import type { Table, TableRow } from './table.ts';

/** The learners a roster names, and the rows that cannot be one, each with all its reasons. */
export interface Recipients {
  readonly recipients: readonly Recipient[];
  readonly refusals: readonly RowRefusal[];
}

export interface RowRefusal {
  readonly row: number;
  /** As far as the row tells it. */
  readonly name: string;
  readonly problems: readonly [Problem, ...Problem[]];
}

/** No one alive was born earlier. */
const EARLIEST_BIRTH: CalendarDate = '1900-01-01';

/**
 * Reads row by row. `today` is the day of issuing: nobody was born after it, and nothing has been awarded after it.
 * `twoPeople` are the student numbers of those who share name and date of birth and are not the same.
 * Problems: `row.element-missing`, `row.date-unreadable`, `row.date-impossible`, `row.text-too-long`,
 * `row.control-character`, `row.email-unreadable`, `row.form-unreadable`, `row.too-many-cells`, `row.duplicate`, `row.same-person-asked`,
 * `row.cell-error`, `row.value-unfit`.
 */
export function readRecipients(
  table: Table,
  mapping: Mapping,
  today: CalendarDate,
  twoPeople?: readonly (readonly string[])[],
): Recipients {
  return readMapped(table, plainSources(mapping), today, twoPeople);
}

/** The same of columns that a mapping shapes. */
export function readMapped(
  table: Table,
  sources: FieldSources,
  today: CalendarDate,
  twoPeople: readonly (readonly string[])[] = [],
): Recipients {
  const recipients: Recipient[] = [];
  const refusals: RowRefusal[] = [];
  const firstRows = new Map<string, Recipient>();
  const apart = twoPeople.map((ids) => new Set(ids.map(alike)));
  const replaces = table.columns.findIndex((heading) => heading.trim().toLowerCase() === REPLACES);
  const sheet = { table, sources, today, replaces, orders: columnOrders(table, sources) };
  for (const row of table.rows) {
    const { recipient, problems } = readRow(row, sheet);
    // A refused row counts too: once mended, it would be the same learner a second time.
    const double = findFirst(recipient, firstRows, apart);
    if (double) {
      const { code, first } = double;
      problems.push({ code, where: { row: row.line }, facts: { first } });
    }
    const [problem, ...more] = problems;
    if (problem) {
      refusals.push({ row: row.line, name: printedName(recipient), problems: [problem, ...more] });
    } else recipients.push(recipient);
  }
  return { recipients, refusals };
}

/**
 * The same for the same learner in every roster of the institution: the student number, else name and date of birth.
 * Case and the width of spaces do not make another person.
 */
export function learnerKey(recipient: Recipient): string {
  return recipient.studentId === undefined ? personKey(recipient) : studentKey(recipient.studentId);
}

/** Heading of the column of a roster of corrections that names what each row stands in place of. */
export const REPLACES = 'replaces';

interface Sheet {
  readonly table: Table;
  readonly sources: FieldSources;
  readonly today: CalendarDate;
  /** Column; -1 when there is none. */
  readonly replaces: number;
  readonly orders: { readonly birthDate: DateOrder; readonly awardedOn: DateOrder };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function readRow(row: TableRow, sheet: Sheet): { recipient: Recipient; problems: Problem[] } {
  const problems: Problem[] = [];
  const recipient: Writable<Recipient> = {
    row: row.line,
    givenName: read('givenName') ?? '',
    familyName: read('familyName') ?? '',
  };
  for (const field of ['fullName', 'studentId', 'email', 'grade'] as const) {
    const text = read(field);
    if (text !== undefined) recipient[field] = text;
  }
  const form = read('form');
  if (form !== undefined) {
    const known = readAddressForm(form);
    if (known) recipient.form = known;
    else problems.push({ code: 'row.form-unreadable', where: where('form'), facts: { value: form } });
  }
  const replaces = row.cells[sheet.replaces]?.trim() ?? '';
  if (replaces !== '') recipient.replaces = replaces;
  const birthDate = readDay('birthDate', EARLIEST_BIRTH);
  if (birthDate !== undefined) recipient.birthDate = birthDate;
  const awardedOn = readDay('awardedOn', birthDate ?? EARLIEST_BIRTH);
  if (awardedOn !== undefined) recipient.awardedOn = awardedOn;

  const id = textOf('studentId') + textOf('birthDate');
  if (textOf('givenName') === '') missing('givenName');
  if (textOf('familyName') === '') missing('familyName');
  if (id === '') missing(sheet.sources.studentId === undefined ? 'birthDate' : 'studentId');
  const columns = sheet.table.columns.length;
  if (row.cells.slice(columns).some((cell) => cell.trim() !== '')) {
    problems.push({
      code: 'row.too-many-cells',
      where: { row: row.line },
      facts: { cells: row.cells.length, columns },
    });
  }
  return { recipient, problems };

  function read(field: Exclude<RosterField, 'birthDate' | 'awardedOn'>): string | undefined {
    const text = take(field);
    if (text === undefined || text === '') return undefined;
    const cell = readCell(text, field, where(field));
    if (cell.ok) return cell.value;
    problems.push(...cell.problems);
    return undefined;
  }

  function readDay(field: 'birthDate' | 'awardedOn', earliest: CalendarDate): CalendarDate | undefined {
    const taken = take(field);
    if (taken === undefined || taken === '') return undefined;
    // A workbook's date with a time: the day is meant.
    const text = row.kinds?.[sheet.sources[field]?.column ?? -1] === 'd' ? taken.replace(/T.*$/, '') : taken;
    const reading = readDate(text, sheet.orders[field]);
    if (reading.kind === 'day' && reading.date >= earliest && reading.date <= sheet.today)
      return reading.date;
    problems.push({
      code: reading.kind === 'unreadable' ? 'row.date-unreadable' : 'row.date-impossible',
      where: where(field),
      facts: { value: text.slice(0, 40) },
    });
    return undefined;
  }

  /** What is wrong with a cell that is not empty is told elsewhere. */
  function textOf(field: RosterField): string {
    const taken = sheet.sources[field]?.take(row);
    return taken === undefined ? '' : taken.kind === 'text' ? taken.text : taken.value;
  }

  function take(field: RosterField): string | undefined {
    const taken = sheet.sources[field]?.take(row);
    if (taken === undefined || taken.kind === 'text') return taken?.text;
    const code = taken.kind === 'error' ? 'row.cell-error' : 'row.value-unfit';
    problems.push({ code, where: where(field), facts: { value: taken.value } });
    return undefined;
  }

  function missing(field: RosterField): void {
    problems.push({ code: 'row.element-missing', where: { ...where(field), element: 'learner' } });
  }

  function where(field: RosterField): { row: number; column: string; cell?: string } {
    const column = sheet.sources[field]?.column;
    if (column === undefined) return { row: row.line, column: '' };
    return {
      row: row.line,
      column: sheet.table.columns[column] ?? '',
      cell: `${columnLetters(column)}${row.line}`,
    };
  }
}

function columnOrders(table: Table, sources: FieldSources): Sheet['orders'] {
  const order = (field: 'birthDate' | 'awardedOn'): DateOrder => {
    const source = sources[field];
    return source?.order ?? dateOrder(source ? textsOf(table, source.take) : []);
  };
  return { birthDate: order('birthDate'), awardedOn: order('awardedOn') };
}

function* textsOf({ rows }: Table, take: (row: TableRow) => Taken): Iterable<string> {
  for (const row of rows) {
    const taken = take(row);
    if (taken.kind === 'text') yield taken.text;
  }
}

interface Double {
  readonly code: 'row.duplicate' | 'row.same-person-asked';
  readonly first: number;
}

/**
 * The first row with this student number, or with this name and date of birth; remembers the row when there is none.
 * Whether one name with two numbers is one person only a person can say.
 */
function findFirst(
  recipient: Recipient,
  firstRows: Map<string, Recipient>,
  apart: readonly ReadonlySet<string>[],
): Double | undefined {
  const { studentId, givenName, familyName, birthDate } = recipient;
  const keys: string[] = [];
  if (studentId !== undefined) keys.push(studentKey(studentId));
  if (givenName && familyName && birthDate) keys.push(personKey(recipient));
  const [first] = keys.flatMap((key) => firstRows.get(key) ?? []);
  for (const key of keys) if (!firstRows.has(key)) firstRows.set(key, recipient);
  if (!first) return undefined;
  const ids = [studentId, first.studentId].map((id) => (id === undefined ? undefined : alike(id)));
  if (ids[0] === ids[1] || ids.includes(undefined)) return { code: 'row.duplicate', first: first.row };
  if (apart.some((people) => ids.every((id) => id !== undefined && people.has(id)))) return undefined;
  return { code: 'row.same-person-asked', first: first.row };
}

function studentKey(studentId: string): string {
  return `student:${alike(studentId)}`;
}

function personKey({ givenName, familyName, birthDate = '' }: Recipient): string {
  // No cell holds a line break, so no two people's names run together alike.
  return `person:${alike(givenName)}\n${alike(familyName)}\n${birthDate}`;
}

function alike(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function printedName({ givenName, familyName, fullName }: Recipient): string {
  return fullName ?? `${givenName} ${familyName}`.trim();
}
