import type { FieldText } from '../template/field-text.ts';
import { normalise } from './fonts.ts';
import type { SetPart, Setting } from './metrics.ts';
import { cutWord, type Piece } from './text-lines.ts';

/** The faces of a paragraph with words in bold and italic; a face the fonts lack is the plain one. */
export interface RichSettings {
  readonly plain: Setting;
  readonly bold: Setting;
  readonly italic: Setting;
  readonly boldItalic: Setting;
}

/** Control characters stand for the marks once they are read: no text and no learner's name may hold any. */
const BOLD = '\u0002';
const ITALIC = '\u0003';
const MARKS = new RegExp(`([${BOLD}${ITALIC}])`);

/** The marks of the template's own words made distinct, so that an asterisk in a field's value stays one. */
export function readMarks({ parts }: FieldText): FieldText {
  return {
    parts: parts.map((part) => {
      if (typeof part === 'string') return part.replaceAll('**', BOLD).replaceAll('*', ITALIC);
      if (!('cases' in part)) return part;
      return { ...part, cases: new Map([...part.cases].map(([key, text]) => [key, readMarks(text)])) };
    }),
  };
}

/** As `cutText`, of words whose marks were read before their places were filled. */
export function cutRich(text: string, settings: RichSettings): readonly Piece[] {
  const pieces: Piece[] = [];
  let bold = false;
  let italic = false;
  const current = (): Setting => {
    if (bold) return italic ? settings.boldItalic : settings.bold;
    return italic ? settings.italic : settings.plain;
  };
  for (const paragraph of normalise(text).split('\n')) {
    const words = paragraph.split(' ').filter((word) => word !== '');
    for (const [at, word] of words.entries()) {
      const after = at === words.length - 1 ? 'end' : 'space';
      const parts: { readonly setting: Setting; readonly text: string }[] = [];
      for (const part of word.split(MARKS)) {
        if (part === BOLD) bold = !bold;
        else if (part === ITALIC) italic = !italic;
        else if (part !== '') parts.push({ setting: current(), text: part });
      }
      const [first, ...more] = parts;
      if (!first) continue;
      if (more.length === 0) {
        const cut = cutWord(first.text, first.setting, after);
        pieces.push(
          ...(first.setting === settings.plain ? cut : cut.map((piece) => inFace(piece, first.setting))),
        );
      } else {
        const set = parts.map(({ setting, text: letters }) => ({ setting, word: setting.set(letters) }));
        pieces.push({ word: joined(set), after });
      }
    }
  }
  return pieces;
}

function inFace({ word, after }: Piece, setting: Setting): Piece {
  return { word: joined([{ setting, word }]), after };
}

function joined(parts: readonly SetPart[]): Piece['word'] {
  return {
    text: parts.map(({ word }) => word.text).join(''),
    glyphs: [],
    width: parts.reduce((sum, { word }) => sum + word.width, 0),
    missing: parts.flatMap(({ word }) => word.missing),
    parts,
  };
}
