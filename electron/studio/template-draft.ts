import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { done, type Outcome, type Problem } from '../../shared/problem.ts';
import { checkTemplate } from '../../shared/template/check.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import { checkConcepts } from '../../shared/vocabulary/check.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { inFile } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { examineSources } from '../reading/examine-sources.ts';
import { keepVersion, mayChange } from './kept-versions.ts';
import { openTemplate, type TemplateFile } from './template-file.ts';

/** A template as the window has it. */
export interface Draft extends Pick<TemplateFile, 'template' | 'damaged'> {}

/**
 * What came from the window is read as strictly as a file, whatever its type says, and its pictures and fonts may have been
 * a stranger's a moment ago. Problems: those of `readTemplate` and `examineSources`, in `path`.
 */
export async function openDraft(draft: unknown, path?: string): Promise<Outcome<Draft>> {
  const read = readTemplate(bytesOf(draft));
  if (!read.ok) return path === undefined ? read : inFile(path, read);
  const examined = await examineSources(read.value, path);
  return examined.ok ? done({ template: read.value, damaged: examined.value }) : examined;
}

export async function judgeDraft(
  draft: unknown,
  vocabularies: readonly Vocabulary[],
): Promise<Outcome<readonly Problem[]>> {
  const opened = await openDraft(draft);
  if (!opened.ok) return done(opened.problems);
  const { template, damaged } = opened.value;
  return done([
    ...checkTemplate(template),
    ...damaged,
    ...ownFontProblems(template.page),
    ...checkConcepts(template, vocabularies),
  ]);
}

/**
 * A template that lacks something may be saved; one that could not be read again may not, and no version that was signed
 * off or sealed with is changed. What the next version takes the place of is kept. Problem: `template.settled`.
 * @throws StudioFault
 */
export async function saveDraft(path: string, draft: unknown): Promise<Outcome<null>> {
  const read = inFile(path, readTemplate(bytesOf(draft)));
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
