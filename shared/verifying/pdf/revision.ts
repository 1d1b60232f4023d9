import type { Engine } from '../../engine.ts';
import { openPdf, type PdfFile } from './file.ts';
import { isSpace } from './reader.ts';
import { NotPdf } from './value.ts';

/**
 * The file as it was when `end` bytes of it were sealed: the same bytes, read by their own cross-reference. What came
 * later must be an incremental update of it and no more (ISO 32000-2 clause 7.5.6).
 * @throws NotPdf when what stands behind is no update: loose bytes, a cross-reference that leads back into the sealed
 *   bytes past the sealed one, or objects said to stand elsewhere than behind.
 */
export function revisionUpTo(whole: PdfFile, end: number, engine: Engine): PdfFile {
  const bytes = whole.bytes.subarray(0, end);
  if (!endsInEof(bytes)) throw new NotPdf('a revision without end');
  const revision = openPdf(bytes, engine);
  const { sections } = whole.crossReference;
  const own = revision.crossReference.sections;
  const added = sections.length - own.length;
  const continues = added > 0 && own.every((offset, index) => sections[added + index] === offset);
  if (!continues || sections.slice(0, added).some((offset) => offset < end)) throw new NotPdf('no update');
  for (const [number, place] of whole.crossReference.places) {
    if (place.kind !== 'offset' || place.offset >= end) continue;
    const earlier = revision.crossReference.places.get(number);
    // An entry that brings back an older state of an object hides the newer one.
    if (earlier?.kind !== 'offset' || earlier.offset !== place.offset)
      throw new NotPdf('an object brought back');
  }
  return revision;
}

/** `%%EOF` and at most the end of its line (clause 7.5.5). */
function endsInEof(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1])) end--;
  return end >= 5 && String.fromCharCode(...bytes.subarray(end - 5, end)) === '%%EOF';
}
