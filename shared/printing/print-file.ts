import type { Engine } from '../engine.ts';
import type { Language } from '../language.ts';
import { PdfFile } from '../page/pdf/file.ts';
import { type DocumentDescription, infoDictionary, xmpPacket } from '../page/pdf/metadata.ts';
import { byteString, reference, textString } from '../page/pdf/syntax.ts';
import type { FontSet } from '../page/placed.ts';
import type { PdfValue } from '../verifying/pdf/value.ts';
import { zlib } from '../zlib.ts';
import { Copyist, numeral } from './copyist.ts';
import { fitInto, type Imposition, type PagesPerSheet, proofSheetFor, sheetFor } from './imposition.ts';
import { cropMarks, Marks, placeCopy, placeProof, type SayInPrint } from './marks.ts';
import { moved, type Rectangle } from './rectangle.ts';
import { openSealed, type SealedPage } from './sealed-page.ts';

export interface PrintFileOptions {
  readonly imposition: Imposition;
  readonly document: DocumentDescription;
  readonly say: SayInPrint;
  /** `sans` and `sans-bold`, for the marks. */
  readonly fonts: FontSet;
  readonly engine: Engine;
}

/** A page as a form XObject of the new file (ISO 32000-1 8.10). */
interface Form {
  readonly object: number;
  readonly box: Rectangle;
}

type Placed = Form & Pick<SealedPage, 'trim'> & { readonly language: Language };

/**
 * One PDF of the pages of many sealed ones, for a print shop. What the pages draw is copied as it stands, laid on sheets
 * and marked as copy; seals and attachments stay behind, as no seal holds for other bytes. One document at a time is in
 * memory: each call returns the bytes that follow those before.
 */
export class PrintFile {
  readonly #imposition: Imposition;
  readonly #document: DocumentDescription;
  readonly #engine: Engine;
  readonly #marks: Marks;
  readonly #out = new PdfFile();
  readonly #copyist: Copyist;
  readonly #tree: number;
  readonly #sheets: number[] = [];
  readonly #stamps = new Map<string, Form>();
  /** How colours are meant, by the press's own pages; those of sealed files must be meant so too. */
  readonly #intent: string;
  readonly #faint: number;
  #archival = true;
  #waiting: Placed[] = [];

