import type { Engine } from '../../engine.ts';
import type { Block, FontKey, FontSet, LaidOutPage } from '../placed.ts';
import { type Attachment, writeAttachments } from './attachment.ts';
import { srgbProfile } from './colour-profile.ts';
import { Pen } from './content.ts';
import { type Foundation, PdfFile } from './file.ts';
import { zlib } from './flate.ts';
import { type DocumentDescription, infoDictionary, xmpPacket } from './metadata.ts';
import { type SealPlan, type SealSpans, writeField, writeSignature } from './signature.ts';
import { type SheetOfPage, type Widget, writeStructure } from './structure.ts';
import { byteString, real, reference, textString } from './syntax.ts';
import { type Embedding, fontResources, Typeface } from './typeface.ts';

export interface PressOptions {
  /** TrueType bytes of every face the pages use. */
  readonly fonts: FontSet;
  /** The characters of the whole batch: names and template. What is missing here is added when it is met. */
  readonly codePoints: ReadonlySet<number>;
  readonly engine: Engine;
  /** 'full' is for judging subsets against; 'subset' when untold. */
  readonly embed?: Embedding;
}

/** One document to be written. */
export interface PdfDocument {
  readonly pages: readonly LaidOutPage[];
  readonly document: DocumentDescription;
  readonly attachments: readonly Attachment[];
}

/** A file whose signature is still to be put in. */
export interface UnsealedPdf extends SealSpans {
  readonly bytes: Uint8Array;
}

/** Everything that is equal in all files of a batch, made once. */
export interface PdfPress {
  /**
   * One file, PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once. Equal input makes equal bytes as long as the
   * press was prepared with all characters. With `seal`, the file has a signature dictionary waiting for its CMS.
   * @throws RangeError when a page uses a face the font set lacks, or path data or colours nobody can read.
   */
  write(order: PdfDocument & { readonly seal: SealPlan }): UnsealedPdf;
  write(order: PdfDocument & { readonly seal?: undefined }): { readonly bytes: Uint8Array };
}

export function preparePdf(options: PressOptions): PdfPress {
  return new Press(options);
}

/** Content streams are written per learner: 9 would take twice the time of 6 for a fiftieth of the size. */
const CONTENT_LEVEL = 6;

/** The parts of every file that come before what differs. */
interface Standing {
  readonly foundation: Foundation;
  readonly resources: number;
  readonly outputIntent: number;
}

class Press implements PdfPress {
  readonly #engine: Engine;
  readonly #embed: Embedding;
  readonly #faces: ReadonlyMap<FontKey, Typeface>;
  readonly #pen: Pen;
  #standing: Standing;

  constructor(options: PressOptions) {
    this.#engine = options.engine;
    this.#embed = options.embed ?? 'subset';
    const fonts = Object.entries(options.fonts) as [FontKey, Uint8Array][];
    this.#faces = new Map(fonts.map(([key, bytes]) => [key, new Typeface(key, bytes, options.codePoints)]));
    this.#pen = new Pen(this.#faces);
    this.#standing = this.#found();
  }

