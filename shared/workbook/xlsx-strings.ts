import { hearXml } from '../xml-events.ts';
import { WORKBOOK_BOUNDS, WorkbookFault } from './sheet.ts';

/** The shared strings, runs of rich text joined and phonetic guides (`rPh`) left out. */
export function readSharedStrings(part: Uint8Array): readonly string[] {
  const strings: string[] = [];
  let text = '';
  let length = 0;
  let inText = false;
  let phonetic = 0;
  hearXml(part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (!inText) return;
      text += piece;
      length += piece.length;
      if (length > WORKBOOK_BOUNDS.text) throw new WorkbookFault('too-much');
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') {
        if (strings.push(unescapeXstring(text)) > WORKBOOK_BOUNDS.cells) throw new WorkbookFault('too-much');
      }
    },
  });
  return strings;
}

/** ECMA-376 part 1 clause 22.9.2.19: `_x000D_` stands for a character that XML cannot hold, `_x005F_` for its own _. */
export function unescapeXstring(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
