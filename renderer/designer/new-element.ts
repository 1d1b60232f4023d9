import type { Language, LocalizedText } from '../../shared/language.ts';
import type { PageDesign, PageElement } from '../../shared/template/design.ts';
import { CODE_SIDES } from './edit.ts';
import { SIGNATURE } from './signature-word.ts';

export const NEW_KINDS = ['text', 'rectangle', 'line', 'qr', 'page-number'] as const;
export type NewKind = (typeof NEW_KINDS)[number];

/** A plain element in the middle of the page, with words that mean something in every language: a field. */
export function newElement(kind: NewKind, page: PageDesign, languages: readonly Language[]): PageElement {
  const [style = ''] = Object.keys(page.styles);
  const inAll = (words: string): LocalizedText =>
    Object.fromEntries(languages.map((language) => [language, words]));
  const box = (width: number, height: number) => ({
    x: (page.width - width) / 2,
    y: (page.height - height) / 2,
    width,
    height,
  });
  switch (kind) {
    case 'text':
      return { kind, id: 'text', box: box(100, 12), role: 'p', style, text: inAll('{learner.name}') };
    case 'rectangle':
      return { kind: 'shape', shape: kind, id: kind, box: box(60, 30), stroke: '#1b2a41', strokeWidth: 0.3 };
    case 'line':
      return { kind: 'shape', shape: kind, id: kind, box: box(80, 0), stroke: '#1b2a41', strokeWidth: 0.3 };
    case 'qr':
      return {
        kind,
        id: 'qr',
        box: box(CODE_SIDES.RSA, CODE_SIDES.RSA),
        colour: '#1b2a41',
        alt: inAll('{serial}'),
      };
    case 'page-number':
      return { kind, id: kind, box: box(30, 6), style, text: inAll('{page} / {pages}'), on: 'every' };
  }
}

/** `source` is a `data:` URL; without alternative words it is decoration until some are written. */
export function newPicture(source: string, page: PageDesign): PageElement {
  const [width, height] = [50, 35];
  const box = { x: (page.width - width) / 2, y: (page.height - height) / 2, width, height };
  return { kind: 'image', id: 'picture', box, source };
}

/** Of a signatory, with room for name and office below. */
export function newSignature(source: string, page: PageDesign, languages: readonly Language[]): PageElement {
  const [width, height] = [60, 28];
  const [style = ''] = Object.keys(page.styles);
  const box = { x: (page.width - width) / 2, y: (page.height - height) / 2, width, height };
  const inEach = (words: (language: Language) => string): LocalizedText =>
    Object.fromEntries(languages.map((language) => [language, words(language)]));
  return {
    ...{ kind: 'signature', id: 'signature', box, source, style, wordsHeight: 10, rule: '#1b2a41' },
    alt: inEach((language) => SIGNATURE[language] ?? ''),
    text: inEach(() => '{awardingBody.name}'),
  };
}
