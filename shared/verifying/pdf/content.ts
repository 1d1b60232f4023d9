import type { PdfFile } from './file.ts';
import { NotPdf, type PdfStream } from './value.ts';

/** What a stream holds, undefined when it is not what it says. */
export function contentOf(file: PdfFile, stream: PdfStream): Uint8Array | undefined {
  try {
    return file.content(stream);
  } catch (cause) {
    if (cause instanceof NotPdf) return undefined;
    throw cause;
  }
}
