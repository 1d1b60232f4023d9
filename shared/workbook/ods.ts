import { openArchive } from '../archive.ts';
import type { Engine } from '../engine.ts';
import { hearXml, type XmlAttributes } from '../xml-events.ts';
import { numberText } from './number-text.ts';
import {
  type CellKind,
  type Sheet,
  type SheetRow,
  WORKBOOK_BOUNDS,
  type Workbook,
  WorkbookFault,
} from './sheet.ts';

/**
 * Reads one sheet of an OpenDocument spreadsheet (ISO/IEC 26300, ODF 1.2 part 1 clause 9): values, not what their styles
 * make of them.
 * @throws WorkbookFault, and what archive and XML throw
 */
export function readOds(bytes: Uint8Array, engine: Engine, wanted?: string): Workbook {
  const archive = openArchive(bytes, WORKBOOK_BOUNDS.archive, engine);
  // ODF 1.2 part 3 clause 4.8.1: encrypted entries are told in the manifest and are no XML.
  const manifest = archive.read('META-INF/manifest.xml');
  if (manifest && isEncrypted(manifest)) throw new WorkbookFault('locked');
  const content = archive.read('content.xml');
  if (!content) throw new WorkbookFault('damaged');
  const sheets = readTables(content);
  const sheet =
    wanted === undefined
      ? sheets.find(({ hidden, rows }) => !hidden && rows.length > 0)
      : sheets.find(({ name }) => name === wanted);
  const names = sheets.map(({ name, hidden }) => ({ name, hidden }));
  if (sheet) return { format: 'ods', sheets: names, sheet };
  throw new WorkbookFault(
    wanted === undefined ? 'empty' : 'sheet',
    names.map(({ name }) => name),
  );
}

function isEncrypted(manifest: Uint8Array): boolean {
  let encrypted = false;
  hearXml(manifest, {
    open(name) {
      if (name === 'encryption-data') encrypted = true;
    },
  });
  return encrypted;
}

interface OpenSheet {
  name: string;
  hidden: boolean;
  rows: SheetRow[];
  merged: number;
  hiddenColumns: number[];
  columns: number;
  line: number;
}