  constructor({ imposition, document, say, fonts, engine }: PrintFileOptions) {
    this.#imposition = imposition;
    this.#document = document;
    this.#engine = engine;
    this.#marks = new Marks(fonts, engine, say);
    this.#copyist = new Copyist(this.#out, engine);
    this.#tree = this.#out.reserve();
    const { file, intent } = openSealed(this.#marks.copy(document.language), engine);
    this.#intent = this.#copyist.for(file)(intent);
    this.#faint = this.#out.object('<</Type/ExtGState/ca 0.2>>');
  }

  /** Sheets so far; those of a proof once they are full. */
  get sheets(): number {
    return this.#sheets.length;
  }

  /**
   * Adds the pages of a sealed file.
   * @throws NotPdf for what is no PDF, or shows on its pages what cannot be copied.
   */
  add(bytes: Uint8Array): Uint8Array {
    const source = openSealed(bytes, this.#engine);
    const copy = this.#copyist.for(source.file);
    this.#archival &&= source.archival && copy(source.intent) === this.#intent;
    for (const page of source.pages) this.#place(this.#formOf(page, copy), page, source.language);
    const last = source.pages.at(-1);
    const { kind } = this.#imposition;
    if (kind === 'sheets' && this.#imposition.duplex && source.pages.length % 2 === 1 && last) {
      const { media, bleed, trim } = sheetFor(last, this.#imposition.cropMarks);
      this.#sheet(boxes({ media, bleed, trim }), '', '');
    }
    return this.#out.take();
  }

  /** The rest of the file, and whether it is PDF/A-2b: it is when all that it was made of is PDF/A in sRGB. */
  finish(): { readonly bytes: Uint8Array; readonly archival: boolean } {
    if (this.#imposition.kind === 'proof') this.#proofSheet(this.#imposition.perSheet);
    const kids = this.#sheets.map(reference).join(' ');
    this.#out.object(`<</Type/Pages/Count ${this.#sheets.length}/Kids[${kids}]>>`, this.#tree);
    const packet = xmpPacket(this.#document, this.#archival ? 'A-2b' : 'none');
    const metadata = this.#out.stream('/Type/Metadata/Subtype/XML', packet);
    const info = this.#out.object(infoDictionary(this.#document));
    const catalog = this.#out.object(
      `<</Type/Catalog/Pages ${reference(this.#tree)}/Lang${textString(this.#document.language)}\
/Metadata ${reference(metadata)}/OutputIntents[${this.#intent}]>>`,
    );
    const { id, createdAt } = this.#document;
    const source = new TextEncoder().encode(`${id} ${createdAt} ${this.#sheets.length}`);
    const identifier = byteString(this.#engine.hash('SHA-256', source).subarray(0, 16));
    const bytes = this.#out.finish(
      `/Root ${reference(catalog)}/Info ${reference(info)}/ID[${identifier}${identifier}]`,
    );
    return { bytes, archival: this.#archival };
  }

  #place(form: Form, page: SealedPage, language: Language): void {
    if (this.#imposition.kind === 'proof') {
      this.#waiting.push({ ...form, trim: page.trim, language });
      const { perSheet } = this.#imposition;
      if (this.#waiting.length === perSheet) this.#proofSheet(perSheet);
      return;
    }
    const sheet = sheetFor(page, this.#imposition.cropMarks);
    const { x, y, trim, gap } = sheet;
    const stamp = this.#stamp('copy', language);
    const kept = page.kept.map((each) => moved(each, x, y));
    const marks = gap === undefined ? '' : cropMarks(trim, gap);
    this.#sheet(
      boxes(sheet),
      `/P ${reference(form.object)}/C ${reference(stamp.object)}`,
      `${drawn('P', [1, 0, 0, 1, x, y])}${drawn('C', placeCopy(stamp.box, trim, kept))}${marks}`,
    );
  }

  #proofSheet(perSheet: PagesPerSheet): void {
    const pages = this.#waiting;
    const [first] = pages;
    if (!first) return;
    this.#waiting = [];
    const { media, cells } = proofSheetFor(first.trim, perSheet);
    let [objects, content] = ['', ''];
    for (const [at, { object, trim, language }] of pages.entries()) {
      const cell = cells[at];
      if (!cell) continue;
      const [scale, x, y] = fitInto(trim, cell);
      const stamp = this.#stamp('proof', language);
      const edge = [trim.left, trim.bottom, trim.right - trim.left, trim.top - trim.bottom].map(numeral);
      objects += `/P${at} ${reference(object)}/C${at} ${reference(stamp.object)}`;
      content += `q ${[scale, 0, 0, scale, x, y].map(numeral).join(' ')} cm\n`;
      content += `q ${edge.join(' ')} re W n\n/P${at} Do\nQ\n`;
      content += `/G gs\n${drawn(`C${at}`, placeProof(stamp.box, trim))}`;
      content += `0.5 w 0.6 0.6 0.6 RG ${edge.join(' ')} re S\nQ\n`;
    }
    this.#sheet(boxes({ media, bleed: media, trim: media }), objects, content);
  }

  #sheet(sheetBoxes: string, objects: string, content: string): void {
    const stream = this.#out.stream('', new TextEncoder().encode(content));
    const states = content.includes('/G gs') ? `/ExtGState<</G ${reference(this.#faint)}>>` : '';
    this.#sheets.push(
      this.#out.object(
        `<</Type/Page/Parent ${reference(this.#tree)}${sheetBoxes}\
/Resources<</XObject<<${objects}>>${states}>>/Contents ${reference(stream)}>>`,
      ),
    );
  }

  #formOf({ bleed, resources, content }: SealedPage, copy: (value: PdfValue) => string): Form {
    const entries = resources ? copy(resources) : '<<>>';
    const box = [bleed.left, bleed.bottom, bleed.right, bleed.top].map(numeral).join(' ');
    const object = this.#out.stream(
      `/Type/XObject/Subtype/Form/BBox[${box}]/Resources${entries}/Filter/FlateDecode`,
      zlib(this.#engine, content, CONTENT_LEVEL),
    );
    return { object, box: bleed };
  }

  /** One for each language, however many pages it is laid on. */
  #stamp(what: 'copy' | 'proof', language: Language): Form {
    const known = this.#stamps.get(`${what} ${language}`);
    if (known) return known;
    const { file, pages } = openSealed(this.#marks[what](language), this.#engine);
    const [page] = pages;
    if (!page) throw new RangeError('a mark without a page');
    const made = this.#formOf(page, this.#copyist.for(file));
    this.#stamps.set(`${what} ${language}`, made);
    return made;
  }
}

/** As for the pages of sealed files. */
const CONTENT_LEVEL = 4;

function drawn(name: string, matrix: readonly number[]): string {
  return `q ${matrix.map(numeral).join(' ')} cm\n/${name} Do\nQ\n`;
}

/** What a viewer shows, and a printer prints by itself, is the trimmed page, unless there are marks to cut it by. */
function boxes({ media, bleed, trim, gap }: ReturnType<typeof sheetFor> | Boxes): string {
  const written = (name: string, { left, bottom, right, top }: Rectangle) =>
    `/${name}[${[left, bottom, right, top].map(numeral).join(' ')}]`;
  const shown = gap === undefined && trim !== media ? written('CropBox', trim) : '';
  return `${written('MediaBox', media)}${written('BleedBox', bleed)}${shown}${written('TrimBox', trim)}`;
}

interface Boxes {
  readonly media: Rectangle;
  readonly bleed: Rectangle;
  readonly trim: Rectangle;
  readonly gap?: number;
}
