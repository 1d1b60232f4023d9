import type {
  Block,
  CodeMark,
  FontKey,
  GlyphRun,
  LaidOutPage,
  Mark,
  PathMark,
  PictureMark,
  PlacedGlyph,
} from '../placed.ts';
import { codeRows } from './code-stream.ts';
import {
  type ContentPart,
  type Drawing,
  type DrawnCode,
  type Leaf,
  partsOf,
  type Varying,
} from './content-parts.ts';
import { type Bounds, beginningOf, pathOperators } from './path.ts';
import type { Pictures } from './pictures.ts';
import { name, real, utf16 } from './syntax.ts';
import type { Typeface } from './typeface.ts';

/** Longer path data is counted from where it begins: what is drawn again elsewhere then compresses to a few bytes. */
const WORTH_AN_ORIGIN = 120;

/** The content of one page and, for each leaf in reading order, what it drew; its index is its MCID. */
export interface PageContent {
  /** One behind the other: first the coordinate system and the artifacts, then the leaves. */
  readonly parts: readonly ContentPart[];
  readonly leaves: readonly Leaf[];
}

/**
 * Turns marks into content-stream operators (ISO 32000-1 8 and 9), remembering what equal marks and blocks came to:
 * layout hands out the same objects for all that does not differ between learners.
 */
export class Pen {
  readonly #faces: ReadonlyMap<FontKey, Typeface>;
  readonly #drawings = new WeakMap<Block | Mark, Drawing>();
  readonly #pictures: Pictures;
  readonly #colours = new Map<string, string>();
  #count = 0;

  constructor(faces: ReadonlyMap<FontKey, Typeface>, pictures: Pictures) {
    this.#faces = faces;
    this.#pictures = pictures;
  }

  /**
   * Everything is either a leaf of the structure tree or an artifact (ISO 14289-1 7.1). Without `varying` only the
   * artifacts are shared.
   */
  drawPage(page: LaidOutPage, varying?: Varying): PageContent {
    const leaves = Array.from(leavesOf(page.content), (block) => ({
      block,
      drawing: this.#drawn(block, () => this.#draw(block), varying),
    }));
    return { parts: [this.#ground(page, varying), ...partsOf(leaves, varying)], leaves };
  }

  #ground({ artifacts, height }: LaidOutPage, varying?: Varying): ContentPart {
    const drawings = artifacts.map((mark) => this.#drawn(mark, () => this.#drawMarks([mark]), varying));
    const operators = () => {
      const marks = drawings.map((drawing) => drawing.operators).join('');
      // The origin moves to the top edge, so a mark's operators do not depend on the page's height.
      return `1 0 0 1 0 ${real(height)} cm\n${marks && `/Artifact BMC\n${marks}EMC\n`}`;
    };
    if (varying && artifacts.some((mark) => varying.has(mark))) return { operators };
    return { operators, name: `ground ${height} ${drawings.map(({ number }) => number).join()}` };
  }

  /** What will be drawn for other learners too is remembered. */
  #drawn(one: Block | Mark, draw: () => Drawing, varying?: Varying): Drawing {
    if (varying?.has(one)) return draw();
    const known = this.#drawings.get(one);
    if (known) return known;
    const drawing = draw();
    this.#drawings.set(one, drawing);
    return drawing;
  }

  #draw({ marks = [] }: Block): Drawing {
    const [mark, ...more] = marks;
    if (mark?.kind !== 'code' || more.length > 0) return this.#drawMarks(marks);
    const bounds = nowhere();
    return { operators: '', bounds, number: this.#count++, code: this.#code(mark, bounds) };
  }

  #drawMarks(marks: readonly Mark[]): Drawing {
    const bounds = nowhere();
    let operators = '';
    for (const mark of marks) operators += this.#mark(mark, bounds);
    return { operators, bounds, number: this.#count++ };
  }

  #mark(mark: Mark, bounds: Bounds): string {
    switch (mark.kind) {
      case 'path':
        return this.#path(mark, bounds);
      case 'code': {
        const { symbol, head, tail } = this.#code(mark, bounds);
        return head + codeRows(symbol) + tail;
      }
      case 'picture':
        return this.#picture(mark, bounds);
      case 'glyphs':
        return this.#text(mark, bounds);
    }
  }

