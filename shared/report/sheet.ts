import type { Language } from '../language.ts';
import { settable, settingsOf } from '../page/font-settings.ts';
import type { Fonts } from '../page/fonts.ts';
import type { Setting } from '../page/metrics.ts';
import type { Block, FontKey, GlyphRun, LaidOutPage, Mark, StructureType } from '../page/placed.ts';
import { breakLines, cutText } from '../page/text-lines.ts';
import { runOf } from '../page/text-run.ts';

/** A4 in points, with margins for a ring binder. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = { left: 62, right: 48, top: 64, bottom: 60 };
export const INK = '#1a2233';
export const QUIET = '#545d6b';
/** Left edge of what a row says; its name stands before. */
const SECOND_COLUMN = 150;

/** Gives the words of a key, told with their space: `answer:report.title`. */
export type Say = (key: string, facts?: Readonly<Record<string, string | number>>) => string;

export type Row = readonly [name: string, said: string, colour: string];

/** Text set from the top down, on as many pages as it takes. */
export class Sheet {
  readonly #language: Language;
  readonly #setting: (font: FontKey) => Setting;
  readonly #pages: Block[][] = [[]];
  #y = MARGIN.top;

  constructor(fonts: Fonts, language: Language) {
    this.#setting = settingsOf(fonts);
    this.#language = language;
  }

  space(height: number): void {
    this.#y += height;
  }

  heading(type: StructureType, size: number, text: string): void {
    this.#fit(size * 4);
    this.#add({
      type,
      language: this.#language,
      marks: this.#set(text, 'sans-bold', size, INK, MARGIN.left),
    });
    this.space(2);
  }

  paragraph(text: string, colour: string, bold = false): void {
    this.#fit(30);
    const font = bold ? 'sans-bold' : 'sans';
    this.#add({ type: 'P', language: this.#language, marks: this.#set(text, font, 10, colour, MARGIN.left) });
    this.space(2);
  }

  table(rows: readonly Row[]): void {
    let lines: Block[] = [];
    const close = () => {
      if (lines.length > 0) this.#add({ type: 'Table', language: this.#language, blocks: lines });
      lines = [];
    };
    for (const [name, said, colour] of rows) {
      if (this.#y > HEIGHT - MARGIN.bottom - 40) {
        close();
        this.#turn();
      }
      const top = this.#y;
      const head = this.#set(name, 'sans-bold', 9, QUIET, MARGIN.left, SECOND_COLUMN - 12);
      const left = this.#y;
      this.#y = top;
      const cell = this.#set(said, 'sans', 9, colour, MARGIN.left + SECOND_COLUMN);
      this.#y = Math.max(this.#y, left) + 4;
      const { language } = { language: this.#language };
      lines.push({
        type: 'TR',
        language,
        blocks: [
          { type: 'TH', language, marks: head },
          { type: 'TD', language, marks: cell },
        ],
      });
    }
    close();
  }

  finish(): readonly LaidOutPage[] {
    return this.#pages.map((content) => ({ width: WIDTH, height: HEIGHT, artifacts: [], content }));
  }

  #add(block: Block): void {
    this.#pages.at(-1)?.push(block);
  }

  #fit(height: number): void {
    if (this.#y + height > HEIGHT - MARGIN.bottom) this.#turn();
  }

  #turn(): void {
    this.#pages.push([]);
    this.#y = MARGIN.top;
  }

  /** Sets a paragraph and moves below it. */
  #set(
    text: string,
    font: FontKey,
    size: number,
    colour: string,
    x: number,
    width = WIDTH - MARGIN.right - x,
  ): readonly Mark[] {
    const setting = this.#setting(font);
    const pieces = cutText(this.#settable(text, setting), setting);
    const lines = breakLines(pieces, setting, (width * 1000) / size) ?? [];
    const pen = { setting, size, colour };
    return lines.map((line): GlyphRun => {
      this.#y += size * 1.38;
      return runOf(pieces, line, pen, x, this.#y - size * 0.3);
    });
  }

  /** Digests and addresses may be broken anywhere; a letter that no font has stands as a question mark. */
  #settable(text: string, { face }: Setting): string {
    return settable(text, face)
      .replace(/[,=/](?=\S)/g, '$&\u200b')
      .replace(/[^\s\u200b]{32}(?=[^\s\u200b])/gu, '$&\u200b');
  }
}
