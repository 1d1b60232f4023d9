import { done, type Outcome, type Problem, refused } from '../problem.ts';
import type { Table } from './csv.ts';
import { HEADINGS } from './headings.ts';

export type RosterField = keyof typeof HEADINGS;

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
    const field = FIELD_BY_HEADING.get(plain(heading));
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

/** The English heading of a field; always understood, whatever language the roster is in. */
export function headingOf(field: RosterField): string {
  return HEADINGS[field].en[0];
}

function missingFields(mapping: Mapping): readonly RosterField[] {
  const missing: RosterField[] = [];
  if (mapping.givenName === undefined) missing.push('givenName');
  if (mapping.familyName === undefined) missing.push('familyName');
  if (mapping.studentId === undefined && mapping.birthDate === undefined) missing.push('studentId');
  return missing;
}

/** Headings are compared without case, accents, spaces and punctuation. */
function plain(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/ς/g, 'σ');
}

const ROSTER_FIELDS = Object.keys(HEADINGS) as RosterField[];

const FIELD_BY_HEADING: ReadonlyMap<string, RosterField> = new Map(
  ROSTER_FIELDS.flatMap((field) =>
    Object.values(HEADINGS[field])
      .flat()
      .map((heading): [string, RosterField] => [plain(heading), field]),
  ),
);
