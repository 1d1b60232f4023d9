import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DIARY_KINDS, type DiaryEntry } from '../../shared/desk/diary.ts';
import { isTestSeal } from '../../shared/sealing/fitness.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { dataFolder } from '../files/data-folder.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { isElsewhere, standing } from './kept-order.ts';

/** A path, a name and two dates. */
const LARGEST_NOTE = 16 * 1024;

type Subject = Pick<DiaryEntry, 'kind' | 'of'>;

interface Note extends DiaryEntry {
  /** The day on which it was noted last, YYYY-MM-DD. */
  readonly on: string;
}

/**
 * Notes when something ends, in place of what was noted of it before. Each has a file of its own, so that window and
 * command line do not undo each other's. A diary is a comfort: what cannot be noted stops nobody from sealing.
 */
export async function note(entry: DiaryEntry, at: Date, data = dataFolder()): Promise<void> {
  const noted: Note = { ...entry, of: standing(entry.of), on: at.toISOString().slice(0, 10) };
  const bytes = new TextEncoder().encode(JSON.stringify(noted));
  const file = fileOf(entry, data);
  const before = await readBounded(file, LARGEST_NOTE);
  if (before.ok && Buffer.from(before.value).equals(bytes)) return;
  await mkdir(join(data, 'diary'), { recursive: true })
    .then(() => replaceFile(file, bytes))
    .catch(() => undefined);
}

export async function forget(entry: Subject, data = dataFolder()): Promise<void> {
  await rm(fileOf(entry, data), { force: true }).catch(() => undefined);
}

/** When it ends, as far as it was noted. */
export async function noted(entry: Subject, data = dataFolder()): Promise<string | undefined> {
  return (await readNote(fileOf(entry, data)))?.until;
}

/** A test seal ends without harm, and is made anew. */
export async function noteSeal(
  address: string,
  { certificate }: Pick<Seal, 'certificate'>,
  at: Date,
  data = dataFolder(),
): Promise<void> {
  if (isTestSeal(certificate)) return;
  const { organisation, commonName, text } = certificate.subject;
  const until = certificate.notAfter.toISOString();
  await note({ kind: 'seal', of: address, name: organisation ?? commonName ?? text, until }, at, data);
}

/** The soonest first. What is not there any more, and a seal that its owner has a later one of, are left out. */
export async function readDiary(data = dataFolder()): Promise<readonly DiaryEntry[]> {
  const folder = join(data, 'diary');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const notes = (await Promise.all(names.map((name) => readNote(join(folder, name))))).filter(
    (each) => each !== undefined,
  );
  return notes
    .filter((each) => (isElsewhere(each.of) || existsSync(each.of)) && !isFollowed(each, notes))
    .sort((one, other) => (one.until < other.until ? -1 : 1))
    .map(({ on: _, ...entry }) => entry);
}

/** By another of the same owner that was used since, or the same day, and ends later. */
function isFollowed({ kind, of, name, until, on }: Note, notes: readonly Note[]): boolean {
  return (
    kind === 'seal' &&
    notes.some(
      (other) =>
        other.kind === kind &&
        other.of !== of &&
        other.name === name &&
        other.on >= on &&
        other.until > until,
    )
  );
}

async function readNote(path: string): Promise<Note | undefined> {
  const file = await readBounded(path, LARGEST_NOTE);
  if (!file.ok) return undefined;
  try {
    const told = JSON.parse(new TextDecoder().decode(file.value)) as Readonly<Record<string, unknown>>;
    const { of, name, until, on } = told;
    const kind = DIARY_KINDS.find((each) => each === told.kind);
    if (!kind || typeof of !== 'string' || typeof on !== 'string') return undefined;
    if (typeof until !== 'string' || Number.isNaN(Date.parse(until))) return undefined;
    return { kind, of, until, on, ...(typeof name === 'string' && { name }) };
  } catch {
    return undefined;
  }
}

function fileOf({ kind, of }: Subject, data: string): string {
  const name = createHash('sha256')
    .update(`${kind} ${standing(of)}`)
    .digest('hex');
  return join(data, 'diary', `${name}.json`);
}
