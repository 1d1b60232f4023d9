import { ArchiveFault } from '../archive.ts';
import type { Engine } from '../engine.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { XmlFault } from '../xml-events.ts';
import { readHtml } from './html.ts';
import { readOds } from './ods.ts';
import { type Workbook, WorkbookFault, type WorkbookReason } from './sheet.ts';
import { readXlsx } from './xlsx.ts';

/** What a file is by its first bytes, whatever its name says. `ole` is a workbook of 1997 to 2003, or one with a password. */
export type FileKind = 'xlsx' | 'ods' | 'ole' | 'other';

export function fileKindOf(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'ole';
  if (!startsWith(bytes, [0x50, 0x4b, 3, 4])) return 'other';
  // ODF 1.2 part 3 clause 3.3: the first entry is `mimetype`, uncompressed.
  const head = new TextDecoder('latin1').decode(bytes.subarray(30, 100));
  return head.startsWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet') ? 'ods' : 'xlsx';
}

/**
 * Reads one sheet of a workbook: `sheet`, or the first that is shown and holds anything. Costs up to a few hundred
 * megabytes and, for a hostile file, seconds: call it where it can be ended.
 * Problems: `roster.workbook-damaged`, `roster.too-much`, `roster.workbook-locked`, `roster.sheet-missing`,
 * `roster.empty`.
 */
export function readWorkbook(
  bytes: Uint8Array,
  kind: 'xlsx' | 'ods',
  engine: Engine,
  sheet?: string,
): Outcome<Workbook> {
  return outcomeOf(sheet, () =>
    kind === 'ods' ? readOds(bytes, engine, sheet) : readXlsx(bytes, engine, sheet),
  );
}

/** Problems: `roster.too-much`, `roster.empty`. */
export function readHtmlTable(text: string): Outcome<Workbook> {
  return outcomeOf(undefined, () => readHtml(text));
}

function outcomeOf(sheet: string | undefined, read: () => Workbook): Outcome<Workbook> {
  try {
    return done(read());
  } catch (error) {
    if (error instanceof WorkbookFault) return refused(PROBLEMS[error.reason](sheet, error.sheets));
    if (error instanceof ArchiveFault) return refused(PROBLEMS[error.reason](sheet, []));
    if (error instanceof XmlFault) return refused({ code: 'roster.workbook-damaged' });
    throw error;
  }
}

const PROBLEMS: Readonly<
  Record<WorkbookReason, (sheet: string | undefined, sheets: readonly string[]) => Problem>
> = {
  damaged: () => ({ code: 'roster.workbook-damaged' }),
  'too-much': () => ({ code: 'roster.too-much' }),
  locked: () => ({ code: 'roster.workbook-locked' }),
  empty: () => ({ code: 'roster.empty' }),
  sheet: (sheet = '', sheets) => ({
    code: 'roster.sheet-missing',
    facts: { sheet, sheets: sheets.slice(0, 20).join(', ').slice(0, 500) },
  }),
};

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
