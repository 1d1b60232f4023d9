import type { Language } from '../language.ts';
import type { FontFamily } from '../template/design.ts';

/**
 * What layout makes and screen, paper and page images all draw. Lengths are PDF points (1/72 inch) from the top left
 * corner of the page, y downwards. Objects that come out equal for every learner keep their identity from one layout
 * to the next, so a writer may remember what it made of them (WeakMap).
 */
export interface LaidOutPage {
  readonly width: number;
  readonly height: number;
  /** How far marks may run over each edge. */
  readonly bleed?: number;
  /** Decoration, drawn first and never read out. */
  readonly artifacts: readonly Mark[];
  /** In reading order. */
  readonly content: readonly Block[];
  /** Where the signature field lies. */
  readonly seal?: SealPlace;
  /** Where those of the partners lie, in their order. */
  readonly furtherSeals?: readonly SealPlace[];
}

export interface SealPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Read out for the field (PDF/UA-1 7.18.1 TU), in the page's language. */
  readonly name: string;
}

/** Structure types of ISO 32000-1 14.8.4 that a credential needs. */
export type StructureType =
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure';

/** A node of the structure tree with what it shows. */
export interface Block {
  readonly type: StructureType;
  readonly language: Language;
  /** Alternative text, for Figure only. */
  readonly alt?: string;
  /** Child blocks or, at a leaf, marks. Never both. */
  readonly blocks?: readonly Block[];
  readonly marks?: readonly Mark[];
}

export type Mark = GlyphRun | PathMark | PictureMark | CodeMark;

/** One line's glyphs of one font and size, left to right. */
export interface GlyphRun {
  readonly kind: 'glyphs';
  readonly font: FontKey;
  readonly size: number;
  readonly colour: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly glyphs: readonly PlacedGlyph[];
  /** The characters shown, for text extraction; a space at the end where the line was broken at one. */
  readonly text: string;
}

export interface PlacedGlyph {
  readonly id: number;
  /** Advance as the font gives it, thousandths of the size. */
  readonly width: number;
  /** Advance as set (with kerning and tracking), thousandths of the size. */
  readonly advance: number;
  /** The characters this glyph stands for; several for a ligature. */
  readonly codePoints: readonly number[];
}

export interface PathMark {
  readonly kind: 'path';
  /** SVG path data in page points; absolute M, L, C, Z only. */
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

/** A picture stretched over a rectangle; what lies outside of `clip` is not shown. */
export interface PictureMark {
  readonly kind: 'picture';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly picture: Picture;
  readonly clip?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** A photograph or scan as its file has it; the same object wherever it is shown again. */
export interface Picture {
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly channels: 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';
  /** `data:` URL of the bytes. */
  readonly source: string;
}

/** A QR code. */
export interface CodeMark {
  readonly kind: 'code';
  readonly fill: string;
  /** First asked for when the page is drawn: it is laid out before its proof is signed. */
  draw(): QrSymbol & CodePlace;
}

export interface QrSymbol {
  /** Modules along one side, without the quiet zone. */
  readonly size: number;
  /** 1 where a module is dark, row after row. */
  readonly dark: Uint8Array;
}

/** Where a code begins, without its quiet zone. */
export interface CodePlace {
  readonly x: number;
  readonly y: number;
  /** Side of one module. */
  readonly module: number;
}

/** Names one face of the font set. */
export type FontKey = FaceOf<FontFamily>;
export type FaceOf<F extends FontFamily> = F | `${F}-bold` | `${F}-italic` | `${F}-bold-italic`;

/** The bytes (TrueType or OpenType) behind each key a template uses. */
export type FontSet = Readonly<Partial<Record<FontKey, Uint8Array>>>;
