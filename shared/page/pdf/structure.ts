import type { Language } from '../../language.ts';
import type { Block, LaidOutPage } from '../placed.ts';
import type { PageContent } from './content.ts';
import type { PdfFile } from './file.ts';
import { real, reference, textString } from './syntax.ts';

/** A page on its way into the file. */
export interface SheetOfPage {
  readonly page: LaidOutPage;
  readonly content: PageContent;
  /** Object number of the page. Its StructParents is its index in the document. */
  readonly object: number;
}

/** The signature field's widget, which is a Form in the structure tree (ISO 14289-1 7.18.4). */
export interface Widget {
  readonly object: number;
  readonly page: number;
  readonly structParent: number;
}

/**
 * Writes the structure tree (ISO 32000-1 14.7): Document, its blocks page after page, the Form; and the parent tree
 * that leads back from a page's MCIDs. Returns the number of the StructTreeRoot.
 */
export function writeStructure(
  file: PdfFile,
  sheets: readonly SheetOfPage[],
  language: Language,
  widgets: readonly Widget[],
): number {
  const root = file.reserve();
  const document = file.reserve();
  const kids: number[] = [];
  let parents = '';
  for (const [index, sheet] of sheets.entries()) {
    const writer = new PageStructure(file, sheet);
    for (const block of sheet.page.content) kids.push(writer.write(block, document, language));
    parents += `${index}[${writer.owners.map(reference).join(' ')}]`;
  }
  for (const widget of widgets) {
    const page = reference(widget.page);
    const form = file.object(`<</S/Form/P ${reference(document)}/Pg ${page}\
/K<</Type/OBJR/Obj ${reference(widget.object)}/Pg ${page}>>>>`);
    kids.push(form);
    parents += ` ${widget.structParent} ${reference(form)}`;
  }
  file.object(
    `<</S/Document/P ${reference(root)}/Lang${textString(language)}/K[${kids.map(reference).join(' ')}]>>`,
    document,
  );
  const next = sheets.length + widgets.length;
  file.object(
    `<</Type/StructTreeRoot/K ${reference(document)}/ParentTree<</Nums[${parents}]>>/ParentTreeNextKey ${next}>>`,
    root,
  );
  return root;
}

class PageStructure {
  /** The structure element of each MCID. */
  readonly owners: number[] = [];
  readonly #file: PdfFile;
  readonly #sheet: SheetOfPage;

  constructor(file: PdfFile, sheet: SheetOfPage) {
    this.#file = file;
    this.#sheet = sheet;
  }

  /** Writes the element of `block` and of all below it, in the order in which their marks were drawn. */
  write(block: Block, parent: number, inherited: Language, row?: Block): number {
    const element = this.#file.reserve();
    const lang = block.language === inherited ? '' : `/Lang${textString(block.language)}`;
    const alt = block.alt === undefined ? '' : `/Alt${textString(block.alt)}`;
    const content = block.blocks ? this.#kids(block, element) : this.#leaf(block, element);
    const attributes = this.#attributes(block, row);
    this.#file.object(
      `<</S/${block.type}/P ${reference(parent)}${lang}${alt}${attributes}${content}>>`,
      element,
    );
    return element;
  }

  #kids(block: Block, element: number): string {
    const kids = (block.blocks ?? []).map((kid) => this.write(kid, element, block.language, block));
    return `/K[${kids.map(reference).join(' ')}]`;
  }

  #leaf(block: Block, element: number): string {
    if (!block.marks || block.marks.length === 0) return '';
    const mcid = this.owners.push(element) - 1;
    return `/Pg ${reference(this.#sheet.object)}/K ${mcid}`;
  }

  #attributes(block: Block, row?: Block): string {
    if (block.type === 'TH') {
      // A header beside data heads its row, one among headers its column.
      const scope = row?.blocks?.some((cell) => cell.type === 'TD') ? 'Row' : 'Column';
      return `/A<</O/Table/Scope/${scope}>>`;
    }
    if (block.type === 'L') return `/A<</O/List/ListNumbering/${listNumbering(block)}>>`;
    if (block.type === 'Figure') return this.#box(block);
    return '';
  }

  /** BBox, which a Figure must have (14.8.5.4.3), in default user space. */
  #box(block: Block): string {
    const leaf = this.#sheet.content.leaves.find((one) => one.block === block);
    if (!leaf) return '';
    const { left, top, right, bottom } = leaf.drawing.bounds;
    const { height } = this.#sheet.page;
    const box = [left, height - bottom, right, height - top].map(real);
    return `/A<</O/Layout/Placement/Block/BBox[${box.join(' ')}]>>`;
  }
}

/** How the items are labelled (Table 347), read off the first label. */
function listNumbering(list: Block): 'None' | 'Decimal' | 'Circle' | 'Square' | 'Disc' {
  const label = list.blocks?.[0]?.blocks?.find((part) => part.type === 'Lbl');
  const text = (label?.marks ?? []).map((mark) => (mark.kind === 'glyphs' ? mark.text : '•')).join('');
  if (text.trim() === '') return 'None';
  if (/\d/.test(text)) return 'Decimal';
  if (/[◦○]/.test(text)) return 'Circle';
  return /[▪■]/.test(text) ? 'Square' : 'Disc';
}
