import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PastedRoster, RefusedRowsOrder } from '../../shared/desk/roster.ts';
import { writeRefused } from '../../shared/platforms/refused-csv.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { dataFolder } from '../files/data-folder.ts';
import { replaceFile } from '../files/replace.ts';

/** Writes the rows that were refused, to be mended elsewhere and read again. @throws StudioFault when it cannot. */
export async function writeRefusedRows({ out, heading, ...rows }: RefusedRowsOrder): Promise<Outcome<null>> {
  await replaceFile(out, writeRefused(rows, heading));
  return done(null);
}

/**
 * Keeps a table that was pasted from a spreadsheet, as the text with tabs that spreadsheets put on the clipboard, where it
 * is read like any other file. Problem: `roster.empty` for what has no second row.
 * @throws StudioFault when the folder cannot be written.
 */
export async function keepPasted(text: string, at: Date): Promise<Outcome<PastedRoster>> {
  if (!/\S[^\n]*\r?\n[^\n]*\S/.test(text)) return refused({ code: 'roster.empty', where: { file: '' } });
  const folder = join(dataFolder(), 'pasted');
  mkdirSync(folder, { recursive: true });
  const roster = join(folder, `${at.toISOString().replace(/\D/g, '').slice(0, 17)}.tsv`);
  await replaceFile(roster, new TextEncoder().encode(text));
  return done({ roster });
}
