import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarDate } from '../../shared/credential/credential.ts';
import type { RosterOrder } from '../../shared/desk/roster.ts';
import { recognise } from '../../shared/platforms/recognise.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import {
  type Corrections,
  correct,
  LARGEST_CORRECTIONS,
  NO_CORRECTIONS,
  readCorrections,
} from '../../shared/roster/corrections.ts';
import {
  type FieldSources,
  plainSources,
  resolveSources,
  rowKeeper,
} from '../../shared/roster/field-source.ts';
import { guessMapping } from '../../shared/roster/mapping.ts';
import { dateQuestions, propose } from '../../shared/roster/propose.ts';
import { type Recipients, readMapped } from '../../shared/roster/recipients.ts';
import { LARGEST_MAPPING, type RosterMapping, readMapping } from '../../shared/roster/roster-mapping.ts';
import type { Table } from '../../shared/roster/table.ts';
import { dataFolder } from '../files/data-folder.ts';
import { inFile, placed, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import type { Learners, LearnersErrand, RosterFile } from '../reading/errand.ts';
import { readRosterFile } from '../reading/read-roster.ts';
import { readRoster } from '../reading/roster-errand.ts';

/** A roster with its mapping applied, corrections in place, and the rows that are no learners left out. */
export interface OpenedRoster extends Recipients {
  readonly file: RosterFile;
  readonly table: Table;
  readonly passedOver: readonly number[];
  readonly notices: readonly Problem[];
  readonly by: Learners['by'];
}

export interface MappedFile {
  readonly file: RosterFile;
  /** None when only headings can be gone by. */
  readonly mapping?: RosterMapping;
  readonly by: OpenedRoster['by'];
}

/** Anew, or as it was read before (`readKeptRoster`). */
type ReadRoster = typeof readRosterFile;

/**
 * Reads the roster by the mapping told, else by the one remembered for its headings, else as the export that it is known for,
 * else by its headings alone.
 * Problems: those of the files; `roster.class-asked`; `roster.date-order-asked` when a mapping leaves it open. Without a mapping the day comes
 * first, and the same is a notice.
 */
export async function openRoster(
  order: RosterOrder,
  today: CalendarDate,
  read: ReadRoster = readRosterFile,
  data = dataFolder(),
): Promise<Outcome<OpenedRoster>> {
  const opened = await openMapped(order, read, data);
  if (!opened.ok) return opened;
  const { file, by } = opened.value;
  const mapping = opened.value.mapping ?? platformMapping(file.table);
  const [asked] = classQuestion(file, order.sheet ?? mapping?.source?.sheet);
  if (asked) return refused(placed(order.roster, asked));
  const corrections = await openCorrections(order.corrections);
  if (!corrections.ok) return corrections;

  const sources = inFile(order.roster, sourcesOf(mapping, file.table));
  if (!sources.ok) return sources;
  const corrected = correct(file.table, sources.value, corrections.value);
  const keeps = rowKeeper(mapping?.only ?? [], corrected.table);
  const rows = corrected.table.rows.filter(keeps);
  const table = { ...corrected.table, rows };
  const questions = dateQuestions(table, sources.value).map((problem) => placed(order.roster, problem));
  const [question, ...more] = questions;
  if (question && mapping) return refused(question, ...more);
  const lost = corrected.lost.map((problem) => placed(order.corrections ?? '', problem));
  const { recipients, refusals } = readMapped(table, sources.value, today, corrections.value.twoPeople);
  return done({
    ...{ file, table, recipients, refusals, by },
    passedOver: corrected.table.rows.filter((row) => !keeps(row)).map(({ line }) => line),
    notices: [...questions, ...lost],
  });
}

/** Read here, whatever it takes. Problems: those of `openRoster`. */
export async function openLearners({ order, today, data }: LearnersErrand): Promise<Outcome<Learners>> {
  const opened = await openRoster(order, today, (file, choices = {}) => readRoster({ file, choices }), data);
  if (!opened.ok) return opened;
  const { recipients, refusals, notices, by, file } = opened.value;
  return done({ recipients, refusals, notices, by, sha256: file.sha256 });
}

/** The file, and the mapping that goes with it. */
export async function openMapped(
  order: RosterOrder,
  read: ReadRoster = readRosterFile,
  data = dataFolder(),
): Promise<Outcome<MappedFile>> {
  const { roster, mapping: path, corrections: _, ...told } = order;
  if (path !== undefined) {
    const mapping = await openMapping(path);
    if (!mapping.ok) return mapping;
    const file = await read(roster, { ...mapping.value.source, ...told });
    return file.ok ? done({ file: file.value, mapping: mapping.value, by: 'mapping' }) : file;
  }
  const file = await read(roster, told);
  if (!file.ok) return file;
  const known = await openMapping(rememberedAt(fingerprintOf(file.value.table), data));
  // What cannot be read any more is not remembered.
  if (!known.ok) return done({ file: file.value, by: 'guess' });
  const again = known.value.source ? await read(roster, { ...known.value.source, ...told }) : file;
  if (again.ok) return done({ file: again.value, mapping: known.value, by: 'remembered' });
  // The sheet, or last term's class, that it was remembered with is not in this file: that one is chosen anew.
  return again.problems[0].code === 'roster.sheet-missing' ? done({ file: file.value, by: 'guess' }) : again;
}

/** What the clerk is shown for an export that is known, unless it has been changed: also who is no learner in it. */
function platformMapping(table: Table): RosterMapping | undefined {
  const known = recognise(table);
  return known && propose(table, known.mapping).mapping;
}

/** Of several classes none is taken for the one that is meant: unlike sheets, all of them are full of learners. */
function classQuestion({ format, sheets = [] }: RosterFile, told: string | undefined): readonly Problem[] {
  if (format !== 'oneroster' || sheets.length < 2 || told !== undefined) return [];
  const classes = sheets.map(({ name }) => name).join(', ');
  return [{ code: 'roster.class-asked', facts: { count: sheets.length, classes: classes.slice(0, 500) } }];
}

/** What an order for more says of its roster. */
export function rosterOrderOf(order: RosterOrder): RosterOrder {
  const { roster, mapping, corrections, sheet, header, encoding, hidden } = order;
  return {
    roster,
    ...(mapping !== undefined && { mapping }),
    ...(corrections !== undefined && { corrections }),
    ...(sheet !== undefined && { sheet }),
    ...(header !== undefined && { header }),
    ...(encoding && { encoding }),
    ...(hidden && { hidden }),
  };
}

/** Of the headings in their order: what comes from one source has the same. */
export function fingerprintOf({ columns }: Table): string {
  return createHash('sha256').update(JSON.stringify(columns)).digest('hex').slice(0, 32);
}

/** @throws StudioFault when the folder cannot be written. */
export async function rememberMapping(fingerprint: string, mapping: RosterMapping): Promise<void> {
  mkdirSync(join(dataFolder(), 'mappings'), { recursive: true });
  await writeJson(rememberedAt(fingerprint), mapping);
}

/** @throws StudioFault when it cannot be written. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await replaceFile(path, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`));
}

function rememberedAt(fingerprint: string, data = dataFolder()): string {
  return join(data, 'mappings', `${fingerprint}.json`);
}

async function openMapping(path: string): Promise<Outcome<RosterMapping>> {
  const bytes = await readBounded(path, LARGEST_MAPPING);
  return bytes.ok ? inFile(path, readMapping(bytes.value)) : bytes;
}

export async function openCorrections(path: string | undefined): Promise<Outcome<Corrections>> {
  if (path === undefined) return done(NO_CORRECTIONS);
  const bytes = await readBounded(path, LARGEST_CORRECTIONS);
  if (bytes.ok) return inFile(path, readCorrections(bytes.value));
  return bytes.problems[0].code === 'file.not-found' ? done(NO_CORRECTIONS) : bytes;
}

export function sourcesOf(mapping: RosterMapping | undefined, table: Table): Outcome<FieldSources> {
  if (mapping) return resolveSources(mapping, table);
  const guessed = guessMapping(table);
  return guessed.ok ? done(plainSources(guessed.value)) : guessed;
}
