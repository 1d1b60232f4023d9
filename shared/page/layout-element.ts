import type { Credential } from '../credential/credential.ts';
import type { Language, LocalizedText } from '../language.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { LEADING, type PageDesign, type TextStyle } from '../template/design.ts';
import { type FieldText, readFieldText } from '../template/field-text.ts';
import { type Fonts, fontKey } from './fonts.ts';
import { type Setting, settingOf } from './metrics.ts';
import type { Block, FontKey, Mark, SealPlace } from './placed.ts';
import type { Piece } from './text-lines.ts';
import type { RichSettings } from './text-rich.ts';

/** Points in a millimetre. */
export const POINTS = 72 / 25.4;

/** What one element puts on the page. */
export interface Laid {
  readonly artifacts?: readonly Mark[];
  readonly blocks?: readonly Block[];
  readonly seal?: SealPlace;
  readonly problems?: readonly Problem[];
  /** The leaf blocks and artifacts among the above that may differ from learner to learner. */
  readonly varying?: readonly (Block | Mark)[];
  /** What a flow puts on the sheets after this one. */
  readonly following?: readonly Laid[];
}

/** An element ready to be laid out for one learner after another in one language. */
export type Lay = (credential: Credential) => Laid;

export const NOTHING: Laid = {};

/** The type a design's elements are set in. */
export interface TypeCase {
  /** Undefined when the design has no such style or the fonts no such face. */
  style(name: string, language: Language): SetStyle | undefined;
}

export interface SetStyle {
  readonly style: TextStyle;
  readonly setting: Setting;
  readonly leading: number;
  /** The style's other faces, for words in bold and italic. */
  rich(): RichSettings;
}

export function typeCaseOf(design: PageDesign, fonts: Fonts): TypeCase {
  const settings = new Map<string, Setting>();
  const settingFor = (key: FontKey, tracking: number, dividing?: Language): Setting | undefined => {
    const name = `${key} ${tracking} ${dividing ?? ''}`;
    const known = settings.get(name);
    if (known) return known;
    const face = fonts.face(key);
    if (!face) return undefined;
    const made = settingOf(face, tracking, dividing && fonts.hyphenation(dividing));
    settings.set(name, made);
    return made;
  };
  return {
    style(name, language) {
      const style = Object.hasOwn(design.styles, name) ? design.styles[name] : undefined;
      if (!style) return undefined;
      const { family, bold = false, italic = false, tracking = 0 } = style;
      const dividing = style.hyphenate ? language : undefined;
      const plain = settingFor(fontKey(family, bold, italic), tracking, dividing);
      const other = (isBold: boolean, isItalic: boolean) =>
        settingFor(fontKey(family, isBold, isItalic), tracking, dividing) ?? (plain as Setting);
      return (
        plain && {
          style,
          setting: plain,
          leading: style.leading ?? LEADING,
          // Words marked italic within italic ones are upright: a mark must be seen.
          rich: () => ({
            plain,
            bold: other(true, italic),
            italic: other(bold, !italic),
            boldItalic: other(true, !italic),
          }),
        }
      );
    },
  };
}

/** The element's words in the language, parsed; or what is wrong with them. */
export function wordsFor(
  text: LocalizedText,
  element: string,
  language: Language,
): { readonly words: FieldText } | { readonly problems: readonly Problem[] } {
  const inLanguage = text[language];
  if (inLanguage === undefined)
    return { problems: [problem('template.language-missing', element, language)] };
  const read = readFieldText(inLanguage);
  if (read.ok) return { words: read.value };
  return { problems: read.problems.map((one) => ({ ...one, where: { element, language } })) };
}

export function problem(
  code: ProblemCode,
  element: string,
  language: Language,
  facts?: Readonly<Record<string, string | number>>,
): Problem {
  return { code, where: { element, language }, ...(facts ? { facts } : {}) };
}

/** Letters the face lacks, as problems of the row when the words are the learner's, else of the template. */
export function lettersMissing(
  pieces: readonly Piece[],
  element: string,
  language: Language,
  ofLearner: boolean,
): readonly Problem[] {
  const letters = new Set(pieces.flatMap((piece) => piece.word.missing));
  return [...letters].map((letter) =>
    problem(ofLearner ? 'row.letter-missing' : 'template.letter-missing', element, language, {
      letter,
      code: `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    }),
  );
}

/** A lay that only tells of the missing style. */
export function unknownStyle(element: string, language: Language, style: string): Lay {
  const laid: Laid = { problems: [problem('template.style-unknown', element, language, { style })] };
  return () => laid;
}

/** Lays out anew only when the key has changed since the last learner, so what stays equal stays identical. */
export function remembering(
  keyOf: (credential: Credential) => string,
  make: (credential: Credential, key: string) => Laid,
): Lay {
  let lastKey: string | undefined;
  let last = NOTHING;
  return (credential) => {
    const key = keyOf(credential);
    if (key !== lastKey) {
      last = make(credential, key);
      lastKey = key;
    }
    return last;
  };
}

/** Lists and tables shrink as a whole, all their styles by the same share, down to half. */
export const SHARES: readonly number[] = Array.from({ length: 41 }, (_, step) => 1 - step / 80);

export function tooSmall(style: TextStyle, share: number): boolean {
  return style.size * share < (style.minSize ?? style.size) - 0.001;
}
