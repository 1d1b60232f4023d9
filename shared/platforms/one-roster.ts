import type { RosterField } from '../roster/heading.ts';
import { nameOf } from '../roster/propose.ts';
import type { ColumnRule, FieldRule, RosterMapping } from '../roster/roster-mapping.ts';
import type { Table } from '../roster/table.ts';

/**
 * `users.csv` of OneRoster CSV 1.1 (IMS Global, table 3.10) and 1.2, whose headings are fixed: learners who are
 * enabled and active. `identifier` is the institution's number where it is filled, else `sourcedId` stands. Of a class
 * (`readOneRosterClass`) with one line item, that is the grade; of several a heading must tell it, or a person.
 */
export function oneRosterMapping(table: Table): RosterMapping | undefined {
  const has = (name: string): boolean => table.columns.includes(name);
  if (!['sourcedId', 'givenName', 'familyName', 'enabledUser'].every(has)) return undefined;
  const filled = (name: string): boolean => {
    const at = table.columns.indexOf(name);
    return at >= 0 && table.rows.every(({ cells }) => (cells[at] ?? '').trim() !== '');
  };
  const whole = (column: string): ColumnRule => ({ columns: [column] });
  const items = lineItems(table.columns);
  const [grade, ...more] = items.map((at): ColumnRule => ({ columns: [nameOf(at, table)] }));
  const only = more.length === 0 ? grade : undefined;
  const fields: Partial<Record<RosterField, FieldRule>> = {
    givenName: whole(filled('preferredGivenName') ? 'preferredGivenName' : 'givenName'),
    familyName: whole('familyName'),
    studentId: whole(filled('identifier') ? 'identifier' : 'sourcedId'),
    ...(has('email') && { email: whole('email') }),
    ...(has('birthDate') && { birthDate: whole('birthDate') }),
    ...(only && { grade: only }),
  };
  return {
    schema: 'sealwright-mapping/1',
    fields,
    only: [
      { column: 'enabledUser', among: ['true', '1'] },
      ...(has('role') ? [{ column: 'role', among: ['student', 'learner'] }] : []),
      // In a bulk file `status` is empty; in a delta it says what is to be deleted.
      ...(has('status') ? [{ column: 'status', among: ['', 'active'] }] : []),
      ...(only ? [{ column: only.columns[0], graded: true } as const] : []),
    ],
  };
}

/** Columns behind those of `users.csv`, the class, its course and the dates of birth. */
function lineItems(columns: readonly string[]): readonly number[] {
  const course = columns.lastIndexOf('course');
  if (course < 1 || columns[course - 1] !== 'class') return [];
  return [...columns.keys()].slice(course + 1).filter((at) => columns[at] !== 'birthDate');
}
