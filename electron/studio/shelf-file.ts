import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiscardedTemplate } from '../../shared/desk/shelf.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';

const LARGEST = 4 * 1024 * 1024;

/** What the desk remembers of its templates; they themselves lie where the clerk put them. */
export interface ShelfFile {
  /** Paths, placed last first. */
  readonly templates: readonly string[];
  readonly discarded: readonly DiscardedTemplate[];
}

const EMPTY: ShelfFile = { templates: [], discarded: [] };
/** One change after another: each reads what the one before has written. */
let turn: Promise<unknown> = Promise.resolve();

/** One that is missing or broken is as good as none. */
export async function readShelf(data: string): Promise<ShelfFile> {
  const file = await readBounded(join(data, 'shelf.json'), LARGEST);
  if (!file.ok) return EMPTY;
  try {
    const told = JSON.parse(new TextDecoder().decode(file.value)) as Partial<
      Record<keyof ShelfFile, unknown>
    >;
    return {
      templates: listIn(told.templates).filter((each) => typeof each === 'string'),
      discarded: listIn(told.discarded).filter(isDiscarded),
    };
  } catch {
    return EMPTY;
  }
}

/** @throws StudioFault when the folder cannot be written. */
export function changeShelf(data: string, make: (before: ShelfFile) => ShelfFile): Promise<void> {
  const changed = turn.then(async () => {
    const before = await readShelf(data);
    const after = make(before);
    if (after === before) return;
    await mkdir(data, { recursive: true });
    await replaceFile(join(data, 'shelf.json'), new TextEncoder().encode(JSON.stringify(after, null, 2)));
  });
  turn = changed.catch(() => undefined);
  return changed;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isDiscarded(value: unknown): value is DiscardedTemplate {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, from, at } = value as Readonly<Record<string, unknown>>;
  return [id, name, from, at].every((each) => typeof each === 'string');
}
