import { readOneRosterClass } from '../../shared/platforms/one-roster-classes.ts';
import { readStatements } from '../../shared/platforms/xapi.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { CSV_BOUNDS } from '../../shared/roster/csv.ts';
import { isJson, readSource, type Source, type SourceChoices } from '../../shared/roster/source.ts';
import { fileKindOf } from '../../shared/workbook/read.ts';
import { nodeEngine } from '../engine.ts';
import { inFile, readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import type { RosterErrand, RosterFile } from './errand.ts';

/** A roster of any kind as a table. Problems: those of the file and of `readSource`. */
export async function readRoster({ file, choices }: RosterErrand): Promise<Outcome<RosterFile>> {
  const bytes = await readBounded(file, CSV_BOUNDS.bytes);
  if (!bytes.ok) return bytes;
  const source = inFile(file, sourceOf(bytes.value, choices));
  if (!source.ok) return source;
  return done({ ...source.value, sha256: sha256Of(bytes.value) });
}

/** Statements of a learning record store are the one kind of JSON that is a roster, OneRoster's the one archive of CSV. */
function sourceOf(bytes: Uint8Array, choices: SourceChoices): Outcome<Source> {
  const table = isJson(bytes) ? readStatements(new TextDecoder().decode(bytes)) : undefined;
  if (table) return table.ok ? done({ format: 'xapi', table: table.value }) : table;
  const roster = fileKindOf(bytes) === 'xlsx' ? readOneRosterClass(bytes, nodeEngine, choices) : undefined;
  if (!roster) return readSource(bytes, nodeEngine, choices);
  if (!roster.ok) return roster;
  const sheets = roster.value.names.map((name) => ({ name, hidden: false }));
  return done({ format: 'oneroster', table: roster.value.table, sheet: roster.value.name, sheets });
}
