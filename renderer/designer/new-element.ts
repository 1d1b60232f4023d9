import { factRows } from '../../shared/gallery/parts-of-page.ts';
import { type Phrase, type Say, sayIn } from '../../shared/gallery/words.ts';
import type { Language, LocalizedText } from '../../shared/language.ts';
import { readSvg } from '../../shared/page/svg-drawing.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { Box, Flowed, PageDesign, PageElement, PartField } from '../../shared/template/design.ts';
import { CODE_SIDES, freeName } from './edit.ts';
import { SIGNATURE } from './signature-word.ts';

export const NEW_KINDS = [
  'text',
  'rectangle',
  'ellipse',
  'line',
  'outcomes',
  'facts',
  'flow',
  'seal',
  'qr',
  'page-number',
] as const;
export type NewKind = (typeof NEW_KINDS)[number];

/** The ink of the bundled designs. */
export const INK = '#1b2a41';

/** A plain element in the middle of the page, with words that mean something in every language. */
export function newElement(kind: NewKind, page: PageDesign, languages: readonly Language[]): PageElement {
  const style = plainStyle(page);
  const say = sayIn(languages);
  const box = (width: number, height: number): Box => inTheMiddle(page, width, height);
  const line = { stroke: INK, strokeWidth: 0.3 } as const;
  switch (kind) {
    case 'text':
      return { kind, id: 'text', box: box(100, 12), role: 'p', style, text: say.same('{learner.name}') };
    case 'rectangle':
    case 'ellipse':
      return { kind: 'shape', shape: kind, id: kind, box: box(60, 30), ...line };
    case 'line':
      return { kind: 'shape', shape: kind, id: kind, box: box(80, 0), ...line };
    case 'outcomes':
      return { kind, id: kind, box: box(120, 50), style };
    case 'facts':
      return { ...plainFacts(style, say), id: kind, box: box(120, 40) };
    case 'flow': {
      const whole = box(page.width - 40, page.height / 3);
      return { kind, id: kind, box: whole, elements: [newFlowed('text', page, languages, new Set())] };
    }
    case 'seal': {
      const text = say.phrase('sealedBy', '', '\n{issuer.name}\n{issuer.identifier}\n{issuedAt}');
      return { kind, id: kind, box: box(60, 25), style, text };
    }
    case 'qr':
      return { kind, id: kind, box: box(CODE_SIDES.RSA, CODE_SIDES.RSA), colour: INK, alt: say.phrase('qr') };
    case 'page-number':
      return { kind, id: kind, box: box(30, 6), style, text: say.same('{page} / {pages}'), on: 'every' };
  }
}

export const FLOWED_KINDS = ['text', 'outcomes', 'facts', 'parts'] as const;
export type FlowedKind = (typeof FLOWED_KINDS)[number];

/** What a column of a table of parts is called when nobody has called it anything else. */
export const PART_PHRASES: Readonly<Record<Exclude<PartField, 'number'>, Phrase>> = {
  title: 'course',
  ects: 'ects',
  hours: 'hours',
  awardedOn: 'date',
  awardingBody: 'awardingBody',
  serial: 'number',
};

/** Below what stands in a flow already, under a name that `taken` does not hold. */
export function newFlowed(
  kind: FlowedKind,
  page: PageDesign,
  languages: readonly Language[],
  taken: ReadonlySet<string>,
): Flowed {
  const style = plainStyle(page);
  const say = sayIn(languages);
  const id = freeName(kind, taken);
  switch (kind) {
    case 'text':
      return { kind, id, role: 'p', style, text: say.same('{title}'), gap: 2 };
    case 'outcomes':
      return { kind, id, style, gap: 2 };
    case 'facts':
      return { ...plainFacts(style, say), id, gap: 2 };
    case 'parts':
      return {
        ...{ kind, id, style, headStyle: style, rowGap: 1, rule: INK, gap: 2 },
        columns: [
          { field: 'title', label: say.phrase(PART_PHRASES.title), share: 0.6 },
          { field: 'awardedOn', label: say.phrase(PART_PHRASES.awardedOn), share: 0.25 },
          { field: 'ects', label: say.phrase(PART_PHRASES.ects), share: 0.15, align: 'end' },
        ],
      };
  }
}

function plainFacts(style: string, say: Say) {
  return {
    ...({ kind: 'facts', labelStyle: style, valueStyle: style, labelShare: 0.4, rowGap: 1 } as const),
    rows: factRows(say, 'awarded', 'ects', 'level', 'grade'),
  };
}

/** What is made from a file, not from words. */
export const PICTURES = ['image', 'drawing', 'signature'] as const;

/**
 * `source` is a `data:` URL. A picture without alternative words is decoration until some are written, the shapes of a
 * drawing can be recoloured, a signature has room for name and office below. Problem: `file.not-a-drawing`.
 */
export function fromPicture(
  of: (typeof PICTURES)[number],
  source: string,
  page: PageDesign,
  languages: readonly Language[],
): Outcome<PageElement> {
  switch (of) {
    case 'image':
      return done({ kind: of, id: 'picture', box: inTheMiddle(page, 50, 35), source });
    case 'drawing': {
      const drawn = readSvg(source);
      if (!drawn) return refused({ code: 'file.not-a-drawing' });
      const [, , width, height] = drawn.viewBox;
      const side = 40 / Math.max(width, height);
      return done({ kind: of, id: of, box: inTheMiddle(page, width * side, height * side), ...drawn });
    }
    case 'signature': {
      const style = plainStyle(page);
      const words = languages.map((language) => [language, SIGNATURE[language]]);
      const alt: LocalizedText = Object.fromEntries(words);
      const text = sayIn(languages).same('{awardingBody.name}');
      const box = inTheMiddle(page, 60, 28);
      return done({ kind: of, id: of, box, source, style, wordsHeight: 10, rule: INK, alt, text });
    }
  }
}

/** What lists or values on the page are set in already, else a paragraph, else whatever style there is. */
function plainStyle({ elements, styles }: PageDesign): string {
  const running = elements.flatMap((each) => {
    if (each.kind === 'outcomes') return [each.style];
    return each.kind === 'facts' ? [each.valueStyle] : [];
  });
  const paragraphs = elements.flatMap((each) =>
    each.kind === 'text' && each.role === 'p' ? [each.style] : [],
  );
  return [...running, ...paragraphs, ...Object.keys(styles)].find((name) => styles[name]) ?? '';
}

function inTheMiddle(page: PageDesign, width: number, height: number): Box {
  return { x: (page.width - width) / 2, y: (page.height - height) / 2, width, height };
}
