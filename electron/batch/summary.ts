import { existsSync, opendirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisterRow } from '../../shared/desk/register.ts';
import { writeSummaryCsv } from '../../shared/formats/summary/csv.ts';
import { readSummaryLine, writeSummaryJson } from '../../shared/formats/summary/json.ts';
import type { SummaryPages } from '../../shared/formats/summary/pages.ts';
import type { RegisteredRow, SummaryRow } from '../../shared/formats/summary/row.ts';
import { formatOfName } from '../../shared/issue/sealed-file.ts';
import { replaceFile } from '../files/replace.ts';
import { diskFault } from '../files/vault.ts';
import type { Register } from '../register/register.ts';
import { openToldRows, type ToldRows } from './told-rows.ts';

/**
 * Writes `summary.csv` and `summary.json` beside the folder of the learners' files: one row for every credential the
 * register has there, in the register's order, however many runs it took. A run that was killed leaves no rows of its
 * own; those then hold what the register knows. However many rows there are, a page of them is in memory at a time.
 * @param told rows of this run.
 * @throws StudioFault `file.disk-full` or `file.not-writable`.
 */
export async function writeSummary(
  out: string,
  credentials: string,
  register: Pick<Register, 'find'>,
  told: Pick<ToldRows, 'get'>,
): Promise<void> {
  const path = join(out, 'summary.json');
  const earlier = openToldRows(out);
  try {
    for await (const page of summaryPages(path)) for (const row of page) earlier.add(row);
    const pages = pagesOf(credentials, register, ({ id }) => told.get(id) ?? earlier.get(id));
    await replaceSummary(out, pages);
  } finally {
    earlier.close();
  }
}

/** Takes credentials, told by their ids, out of the summary of a folder, if it tells of one. @throws StudioFault as `writeSummary`. */
export async function forgetInSummary(out: string, credentials: ReadonlySet<string>): Promise<void> {
  const path = join(out, 'summary.json');
  let told = false;
  for await (const page of summaryPages(path)) told ||= page.some(({ id }) => credentials.has(id));
  if (!told) return;
  const others = async function* () {
    for await (const page of summaryPages(path)) yield page.filter(({ id }) => !credentials.has(id));
  };
  await replaceSummary(out, others());
}

/** Both forms of the summary, the second from the first: `pages` may read the old one. @throws StudioFault as `writeSummary`. */
export async function replaceSummary(out: string, pages: SummaryPages): Promise<void> {
  const path = join(out, 'summary.json');
  await replaceFile(path, writeSummaryJson(pages));
  await replaceFile(join(out, 'summary.csv'), writeSummaryCsv(summaryPages(path)));
}

/** Entries or rows that are read at a time: few enough to be forgotten while they are young. */
const PAGE = 50;

/**
 * Rows for the entries whose files lie in this folder, the oldest first. The register tells the newest first and is read no further than to the
 * last of the files: one of a million is not read for a batch of ten.
 */
function* pagesOf(
  folder: string,
  register: Pick<Register, 'find'>,
  toldOf: (entry: RegisterRow) => SummaryRow | undefined,
): Generator<readonly SummaryRow[]> {
  const pageAt = (offset: number) => register.find({ search: '', offset, limit: PAGE }).entries;
  const lies = ({ name }: { readonly name: string }): boolean => existsSync(join(folder, name));
  let read = 0;
  for (let missing = sealedIn(folder); missing > 0; read += PAGE) {
    const entries = pageAt(read);
    if (entries.length === 0) break;
    for (const { files } of entries) missing -= files.filter(lies).length;
  }
  while (read > 0) {
    read -= PAGE;
    const here = pageAt(read).filter(({ files }) => files.some(lies));
    yield here.toReversed().map((entry) => ({ ...toldOf(entry), ...registered(entry) }));
  }
}

/** How many sealed files there are. The folder may have been taken away since the last was written. */
function sealedIn(path: string): number {
  try {
    const folder = opendirSync(path);
    try {
      let sealed = 0;
      for (let file = folder.readSync(); file; file = folder.readSync())
        if (formatOfName(file.name) !== undefined) sealed++;
      return sealed;
    } finally {
      folder.closeSync();
    }
  } catch (cause) {
    throw diskFault(path, cause);
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

/** The rows of a summary that is there, a page at a time. */
export async function* summaryPages(path: string): AsyncGenerator<readonly SummaryRow[]> {
  const file = await open(path).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (!file) return;
  let page: SummaryRow[] = [];
  for await (const line of file.readLines()) {
    const row = readSummaryLine(line);
    if (row) page.push(row);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}
