import type { Language } from '../../language.ts';
import { type Face, readFonts } from '../fonts.ts';
import type { Block, FontKey, FontSet, GlyphRun, LaidOutPage, StructureType } from '../placed.ts';

/** A page with one of everything a writer must cope with, for tests; layout makes the real ones. */
export function samplePages(
  set: FontSet,
  learner: string,
  languages: readonly Language[] = ['en'],
): LaidOutPage[] {
  const fonts = readFonts(set);
  return languages.map((language) => {
    const text = (
      type: StructureType,
      font: FontKey,
      size: number,
      x: number,
      y: number,
      words: string,
    ): Block => ({
      type,
      language,
      marks: [runOf(fonts.face(font), font, size, x, y, words)],
    });
    const lines = ['Successfully completed the programme of', 'studies in naval architecture. '];
    return {
      width: 595.28,
      height: 841.89,
      artifacts: [
        { kind: 'path', d: 'M 30 30 L 565 30 L 565 811 L 30 811 Z', stroke: '#1a3a6b', strokeWidth: 1.5 },
        { kind: 'path', d: 'M 60 150 C 200 140 400 160 535 150', stroke: '#c8a951', strokeWidth: 0.75 },
      ],
      content: [
        text('H1', 'sans-bold', 26, 60, 120, 'Certificate · Diplom · Πιστοποιητικό'),
        text('P', 'sans', 20, 60, 200, learner),
        {
          type: 'P',
          language,
          marks: lines.map((line, at) =>
            runOf(fonts.face('sans'), 'sans', 11, 60, 230 + 15 * at, line, at === 0 ? ' ' : ''),
          ),
        },
        { ...text('P', 'sans', 11, 60, 270, 'Удостоверение за професионална квалификация'), language: 'bg' },
        {
          type: 'L',
          language,
          blocks: ['Reads stability curves', 'Weighs 10 µm and 3 μm'].map((item, at) => ({
            type: 'LI',
            language,
            blocks: [
              text('Lbl', 'sans', 11, 60, 300 + 18 * at, '•'),
              text('LBody', 'sans', 11, 74, 300 + 18 * at, item),
            ],
          })),
        },
        {
          type: 'Table',
          language,
          blocks: [
            ['Workload', '5 ECTS'],
            ['AVATAR Ty.', 'EQF\u00a07'],
          ].map(([label = '', value = ''], at) => ({
            type: 'TR',
            language,
            blocks: [
              text('TH', 'sans-bold', 11, 60, 360 + 18 * at, label),
              text('TD', 'sans', 11, 200, 360 + 18 * at, value),
            ],
          })),
        },
        {
          type: 'Figure',
          language,
          alt: 'QR code (проверка)',
          marks: [{ kind: 'path', d: squares(37, 60, 500, 2.4), fill: '#000000' }],
        },
      ],
      seal: { x: 320, y: 620, width: 200, height: 80, name: 'Electronic seal of the university' },
    };
  });
}

/** One line in 11 points, at the top left. */
export function sampleLine(set: FontSet, font: FontKey, text: string): GlyphRun {
  return runOf(readFonts(set).face(font), font, 11, 60, 60, text);
}

function runOf(
  face: Face | undefined,
  font: FontKey,
  size: number,
  x: number,
  y: number,
  text: string,
  after = '',
): GlyphRun {
  if (!face) throw new Error(`no ${font}`);
  const ids = [...text].map((letter) => face.glyph(letter.codePointAt(0) ?? 0) ?? 0);
  const glyphs = [...text].map((letter, at) => {
    const id = ids[at] ?? 0;
    const width = face.width(id);
    const next = ids[at + 1];
    return {
      id,
      width,
      advance: width + (next === undefined ? 0 : face.kern(id, next)),
      codePoints: [letter.codePointAt(0) ?? 0],
    };
  });
  return { kind: 'glyphs', font, size, colour: '#14233c', x, y, glyphs, text: text + after };
}

/** A pattern as busy as a QR code. */
function squares(side: number, x: number, y: number, module: number): string {
  let d = '';
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if ((row * 7 + column * column + row * column) % 5 > 1) continue;
      const [left, top] = [x + column * module, y + row * module].map(
        (value) => Math.round(value * 100) / 100,
      );
      const [right, bottom] = [x + (column + 1) * module, y + (row + 1) * module].map(
        (value) => Math.round(value * 100) / 100,
      );
      d += `M ${left} ${top} L ${right} ${top} L ${right} ${bottom} L ${left} ${bottom} Z `;
    }
  }
  return d;
}
