import type { LocalizedText } from '../language.ts';
import type {
  Box,
  FactsElement,
  LanguageSlot,
  PageElement,
  Sheets,
  TextElement,
  TextStyle,
} from '../template/design.ts';
import { panel } from './ornaments.ts';
import type { Phrase, Say } from './words.ts';

/** Millimetres. */
export function box(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

export function text(
  id: string,
  place: Box,
  style: string,
  words: LocalizedText,
  more: Partial<Omit<TextElement, 'id' | 'kind' | 'box' | 'style' | 'text'>> = {},
): TextElement {
  return { id, kind: 'text', role: 'p', box: place, style, text: words, ...more };
}

/** The facts that a reader asks of every credential, by the words of its label. */
const FACTS: Readonly<Partial<Record<Phrase, string>>> = {
  ects: '{ects}',
  hours: '{hours}',
  level: '{eqf}',
  field: '{field}',
  assessment: '{assessment}',
  participation: '{participation}',
  supervision: '{supervision}',
  quality: '{qualityAssurance}',
  grade: '{grade}',
  awardingBody: '{awardingBody.name}',
  country: '{country}',
  name: '{learner.name}',
  born: '{learner.birthDate}',
  credential: '{kind}',
  awarded: '{awardedOn}',
  validUntil: '{validUntil}',
  number: '{serial}',
};

export function factRows(say: Say, ...names: readonly Phrase[]): FactsElement['rows'] {
  return names.map((name) => ({ label: say.phrase(name), value: say.same(FACTS[name] ?? '') }));
}

/** Sides of the code that hold the proof of any key, up to RSA-4096, in modules no smaller than a phone reads. */
const QR_SIDE = 38;

export interface FootPlan {
  readonly say: Say;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly ink: string;
  /** Behind the seal's words. */
  readonly paper: string;
  readonly on?: Sheets;
  /** Says in the page's further languages too that it is no degree. */
  readonly bilingual?: boolean;
}

const STATEMENTS = ['statement', 'statement-second', 'statement-third'] as const;

/** What proves the page: the code, when and under which number it was awarded, the seal, and what it is not. */
export function foot({
  say,
  x,
  y,
  width,
  ink,
  paper,
  on = 'first',
  bilingual = false,
}: FootPlan): readonly PageElement[] {
  const middle = x + QR_SIDE + 3;
  const sealWidth = Math.min(60, width * 0.34);
  const sealX = x + width - sealWidth;
  const words = sealX - middle - 4;
  const wide = x + width - middle;
  const place = { on } as const;
  const spoken = bilingual ? Math.max(2, Math.min(3, say.languages)) : 1;
  const statements = STATEMENTS.slice(0, spoken);
  // Between the seal and the line below; three need smaller rows.
  const [first, height, pitch] =
    spoken === 3 ? ([25.4, 2.9, 3.1] as const) : ([26.6, bilingual ? 3.2 : 6.6, 3.6] as const);
  return [
    { ...panel('seal-paper', box(sealX, y + 1, sealWidth, 23.5), paper, 1.2), on },
    {
      ...place,
      id: 'code',
      kind: 'qr',
      box: box(x - 1, y, QR_SIDE, QR_SIDE),
      colour: ink,
      alt: say.phrase('qr'),
    },
    text('awarded', box(middle, y + 1.6, words, 3), 'note', say.phrase('awarded'), place),
    text('awarded-on', box(middle, y + 5.2, words, 5), 'date', say.same('{awardedOn}'), place),
    text('number-label', box(middle, y + 13, words, 3), 'note', say.phrase('number'), place),
    text('number', box(middle, y + 16.6, words, 4.4), 'number', say.same('{serial}'), place),
    {
      ...place,
      id: 'seal',
      kind: 'seal',
      box: box(sealX + 2, y + 2, sealWidth - 4, 21.5),
      style: 'seal',
      text: say.phrase('sealedBy', '', '\n{issuer.name}\n{issuer.identifier}\n{issuedAt}'),
    },
    ...statements.map((id, slot) =>
      text(
        id,
        box(middle, y + first + slot * pitch, wide, height),
        'statement',
        say.same('{kind.statement}'),
        {
          ...place,
          ...(slot > 0 && { slot: slot as LanguageSlot }),
          when: 'microCredential',
        },
      ),
    ),
    text('scan', box(middle, y + (spoken === 3 ? 35.2 : 34.4), wide, 3), 'note', say.phrase('scan'), place),
    text('test', box(sealX, y - 5.6, sealWidth, 5.8), 'test', say.phrase('test'), {
      ...place,
      when: 'test',
      vertical: 'bottom',
    }),
  ];
}

/** The styles of `foot`. */
export function footStyles(
  ink: string,
  muted: string,
  family: TextStyle['family'],
): Record<string, TextStyle> {
  return {
    note: { family: 'sans', size: 6.6, minSize: 5.2, colour: muted },
    date: { family, size: family === 'display' ? 12.5 : 10.5, minSize: 8, colour: ink },
    number: { family: 'sans', bold: true, size: 9, minSize: 6, colour: ink },
    seal: { family: 'sans', size: 7.4, minSize: 5.2, leading: 1.4, colour: ink, align: 'centre' },
    statement: { family: 'sans', size: 6.6, minSize: 5.2, leading: 1.36, colour: muted },
    test: {
      ...{ family: 'sans', bold: true, size: 6.4, minSize: 5, leading: 1.25, tracking: 40 },
      ...{ colour: '#a3261f', align: 'centre' },
    },
  };
}
