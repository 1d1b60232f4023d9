import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** A page as a viewer shows it: grey values row after row from the top. */
export interface RenderedPage {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Nobody prints the code on a later sheet. */
const MOST_PAGES = 4;
/** 216 dpi, at which a module of a quarter of a millimetre has two pixels. */
const SCALE = 3;
/** Pixels of the longer side, whatever sheet the file claims. */
const LONGEST_SIDE = 3600;

let binary: Promise<ArrayBuffer> | undefined;

/**
 * The first pages of a PDF by PDFium, which knows every compression a scanner may have chosen (CCITT, JBIG2, JPEG 2000).
 * Nothing for a file that it cannot read. For a process that can be ended: who made the file may wish to hold it up.
 */
export async function* renderedPages(pdf: Uint8Array): AsyncGenerator<RenderedPage> {
  binary ??= readLibrary();
  const library = await PDFiumLibrary.init({ wasmBinary: await binary });
  try {
    const document = await library.loadDocument(pdf);
    for (let at = 0; at < Math.min(MOST_PAGES, document.getPageCount()); at++) {
      const page = document.getPage(at);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(1, originalWidth, originalHeight));
      const { width, height, data } = await page.render({ scale, colorSpace: 'Gray', render: 'bitmap' });
      yield { width, height, grey: data.slice() };
    }
    document.destroy();
  } catch (cause) {
    // PDFium throws plain errors for what is locked or damaged; its own faults are those of a hostile file as well.
    if (!(cause instanceof Error)) throw cause;
  } finally {
    library.destroy();
  }
}

/** Given as bytes, so that the library looks for nothing by itself. */
async function readLibrary(): Promise<ArrayBuffer> {
  const bytes = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
