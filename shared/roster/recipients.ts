import type { CalendarDate } from '../credential/credential.ts';
import type { Recipient } from '../credential/recipient.ts';
import type { Problem } from '../problem.ts';
import { readCell } from './cell.ts';
import { type DateOrder, dateOrder, readDate } from './dates.ts';
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
 * Problems: `row.element-missing`, `row.date-unreadable`, `row.date-impossible`, `row.text-too-long`,
 * `row.control-character`, `row.email-unreadable`, `row.too-many-cells`, `row.duplicate`.
 */
export function readRecipients(table: Table, mapping: Mapping, today: CalendarDate): Recipients {
  const recipients: Recipient[] = [];
  const refusals: RowRefusal[] = [];
  const firstRows = new Map<string, number>();
  const sheet = { table, mapping, today, orders: columnOrders(table, mapping) };
  for (const row of table.rows) {
    const { recipient, problems } = readRow(row, sheet);
    // A refused row counts too: once mended, it would be the same learner a second time.
    const first = findFirst(recipient, firstRows);
    if (first !== undefined)
      problems.push({ code: 'row.duplicate', where: { row: row.line }, facts: { first } });
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

interface Sheet {
  readonly table: Table;
  readonly mapping: Mapping;
  readonly today: CalendarDate;
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
  const birthDate = readDay('birthDate', EARLIEST_BIRTH);
  if (birthDate !== undefined) recipient.birthDate = birthDate;
  const awardedOn = readDay('awardedOn', birthDate ?? EARLIEST_BIRTH);
  if (awardedOn !== undefined) recipient.awardedOn = awardedOn;

  if (cellOf(row, sheet.mapping, 'givenName') === '') missing('givenName');
  if (cellOf(row, sheet.mapping, 'familyName') === '') missing('familyName');
  if (cellOf(row, sheet.mapping, 'studentId') + cellOf(row, sheet.mapping, 'birthDate') === '') {
    missing(sheet.mapping.studentId === undefined ? 'birthDate' : 'studentId');
  }
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
    const text = cellOf(row, sheet.mapping, field);
    if (text === '') return undefined;
    const cell = readCell(text, field, where(field));
    if (cell.ok) return cell.value;
    problems.push(...cell.problems);
    return undefined;
  }

  function readDay(field: 'birthDate' | 'awardedOn', earliest: CalendarDate): CalendarDate | undefined {
    const text = cellOf(row, sheet.mapping, field);
    if (text === '') return undefined;
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

  function missing(field: RosterField): void {
    problems.push({ code: 'row.element-missing', where: { ...where(field), element: 'learner' } });
  }

  function where(field: RosterField): { row: number; column: string } {
    return { row: row.line, column: sheet.table.columns[sheet.mapping[field] ?? -1] ?? '' };
  }
}

function cellOf(row: TableRow, mapping: Mapping, field: RosterField): string {
  return row.cells[mapping[field] ?? -1]?.trim() ?? '';
}

function columnOrders(table: Table, mapping: Mapping): Sheet['orders'] {
  const order = (field: 'birthDate' | 'awardedOn') =>
    dateOrder(table.rows.map((row) => cellOf(row, mapping, field)));
  return { birthDate: order('birthDate'), awardedOn: order('awardedOn') };
}

/** The first row with this student number, or with this name and date of birth; remembers the row when there is none. */
function findFirst(recipient: Recipient, firstRows: Map<string, number>): number | undefined {
  const keys: string[] = [];
  if (recipient.studentId !== undefined) keys.push(studentKey(recipient.studentId));
  if (recipient.givenName && recipient.familyName && recipient.birthDate) keys.push(personKey(recipient));
  const [first] = keys.flatMap((key) => firstRows.get(key) ?? []);
  for (const key of keys) if (!firstRows.has(key)) firstRows.set(key, recipient.row);
  return first;
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
