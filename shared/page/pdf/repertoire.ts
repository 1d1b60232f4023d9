import type { Block, FontKey, FontSet, LaidOutPage, Mark } from '../placed.ts';

/**
 * Gathers which characters each face sets, page by page, so that a press prepared for a whole batch embeds no more
 * than the batch needs: names are set in one face, numbers in another.
 */
export class Repertoire {
  readonly #faces = new Map<FontKey, Set<number>>();
  /** What equal learners share is looked through once. */
  readonly #known = new WeakSet<Block | Mark>();

  add(pages: readonly LaidOutPage[]): this {
    for (const page of pages) {
      for (const mark of page.artifacts) this.#mark(mark);
      for (const block of page.content) this.#block(block);
    }
    return this;
  }

  /** Bound, to be handed on as it is. */
  readonly of = (face: FontKey): ReadonlySet<number> => this.#faces.get(face) ?? new Set();

  /** The faces that were set at all. */
  facesIn(fonts: FontSet): FontSet {
    const faces = Object.entries(fonts) as [FontKey, Uint8Array][];
    return Object.fromEntries(faces.filter(([key]) => this.#faces.has(key)));
  }

  #block(block: Block): void {
    if (this.#known.has(block)) return;
    this.#known.add(block);
    for (const child of block.blocks ?? []) this.#block(child);
    for (const mark of block.marks ?? []) this.#mark(mark);
  }

  #mark(mark: Mark): void {
    if (mark.kind !== 'glyphs' || this.#known.has(mark)) return;
    this.#known.add(mark);
    let codePoints = this.#faces.get(mark.font);
    if (!codePoints) {
      codePoints = new Set();
      this.#faces.set(mark.font, codePoints);
    }
    for (const glyph of mark.glyphs) for (const codePoint of glyph.codePoints) codePoints.add(codePoint);
    // A soft hyphen that is seen is drawn as a hyphen.
    if (codePoints.has(0xad)) codePoints.add(0x2d);
  }
}
