import type { Language } from '../language.ts';
import { settable, settingsOf } from '../page/font-settings.ts';
import type { Fonts } from '../page/fonts.ts';
import type { Setting } from '../page/metrics.ts';
import type { Block, FontKey, GlyphRun, StructureType } from '../page/placed.ts';
import { breakLines, cutText, type Piece } from '../page/text-lines.ts';
import { runOf } from '../page/text-run.ts';

const LEADING = 1.35;

export interface Letters {
  readonly text: string;
  readonly font: FontKey;
  /** Points. */
  readonly size: number;
  readonly colour: string;
}

/** Words set where they are told to stand, for pages that no template describes. */
export class Lettering {
  readonly #setting: (font: FontKey) => Setting;

  constructor(fonts: Fonts) {
    this.#setting = settingsOf(fonts);
  }

  /** How long `letters` are on one line. */
  widthOf({ text, font, size }: Letters): number {
    const setting = this.#setting(font);
    const [line] = breakLines(this.#cut(text, setting), setting, Number.MAX_SAFE_INTEGER) ?? [];
    return ((line?.width ?? 0) * size) / 1000;
  }

  /** From the top down, no wider than `width`; `y` is the first baseline. */
  set(
    { text, font, size, colour }: Letters,
    x: number,
    y: number,
    width = Number.MAX_SAFE_INTEGER,
  ): GlyphRun[] {
    const setting = this.#setting(font);
    const pieces = this.#cut(text, setting);
    const lines = breakLines(pieces, setting, (width * 1000) / size) ?? [];
    return lines.map((line, at) =>
      runOf(pieces, line, { setting, size, colour }, x, y + at * size * LEADING),
    );
  }

  /** The same as a leaf of the structure tree. */
  block(
    type: StructureType,
    language: Language,
    letters: Letters,
    x: number,
    y: number,
    width?: number,
  ): Block {
    return { type, language, marks: this.set(letters, x, y, width) };
  }

  #cut(text: string, setting: Setting): readonly Piece[] {
    return cutText(settable(text, setting.face), setting);
  }
}
