import type { Language } from '../../shared/language.ts';
import type {
  Box,
  OwnFamily,
  PageDesign,
  PageElement,
  QrElement,
  ShapeElement,
  TextStyle,
} from '../../shared/template/design.ts';
import { withWords } from '../contents/edit.ts';
import { regrouped } from './group.ts';

/** Ids of the elements a change is meant for. */
export type Chosen = ReadonlySet<string>;

/** Millimetres are kept to the tenth: nobody prints finer, and the numbers stay readable. */
export function tenth(millimetres: number): number {
  return Math.round(millimetres * 10) / 10;
}

function changeChosen(
  page: PageDesign,
  chosen: Chosen,
  make: (element: PageElement) => PageElement,
): PageDesign {
  if (chosen.size === 0) return page;
  return { ...page, elements: page.elements.map((each) => (chosen.has(each.id) ? make(each) : each)) };
}

export function withBox<E extends PageElement>(element: E, box: Box): E {
  return { ...element, box };
}

/** By millimetres, no further than the edge of the page for any of them. */
export function move(page: PageDesign, chosen: Chosen, dx: number, dy: number): PageDesign {
  const boxes = page.elements.filter(({ id }) => chosen.has(id)).map(({ box }) => box);
  if (boxes.length === 0) return page;
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const across = clamp(dx, -left, page.width - right);
  const down = clamp(dy, -top, page.height - bottom);
  if (across === 0 && down === 0) return page;
  return changeChosen(page, chosen, (element) =>
    withBox(element, { ...element.box, x: tenth(element.box.x + across), y: tenth(element.box.y + down) }),
  );
}

/** Within the page, and never turned inside out. */
export function place(page: PageDesign, id: string, box: Box): PageDesign {
  const x = clamp(box.x, 0, page.width);
  const y = clamp(box.y, 0, page.height);
  const placed = {
    x: tenth(x),
    y: tenth(y),
    width: tenth(clamp(box.width, 0, page.width - x)),
    height: tenth(clamp(box.height, 0, page.height - y)),
  };
  return changeChosen(page, new Set([id]), (element) => withBox(element, placed));
}

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

/** One element to the page, several to their common frame. */
export function align(page: PageDesign, chosen: Chosen, to: Alignment): PageDesign {
  const boxes = page.elements.filter(({ id }) => chosen.has(id)).map(({ box }) => box);
  if (boxes.length === 0) return page;
  const frame = boxes.length === 1 ? { x: 0, y: 0, width: page.width, height: page.height } : frameOf(boxes);
  return changeChosen(page, chosen, (element) => {
    const { box } = element;
    const x = {
      left: frame.x,
      centre: frame.x + (frame.width - box.width) / 2,
      right: frame.x + frame.width - box.width,
    };
    const y = {
      top: frame.y,
      middle: frame.y + (frame.height - box.height) / 2,
      bottom: frame.y + frame.height - box.height,
    };
    const moved =
      to === 'left' || to === 'centre' || to === 'right'
        ? { ...box, x: tenth(x[to]) }
        : { ...box, y: tenth(y[to]) };
    return withBox(element, moved);
  });
}

/** Equal gaps between three or more, the outermost staying where they are. */
export function distribute(page: PageDesign, chosen: Chosen, along: 'across' | 'down'): PageDesign {
  const [start, size] = along === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const row = page.elements.filter(({ id }) => chosen.has(id)).sort((a, b) => a.box[start] - b.box[start]);
  const first = row[0];
  const last = row.at(-1);
  if (!first || !last || row.length < 3) return page;
  const room = last.box[start] + last.box[size] - first.box[start];
  const gap = (room - row.reduce((sum, { box }) => sum + box[size], 0)) / (row.length - 1);
  const places = new Map<string, number>();
  let next = first.box[start];
  for (const { id, box } of row) {
    places.set(id, tenth(next));
    next += box[size] + gap;
  }
  return changeChosen(page, chosen, (element) =>
    withBox(element, { ...element.box, [start]: places.get(element.id) ?? element.box[start] }),
  );
}

/** Earlier (-1) or later (1) in the reading order, which is also what lies over what. */
export function reorder(page: PageDesign, id: string, by: -1 | 1): PageDesign {
  const from = page.elements.findIndex((element) => element.id === id);
  const to = from + by;
  const [moved, other] = [page.elements[from], page.elements[to]];
  if (!moved || !other) return page;
  const elements = [...page.elements];
  elements[from] = other;
  elements[to] = moved;
  return { ...page, elements };
}

export function remove(page: PageDesign, chosen: Chosen): PageDesign {
  return { ...page, elements: page.elements.filter(({ id }) => !chosen.has(id)) };
}

/** Copies beside their originals, with names of their own. */
export function duplicate(
  page: PageDesign,
  chosen: Chosen,
): { readonly page: PageDesign; readonly made: Chosen } {
  const copies = page.elements.filter(({ id }) => chosen.has(id));
  return insert(page, copies, 4);
}

