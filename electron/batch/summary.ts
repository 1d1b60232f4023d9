import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisterRow } from '../../shared/desk/register.ts';
import { writeSummaryCsv } from '../../shared/formats/summary/csv.ts';
import { readSummaryJson, writeSummaryJson } from '../../shared/formats/summary/json.ts';
import type { RegisteredRow, SummaryRow } from '../../shared/formats/summary/row.ts';
import { formatOfName } from '../../shared/issue/sealed-file.ts';
import { replaceFile } from '../files/replace.ts';
import { diskFault } from '../files/vault.ts';
import type { Register } from '../register/register.ts';

/**
 * Writes `summary.csv` and `summary.json` beside the folder of the learners' files: one row for every credential the
 * register has there, in the register's order, however many runs it took. A run that was killed leaves no rows of its
 * own; those then hold what the register knows.
 * @param made rows of this run, by the credential's id.
 * @throws StudioFault `file.disk-full` or `file.not-writable`.
 */
export async function writeSummary(
  out: string,
  credentials: string,
  register: Pick<Register, 'find'>,
  made: ReadonlyMap<string, SummaryRow>,
): Promise<void> {
  const path = join(out, 'summary.json');
  const before = new Map((await rowsIn(path)).map((row) => [row.id, row]));
  const rows = rowsOf(
    namesIn(credentials),
    register,
    (entry) => made.get(entry.id) ?? { ...before.get(entry.id), ...registered(entry) },
  );
  await replaceFile(path, writeSummaryJson([rows]));
  await replaceFile(join(out, 'summary.csv'), writeSummaryCsv([rows]));
}

/** Entries that are read at a time. */
const PAGE = 1000;

/**
 * Rows for the entries of these files, the oldest first. Read from the newest on, and no further than the last of them: a
 * register of a million is not read for a batch of ten.
 */
function rowsOf(
  names: readonly string[],
  register: Pick<Register, 'find'>,
  rowOf: (entry: RegisterRow) => SummaryRow,
): readonly SummaryRow[] {
  const missing = new Set(names.filter((name) => formatOfName(name) !== undefined));
  const rows: SummaryRow[] = [];
  for (let offset = 0; missing.size > 0; offset += PAGE) {
    const { entries } = register.find({ search: '', offset, limit: PAGE });
    if (entries.length === 0) break;
    for (const entry of entries) {
      const here = entry.files.filter(({ name }) => missing.delete(name));
      if (here.length > 0) rows.push(rowOf(entry));
    }
  }
  return rows.reverse();
}

/** The folder may have been taken away since the last file was written. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw diskFault(folder, cause);
  }
}

/** What the register has to say in a summary. */
export function registered({
  serial,
  id,
  name,
  title,
  awardedOn,
  issuedAt,
  files,
}: RegisterRow): RegisteredRow {
  return {
    ...{ serial, id, name, title, awardedOn, issuedAt },
    files: files.map(({ format, name, sha256 }) => ({ format, name, sha256 })),
  };
}

async function rowsIn(path: string): Promise<readonly SummaryRow[]> {
  try {
    return readSummaryJson(new Uint8Array(await readFile(path))) ?? [];
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
