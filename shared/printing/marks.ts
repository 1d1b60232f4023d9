import type { Engine } from '../engine.ts';
import type { Language } from '../language.ts';
import { readFonts } from '../page/fonts.ts';
import { preparePdf } from '../page/pdf/press.ts';
import { Repertoire } from '../page/pdf/repertoire.ts';
import { real } from '../page/pdf/syntax.ts';
import type { FontSet, LaidOutPage } from '../page/placed.ts';
import { CROP_MARK } from './imposition.ts';
import { Lettering } from './lettering.ts';
import { heightOf, MILLIMETRE, overlaps, type Rectangle, widthOf } from './rectangle.ts';

/** What is written on paper, in the language of the credential. */
export type SayInPrint = (language: Language, key: 'copy' | 'proof') => string;

/** From the edge of the page to the mark that says copy: most office printers reach no nearer. */
const EDGE = 4 * MILLIMETRE;
const COPY_SIZE = 5;
const PROOF_SIZE = 40;

/** Marks are pages of their own, drawn by the press like any other, that are laid over those of the credentials. */
export class Marks {
  readonly #fonts: FontSet;
  readonly #engine: Engine;
  readonly #say: SayInPrint;
  readonly #lettering: Lettering;

  constructor(fonts: FontSet, engine: Engine, say: SayInPrint) {
    this.#fonts = fonts;
    this.#engine = engine;
    this.#say = say;
    this.#lettering = new Lettering(readFonts(fonts));
  }

  /** Small grey letters on a plate of paper colour, legible on any ground. */
  copy(language: Language): Uint8Array {
    const letters = {
      text: this.#say(language, 'copy'),
      font: 'sans',
      size: COPY_SIZE,
      colour: '#4a4f57',
    } as const;
    const [width, height] = [this.#lettering.widthOf(letters) + 4, COPY_SIZE * 1.5];
    const plate = `M 0 0 L ${real(width)} 0 L ${real(width)} ${real(height)} L 0 ${real(height)} Z`;
    return this.#press(language, {
      width,
      height,
      artifacts: [{ kind: 'path', d: plate, fill: '#ffffff' }],
      content: [this.#lettering.block('P', language, letters, 2, COPY_SIZE * 1.12)],
    });
  }

  /** Large, to be laid across a whole page. */
  proof(language: Language): Uint8Array {
    const text = this.#say(language, 'proof');
    const letters = { text, font: 'sans-bold', size: PROOF_SIZE, colour: '#b3261e' } as const;
    const page = { width: this.#lettering.widthOf(letters), height: PROOF_SIZE * 1.3, artifacts: [] };
    return this.#press(language, {
      ...page,
      content: [this.#lettering.block('P', language, letters, 0, PROOF_SIZE)],
    });
  }

  #press(language: Language, page: LaidOutPage): Uint8Array {
    const repertoire = new Repertoire().add([page]);
    const fonts = repertoire.facesIn(this.#fonts);
    const press = preparePdf({ fonts, codePoints: repertoire.of, engine: this.#engine });
    const document = { title: '', language, author: '', createdAt: '2026-01-01T00:00:00Z', id: '' };
    return press.write({ pages: [page], document, attachments: [] }).bytes;
  }
}

/**
 * Where the mark that says copy stands, in the unprinted edge of the page: at the foot, else at the head, in the corner
 * or in the middle, wherever it touches no code and no seal.
 * @returns the matrix of ISO 32000-1 8.3.3.
 */
export function placeCopy(mark: Rectangle, trim: Rectangle, kept: readonly Rectangle[]): readonly number[] {
  const scale = Math.min(1, (0.8 * widthOf(trim)) / widthOf(mark));
  const [width, height] = [widthOf(mark) * scale, heightOf(mark) * scale];
  const bottoms = [trim.bottom + EDGE, trim.top - EDGE - height];
  const run = widthOf(trim) - 2 * EDGE - width;
  const places = bottoms.flatMap((bottom) =>
    SHIFTS.map((shift) => trim.left + EDGE + shift * run).map((left) => {
      return { left, bottom, right: left + width, top: bottom + height };
    }),
  );
  const free = places.find((place) => !kept.some((each) => overlaps(place, each))) ?? places[0];
  return [scale, 0, 0, scale, free?.left ?? 0, free?.bottom ?? 0];
}

/** Left, right, middle, and between them. */
const SHIFTS = [0, 1, 0.5, 0.25, 0.75] as const;

/** From corner to corner, upwards, as large as the page allows. */
export function placeProof(mark: Rectangle, page: Rectangle): readonly number[] {
  const [width, height] = [widthOf(page), heightOf(page)];
  const diagonal = Math.hypot(width, height);
  const scale = (0.72 * diagonal) / widthOf(mark);
  const [cos, sin] = [width / diagonal, height / diagonal];
  // The middle of the mark comes to lie in the middle of the page.
  const [x, y] = [(widthOf(mark) * scale) / 2, (heightOf(mark) * scale) / 2];
  return [
    ...[cos * scale, sin * scale, -sin * scale, cos * scale],
    (page.left + page.right) / 2 - (cos * x - sin * y),
    (page.bottom + page.top) / 2 - (sin * x + cos * y),
  ];
}

/** Two strokes at each corner, outside of what bleeds, where the trimmed page ends. */
export function cropMarks(trim: Rectangle, gap: number): string {
  let drawn = 'q 0.25 w 0 0 0 RG\n';
  const line = (...ends: readonly number[]) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ends;
    drawn += `${real(x1)} ${real(y1)} m ${real(x2)} ${real(y2)} l S\n`;
  };
  for (const y of [trim.bottom, trim.top]) {
    line(trim.left - gap, y, trim.left - gap - CROP_MARK, y);
    line(trim.right + gap, y, trim.right + gap + CROP_MARK, y);
  }
  for (const x of [trim.left, trim.right]) {
    line(x, trim.bottom - gap, x, trim.bottom - gap - CROP_MARK);
    line(x, trim.top + gap, x, trim.top + gap + CROP_MARK);
  }
  return `${drawn}Q\n`;
}
