import type { Language } from '../language.ts';
import type { Fonts } from '../page/fonts.ts';
import type { Block, CodeMark, LaidOutPage, PathMark } from '../page/placed.ts';
import { QUIET_ZONE, SMALLEST_MODULE } from '../page/qr.ts';
import { encodeSymbol } from '../page/qr-symbol.ts';
import { Lettering } from './lettering.ts';
import { MILLIMETRE } from './rectangle.ts';

export type TestSheetWord = 'title' | 'scale' | 'margin' | 'greys' | 'codes' | 'smallest' | 'duplex' | 'back';

/** Words of locales/<language>/print.json, with their facts filled in. */
export type SayOnTestSheet = (key: TestSheetWord, facts?: Readonly<Record<string, string>>) => string;

export interface TestSheetOrder {
  /** Millimetres. */
  readonly paper: { readonly width: number; readonly height: number };
  readonly language: Language;
  readonly say: SayOnTestSheet;
  /** `sans` and `sans-bold`. */
  readonly fonts: Fonts;
}

const INK = '#1a2233';
/** From the edge, in millimetres. */
const FRAMES = [3, 4, 5, 6, 8, 10] as const;
const LEFT = 24;
const RULER = 150;
const GREYS = Array.from({ length: 11 }, (_, at) => at * 10);
const COLOURS = ['#c8102e', '#e87722', '#ffcc00', '#2e8b57', '#00a3b4', '#003399', '#6a2c91', '#7a4a1f'];
/** Proofs as they stand on credentials: whose key, how wide, and as many characters as their code has by then. */
const PROOFS = [
  { key: 'P-256', side: 35, length: 640 },
  { key: 'RSA 2048', side: 40, length: 950 },
  { key: 'RSA 3072', side: 40, length: 1200 },
] as const;
/** Millimetres a module. */
const FINER = [0.2, 0.25, SMALLEST_MODULE, 0.33] as const;
const FINER_LENGTH = 140;

/**
 * What tells a printer's faults before a credential is printed on it: scale, unprintable edge, greys, colours, codes as
 * fine as proofs are and finer, and on the back the same crosses. Two pages.
 */
export function layOutTestSheet({ paper, language, say, fonts }: TestSheetOrder): readonly LaidOutPage[] {
  const lettering = new Lettering(fonts);
  const width = paper.width - LEFT - 14;
  const text = (words: string, x: number, y: number, size = 8.5, bold = false): Block => {
    const letters = { text: words, font: bold ? 'sans-bold' : 'sans', size, colour: INK } as const;
    return lettering.block(
      bold && size > 10 ? 'H1' : 'P',
      language,
      letters,
      x * MILLIMETRE,
      y * MILLIMETRE,
      width * MILLIMETRE,
    );
  };
  const sheet = { width: paper.width * MILLIMETRE, height: paper.height * MILLIMETRE };
  const crosses = crossesOn(paper);

  const artifacts: PathMark[] = [...FRAMES.map((inset) => frame(paper, inset)), ...crosses];
  // Each number stands on its own line, which it interrupts.
  for (const [at, inset] of FRAMES.entries())
    artifacts.push(field(LEFT + at * 8, inset - 1, 5, 2.2, '#ffffff', ''));
  const content: Block[] = [
    text(say('title'), LEFT, 24, 17, true),
    text(say('scale', { length: String(RULER) }), LEFT, 32),
    ...ruler(artifacts, text, LEFT, 46, RULER, 'across'),
    ...ruler(artifacts, text, 16, 46, Math.min(200, paper.height - 70), 'down'),
    ...FRAMES.map((inset, at) => text(String(inset), LEFT + 1 + at * 8, inset + 0.9, 6)),
    text(say('margin'), LEFT, 60),
  ];
  content.push(text(say('greys'), LEFT, 76));
  for (const [at, grey] of GREYS.entries()) {
    const level = Math.round(255 * (1 - grey / 100))
      .toString(16)
      .padStart(2, '0');
    artifacts.push(field(LEFT + at * 14, 81, 13, 10, `#${level.repeat(3)}`));
    content.push(text(`${grey} %`, LEFT + at * 14, 94.5, 6));
  }
  for (const [at, colour] of COLOURS.entries()) artifacts.push(field(LEFT + at * 19.25, 97, 18, 10, colour));

  content.push(text(say('codes'), LEFT, 118));
  for (const [at, { key, side, length }] of PROOFS.entries()) {
    const x = LEFT + at * 50;
    const { block, module } = code(language, `${key} ${side} MM`, length, x, 129, side);
    content.push(block, text(`${key} · ${side} mm · ${module.toFixed(2)} mm`, x, 129 + side + 4, 7));
  }
  content.push(text(say('smallest', { module: String(SMALLEST_MODULE) }), LEFT, 185));
  let x = LEFT;
  for (const module of FINER) {
    const side = module * (encodeSymbol(filled('', FINER_LENGTH)).size + 2 * QUIET_ZONE);
    content.push(code(language, `${module} MM`, FINER_LENGTH, x, 195, side).block);
    content.push(text(`${module} mm`, x + 1, 195 + side + 3, 7));
    x += 28;
  }
  content.push(text(say('duplex'), LEFT, 226));

  const back: Block[] = [text(say('back'), LEFT, 24, 17, true), text(say('duplex'), LEFT, 34)];
  return [
    { ...sheet, artifacts, content },
    { ...sheet, artifacts: crosses, content: back },
  ];
}

