import { join } from 'node:path';
import type { Institution } from '../../shared/institution/institution.ts';
import { LARGEST_INSTITUTION, readInstitution } from '../../shared/institution/parse.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { inFile, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { makeFolder } from './folder.ts';

/**
 * The institution this desk works for, null when nobody has told yet.
 * Problem: `institution.value-wrong` when the file was altered: it is said, never silently forgotten.
 */
export async function readOwnInstitution(folder: string): Promise<Outcome<Institution | null>> {
  const path = pathIn(folder);
  const file = await readBounded(path, LARGEST_INSTITUTION);
  if (!file.ok) return file.problems[0].code === 'file.not-found' ? done(null) : file;
  return inFile(path, readInstitution(file.value));
}

/** What came from the window is read as strictly as a file. @throws StudioFault when it cannot be written. */
export async function saveOwnInstitution(folder: string, institution: unknown): Promise<Outcome<null>> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(institution, null, 2)}\n`);
  const read = readInstitution(bytes);
  if (!read.ok) return read;
  makeFolder(folder);
  await replaceFile(pathIn(folder), bytes);
  return done(null);
}

function pathIn(folder: string): string {
  return join(folder, 'institution.json');
}
