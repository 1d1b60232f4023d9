import { isLanguage, type Language, type LocalizedText, languagesMissing } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { Box, Flowed, PageDesign, PageElement } from './design.ts';
import { type FieldText, readFieldText } from './field-text.ts';
import { isField } from './fields.ts';
import { missingForms } from './forms.ts';
import { pointer } from './json.ts';

/**
 * What is wrong with a page design before anything is laid out on it: names used twice, styles and fields that do not
 * exist, texts without one of the languages, elements that leave the sheet, a page that shows no learner's name or
 * has no place for the seal.
 */
export function checkPage(page: PageDesign, languages: readonly Language[]): readonly Problem[] {
  return [
    ...checkWhole(page),
    ...page.elements.flatMap((element, index) => {
      const keys = ['page', 'elements', index];
      return [
        ...checkId(page, element, index),
        ...checkStyles(page, element, keys),
        ...checkPlace(page, element, keys),
        ...checkCode(element, keys),
        ...textsOf(element).flatMap(([path, text]) =>
          checkText(text, languages, element.id, [...keys, ...path], element.kind === 'page-number'),
        ),
      ];
    }),
  ];
}

/** What every credential's page must show: whose it is, and where the seal lies. */
function checkWhole({ elements }: PageDesign): readonly Problem[] {
  const missing: string[] = [];
  const shown = elements.flatMap(textsOf).flatMap(([, text]) => Object.values(text));
  if (!shown.some((words) => words.includes('{learner.name'))) missing.push('learner');
  if (!elements.some(({ kind }) => kind === 'seal')) missing.push('seal');
  return missing.map((element) => ({
    code: 'template.element-missing',
    where: { element },
    facts: { path: '/page/elements' },
  }));
}

function checkId({ elements }: PageDesign, { id }: PageElement, index: number): readonly Problem[] {
  if (elements.findIndex((other) => other.id === id) === index) return [];
  const path = pointer(['page', 'elements', index, 'id']);
  return [{ code: 'template.value-wrong', where: { element: id }, facts: { path, expected: `≠ ${id}` } }];
}

/** What names a style of the page, wherever it stands in an element. */
export const STYLE_KEYS: readonly string[] = [
  'style',
  'labelStyle',
  'valueStyle',
  'headStyle',
  'descriptionStyle',
];

function checkStyles(
  page: PageDesign,
  element: PageElement | Flowed,
  keys: readonly (string | number)[],
): Problem[] {
  const problems: Problem[] = [];
  for (const key of STYLE_KEYS) {
    const style: unknown = Object.entries(element).find(([name]) => name === key)?.[1];
    if (typeof style !== 'string' || Object.hasOwn(page.styles, style)) continue;
    problems.push({
      code: 'template.style-unknown',
      where: { element: element.id },
      facts: { style, path: pointer([...keys, key]) },
    });
  }
  if (element.when !== undefined && !isField(element.when)) {
    problems.push(unknownField(element.when, element.id, [...keys, 'when']));
  }
  if (element.kind === 'flow') {
    for (const [at, flowed] of element.elements.entries()) {
      problems.push(...checkStyles(page, flowed, [...keys, 'elements', at]));
    }
  }
  return problems;
}

/** Lengths are written with two decimals; less than a hundredth of a millimetre is rounding. */
const TOLERANCE = 0.01;

function checkPlace(page: PageDesign, element: PageElement, keys: readonly (string | number)[]): Problem[] {
  const over = (page.bleed ?? 0) + TOLERANCE;
  const within = ({ x, y, width, height }: Box) =>
    Math.min(x, y) >= -over && x + width <= page.width + over && y + height <= page.height + over;
  const boxes = [
    ['box', element.box],
    ['alone', element.alone],
    ['next', element.kind === 'flow' ? element.next : undefined],
  ] as const;
  return boxes.flatMap(([key, box]) =>
    box === undefined || within(box)
      ? []
      : [
          {
            code: 'template.off-page',
            where: { element: element.id },
            facts: { path: pointer([...keys, key]) },
          },
        ],
  );
}

/** A code that leads somewhere says where. */
function checkCode(element: PageElement, keys: readonly (string | number)[]): readonly Problem[] {
  if (element.kind !== 'qr' || element.holds !== 'link' || element.verifyPage !== undefined) return [];
  const path = pointer([...keys, 'verifyPage']);
  const facts = { path, expected: 'https://…' };
  return [{ code: 'template.value-wrong', where: { element: element.id }, facts }];
}

/** Every text of an element, with the keys that lead to it. */
export function textsOf(
  element: PageElement | Flowed,
): readonly (readonly [readonly (string | number)[], LocalizedText])[] {
  switch (element.kind) {
    case 'text':
    case 'seal':
    case 'page-number':
      return [[['text'], element.text]];
    case 'signature':
      return [
        [['alt'], element.alt],
        [['text'], element.text],
      ];
    case 'qr':
      return [[['alt'], element.alt]];
    case 'drawing':
    case 'image':
      return element.alt ? [[['alt'], element.alt]] : [];
    case 'facts':
      return element.rows.flatMap(({ label, value }, row) => [
        [['rows', row, 'label'], label] as const,
        [['rows', row, 'value'], value] as const,
      ]);
    case 'parts':
      return element.columns.map(({ label }, column) => [['columns', column, 'label'], label] as const);
    case 'flow':
      return element.elements.flatMap((flowed, at) =>
        textsOf(flowed).map(([path, text]) => [['elements', at, ...path], text] as const),
      );
    case 'shape':
    case 'outcomes':
      return [];
  }
}

function checkText(
  text: LocalizedText,
  languages: readonly Language[],
  element: string,
  keys: readonly (string | number)[],
  numbers: boolean,
): readonly Problem[] {
  const missing = languagesMissing(text, languages).map(
    (language): Problem => ({
      code: 'template.language-missing',
      where: { element, language },
      facts: { path: pointer(keys) },
    }),
  );
  const unknown = Object.entries(text).flatMap(([language, words]) => {
    const read = readFieldText(numbers ? words.replace(/\{pages?\}/g, '') : words);
    if (read.ok) return isLanguage(language) ? lacksForms(read.value, language, element, keys) : [];
    return read.problems.map(({ facts }) => unknownField(String(facts?.field), element, [...keys, language]));
  });
  return [...missing, ...unknown];
}

function lacksForms(
  text: FieldText,
  language: Language,
  element: string,
  keys: readonly (string | number)[],
): readonly Problem[] {
  return missingForms(text, language).map(({ field, form }) => ({
    code: 'template.form-missing',
    where: { element, language },
    facts: { field, form, path: pointer([...keys, language]) },
  }));
}

function unknownField(field: string, element: string, keys: readonly (string | number)[]): Problem {
  return { code: 'template.field-unknown', where: { element }, facts: { field, path: pointer(keys) } };
}