  write(order: PdfDocument & { readonly seal: SealPlan }): UnsealedPdf;
  write(order: PdfDocument & { readonly seal?: undefined }): { readonly bytes: Uint8Array };
  write(order: PdfDocument & { readonly seal?: SealPlan | undefined }): UnsealedPdf | { bytes: Uint8Array } {
    const contents = order.pages.map((page) => this.#pen.drawPage(page));
    if ([...this.#faces.values()].some((face) => face.grown)) this.#standing = this.#found();

    const { foundation, resources, outputIntent } = this.#standing;
    const file = new PdfFile(foundation);
    const catalog = file.reserve();
    const pageTree = file.reserve();
    const sheets = order.pages.map(
      (page, at): SheetOfPage => ({
        page,
        content: contents[at] ?? this.#pen.drawPage(page),
        object: file.reserve(),
      }),
    );
    const sealed = sealedSheet(sheets);
    const widget: Widget | undefined = order.seal &&
      sealed && { object: file.reserve(), page: sealed.object, structParent: sheets.length };

    for (const [index, sheet] of sheets.entries()) {
      const stream = new TextEncoder().encode(sheet.content.operators);
      const drawn = file.stream('/Filter/FlateDecode', zlib(this.#engine, stream, CONTENT_LEVEL));
      const annotations = widget && sheet === sealed ? `/Annots[${reference(widget.object)}]` : '';
      file.object(
        `<</Type/Page/Parent ${reference(pageTree)}/MediaBox[0 0 ${real(sheet.page.width)} ${real(sheet.page.height)}]\
/Resources ${reference(resources)}/Contents ${reference(drawn)}/StructParents ${index}/Tabs/S${annotations}>>`,
        sheet.object,
      );
    }
    const kids = sheets.map((sheet) => reference(sheet.object));
    file.object(`<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`, pageTree);

    const structure = writeStructure(file, sheets, order.document.language, widget);
    const metadata = file.stream('/Type/Metadata/Subtype/XML', xmpPacket(order.document));
    const info = file.object(infoDictionary(order.document));
    const attached = writeAttachments(file, this.#engine, order.attachments);
    const outlines = writeOutlines(file, sheets);
    let spans: SealSpans | undefined;
    let form = '';
    if (order.seal && widget && sealed) {
      const signature = writeSignature(file, order.seal, order.document.createdAt);
      writeField(file, widget, sealed.page, order.seal, signature.object);
      spans = signature.spans;
      form = `/AcroForm<</Fields[${reference(widget.object)}]/SigFlags 3>>/Perms<</DocMDP ${reference(signature.object)}>>`;
    }
    file.object(
      `<</Type/Catalog/Pages ${reference(pageTree)}/Lang${textString(order.document.language)}\
/MarkInfo<</Marked true>>/StructTreeRoot ${reference(structure)}/Metadata ${reference(metadata)}\
/OutputIntents[${reference(outputIntent)}]/ViewerPreferences<</DisplayDocTitle true>>${outlines}${attached}${form}>>`,
      catalog,
    );
    const id = byteString(this.#identify(order.document));
    const bytes = file.finish(`/Root ${reference(catalog)}/Info ${reference(info)}/ID[${id}${id}]`);
    return spans ? { bytes, ...spans } : { bytes };
  }

  /** The file identifier (14.4): the credential's own id and the moment of this file. */
  #identify(document: DocumentDescription): Uint8Array {
    const source = new TextEncoder().encode(`${document.id} ${document.createdAt}`);
    return this.#engine.hash('SHA-256', source).subarray(0, 16);
  }

  #found(): Standing {
    const file = new PdfFile();
    const fonts = [...this.#faces.values()].map(
      (face) => [face.key, face.write(file, this.#engine, this.#embed)] as const,
    );
    const resources = file.object(fontResources(fonts));
    const profile = file.stream('/N 3/Filter/FlateDecode', zlib(this.#engine, srgbProfile(), 9));
    const outputIntent = file.object(`<</Type/OutputIntent/S/GTS_PDFA1\
/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile ${reference(profile)}>>`);
    return { foundation: file.found(), resources, outputIntent };
  }
}

/** The page with a place for the seal, else the first. */
function sealedSheet(sheets: readonly SheetOfPage[]): SheetOfPage | undefined {
  return sheets.find((sheet) => sheet.page.seal) ?? sheets[0];
}

/** Bookmarks, once there is more than one page: each page under its first heading. */
function writeOutlines(file: PdfFile, sheets: readonly SheetOfPage[]): string {
  if (sheets.length < 2) return '';
  const outlines = file.reserve();
  const items = sheets.map(() => file.reserve());
  for (const [at, sheet] of sheets.entries()) {
    const title = headingOf(sheet.page.content) ?? String(at + 1);
    const previous = items[at - 1];
    const next = items[at + 1];
    file.object(
      `<</Title${textString(title)}/Parent ${reference(outlines)}${previous ? `/Prev ${reference(previous)}` : ''}\
${next ? `/Next ${reference(next)}` : ''}/Dest[${reference(sheet.object)}/Fit]>>`,
      items[at],
    );
  }
  file.object(
    `<</Type/Outlines/First ${reference(items[0] ?? 0)}/Last ${reference(items.at(-1) ?? 0)}/Count ${items.length}>>`,
    outlines,
  );
  return `/Outlines ${reference(outlines)}/PageMode/UseOutlines`;
}

function headingOf(blocks: readonly Block[]): string | undefined {
  for (const block of blocks) {
    const text = block.blocks
      ? headingOf(block.blocks)
      : /^H\d$/.test(block.type)
        ? (block.marks ?? [])
            .map((mark) => (mark.kind === 'glyphs' ? mark.text : ''))
            .join('')
            .trim()
        : undefined;
    if (text) return text;
  }
  return undefined;
}
