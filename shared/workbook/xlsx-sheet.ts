import { hearXml, type XmlAttributes } from '../xml-events.ts';
import { fillMerged, type MergedRange, readMergedRange } from './merged.ts';
import { dateOfSerial, type NumberMeaning } from './number-format.ts';
import { numberText } from './number-text.ts';
import {
  type CellKind,
  readReference,
  type Sheet,
  type SheetRow,
  WORKBOOK_BOUNDS,
  WorkbookFault,
} from './sheet.ts';
import { unescapeXstring } from './xlsx-strings.ts';

export interface SharedParts {
  readonly epoch1904: boolean;
  readonly meanings: readonly NumberMeaning[];
  readonly strings: readonly string[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface OpenRow {
  line: number;
  hidden: boolean;
  cells: string[];
  kinds: CellKind[];
}

/** ECMA-376 part 1 clause 18.3: the rows of a worksheet. */
export function readSheet(
  part: Uint8Array,
  shared: SharedParts,
): Pick<Sheet, 'rows' | 'hiddenColumns' | 'merged'> {
  const rows: Writable<SheetRow>[] = [];
  const hiddenColumns: number[] = [];
  const merged: MergedRange[] = [];
  let row: OpenRow = { line: 0, hidden: false, cells: [], kinds: [] };
  let column = -1;
  let type = '';
  let style = 0;
  let value: string | undefined;
  let formula = false;
  let hearing = false;
  let phonetic = 0;
  let cells = 0;
  let text = 0;

  const openCell = (attributes: XmlAttributes): void => {
    const at = attributes.r === undefined ? undefined : readReference(attributes.r);
    if (attributes.r !== undefined && (!at || at.line !== row.line)) throw new WorkbookFault('damaged');
    column = at ? at.column : column + 1;
    type = attributes.t ?? 'n';
    style = Number(attributes.s ?? 0);
    value = undefined;
    formula = false;
  };
  const closeCell = (): void => {
    const [kind, shown] = cellOf(type, value, formula, shared, shared.meanings[style]);
    if (kind === ' ') return;
    if (column >= WORKBOOK_BOUNDS.columns || ++cells > WORKBOOK_BOUNDS.cells) {
      throw new WorkbookFault('too-much');
    }
    text += shown.length;
    if (shown.length > WORKBOOK_BOUNDS.cell || text > WORKBOOK_BOUNDS.text)
      throw new WorkbookFault('too-much');
    while (row.cells.length < column) {
      row.cells.push('');
      row.kinds.push(' ');
    }
    row.cells[column] = shown;
    row.kinds[column] = kind;
  };

  hearXml(part, {
    open(name, attributes) {
      if (name === 'c') openCell(attributes);
      else if (name === 'v' || name === 't') {
        hearing = phonetic === 0;
        if (hearing) value ??= '';
      } else if (name === 'f') formula = true;
      else if (name === 'rPh') phonetic++;
      else if (name === 'row') {
        const line = attributes.r === undefined ? row.line + 1 : Number(attributes.r);
        if (!Number.isInteger(line) || line <= row.line) throw new WorkbookFault('damaged');
        row = { line, hidden: isHidden(attributes), cells: [], kinds: [] };
        column = -1;
      } else if (name === 'col' && isHidden(attributes)) {
        const last = Math.min(Number(attributes.max), WORKBOOK_BOUNDS.columns);
        for (let each = Number(attributes.min); each <= last; each++) hiddenColumns.push(each - 1);
      } else if (name === 'mergeCell') {
        const range = readMergedRange(attributes.ref ?? '');
        if (range && merged.push(range) > WORKBOOK_BOUNDS.merged) throw new WorkbookFault('too-much');
      }
    },
    text(piece) {
      if (hearing) value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') hearing = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'c') closeCell();
      else if (name === 'row' && row.cells.length > 0) {
        if (row.line > WORKBOOK_BOUNDS.rows + 1 && rows.length > WORKBOOK_BOUNDS.rows)
          throw new WorkbookFault('too-much');
        const { line, cells, kinds, hidden } = row;
        rows.push({ line, cells, kinds: kinds.join(''), ...(hidden && { hidden }) });
      }
    },
  });
  fillMerged(rows, merged);
  return { rows, hiddenColumns, merged: merged.length };
}

function isHidden({ hidden }: XmlAttributes): boolean {
  return hidden === '1' || hidden === 'true';
}

/** Clause 18.18.11, ST_CellType. */
function cellOf(
  type: string,
  value: string | undefined,
  formula: boolean,
  shared: SharedParts,
  meaning: NumberMeaning | undefined,
): readonly [CellKind, string] {
  if (value === undefined || (value === '' && type !== 'str')) return formula ? ['f', ''] : [' ', ''];
  switch (type) {
    case 's': {
      const text = shared.strings[Number(value)];
      if (text === undefined) throw new WorkbookFault('damaged');
      return text === '' ? [' ', ''] : ['t', text];
    }
    case 'inlineStr':
    case 'str':
      return value === '' ? [' ', ''] : ['t', unescapeXstring(value)];
    case 'b':
      return ['b', value === '1' || value === 'true' ? 'TRUE' : 'FALSE'];
    case 'e':
      return ['e', value];
    case 'd':
      return ['d', value.replace(/T00:00:00(?:\.0+)?Z?$/, '')];
    default: {
      const number = Number(value);
      if (!Number.isFinite(number) || value.trim() === '') throw new WorkbookFault('damaged');
      const date = meaning?.kind === 'date' ? dateOfSerial(number, shared.epoch1904) : undefined;
      return date === undefined ? ['n', numberText(number, meaning)] : ['d', date];
    }
  }
}