type Text = (words: string, x: number, y: number, size?: number) => Block;

/** Strokes for every millimetre; a number at every centimetre. */
function ruler(
  artifacts: PathMark[],
  text: Text,
  x: number,
  y: number,
  length: number,
  along: 'across' | 'down',
): readonly Block[] {
  let d = '';
  const numbers: Block[] = [];
  for (let at = 0; at <= length; at++) {
    const tall = at % 10 === 0 ? 4 : at % 5 === 0 ? 3 : 2;
    d += along === 'across' ? line(x + at, y, x + at, y - tall) : line(x, y + at, x + tall, y + at);
    if (at % 10 !== 0) continue;
    numbers.push(
      along === 'across' ? text(String(at), x + at - 1, y + 3, 6) : text(String(at), x - 5, y + at + 0.8, 6),
    );
  }
  artifacts.push({ kind: 'path', d, stroke: '#000000', strokeWidth: 0.3 });
  return numbers;
}

function frame(paper: TestSheetOrder['paper'], inset: number): PathMark {
  const [right, bottom] = [paper.width - inset, paper.height - inset];
  const d = `${line(inset, inset, right, inset)}${to(right, bottom)}${to(inset, bottom)}Z `;
  return { kind: 'path', d, stroke: '#000000', strokeWidth: 0.4 };
}

function field(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  stroke = '#9aa1ab',
): PathMark {
  const d = `${line(x, y, x + width, y)}${to(x + width, y + height)}${to(x, y + height)}Z`;
  return { kind: 'path', d, fill, stroke, strokeWidth: 0.3 };
}

/** In places that are their own mirror image, so that those of both sides come to lie upon each other. */
function crossesOn({ width, height }: TestSheetOrder['paper']): readonly PathMark[] {
  const y = height - 28;
  const d = [-60, 0, 60]
    .map((shift) => width / 2 + shift)
    .map((x) => `${line(x - 8, y, x + 8, y)}${line(x, y - 8, x, y + 8)}${square(x, y, 4)}${square(x, y, 1)}`)
    .join('');
  return [{ kind: 'path', d, stroke: '#000000', strokeWidth: 0.3 }];
}

function square(x: number, y: number, half: number): string {
  return `${line(x - half, y - half, x + half, y - half)}${to(x + half, y + half)}${to(x - half, y + half)}Z `;
}

function code(language: Language, alt: string, length: number, x: number, y: number, side: number) {
  const symbol = encodeSymbol(filled(`SEALWRIGHT TEST ${alt}`, length));
  const module = side / (symbol.size + 2 * QUIET_ZONE);
  const quiet = QUIET_ZONE * module;
  const place = { x: (x + quiet) * MILLIMETRE, y: (y + quiet) * MILLIMETRE, module: module * MILLIMETRE };
  const mark: CodeMark = { kind: 'code', fill: '#000000', draw: () => ({ ...symbol, ...place }) };
  return { block: { type: 'Figure', language, alt, marks: [mark] } satisfies Block, module };
}

/** In the alphanumeric mode, as proofs are: whoever scans it reads which code it was. */
function filled(words: string, length: number): string {
  return words.toUpperCase().padEnd(length, ' .');
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `M ${points(x1)} ${points(y1)} ${to(x2, y2)}`;
}

function to(x: number, y: number): string {
  return `L ${points(x)} ${points(y)} `;
}

function points(millimetres: number): number {
  return Math.round(millimetres * MILLIMETRE * 1000) / 1000;
}
