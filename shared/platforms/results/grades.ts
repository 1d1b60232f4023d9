import type { SummaryRow } from '../../formats/summary/row.ts';
import { writeCsv } from './csv.ts';

/**
 * For Moodle's "Import grades from CSV": whoever imports says which column is what, so the headings only have to be
 * clear. Learners are found by ID number or e-mail.
 */
export function moodleGrades(rows: readonly SummaryRow[]): Uint8Array {
  const titles = titlesOf(rows);
  return writeCsv([
    ['ID number', 'Email address', ...titles, 'Serial', 'Awarded on'],
    ...byLearner(rows).map((own) => {
      const [first] = own;
      return [
        first.studentId ?? '',
        first.email ?? '',
        ...titles.map((title) => gradeOf(own, title)),
        own.map(({ serial }) => serial).join(' '),
        first.awardedOn,
      ];
    }),
  ]);
}

/**
 * For Canvas's gradebook import: the columns it demands, in its order, and a new assignment for each credential. A
 * learner is found by SIS User ID or, where the roster came out of Canvas without one, by its own ID.
 */
export function canvasGrades(rows: readonly SummaryRow[]): Uint8Array {
  const titles = titlesOf(rows);
  return writeCsv([
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', ...titles],
    ...byLearner(rows).map((own) => {
      const [{ familyName = '', givenName = '', name, studentId = '', email = '' }] = own;
      const sorted = familyName && givenName ? `${familyName}, ${givenName}` : name;
      return [sorted, '', studentId, email, '', ...titles.map((title) => gradeOf(own, title))];
    }),
  ]);
}

type Learner = readonly [SummaryRow, ...SummaryRow[]];

function titlesOf(rows: readonly SummaryRow[]): readonly string[] {
  return [...new Set(rows.map(({ title }) => title))];
}

function byLearner(rows: readonly SummaryRow[]): readonly Learner[] {
  const learners = new Map<string, [SummaryRow, ...SummaryRow[]]>();
  for (const row of rows) {
    const key = row.studentId ?? row.email ?? row.id;
    const known = learners.get(key);
    if (known) known.push(row);
    else learners.set(key, [row]);
  }
  return [...learners.values()];
}

/** Without a grade it is told that it was awarded: numbers are for grades. */
function gradeOf(own: Learner, title: string): string {
  const row = own.find((one) => one.title === title);
  return row ? (row.grade ?? '✓') : '';
}
