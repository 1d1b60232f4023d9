import type { Credential } from '../credential/credential.ts';
import { type Language, languagesMissing } from '../language.ts';
import type { ProblemCode } from '../problem.ts';
import { checkContrast, stylesOf } from '../template/check-contrast.ts';
import { textsOf } from '../template/check-page.ts';
import type { PageDesign, PageElement } from '../template/design.ts';
import { readFieldText } from '../template/field-text.ts';
import { missingForms } from '../template/forms.ts';
import type { Fonts } from './fonts.ts';
import { type LaidOut, prepareLayout } from './layout.ts';
import type { CodeTextOf } from './layout-code.ts';
import { marksOf } from './svg.ts';

/** What an element falls short of in a language; the worst first. Type that is only set smaller still prints whole. */
const SHORTCOMINGS = ['missing', 'forms', 'letters', 'overflows', 'code', 'contrast', 'shrunk'] as const;
export type Shortcoming = (typeof SHORTCOMINGS)[number];

export interface ParityRow {
  readonly element: string;
  readonly kind: PageElement['kind'];
  /** Only of the languages that the element speaks. */
  readonly cells: readonly ParityCell[];
}

export interface ParityCell {
  readonly language: Language;
  /** Without repetition; none when all is well. */
  readonly falls: readonly Shortcoming[];
  /** Letters that the fonts lack. */
  readonly letters?: string;
  /** The smallest type it had to be set in, in points. */
  readonly size?: number;
}

const SHORT_OF: Readonly<Partial<Record<ProblemCode, Shortcoming>>> = {
  'template.language-missing': 'missing',
  'row.letter-missing': 'letters',
  'template.letter-missing': 'letters',
  'row.text-overflows': 'overflows',
  'template.text-overflows': 'overflows',
  'template.code-too-small': 'code',
};

/**
 * Every element that says something × every language the credential speaks. Each element is laid out by itself, in each
 * order of the languages: the one that leads stands in other places than those that follow.
 */
export function parityTable(
  design: PageDesign,
  fonts: Fonts,
  textOf: CodeTextOf,
  credential: Credential,
): readonly ParityRow[] {
  const pale = new Set(checkContrast(design).map(({ where }) => where?.element));
  return design.elements.filter(speaks).map((element) => {
    const layout = prepareLayout({ ...design, elements: [element] }, fonts, textOf);
    const laid = credential.languages.flatMap((first) => {
      const spoken = [first, ...credential.languages.filter((other) => other !== first)][element.slot ?? 0];
      return spoken ? [{ spoken, page: layout.layOut(credential, first) }] : [];
    });
    return {
      element: element.id,
      kind: element.kind,
      cells: credential.languages.flatMap((language) => {
        const pages = laid.filter(({ spoken }) => spoken === language).map(({ page }) => page);
        return pages.length === 0 ? [] : [cellOf(design, element, language, pages, pale.has(element.id))];
      }),
    };
  });
}

function speaks(element: PageElement): boolean {
  return stylesOf(element).length > 0 || textsOf(element).length > 0;
}

function cellOf(
  design: PageDesign,
  element: PageElement,
  language: Language,
  pages: readonly LaidOut[],
  pale: boolean,
): ParityCell {
  const problems = pages.flatMap((page) => page.problems);
  const found = new Set(problems.flatMap(({ code }) => SHORT_OF[code] ?? []));
  if (textsOf(element).some(([, text]) => languagesMissing(text, [language]).length > 0))
    found.add('missing');
  if (textsOf(element).some(([, text]) => lacksForm(text[language], language))) found.add('forms');
  if (pale) found.add('contrast');
  const size = shrunkTo(design, element, pages);
  if (size !== undefined) found.add('shrunk');
  const letters = new Set(problems.flatMap(({ facts }) => (facts?.letter ? [String(facts.letter)] : [])));
  return {
    language,
    falls: SHORTCOMINGS.filter((each) => found.has(each)),
    ...(letters.size > 0 && { letters: [...letters].join('') }),
    ...(size !== undefined && { size }),
  };
}

function lacksForm(words: string | undefined, language: Language): boolean {
  const read = words === undefined ? undefined : readFieldText(words);
  return read?.ok === true && missingForms(read.value, language).length > 0;
}

/** The smallest size that none of the element's styles asks for; undefined when all is set as it should be. */
function shrunkTo(design: PageDesign, element: PageElement, laid: readonly LaidOut[]): number | undefined {
  const wanted = stylesOf(element).flatMap((name) => design.styles[name]?.size ?? []);
  const marks = laid
    .flatMap(({ pages }) => pages)
    .flatMap(({ artifacts, content }) => [...artifacts, ...content.flatMap(marksOf)]);
  const smaller = marks.flatMap((mark) =>
    mark.kind === 'glyphs' && !wanted.some((size) => Math.abs(size - mark.size) < 0.01) ? [mark.size] : [],
  );
  return smaller.length === 0 ? undefined : Math.round(Math.min(...smaller) * 100) / 100;
}
