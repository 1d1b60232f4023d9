import type { GalleryName } from '../gallery/gallery.ts';
import type { Language } from '../language.ts';
import type { PaperName } from '../template/paper.ts';
import type { Reply } from './reply.ts';

export interface GalleryDesk {
  'gallery.list'(): Promise<Reply<readonly GalleryEntry[]>>;
  /** Writes a bundled template as a file to be filled; nothing is written over. */
  'gallery.new'(order: GalleryOrder): Promise<Reply<Written>>;
  /** Draws a template for an invented learner. */
  'gallery.preview'(order: {
    /** A bundled one's name, or a path. */
    readonly template: string;
    readonly languages?: readonly [Language, ...Language[]];
    /** Folder. */
    readonly out: string;
  }): Promise<Reply<Written>>;
}

export interface GalleryEntry {
  readonly name: GalleryName;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
}

export interface GalleryOrder {
  readonly name: GalleryName;
  readonly languages: readonly [Language, ...Language[]];
  /** The one it is made for when untold. */
  readonly paper?: PaperName;
  /** Path of the file. */
  readonly out: string;
}

export interface Written {
  readonly files: readonly string[];
}
