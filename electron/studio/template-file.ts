import type { TemplateReport } from '../../shared/desk/template.ts';
import { type Language, textIn } from '../../shared/language.ts';
import { type Fonts, readFonts } from '../../shared/page/fonts.ts';
import { prepareLayout } from '../../shared/page/layout.ts';
import { designForKey } from '../../shared/page/layout-code.ts';
import { facesFor, ownFontNotices, ownFontProblems } from '../../shared/page/own-fonts.ts';
import { parityProblems } from '../../shared/page/parity.ts';
import type { Problem } from '../../shared/problem.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { checkTemplate, weakTemplateClaims } from '../../shared/template/check.ts';
import { checkContrast } from '../../shared/template/check-contrast.ts';
import { checkMargins } from '../../shared/template/check-margins.ts';
import type { CodeSealKey, PageDesign } from '../../shared/template/design.ts';
import { chooseLanguages } from '../../shared/template/language-choice.ts';
import { LARGEST_TEMPLATE, readTemplate } from '../../shared/template/parse.ts';
import { signOffState } from '../../shared/template/sign-off.ts';
import { specimenOf } from '../../shared/template/specimen.ts';
import type { SignOff, Template } from '../../shared/template/template.ts';
import { checkConcepts, isRetired } from '../../shared/vocabulary/check.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { nodeEngine } from '../engine.ts';
import { loadFonts } from '../files/fonts.ts';
import { hyphenation } from '../files/hyphenation.ts';
import { inFile, placed, readBounded } from '../files/read.ts';
import { examineSources } from '../reading/examine-sources.ts';
import { PREVIEW_TEXT } from './preview-text.ts';

export interface TemplateFile {
  readonly template: Template;
  /** As the file has it, in all its languages. */
  readonly written: Template;
  readonly bytes: Uint8Array;
  /** Pictures that cannot be drawn whole: no reason not to open it, but to seal nothing with it. */
  readonly damaged: readonly Problem[];
}

/**
 * The template in `path`, speaking `languages` only when told; a reader has seen its pictures and fonts first.
 * Problems: those of the file, of `readTemplate` and of `examineSources`.
 */
export async function openTemplate(
  path: string,
  languages?: readonly Language[],
): Promise<Outcome<TemplateFile>> {
  const file = await readBounded(path, LARGEST_TEMPLATE);
  if (!file.ok) return file;
  const read = inFile(path, readTemplate(file.value));
  if (!read.ok) return read;
  const examined = await examineSources(read.value, path);
  if (!examined.ok) return examined;
  const chosen = languages ? inFile(path, chooseLanguages(read.value, languages)) : read;
  if (!chosen.ok) return chosen;
  const damaged = examined.value;
  return done({ template: chosen.value, written: read.value, bytes: file.value, damaged });
}

/** What a template is, everything that keeps it from being issued, and what a clerk should look at. */
export async function reportTemplate(
  path: string,
  at: Date,
  vocabularies: readonly Vocabulary[],
  key?: CodeSealKey,
): Promise<Outcome<TemplateReport>> {
  const opened = await openTemplate(path);
  if (!opened.ok) return opened;
  const { template, damaged } = opened.value;
  const [primary] = template.languages;
  const concepts = checkConcepts(template, vocabularies);
  const problems = [
    ...checkTemplate(template),
    ...damaged,
    ...ownFontProblems(template.page),
    ...concepts.filter((problem) => !isRetired(problem)),
  ];
  const { standing, outdated } = signOffState(template, nodeEngine);
  // A page is drawn only once the template is whole: else it would say the same a second time.
  const drawn = problems.length === 0 ? drawnProblems(template, at, key) : [];
  return done({
    name: textIn(template.name, primary, template.languages) ?? '',
    version: template.version,
    languages: template.languages,
    problems: [...problems, ...drawn].map((problem) => placed(path, problem)),
    signOffs: standing,
    notices: [
      ...outdated.map(outdatedNotice),
      ...concepts.filter(isRetired),
      ...pageNotices(template),
      ...weakTemplateClaims(template, at.toISOString().slice(0, 10)),
    ].map((problem) => placed(path, problem)),
  });
}

/** What a clerk should know of a page that may be printed all the same. */
export function pageNotices({ page, languages }: Template): readonly Problem[] {
  return [...checkContrast(page), ...checkMargins(page), ...ownFontNotices(page, languages)];
}

export function outdatedNotice({ by, at }: SignOff): Problem {
  return { code: 'notice.sign-off-outdated', facts: { by, date: at.slice(0, 10), path: '/signOffs' } };
}

/** The faces a design may use, its own among them. */
export function fontsFor(design: PageDesign): Fonts {
  return readFonts(facesFor(design, loadFonts()), hyphenation);
}

/** What a specimen's page shows to be wrong, in every language. */
function drawnProblems(template: Template, at: Date, key?: CodeSealKey): readonly Problem[] {
  const specimen = specimenOf(template, `${at.toISOString().slice(0, 19)}Z`, true);
  if (!specimen.ok) return specimen.problems;
  const design = key ? designForKey(template.page, key) : template.page;
  const layout = prepareLayout(design, fontsFor(design), PREVIEW_TEXT);
  return parityProblems(layout, specimen.value);
}
