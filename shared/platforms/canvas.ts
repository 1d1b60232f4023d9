import { nameOf } from '../roster/propose.ts';
import type { ColumnRule, RosterMapping } from '../roster/roster-mapping.ts';
import type { Table } from '../roster/table.ts';

/** Rows between the headings and the learners: hidden posting rules, points possible. */
const LINES_ABOVE = 3;

/**
 * The gradebook that Canvas exports. Headings may be translated, so it is known by its shape: a first column of
 * "Family, Given", numbers of the platform beside it, and above the learners a line that starts with blanks and has no
 * number, with the points possible. The test student has no number of the institution and falls out like that line.
 * Whoever has no grade yet has EX, N/A or nothing in it (`NO_GRADE`).
 */
export function canvasMapping(table: Table): RosterMapping | undefined {
  const above = table.rows.slice(0, LINES_ABOVE).find(({ cells }) => isPointsPossible(cells));
  if (!above || table.columns.length < 5) return undefined;
  const at = (heading: string): number => table.columns.findIndex((one) => one.toLowerCase() === heading);
  // In a translated export the columns keep their order: Student, ID, SIS User ID, SIS Login ID, … Section.
  const id = Math.max(at('id'), 1);
  const sis = at('sis user id') >= 0 ? at('sis user id') : 2;
  const login = at('sis login id') >= 0 ? at('sis login id') : 3;
  const learners = table.rows.filter(({ cells }) => (cells[id] ?? '').trim() !== '');
  // Not all: the test student has none.
  const mostly = (column: number): boolean =>
    2 * learners.filter(({ cells }) => (cells[column] ?? '').trim() !== '').length > learners.length;
  // A list of any other origin has such a line too, where a name is missing beside a number with a blank before it.
  const named = learners.filter(({ cells: [student = ''] }) => student.includes(','));
  if (2 * named.length < learners.length) return undefined;
  const number = mostly(sis) ? sis : id;
  const name = nameOf(0, table);
  const grade = ['final grade', 'final score', 'current grade', 'current score']
    .map(at)
    .find((one) => one >= 0);
  const whole = (column: number): ColumnRule => ({ columns: [nameOf(column, table)] });
  const isMail = learners.some(({ cells }) => (cells[login] ?? '').includes('@'));
  return {
    schema: 'sealwright-mapping/1',
    fields: {
      familyName: { columns: [name], split: { at: ',', take: 'before' } },
      givenName: { columns: [name], split: { at: ',', take: 'after' } },
      studentId: whole(number),
      ...(isMail && { email: whole(login) }),
      ...(grade !== undefined && { grade: whole(grade) }),
    },
    only: [
      { column: nameOf(number, table), filled: true },
      ...(grade === undefined ? [] : [{ column: nameOf(grade, table), graded: true } as const]),
    ],
  };
}

function isPointsPossible([first = '', ...others]: readonly string[]): boolean {
  const [id = '', ...more] = others;
  return /^\s+\S/.test(first) && id.trim() === '' && more.some((cell) => /^[\d.,]+$/.test(cell.trim()));
}