  #picture({ picture, clip, ...mark }: PictureMark, bounds: Bounds): string {
    const frame = clip ?? mark;
    bounds.left = Math.min(bounds.left, frame.x);
    bounds.right = Math.max(bounds.right, frame.x + frame.width);
    bounds.top = Math.min(bounds.top, frame.y);
    bounds.bottom = Math.max(bounds.bottom, frame.y + frame.height);
    const cut = clip
      ? `${[clip.x, -clip.y - clip.height, clip.width, clip.height].map(real).join(' ')} re W n\n`
      : '';
    const matrix = [mark.width, 0, 0, mark.height, mark.x, -mark.y - mark.height].map(real).join(' ');
    return `q\n${cut}${matrix} cm\n${name(this.#pictures.nameOf(picture))} Do\nQ\n`;
  }

  #path(mark: PathMark, bounds: Bounds): string {
    if (!mark.fill && !mark.stroke) return '';
    const paint = mark.fill && mark.stroke ? 'B' : mark.fill ? 'f' : 'S';
    const fill = mark.fill ? `${this.#colour(mark.fill)} rg\n` : '';
    const stroke = mark.stroke ? `${this.#colour(mark.stroke)} RG ${real(mark.strokeWidth ?? 1)} w\n` : '';
    if (mark.d.length < WORTH_AN_ORIGIN) return `${fill}${stroke}${pathOperators(mark.d, bounds)}${paint}\n`;
    const origin = beginningOf(mark.d);
    const [x, y] = origin;
    return `q 1 0 0 1 ${real(x)} ${real(-y)} cm\n${fill}${stroke}${pathOperators(mark.d, bounds, origin)}${paint}\nQ\n`;
  }

  /**
   * In units of a module, so that its numbers are whole; row by row, which compresses to less than half of what the
   * outlines do. All of it is one path: a renderer fills what it covers once, and neighbours have no seam.
   */
  #code(mark: CodeMark, bounds: Bounds): DrawnCode {
    const symbol = mark.draw();
    const { x, y, module, size } = symbol;
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x + size * module);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y + size * module);
    // Written out: rounded as lengths are, a module would be off by pixels at the far side.
    const scale = module.toFixed(6);
    const head = `q ${scale} 0 0 -${scale} ${real(x)} ${real(-y)} cm\n${this.#colour(mark.fill)} rg\n`;
    return { symbol, head, tail: 'f\nQ\n' };
  }

  #text(run: GlyphRun, bounds: Bounds): string {
    const face = this.#faces.get(run.font);
    if (!face) throw new RangeError(`the font set lacks ${run.font}`);
    const advance = run.glyphs.reduce((sum, glyph) => sum + glyph.advance, 0);
    bounds.left = Math.min(bounds.left, run.x);
    bounds.right = Math.max(bounds.right, run.x + (advance * run.size) / 1000);
    bounds.top = Math.min(bounds.top, run.y - run.size);
    bounds.bottom = Math.max(bounds.bottom, run.y + run.size / 4);
    return `BT\n${name(run.font)} ${real(run.size)} Tf ${this.#colour(run.colour)} rg\n\
1 0 0 1 ${real(run.x)} ${real(-run.y)} Tm\n${shownText(run, face)}ET\n`;
  }

  #colour(rgb: string): string {
    let operands = this.#colours.get(rgb);
    if (operands === undefined) {
      if (!/^#[0-9a-f]{6}$/i.test(rgb)) throw new RangeError(`colour ${rgb}`);
      const parts = [1, 3, 5].map((at) => real(Number.parseInt(rgb.slice(at, at + 2), 16) / 255));
      operands = parts.join(' ');
      this.#colours.set(rgb, operands);
    }
    return operands;
  }
}

/** Thousandths between letters from which readers suspect a space: poppler does at 100. */
const SPACED = 80;

/**
 * Text-showing operators of a run. Where the glyphs' own characters would not give back the run's text, ActualText
 * (14.9.4) says it.
 */
function shownText(run: GlyphRun, face: Typeface): string {
  const glyphs = withBreak(run, face.space);
  const spaced = run.glyphs.some((glyph) => glyph.advance - glyph.width >= SPACED);
  if (spaced || !say(glyphs, run.text)) return actual(run.text, shownGlyphs(glyphs, face));
  let written = '';
  let from = 0;
  for (let at = 0; at < glyphs.length; ) {
    // A glyph without code points belongs to the characters of the one before it.
    let end = at + 1;
    while (end < glyphs.length && glyphs[end]?.codePoints.length === 0) end++;
    const glyph = glyphs[at] as PlacedGlyph;
    if (end > at + 1 || face.demand(glyph) !== textOf(glyph)) {
      const cluster = glyphs.slice(at, end);
      if (from < at) written += shownGlyphs(glyphs.slice(from, at), face);
      written += actual(cluster.map(textOf).join(''), shownGlyphs(cluster, face));
      from = end;
    }
    at = end;
  }
  return from < glyphs.length ? written + shownGlyphs(glyphs.slice(from), face) : written;
}

/** The space a line was broken at is not set, but without it the words of two lines would read as one (14.8.2.5). */
function withBreak({ glyphs, text }: GlyphRun, space: number | undefined): readonly PlacedGlyph[] {
  const broken = text.endsWith(' ') && !glyphs.at(-1)?.codePoints.includes(0x20);
  if (!broken || space === undefined) return glyphs;
  return [...glyphs, { id: space, width: 0, advance: 0, codePoints: [0x20] }];
}

/** Whether the glyphs' characters are the text. */
function say(glyphs: readonly PlacedGlyph[], text: string): boolean {
  let at = 0;
  for (const { codePoints } of glyphs)
    for (const codePoint of codePoints) {
      if (text.codePointAt(at) !== codePoint) return false;
      at += codePoint > 0xffff ? 2 : 1;
    }
  return at === text.length;
}

function textOf({ codePoints }: PlacedGlyph): string {
  return String.fromCodePoint(...codePoints);
}

function actual(text: string, operators: string): string {
  return `/Span<</ActualText<FEFF${utf16(text)}>>>BDC\n${operators}EMC\n`;
}

/** One TJ: glyph codes, and between them how far a glyph's advance as set falls short of its own (9.4.3). */
function shownGlyphs(glyphs: readonly PlacedGlyph[], face: Typeface): string {
  let written = '[<';
  for (const glyph of glyphs) {
    face.demand(glyph);
    const shift = real(glyph.width - glyph.advance);
    const code = face.code(glyph.id);
    written += shift === '0' ? code : `${code}>${shift}<`;
  }
  return `${written}>]TJ\n`.replace('<>]', ']');
}

function* leavesOf(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    if (block.blocks) yield* leavesOf(block.blocks);
    else if (block.marks && block.marks.length > 0) yield block;
  }
}

function nowhere(): Bounds {
  return { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
}
