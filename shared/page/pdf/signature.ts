import type { Instant } from '../../credential/credential.ts';
import type { UnsealedPdf } from '../../sealing/pades.ts';
import type { LaidOutPage, SealPlace } from '../placed.ts';
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
  /** Those who seal after this one, in their order; the last of them closes the file. */
  readonly furtherSealers?: readonly FurtherSealer[];
}

export interface FurtherSealer {
  /** organizationIdentifier (2.5.4.97) of the certificate that is to seal. */
  readonly identifier: string;
  readonly name: string;
}

/** The name of the field that waits for the seal of `identifier`; a partial name holds no full stop (12.7.3.2). */
export function furtherFieldName(identifier: string): string {
  return `Seal ${identifier.replaceAll('.', '·')}`;
}

/** Where in the finished file the sealer finds its places. */
export type SealSpans = Pick<UnsealedPdf, 'byteRange' | 'contents'>;

/** Wide enough for files of ten thousand million bytes, which is also as far as a cross-reference table reaches. */
const BYTE_RANGE = '[0 0000000000 0000000000 0000000000]';

/**
 * Writes the signature dictionary as PAdES baseline wants it (ETSI EN 319 142-1 clause 6.3): M is the time of sealing
 * and there is no Cert. DocMDP certifies the file (ISO 32000-1 12.8.2.2): with P 1 no change whatsoever is allowed, with
 * P 2 the fields that wait for further seals may be signed.
 */
export function writeSignature(
  file: PdfFile,
  plan: SealPlan,
  sealedAt: Instant,
): { readonly object: number; readonly spans: SealSpans } {
  const object = file.reserve();
  const permission = plan.furtherSealers?.length ? 2 : 1;
  const { text, spans } = signatureObject(
    object,
    plan,
    sealedAt,
    `/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${permission}/V/1.2>>`,
  );
  const start = file.length;
  file.object(text.slice(`${object} 0 obj\n`.length, -'\nendobj\n'.length), object);
  const shift = (span: { readonly start: number; readonly end: number }) => ({
    start: start + span.start,
    end: start + span.end,
  });
  return { object, spans: { byteRange: shift(spans.byteRange), contents: shift(spans.contents) } };
}

/** A seal that comes later, into a field that waits. */
export interface FurtherSealPlan extends SealPlan {
  /** The last seal: every field is locked. */
  readonly locks: boolean;
}

/**
 * The signature dictionary of a further seal as object number `object`, and where its places are within the text. The
 * last one transforms by FieldMDP as the SigFieldLock of its field asks (ISO 32000-2 clauses 12.7.5.5 and 12.8.2.4).
 */
export function furtherSignature(object: number, plan: FurtherSealPlan, sealedAt: Instant) {
  const transform = plan.locks
    ? '/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/All/V/1.2>>'
    : undefined;
  return signatureObject(object, plan, sealedAt, transform);
}

function signatureObject(
  object: number,
  plan: SealPlan,
  sealedAt: Instant,
  transform: string | undefined,
): { readonly text: string; readonly spans: SealSpans } {
  const reason = plan.reason === undefined ? '' : `/Reason${textString(plan.reason)}`;
  const location = plan.location === undefined ? '' : `/Location${textString(plan.location)}`;
  const head = '<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange';
  const contents = `<${'0'.repeat(plan.contentsLength)}>`;
  const opening = `${object} 0 obj\n${head}`;
  const start = opening.length;
  const byteRange = { start, end: start + BYTE_RANGE.length };
  const contentsStart = byteRange.end + '/Contents'.length;
  const references = transform ? `/Reference[<</Type/SigRef${transform}>>]` : '';
  const text = `${opening}${BYTE_RANGE}/Contents${contents}/M${date(sealedAt)}/Name${textString(plan.name)}\
${reason}${location}${references}>>\nendobj\n`;
  return {
    text,
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
  const value = `/T(Seal)/V ${reference(signature)}`;
  writeWidget(file, widget, page, page.seal ?? nowhere(page, plan.name), value);
}

/**
 * Writes the fields that wait for further seals. SigFieldLock of the last (ISO 32000-2 table 236) says what its seal will
 * do: every field is locked, and nothing may be changed any more.
 */
export function writeWaitingFields(
  file: PdfFile,
  widgets: readonly Widget[],
  page: LaidOutPage,
  sealers: readonly FurtherSealer[],
): void {
  for (const [index, widget] of widgets.entries()) {
    const sealer = sealers[index];
    if (!sealer) continue;
    const last = index === sealers.length - 1;
    const lock = last ? `/Lock ${reference(file.object('<</Type/SigFieldLock/Action/All/P 1>>'))}` : '';
    const place = page.furtherSeals?.[index] ?? nowhere(page, sealer.name);
    writeWidget(file, widget, page, place, `/T${textString(furtherFieldName(sealer.identifier))}${lock}`);
  }
}

/** A field of no size shows nothing (ISO 19005-3 6.3.3 allows that). */
function nowhere(page: LaidOutPage, name: string): SealPlace {
  return { x: 0, y: page.height, width: 0, height: 0, name };
}

function writeWidget(
  file: PdfFile,
  widget: Widget,
  page: LaidOutPage,
  place: SealPlace,
  entries: string,
): void {
  const bottom = page.height - place.y - place.height;
  const rectangle = [place.x, bottom, place.x + place.width, bottom + place.height].map(real);
  const appearance = file.stream(
    `/Type/XObject/Subtype/Form/BBox[0 0 ${real(place.width)} ${real(place.height)}]`,
    new Uint8Array(),
  );
  // F: Print (bit 3) and Locked (bit 8).
  file.object(
    `<</Type/Annot/Subtype/Widget/FT/Sig/TU${textString(place.name)}${entries}\
/Rect[${rectangle.join(' ')}]/P ${reference(widget.page)}/F 132/StructParent ${widget.structParent}\
/AP<</N ${reference(appearance)}>>>>`,
    widget.object,
  );
}
