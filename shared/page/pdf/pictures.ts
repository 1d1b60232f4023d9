import type { Engine } from '../../engine.ts';
import type { Picture } from '../placed.ts';
import type { PdfFile } from './file.ts';
import { writePicture } from './picture.ts';
import { name, reference } from './syntax.ts';

/** The pictures of a batch, each in the files once, however many pages show it. */
export class Pictures {
  /** By their sources: two elements with the same file share it. */
  readonly #known = new Map<string, Picture>();
  #grown = false;

  get grown(): boolean {
    return this.#grown;
  }

  nameOf(picture: Picture): string {
    if (!this.#known.has(picture.source)) {
      this.#known.set(picture.source, picture);
      this.#grown = true;
    }
    return `picture-${[...this.#known.keys()].indexOf(picture.source)}`;
  }

  /** Writes all of them; returns their entry in the resource dictionary. */
  write(file: PdfFile, engine: Engine): string {
    this.#grown = false;
    if (this.#known.size === 0) return '';
    const entries = [...this.#known.values()].map(
      (picture) => `${name(this.nameOf(picture))} ${reference(writePicture(file, engine, picture))}`,
    );
    return `/XObject<<${entries.join('')}>>`;
  }
}
