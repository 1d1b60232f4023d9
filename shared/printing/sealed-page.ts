import type { Engine } from '../engine.ts';
import { isLanguage, type Language } from '../language.ts';
import { QUIET_ZONE } from '../page/qr.ts';
import { joinBytes } from '../sealing/bytes.ts';
import { openPdf, type PdfFile } from '../verifying/pdf/file.ts';
import { drawnCodes } from '../verifying/pdf/page-pictures.ts';
import { pagesOf } from '../verifying/pdf/page-text.ts';
import {
  isArray,
  NotPdf,
  type PdfDict,
  PdfName,
  PdfStream,
  PdfString,
  type PdfValue,
  textOf,
} from '../verifying/pdf/value.ts';
import { grown, type Rectangle } from './rectangle.ts';

/** A sealed file opened to be printed. */
export interface SealedDocument {
  readonly file: PdfFile;
  /** Of the catalogue; English where it tells none of ours. */
  readonly language: Language;
  /** PDF/A of any part, by its own word (ISO 19005-2 6.6.4). */
  readonly archival: boolean;
  /** The output intent by which its colours are meant (14.11.5); null without one. */
  readonly intent: PdfValue;
  readonly pages: readonly SealedPage[];
}

/** One of its pages, in points from the lower left corner. */
export interface SealedPage {
  readonly trim: Rectangle;
  /** As far as anything is painted; `trim` where nothing bleeds. */
  readonly bleed: Rectangle;
  readonly resources: PdfDict | undefined;
  /** Every content stream, unpacked and joined (ISO 32000-1 7.8.2). */
  readonly content: Uint8Array;
  /** Codes with their quiet zones, and signature fields: nothing may be put there. */
  readonly kept: readonly Rectangle[];
}

/** @throws NotPdf for what is no PDF, and for pages that show more than their content or stand turned. */
export function openSealed(bytes: Uint8Array, engine: Engine): SealedDocument {
  const file = openPdf(bytes, engine);
  const { catalog, crossReference } = file;
  if (crossReference.trailer.has('Encrypt')) throw new NotPdf('encrypted');
  const language = file.resolve(catalog.get('Lang'));
  const tag = language instanceof PdfString ? textOf(language).toLowerCase().slice(0, 2) : '';
  const metadata = file.resolve(catalog.get('Metadata'));
  const packet = metadata instanceof PdfStream ? latin1.decode(file.content(metadata)) : '';
  const intents = file.resolve(catalog.get('OutputIntents'));
  return {
    file,
    language: isLanguage(tag) ? tag : 'en',
    archival: /pdfaid:part(?:>|=["'])[123]/.test(packet),
    intent: (isArray(intents) ? intents[0] : null) ?? null,
    pages: pagesOf(file).map(({ dict, resources }) => pageOf(file, dict, resources)),
  };
}

function pageOf(file: PdfFile, dict: PdfDict, resources: PdfDict | undefined): SealedPage {
  const turned = file.resolve(dict.get('Rotate'));
  if (turned !== null && turned !== 0) throw new NotPdf('a page that stands turned');
  const media = rectangleOf(file, dict.get('MediaBox'));
  if (!media) throw new NotPdf('MediaBox');
  // ISO 32000-1 14.11.2: the boxes default to one another.
  const crop = rectangleOf(file, dict.get('CropBox')) ?? media;
  const trim = rectangleOf(file, dict.get('TrimBox')) ?? crop;
  const content = contentOf(file, dict);
  return {
    trim,
    bleed: rectangleOf(file, dict.get('BleedBox')) ?? trim,
    resources,
    content,
    kept: [...codesOf(content), ...fieldsOf(file, dict)],
  };
}

function contentOf(file: PdfFile, page: PdfDict): Uint8Array {
  const contents = file.resolve(page.get('Contents'));
  const streams = (isArray(contents) ? contents : [contents]).map((each) => file.resolve(each));
  const parts = streams.flatMap((stream) =>
    stream instanceof PdfStream ? [file.content(stream), LINE] : [],
  );
  return joinBytes(...parts);
}

/** Operators of one stream and the next are never one word (7.8.2). */
const LINE = Uint8Array.of(0x0a);

/** As our press writes them: `q m 0 0 -m x y cm`, a colour, and the runs of modules, below the page's own origin. */
function codesOf(bytes: Uint8Array): readonly Rectangle[] {
  const content = latin1.decode(bytes);
  const [, origin = '0'] = /^1 0 0 1 0 (\S+) cm\s/.exec(content) ?? [];
  return drawnCodes(content).flatMap(({ size, at }) => {
    const placed = /q (\S+) 0 0 -\S+ (\S+) (\S+) cm\s+[\d. ]+ rg\s+$/.exec(
      content.slice(Math.max(0, at - 200), at),
    );
    const [module, x, y] = (placed?.slice(1) ?? []).map(Number);
    if (module === undefined || x === undefined || y === undefined) return [];
    const top = Number(origin) + y;
    const code = { left: x, bottom: top - size * module, right: x + size * module, top };
    return grown(code, QUIET_ZONE * module);
  });
}

/** A field whose appearance is not empty would be lost with the annotations. */
function fieldsOf(file: PdfFile, page: PdfDict): readonly Rectangle[] {
  const annotations = file.resolve(page.get('Annots'));
  if (!isArray(annotations)) return [];
  return annotations.flatMap((each) => {
    const annotation = file.dict(each);
    const kind = file.resolve(annotation?.get('Subtype'));
    const appearance = file.resolve(file.dict(annotation?.get('AP'))?.get('N'));
    const empty = appearance === null || (appearance instanceof PdfStream && appearance.raw.length === 0);
    if (!(kind instanceof PdfName) || kind.name !== 'Widget' || !empty)
      throw new NotPdf('an annotation that shows');
    return rectangleOf(file, annotation?.get('Rect')) ?? [];
  });
}

function rectangleOf(file: PdfFile, value: PdfValue | undefined): Rectangle | undefined {
  const array = file.resolve(value);
  if (!isArray(array)) return undefined;
  const [a, b, c, d] = array.map((each) => Number(file.resolve(each)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new NotPdf('rectangle');
  const found = { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
  if (!Object.values(found).every(Number.isFinite)) throw new NotPdf('rectangle');
  return found;
}

const latin1 = new TextDecoder('latin1');