function readTables(content: Uint8Array): readonly Sheet[] {
  const sheets: Sheet[] = [];
  const hiddenStyles = new Set<string>();
  let styleName = '';
  let sheet: OpenSheet | undefined;
  let depth = 0;
  let row: { cells: string[]; kinds: CellKind[]; repeat: number; hidden: boolean } | undefined;
  let cell: { attributes: XmlAttributes; paragraphs: string[]; repeat: number } | undefined;
  let paragraph: string | undefined;
  let unshown = 0;
  let cells = 0;
  let text = 0;

  const closeCell = (): void => {
    if (!row || !cell) return;
    const [kind, shown] = cellOf(cell.attributes, cell.paragraphs.join('\n'));
    // Rows are padded with one empty cell repeated to the sheet's edge.
    const repeat = kind === ' ' ? Math.min(cell.repeat, WORKBOOK_BOUNDS.columns) : cell.repeat;
    if (kind !== ' ') {
      cells += repeat * row.repeat;
      text += shown.length * repeat * row.repeat;
      if (row.cells.length + repeat > WORKBOOK_BOUNDS.columns) throw new WorkbookFault('too-much');
      if (cells > WORKBOOK_BOUNDS.cells || text > WORKBOOK_BOUNDS.text) throw new WorkbookFault('too-much');
      if (shown.length > WORKBOOK_BOUNDS.cell) throw new WorkbookFault('too-much');
    }
    for (let each = 0; each < repeat && row.cells.length < WORKBOOK_BOUNDS.columns; each++) {
      row.cells.push(shown);
      row.kinds.push(kind);
    }
    cell = undefined;
  };
  const closeRow = (): void => {
    if (!sheet || !row) return;
    while (row.kinds.at(-1) === ' ') {
      row.kinds.pop();
      row.cells.pop();
    }
    const { cells: values, kinds, repeat, hidden } = row;
    if (values.length > 0) {
      if (sheet.rows.length + repeat > WORKBOOK_BOUNDS.rows + 1) throw new WorkbookFault('too-much');
      for (let each = 1; each <= repeat; each++) {
        const line = sheet.line + each;
        sheet.rows.push({ line, cells: values, kinds: kinds.join(''), ...(hidden && { hidden }) });
      }
    }
    sheet.line += repeat;
    row = undefined;
  };

  hearXml(content, {
    open(name, attributes) {
      if (name === 'style') styleName = attributes['style:name'] ?? '';
      else if (name === 'table-properties' && attributes['table:display'] === 'false')
        hiddenStyles.add(styleName);
      else if (name === 'table') {
        // A table within a cell is no sheet.
        if (depth++ > 0) return;
        const hidden = hiddenStyles.has(attributes['table:style-name'] ?? '');
        sheet = {
          ...{ name: attributes['table:name'] ?? '', hidden, rows: [], merged: 0 },
          ...{ hiddenColumns: [], columns: 0, line: 0 },
        };
      } else if (depth !== 1 || !sheet) return;
      else if (name === 'table-column') {
        const repeat = countOf(attributes['table:number-columns-repeated']);
        const from = sheet.columns;
        sheet.columns += repeat;
        if (isUnseen(attributes)) {
          for (let each = from; each < Math.min(sheet.columns, WORKBOOK_BOUNDS.columns); each++)
            sheet.hiddenColumns.push(each);
        }
      } else if (name === 'table-row') {
        const repeat = countOf(attributes['table:number-rows-repeated']);
        row = { cells: [], kinds: [], repeat, hidden: isUnseen(attributes) };
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        const repeat = countOf(attributes['table:number-columns-repeated']);
        if (attributes['table:number-rows-spanned'] || attributes['table:number-columns-spanned']) {
          const spans = [attributes['table:number-rows-spanned'], attributes['table:number-columns-spanned']];
          if (spans.some((span) => countOf(span) > 1)) sheet.merged++;
        }
        cell = { attributes: name === 'table-cell' ? attributes : {}, paragraphs: [], repeat };
      } else if (name === 'annotation') unshown++;
      else if (cell && unshown === 0) {
        if (name === 'p') paragraph = '';
        else if (paragraph !== undefined && name === 's') {
          paragraph += ' '.repeat(Math.min(countOf(attributes['text:c']), WORKBOOK_BOUNDS.cell));
        } else if (paragraph !== undefined && name === 'tab') paragraph += '\t';
        else if (paragraph !== undefined && name === 'line-break') paragraph += '\n';
      }
    },
    text(piece) {
      if (paragraph !== undefined && unshown === 0) paragraph += piece;
    },
    close(name) {
      if (name === 'table') {
        if (--depth > 0 || !sheet) return;
        const { columns: _, line: __, ...whole } = sheet;
        sheets.push(whole);
        sheet = undefined;
      } else if (depth !== 1) return;
      else if (name === 'annotation') unshown--;
      else if (name === 'p' && paragraph !== undefined && unshown === 0) {
        cell?.paragraphs.push(paragraph);
        paragraph = undefined;
      } else if (name === 'table-cell' || name === 'covered-table-cell') closeCell();
      else if (name === 'table-row') closeRow();
    },
  });
  return sheets;
}

function countOf(value: string | undefined): number {
  const count = Number(value ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

function isUnseen(attributes: XmlAttributes): boolean {
  return (attributes['table:visibility'] ?? 'visible') !== 'visible';
}

/** Clause 19.385, office:value-type. */
function cellOf(attributes: XmlAttributes, text: string): readonly [CellKind, string] {
  const value = attributes['office:value'];
  switch (attributes['office:value-type']) {
    case 'float':
    case 'currency':
    case 'percentage': {
      const number = Number(value);
      if (value === undefined || !Number.isFinite(number)) throw new WorkbookFault('damaged');
      const percent = attributes['office:value-type'] === 'percentage';
      const zeros = /^0\d+$/.test(text) && Number(text) === number;
      if (zeros) return ['n', text];
      return ['n', numberText(number, { kind: percent ? 'percent' : 'number' })];
    }
    case 'date':
      return ['d', (attributes['office:date-value'] ?? '').replace(/T00:00:00(?:\.0+)?$/, '')];
    case 'time':
      return ['d', text];
    case 'boolean':
      return ['b', attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE'];
    default: {
      const said = attributes['office:string-value'] ?? text;
      if (said === '') return attributes['table:formula'] === undefined ? [' ', ''] : ['f', ''];
      return /^(?:#[A-Z/0]+[!?]?|Err:\d+)$/.test(said) && attributes['table:formula'] !== undefined
        ? ['e', said]
        : ['t', said];
    }
  }
}