/** Elements of this or another template, moved by some millimetres so that they are seen. */
export function insert(
  page: PageDesign,
  elements: readonly PageElement[],
  by = 0,
): { readonly page: PageDesign; readonly made: Chosen } {
  const names = new Set(page.elements.map(({ id }) => id));
  const made = regrouped(elements, page).map((element) => {
    const id = freeName(element.id, names);
    names.add(id);
    const { box } = element;
    const x = clamp(box.x + by, 0, Math.max(0, page.width - box.width));
    const y = clamp(box.y + by, 0, Math.max(0, page.height - box.height));
    return { ...element, id, box: { ...box, x: tenth(x), y: tenth(y) } };
  });
  return {
    page: { ...page, elements: [...page.elements, ...made] },
    made: new Set(made.map(({ id }) => id)),
  };
}

export function setStyle(page: PageDesign, chosen: Chosen, style: string): PageDesign {
  return changeChosen(page, chosen, (element) => ('style' in element ? { ...element, style } : element));
}

/** What a screen reader says in a picture's place. An image or drawing without any words is decoration. */
export function setAlt(page: PageDesign, id: string, language: Language, words: string): PageDesign {
  return changeChosen(page, new Set([id]), (element) => {
    if (!('alt' in element) && element.kind !== 'image' && element.kind !== 'drawing') return element;
    const alt = withWords(element.alt, language, words);
    if (element.kind === 'qr' || element.kind === 'signature') return { ...element, alt };
    const { alt: _, ...silent } = element;
    return Object.keys(alt).length === 0 ? silent : { ...silent, alt };
  });
}

/** Shown only when this field has a value; always when undefined. */
export function setCondition(page: PageDesign, chosen: Chosen, field: string | undefined): PageDesign {
  return changeChosen(page, chosen, (element) => {
    const { when: _, ...always } = element;
    return field === undefined ? always : { ...always, when: field };
  });
}

export function setPaint(
  page: PageDesign,
  id: string,
  paint: Pick<ShapeElement, 'fill' | 'stroke' | 'strokeWidth'>,
): PageDesign {
  return changeChosen(page, new Set([id]), (element) => {
    if (element.kind !== 'shape') return element;
    const { fill: _, stroke: __, strokeWidth: ___, ...shape } = element;
    return { ...shape, ...paint };
  });
}

/**
 * Millimetres: room for the proof of a seal whose key is an elliptic curve's or RSA's, and for some wear. A link takes
 * 29 % more bits: under RSA-3072 zbarimg misses a third of such worn sheets at 40 mm, none of 80 at 42 and 44 (measured).
 */
export const CODE_SIDES = { EC: 35, RSA: 40, linkRSA: 44 } as const;

function codeSide(sealKey: string | undefined, holds: QrElement['holds']): number {
  if (sealKey?.startsWith('P-')) return CODE_SIDES.EC;
  return holds === 'link' ? CODE_SIDES.linkRSA : CODE_SIDES.RSA;
}

/** Undefined takes it out. Another key, or a link, brings another size. */
export type CodePart = {
  readonly [Name in 'holds' | 'verifyPage' | 'sealKey' | 'colour']?: QrElement[Name] | undefined;
};

export function setCode(page: PageDesign, id: string, part: CodePart): PageDesign {
  return changeChosen(page, new Set([id]), (element) => {
    if (element.kind !== 'qr') return element;
    const { holds: _, verifyPage: __, sealKey: ___, ...plain } = element;
    const { holds, verifyPage, sealKey, colour = element.colour } = { ...element, ...part };
    const resized = part.sealKey !== undefined || (part.holds === 'link' && element.holds !== 'link');
    const side = resized ? codeSide(sealKey, holds) : undefined;
    return {
      ...plain,
      colour,
      box: side === undefined ? element.box : { ...element.box, width: side, height: side },
      ...(holds && { holds }),
      ...(verifyPage !== undefined && { verifyPage }),
      ...(sealKey && { sealKey }),
    };
  });
}

/** For everything that is set in it. */
export function changeStyle(page: PageDesign, name: string, part: Partial<TextStyle>): PageDesign {
  const style = page.styles[name];
  return style ? { ...page, styles: { ...page.styles, [name]: { ...style, ...part } } } : page;
}

/** A copy of the style under a name of its own, for the chosen elements alone. */
export function ownStyle(page: PageDesign, chosen: Chosen, name: string): PageDesign {
  const style = page.styles[name];
  if (!style) return page;
  const own = freeName(name, new Set(Object.keys(page.styles)));
  return setStyle({ ...page, styles: { ...page.styles, [own]: style } }, chosen, own);
}

/** Puts a font file into the template as the face that the style is set in, and sets the style in it. */
export function takeFont(page: PageDesign, name: string, family: OwnFamily, source: string): PageDesign {
  const style = page.styles[name];
  if (!style) return page;
  const face = style.bold ? (style.italic ? 'boldItalic' : 'bold') : style.italic ? 'italic' : 'regular';
  const font = { regular: source, ...page.fonts?.[family], [face]: source };
  return changeStyle({ ...page, fonts: { ...page.fonts, [family]: font } }, name, { family });
}

export function frameOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** `wanted`, or with the first number behind it that makes it a name of its own. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const name = `${stem}-${number}`;
    if (!taken.has(name)) return name;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
