/**
 * What Sealwright uses of fontkit 2. The package's published types pull in all of Node's, which would tear down
 * the wall around shared/; tsconfig.json points here instead.
 */
export interface Font {
  readonly postscriptName: string;
  readonly bbox: {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
  };
  /** Every code point the font maps. */
  readonly characterSet: readonly number[];
  readonly 'OS/2': { readonly usWeightClass: number; readonly sFamilyClass: number };
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  /** Undefined where the table OS/2 is older than its version 2. */
  readonly capHeight?: number;
  readonly xHeight?: number;
  readonly numGlyphs: number;
  /** Undefined when the font substitutes nothing. */
  readonly GSUB?: {
    readonly featureList: readonly {
      readonly tag: string;
      readonly feature: { readonly lookupListIndexes: readonly number[] };
    }[];
    readonly lookupList: {
      get(index: number): { readonly lookupType: number; readonly subTables: readonly unknown[] } | undefined;
    };
  };
  /** Undefined where there is no such table; versions tell in different words which way a table moves glyphs. */
  readonly kern?: {
    readonly tables: readonly {
      readonly format: number;
      readonly coverage: {
        readonly horizontal?: boolean;
        readonly vertical?: boolean;
        readonly crossStream: boolean;
      };
      /** Of format 0. */
      readonly subtable: {
        readonly pairs: readonly {
          readonly left: number;
          readonly right: number;
          readonly value: number;
        }[];
      };
    }[];
  };
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): Glyph;
  getGlyph(id: number): Glyph;
  layout(text: string, features?: Readonly<Record<string, boolean>>): Layout;
  createSubset(): Subset;
  /** Where each table lies in the file. */
  readonly directory: {
    readonly tables: Readonly<Record<string, { readonly offset: number; readonly length: number }>>;
  };
  /** Undefined without CFF outlines. */
  readonly 'CFF '?: { readonly isCIDFont: boolean };
}

export interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly bbox: { readonly maxY: number };
  readonly path: { toSVG(): string; readonly commands: readonly { command: string; args: number[] }[] };
}

export interface Layout {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly {
    readonly xAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }[];
}

/** Of a font with CFF outlines `encode` makes the CFF table alone, its glyphs keyed by their numbers in the subset. */
export interface Subset {
  /** The glyph's number in the subset; 0 is always .notdef. */
  includeGlyph(glyph: number): number;
  encode(): Uint8Array;
}

export declare function create(bytes: Uint8Array): Font;
