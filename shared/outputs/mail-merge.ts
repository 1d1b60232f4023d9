import type { SummaryRow } from '../formats/summary/row.ts';
import type { Language } from '../language.ts';
import { writeCsv } from '../platforms/results/csv.ts';

/** A learner's letter, as a word processor fills it in. */
export interface MergeRow {
  readonly row: SummaryRow;
  readonly language: Language;
  /** Paths from the folder of the outputs; no name has the sign that stands between them. */
  readonly files: readonly string[];
  /** By which the learner adds it to a profile; untold for a test credential. */
  readonly profileLink?: string;
}

const COLUMNS = [
  'serial',
  'name',
  'givenName',
  'familyName',
  'email',
  'language',
  'title',
  'awardedOn',
  'files',
  'profileLink',
] as const;

/** RFC 4180 with a byte order mark, by which word processors know UTF-8, and no cell that is a formula. */
export function writeMailMerge(rows: readonly MergeRow[]): Uint8Array {
  const lines = rows.map(({ row, language, files, profileLink = '' }) => {
    const { serial, name, givenName = '', familyName = '', email = '', title, awardedOn } = row;
    return [
      serial,
      name,
      givenName,
      familyName,
      email,
      language,
      title,
      awardedOn,
      files.join('|'),
      profileLink,
    ];
  });
  const csv = writeCsv([COLUMNS, ...lines]);
  const marked = new Uint8Array(csv.length + 3);
  marked.set([0xef, 0xbb, 0xbf]);
  marked.set(csv, 3);
  return marked;
}
