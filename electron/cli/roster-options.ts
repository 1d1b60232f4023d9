import type { RosterOrder } from '../../shared/desk/roster.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { ROSTER_ENCODINGS } from '../../shared/roster/encodings.ts';
import type { Values } from './command.ts';
import { flag, one, text, wrong } from './options.ts';

/** What every command takes that reads a roster. */
export const ROSTER_OPTIONS = {
  mapping: one,
  corrections: one,
  sheet: one,
  header: one,
  encoding: one,
  hidden: flag,
} as const;

export const ROSTER_HELP = `  --mapping FILE     how columns become learners, as "sealwright roster map" writes it
  --corrections FILE what has been mended beside the file; put in again whenever it is read
  --sheet NAME       the workbook's sheet, or a OneRoster archive's class; of sheets the first that is shown and holds anything
                     when left out, of several classes none
  --header ROW       row number of the headings, when they are not found
  --encoding NAME    of a CSV file that is not UTF-8, such as windows-1250
  --hidden           read the rows that the spreadsheet hides, too`;

export function rosterIn(values: Values): Outcome<Omit<RosterOrder, 'roster'>> {
  const encoding = ROSTER_ENCODINGS.find((each) => each === text(values.encoding).toLowerCase());
  if (values.encoding !== undefined && !encoding) return refused(wrong('--encoding', text(values.encoding)));
  const header = Number(values.header);
  if (values.header !== undefined && !(Number.isInteger(header) && header > 0))
    return refused(wrong('--header', text(values.header)));
  return done({
    ...(values.mapping !== undefined && { mapping: text(values.mapping) }),
    ...(values.corrections !== undefined && { corrections: text(values.corrections) }),
    ...(values.sheet !== undefined && { sheet: text(values.sheet) }),
    ...(values.header !== undefined && { header }),
    ...(encoding && { encoding }),
    ...(values.hidden === true && { hidden: 'read' }),
  });
}
