import type { TemplateReport } from '../../shared/desk/template.ts';
import { type Language, textIn } from '../../shared/language.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { checkTemplate, weakTemplateClaims } from '../../shared/template/check.ts';
import { chooseLanguages } from '../../shared/template/language-choice.ts';
import { LARGEST_TEMPLATE, readTemplate } from '../../shared/template/parse.ts';
import type { Template } from '../../shared/template/template.ts';
import { checkConcepts } from '../../shared/vocabulary/check.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { inFile, placed, readBounded } from '../files/read.ts';

export interface TemplateFile {
  readonly template: Template;
  readonly bytes: Uint8Array;
}

/** The template in `path`, speaking `languages` only when told. Problems: those of the file and of `readTemplate`. */
export async function openTemplate(
  path: string,
  languages?: readonly Language[],
): Promise<Outcome<TemplateFile>> {
  const file = await readBounded(path, LARGEST_TEMPLATE);
  if (!file.ok) return file;
  const read = inFile(path, readTemplate(file.value));
  if (!read.ok) return read;
  const chosen = languages ? inFile(path, chooseLanguages(read.value, languages)) : read;
  return chosen.ok ? done({ template: chosen.value, bytes: file.value }) : chosen;
}

/** What a template is, everything that keeps it from being issued, and what a clerk should look at. */
export async function reportTemplate(
  path: string,
  at: Date,
  vocabularies: readonly Vocabulary[],
): Promise<Outcome<TemplateReport>> {
  const opened = await openTemplate(path);
  if (!opened.ok) return opened;
  const { template } = opened.value;
  const [primary] = template.languages;
  return done({
    name: textIn(template.name, primary, template.languages) ?? '',
    version: template.version,
    languages: template.languages,
    problems: [...checkTemplate(template), ...checkConcepts(template, vocabularies)].map((problem) =>
      placed(path, problem),
    ),
    notices: weakTemplateClaims(template, at.toISOString().slice(0, 10)).map((problem) =>
      placed(path, problem),
    ),
  });
}
