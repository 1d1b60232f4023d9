import type { Engine } from '../../engine.ts';
import { openPdf, type PdfFile } from './file.ts';
import { isArray, NotPdf, type PdfDict, PdfName, PdfStream } from './value.ts';

const MOST_PAGES = 200;
const DEEPEST = 16;

/**
 * What the glyphs of every page say, in the order they are drawn, by each font's ToUnicode (ISO 32000-2 clause 9.10.3);
 * what is there for screen readers alone is left out.
 * @returns undefined when one page has text that cannot be read so: then nothing can be said of what it shows.
 */
export function pageTexts(bytes: Uint8Array, engine: Engine): readonly string[] | undefined {
  try {
    const file = openPdf(bytes, engine);
    const known = new Map<PdfDict, Letters>();
    return pagesOf(file).map((page) => textOfPage(file, page, known));
  } catch (cause) {
    if (cause instanceof NotPdf) return undefined;
    throw cause;
  }
}

interface Page {
  readonly dict: PdfDict;
  readonly resources: PdfDict | undefined;
}

/** Clause 7.7.3; resources are inherited. */
export function pagesOf(file: PdfFile): readonly Page[] {
  const pages: Page[] = [];
  const walk = (node: PdfDict | undefined, inherited: PdfDict | undefined, depth: number): void => {
    if (!node || depth > DEEPEST || pages.length > MOST_PAGES) throw new NotPdf('pages');
    const resources = file.dict(node.get('Resources')) ?? inherited;
    const kids = file.resolve(node.get('Kids'));
    if (!isArray(kids)) pages.push({ dict: node, resources });
    else for (const kid of kids) walk(file.dict(kid), resources, depth + 1);
  };
  walk(file.dict(file.catalog.get('Pages')), undefined, 0);
  return pages;
}

export function contentsOf(file: PdfFile, page: PdfDict): string {
  const contents = file.resolve(page.get('Contents'));
  const streams = isArray(contents) ? contents.map((one) => file.resolve(one)) : [contents];
  return streams
    .map((stream) => (stream instanceof PdfStream ? latin1.decode(file.content(stream)) : ''))
    .join('\n');
}

const latin1 = new TextDecoder('latin1');
/** Property lists of marked content (clause 14.6.2), ActualText among them. */
const PROPERTIES = /<<(?:[^<>]|<[^<>]*>)*>>/g;
const SHOWN = /\/([^\s/<>[\]()]+)\s+[-+.\d]+\s+Tf|<([0-9A-Fa-f\s]*)>|\(|\bDo\b/g;

type Letters = ReadonlyMap<number, string>;

function textOfPage(file: PdfFile, { dict, resources }: Page, known: Map<PdfDict, Letters>): string {
  const fonts = file.dict(resources?.get('Font'));
  let letters: Letters | undefined;
  let text = '';
  for (const [what, font, codes] of contentsOf(file, dict).replace(PROPERTIES, '').matchAll(SHOWN)) {
    if (font !== undefined) {
      // A page changes fonts line by line; each is read once.
      const chosen = file.dict(fonts?.get(font));
      letters = chosen && (known.get(chosen) ?? lettersOf(file, chosen));
      if (chosen && letters) known.set(chosen, letters);
      continue;
    }
    if (codes !== undefined) text += shown(codes.replace(/\s+/g, ''), letters);
    // Literal strings and forms are drawn by other writers than ours.
    else throw new NotPdf(what);
  }
  return text;
}

function shown(codes: string, letters: Letters | undefined): string {
  if (!letters || codes.length % 4 !== 0) throw new NotPdf('codes');
  return (codes.match(/.{4}/g) ?? [])
    .map((code) => letters.get(Number.parseInt(code, 16)) ?? unreadable(code))
    .join('');
}

function unreadable(code: string): never {
  throw new NotPdf(`no letter for ${code}`);
}

/** Of a composite font whose codes are two octets (clause 9.7.5.2, Identity-H). */
function lettersOf(file: PdfFile, font: PdfDict): Letters | undefined {
  const encoding = file.resolve(font.get('Encoding'));
  const map = file.resolve(font.get('ToUnicode'));
  if (!(encoding instanceof PdfName) || encoding.name !== 'Identity-H' || !(map instanceof PdfStream)) {
    return undefined;
  }
  const letters = new Map<number, string>();
  const text = latin1.decode(file.content(map));
  for (const [, block = ''] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = '', units = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      letters.set(Number.parseInt(code, 16), utf16(units));
    }
  }
  for (const [, block = ''] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = block.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>/g);
    for (const [, first = '', last = '', to = ''] of ranges) {
      const [from, until, start] = [first, last, to].map((each) => Number.parseInt(each, 16));
      if (from === undefined || until === undefined || start === undefined) continue;
      for (let code = from; code <= until; code++)
        letters.set(code, String.fromCharCode(start + code - from));
    }
    // Or each code of the range has its own text (clause 9.10.3).
    const listed = block.matchAll(/<([0-9A-Fa-f]{4})>\s*<[0-9A-Fa-f]{4}>\s*\[([^\]]*)\]/g);
    for (const [, first = '', texts = ''] of listed) {
      for (const [at, [, units = '']] of [...texts.matchAll(/<([0-9A-Fa-f]+)>/g)].entries())
        letters.set(Number.parseInt(first, 16) + at, utf16(units));
    }
  }
  return letters;
}

function utf16(units: string): string {
  return String.fromCharCode(...(units.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
}
