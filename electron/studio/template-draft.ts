import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { done, type Outcome, type Problem } from '../../shared/problem.ts';
import { checkTemplate } from '../../shared/template/check.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import type { Template } from '../../shared/template/template.ts';
import { checkConcepts } from '../../shared/vocabulary/check.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { inFile } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { keepVersion, mayChange } from './kept-versions.ts';
import { openTemplate } from './template-file.ts';

/** What came from the window is read as strictly as a file, whatever its type says. */
export function readDraft(draft: unknown): Outcome<Template> {
  return readTemplate(bytesOf(draft));
}

export function judgeDraft(draft: unknown, vocabularies: readonly Vocabulary[]): Outcome<readonly Problem[]> {
  const read = readDraft(draft);
  if (!read.ok) return done(read.problems);
  return done([
    ...checkTemplate(read.value),
    ...ownFontProblems(read.value.page),
    ...checkConcepts(read.value, vocabularies),
  ]);
}

/**
 * A template that lacks something may be saved; one that could not be read again may not, and no version that was signed
 * off or sealed with is changed. What the next version takes the place of is kept. Problem: `template.settled`.
 * @throws StudioFault
 */
export async function saveDraft(path: string, draft: unknown): Promise<Outcome<null>> {
  const read = inFile(path, readDraft(draft));
  if (!read.ok) return read;
  const allowed = inFile(path, await mayChange(read.value));
  if (!allowed.ok) return allowed;
  const before = await openTemplate(path);
  if (before.ok && before.value.template.version < read.value.version) {
    await keepVersion(before.value.template, 'draft', new Date());
  }
  await replaceFile(path, bytesOf(draft));
  return done(null);
}

function bytesOf(draft: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(draft, null, 2)}\n`);
}
