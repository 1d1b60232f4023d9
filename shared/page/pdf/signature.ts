import type { Instant } from '../../credential/credential.ts';
import type { UnsealedPdf } from '../../sealing/pades.ts';
import type { LaidOutPage } from '../placed.ts';
import type { PdfFile } from './file.ts';
import type { Widget } from './structure.ts';
import { date, real, reference, textString } from './syntax.ts';

/** What the signature dictionary will hold, before there is a signature. */
export interface SealPlan {
  /** Hexadecimal digits kept free for the CMS. */
  readonly contentsLength: number;
  /** The organisation that seals. */
  readonly name: string;
  readonly reason?: string;
  readonly location?: string;
}

/** Where in the finished file the sealer finds its places. */
export type SealSpans = Omit<UnsealedPdf, 'bytes'>;

/** Wide enough for files of ten thousand million bytes, which is also as far as a cross-reference table reaches. */
const BYTE_RANGE = '[0 0000000000 0000000000 0000000000]';

/**
 * Writes the signature dictionary as PAdES baseline wants it (ETSI EN 319 142-1 clause 6.3): M is the time of sealing
 * and there is no Cert. DocMDP with P 1 certifies the file: no change whatsoever is allowed (ISO 32000-1 12.8.2.2).
 */
export function writeSignature(
  file: PdfFile,
  plan: SealPlan,
  sealedAt: Instant,
): { readonly object: number; readonly spans: SealSpans } {
  const object = file.reserve();
  const reason = plan.reason === undefined ? '' : `/Reason${textString(plan.reason)}`;
  const location = plan.location === undefined ? '' : `/Location${textString(plan.location)}`;
  const head = '<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange';
  const contents = `<${'0'.repeat(plan.contentsLength)}>`;
  const start = file.length + `${object} 0 obj\n${head}`.length;
  const byteRange = { start, end: start + BYTE_RANGE.length };
  const contentsStart = byteRange.end + '/Contents'.length;
  file.object(
    `${head}${BYTE_RANGE}/Contents${contents}/M${date(sealedAt)}/Name${textString(plan.name)}${reason}${location}\
/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]>>`,
    object,
  );
  return {
    object,
    spans: { byteRange, contents: { start: contentsStart, end: contentsStart + contents.length } },
  };
}

/**
 * Writes the signature field, which is its own widget. What it shows is on the page already, so its appearance is
 * empty; a page without a place for it gets a widget of no size (ISO 19005-3 6.3.3 allows that).
 */
export function writeField(
  file: PdfFile,
  widget: Widget,
  page: LaidOutPage,
  plan: SealPlan,
  signature: number,
): void {
  const place = page.seal ?? { x: 0, y: page.height, width: 0, height: 0, name: plan.name };
  const bottom = page.height - place.y - place.height;
  const rectangle = [place.x, bottom, place.x + place.width, bottom + place.height].map(real);
  const appearance = file.stream(
    `/Type/XObject/Subtype/Form/BBox[0 0 ${real(place.width)} ${real(place.height)}]`,
    new Uint8Array(),
  );
  // F: Print (bit 3) and Locked (bit 8).
  file.object(
    `<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU${textString(place.name)}/V ${reference(signature)}\
/Rect[${rectangle.join(' ')}]/P ${reference(widget.page)}/F 132/StructParent ${widget.structParent}\
/AP<</N ${reference(appearance)}>>>>`,
    widget.object,
  );
}
