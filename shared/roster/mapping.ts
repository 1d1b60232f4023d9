import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { fieldOf, headingOf, type RosterField } from './heading.ts';
import type { Table } from './table.ts';

/** In which column of the table each field stands, counted from 0; a field that is not there has none. */
export type Mapping = Readonly<Partial<Record<RosterField, number>>>;

/**
 * Finds the columns by their headings, in any official language of the Union; columns with other headings are left
 * alone. Both names are needed, and what tells two learners of one name apart: a student number or a date of birth.
 * Problems: `roster.column-missing`, `roster.column-twice`.
 */
export function guessMapping(table: Table): Outcome<Mapping> {
  const mapping: Partial<Record<RosterField, number>> = {};
  const problems: Problem[] = [];
  for (const [index, heading] of table.columns.entries()) {
    const field = fieldOf(heading);
    if (!field) continue;
    const earlier = mapping[field];
    if (earlier === undefined) mapping[field] = index;
    else {
      const first = table.columns[earlier] ?? '';
      problems.push({ code: 'roster.column-twice', where: { column: heading }, facts: { first } });
    }
  }
  for (const field of missingFields(mapping)) {
    problems.push({ code: 'roster.column-missing', where: { column: headingOf(field) } });
  }
  const [first, ...more] = problems;
  return first ? refused(first, ...more) : done(mapping);
}

function missingFields(mapping: Mapping): readonly RosterField[] {
  const missing: RosterField[] = [];
  if (mapping.givenName === undefined) missing.push('givenName');
  if (mapping.familyName === undefined) missing.push('familyName');
  if (mapping.studentId === undefined && mapping.birthDate === undefined) missing.push('studentId');
  return missing;
}
