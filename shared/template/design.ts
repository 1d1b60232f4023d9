import type { LocalizedText } from '../language.ts';

/**
 * How the page looks. All lengths are millimetres from the top left corner of the trimmed page, type sizes are
 * points, colours `#rrggbb`. A value: equal designs make equal pages.
 */
export interface PageDesign {
  readonly width: number;
  readonly height: number;
  /** How far colour may run over the trimmed edge on every side, for the print shop; 0 when untold. */
  readonly bleed?: number;
  /** Millimetres within which an office printer may not print: words that reach into it are told. 0 when untold. */
  readonly margin?: number;
  /** Lines to set elements against in the designer; on the page they mean nothing. */
  readonly guides?: PageGuides;
  /** The institution's own typefaces, besides the bundled ones. */
  readonly fonts?: Readonly<Record<OwnFamily, OwnFont>>;
  readonly styles: Readonly<Record<string, TextStyle>>;
  /** In reading order, which is also the order of the structure tree. */
  readonly elements: readonly PageElement[];
}

/** Distances from the left edge (`x`) and from the top (`y`). */
export interface PageGuides {
  readonly x?: readonly number[];
  readonly y?: readonly number[];
}

export type BundledFamily = 'sans' | 'serif' | 'display';
/** `own-` and a name of small letters and digits. */
export type OwnFamily = `own-${string}`;
export type FontFamily = BundledFamily | OwnFamily;

/** `data:` URLs (RFC 2397; `font/ttf` or `font/otf`, RFC 8081), one for each face that the styles use. */
export interface OwnFont {
  readonly regular: string;
  readonly bold?: string;
  readonly italic?: string;
  readonly boldItalic?: string;
}

/** Line height, as a multiple of the size, of a style that tells none. */
export const LEADING = 1.3;

