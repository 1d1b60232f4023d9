/** A guide as the window shows it: made of docs/guide at build time, so that nothing is parsed and no HTML exists here. */
export interface Guide {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  /** The first begins with the title. */
  readonly sections: readonly Section[];
}

export interface Section {
  /** The heading as an address: `put-your-course-in`. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** All its words, for searching. */
  readonly words: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'table'; readonly head: readonly Text[]; readonly rows: readonly (readonly Text[])[] }
  /** `source` is a file of docs/images, as `guide/seal.png`. */
  | { readonly kind: 'picture'; readonly source: string; readonly alternative: string };

export type Text = readonly Piece[];

export type Piece =
  | { readonly kind: 'words' | 'strong' | 'emphasis' | 'code'; readonly words: string }
  /** To a guide, at a section when `section` is told. */
  | { readonly kind: 'link'; readonly words: string; readonly guide: string; readonly section?: string };