export interface TextStyle {
  readonly family: FontFamily;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size: number;
  /** Text too long for its box shrinks down to this size before it counts as overflow. */
  readonly minSize?: number;
  /** Line height as a multiple of the size; LEADING when untold. */
  readonly leading?: number;
  /** Extra space between letters in thousandths of the size. */
  readonly tracking?: number;
  readonly colour: string;
  readonly align?: 'start' | 'centre' | 'end';
  /**
   * Words may be divided at the end of a line by the rules of their language, where the line would else stay much too
   * short. Not for names.
   */
  readonly hyphenate?: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Which of the credential's languages an element speaks: 0, also when untold, is the language the page is laid out in;
 * 1 is the first of the credential's other languages in their order, 2 the second. An element whose slot the
 * credential does not have is left out, so one design serves one language or two.
 */
export type LanguageSlot = 0 | 1 | 2;

/**
 * The sheets an element stands on, once a flow makes several: the first, also when untold; the last; every one; or
 * every one but the first. What is repeated is read out on its first sheet only.
 */
export type Sheets = 'first' | 'last' | 'every' | 'following';

interface Placing {
  readonly id: string;
  readonly box: Box;
  readonly on?: Sheets;
  readonly slot?: LanguageSlot;
  /** Taken instead of `box` when the credential has one language only. */
  readonly alone?: Box;
  /** Shown only when this field has a value. */
  readonly when?: string;
  /** Those that share this name are taken hold of together in the designer; on the page it means nothing. */
  readonly group?: string;
}

/**
 * Words with `{field}` or `{field:format}` places; fields are listed in fields.ts. Capitals of the first line touch
 * the top of the box when `vertical` is top, the last line's descenders its bottom when it is bottom.
 * Centred text of several lines is broken into lines of like length.
 */
export interface TextElement extends Placing {
  readonly kind: 'text';
  readonly role: 'h1' | 'h2' | 'h3' | 'p';
  readonly style: string;
  readonly text: LocalizedText;
  readonly vertical?: 'top' | 'middle' | 'bottom';
  /** `**bold**` and `*italic*` in the template's own words are set so; what fields hold is never read as marks. */
  readonly rich?: boolean;
}

/** A list of the learning outcomes. */
export interface OutcomesElement extends Placing {
  readonly kind: 'outcomes';
  readonly style: string;
  /** Stands before each outcome; `•` when untold. */
  readonly marker?: string;
  /** Millimetres between two outcomes. */
  readonly itemGap?: number;
  /** Shows each outcome's description below its title. */
  readonly descriptionStyle?: string;
}

/** Two columns of label and value; each row is a table row with its header cell. A row whose value is empty is dropped. */
export interface FactsElement extends Placing {
  readonly kind: 'facts';
  readonly labelStyle: string;
  readonly valueStyle: string;
  /** Share of the width given to the labels, with 2 mm between the columns; 0–1. */
  readonly labelShare: number;
  readonly rowGap?: number;
  readonly rows: readonly { readonly label: LocalizedText; readonly value: LocalizedText }[];
}

/** What a column of a parts table may show. */
export type PartField = 'number' | 'title' | 'ects' | 'hours' | 'awardedOn' | 'awardingBody' | 'serial';

export interface PartColumn {
  readonly field: PartField;
  readonly label: LocalizedText;
  /** Share of the table's width; the shares of all columns are 1 together. */
  readonly share: number;
  readonly align?: 'start' | 'centre' | 'end';
}

/** A table of the smaller credentials this one is made of, with a row of column headers on every sheet. */
export interface PartsElement extends Placing {
  readonly kind: 'parts';
  readonly headStyle: string;
  readonly style: string;
  readonly columns: readonly PartColumn[];
  readonly rowGap?: number;
  /** Colour of the hairline below each row. */
  readonly rule?: string;
}

type Flowing<E> = Omit<E, 'box' | 'alone' | 'slot' | 'on' | 'group'> & {
  /** Millimetres kept free above it, unless it begins a sheet. */
  readonly gap?: number;
};

export type FlowedText = Flowing<Omit<TextElement, 'vertical'>>;
export type FlowedOutcomes = Flowing<OutcomesElement>;
export type FlowedFacts = Flowing<FactsElement>;
export type FlowedParts = Flowing<PartsElement>;
export type Flowed = FlowedText | FlowedOutcomes | FlowedFacts | FlowedParts;

/**
 * Texts, lists and tables one below the other, as long as they come out. What `box` cannot hold goes on in `next` on a
 * following sheet; a heading stays with what it heads, a row and a pair of lines stay whole. Type whose styles have a
 * `minSize` first shrinks when that saves the following sheet.
 */
export interface FlowElement extends Placing {
  readonly kind: 'flow';
  /** Without it nothing may follow, and what the box cannot hold is a problem. */
  readonly next?: Box;
  /** Millimetres from the top: on the last sheet the flow ends above this line, where seal and signatures stand. */
  readonly endsAbove?: number;
  readonly elements: readonly Flowed[];
}

/** `{page}` and `{pages}` in its words are the sheet's number and how many there are. Never read out. */
export interface PageNumberElement extends Placing {
  readonly kind: 'page-number';
  readonly style: string;
  readonly text: LocalizedText;
}

/**
 * A picture: `data:` URL (RFC 2397) of a PNG, JPEG or SVG. Of an SVG only shapes and their colours are taken.
 * `cover` fills the box and cuts off what stands over; `contain`, also when untold, shows all of it in the middle.
 * Without `alt` it is decoration.
 */
export interface ImageElement extends Placing {
  readonly kind: 'image';
  readonly source: string;
  readonly fit?: 'contain' | 'cover';
  readonly alt?: LocalizedText;
}

/**
 * A signatory: the picture of a signature, a line below it, and name and office in the lowest `wordsHeight` millimetres
 * of the box. It shows who answers for the page and proves nothing; what proves is the e-seal.
 */
export interface SignatureElement extends Placing {
  readonly kind: 'signature';
  /** As of an image; drawn as `contain`. */
  readonly source: string;
  readonly alt: LocalizedText;
  readonly style: string;
  readonly text: LocalizedText;
  readonly wordsHeight: number;
  /** Colour of the line; none is drawn when untold. */
  readonly rule?: string;
}

/** Decoration: never read out. */
export interface ShapeElement extends Placing {
  readonly kind: 'shape';
  readonly shape: 'rectangle' | 'line' | 'ellipse';
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly radius?: number;
}

/** A drawing as SVG path data in its own view box: a crest, a logo. Without `alt` it is decoration. */
export interface DrawingElement extends Placing {
  readonly kind: 'drawing';
  readonly viewBox: readonly [number, number, number, number];
  readonly paths: readonly DrawnPath[];
  readonly alt?: LocalizedText;
}

export interface DrawnPath {
  /** Any SVG path data. */
  readonly d: string;
  /** `none` for a path that is only stroked. */
  readonly fill: string;
  readonly stroke?: string;
  /** In units of the view box. */
  readonly strokeWidth?: number;
}

/**
 * What a code holds (docs/paper-proof.md): the proof, also when untold; the certificate that a proof is tested with, so
 * that whoever has only the authority's can verify the sheet; or the proof behind the address of the verify page.
 */
export type CodeHolds = 'proof' | 'certificate' | 'link';

/** Keys of seals; the longer their signatures, the more modules a code has. */
export const CODE_SEAL_KEYS = ['P-256', 'P-384', 'P-521', 'RSA-2048', 'RSA-3072', 'RSA-4096'] as const;
export type CodeSealKey = (typeof CODE_SEAL_KEYS)[number];

/** The code and its quiet zone of four modules fill the box (ISO/IEC 18004 5.3.8). */
export interface QrElement extends Placing {
  readonly kind: 'qr';
  readonly holds?: CodeHolds;
  /** Of a link: `https:` address of the institution's verify page. */
  readonly verifyPage?: string;
  /** Of the seal that the code has to be large enough for; RSA-3072 when untold. */
  readonly sealKey?: CodeSealKey;
  readonly colour: string;
  readonly alt: LocalizedText;
}

/** Where the electronic seal is shown; the PDF's signature field lies over it. */
export interface SealElement extends Placing {
  readonly kind: 'seal';
  readonly style: string;
  readonly text: LocalizedText;
}

export type PageElement =
  | TextElement
  | OutcomesElement
  | FactsElement
  | FlowElement
  | PageNumberElement
  | ImageElement
  | SignatureElement
  | ShapeElement
  | DrawingElement
  | QrElement
  | SealElement;
