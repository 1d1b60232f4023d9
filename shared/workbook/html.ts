import { columnLetters, type SheetRow, WORKBOOK_BOUNDS, type Workbook, WorkbookFault } from './sheet.ts';

/** What learning and registry systems call .xls, and what a browser puts on the clipboard: a page with a table. */
export function isHtmlTable(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--|<!doctype html|<html|<meta|<table|<style)/i.test(
    text.slice(0, 2000),
  );
}

interface OpenRow {
  readonly cells: string[];
}

/** Tags whose content is no text of the page. */
const SILENT = new Set(['script', 'style', 'head', 'template']);
/** Every part bounded, so that no beginning of a tag costs more than a little. */
const TAG =
  /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})((?:"[^"]{0,2000}"|'[^']{0,2000}'|[^>"']){0,4000})>|<!--[\s\S]{0,20000}?-->|<![^>]{0,2000}>|<\?[^>]{0,2000}>/y;

/**
 * The largest table of a page. Forgiving, as browsers are: end tags may lack. A cell over several columns takes its
 * first; no script runs, nothing is fetched.
 * @throws WorkbookFault
 */
export function readHtml(text: string): Workbook {
  const tables: OpenRow[][] = [];
  const open: OpenRow[][] = [];
  let cell: string | undefined;
  let span = 1;
  let silent: string | undefined;
  let cells = 0;

  const closeCell = (): void => {
    const row = open.at(-1)?.at(-1);
    if (cell === undefined || !row) return;
    if (++cells > WORKBOOK_BOUNDS.cells || row.cells.length + span > WORKBOOK_BOUNDS.columns)
      throw new WorkbookFault('too-much');
    const said = plainText(cell);
    if (said.length > WORKBOOK_BOUNDS.cell) throw new WorkbookFault('too-much');
    row.cells.push(said);
    for (let each = 1; each < span; each++) row.cells.push('');
    cell = undefined;
  };
  const hearTag = (closing: boolean, name: string, attributes: string): void => {
    if (silent !== undefined) {
      if (closing && name === silent) silent = undefined;
    } else if (SILENT.has(name)) {
      if (!closing) silent = name;
    } else if (name === 'table') {
      closeCell();
      if (closing) open.pop();
      else {
        const table: OpenRow[] = [];
        tables.push(table);
        open.push(table);
        if (open.length > 20) throw new WorkbookFault('too-much');
      }
    } else if (name === 'tr') {
      closeCell();
      const rows = open.at(-1);
      if (!closing && rows && rows.push({ cells: [] }) > WORKBOOK_BOUNDS.rows + 1)
        throw new WorkbookFault('too-much');
    } else if (name === 'td' || name === 'th') {
      closeCell();
      if (closing) return;
      cell = '';
      span = Math.min(
        Math.max(Number(/\bcolspan\s*=\s*["']?(\d{1,3})/i.exec(attributes)?.[1] ?? 1), 1),
        WORKBOOK_BOUNDS.columns,
      );
    } else if (name === 'br' && cell !== undefined) cell += '\n';
  };

  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const until = next < 0 ? text.length : next;
    if (cell !== undefined && silent === undefined) cell += text.slice(at, until);
    if (next < 0) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (tag?.[2] !== undefined) hearTag(tag[1] === '/', tag[2].toLowerCase(), tag[3] ?? '');
    else if (!tag && cell !== undefined && silent === undefined) cell += '<';
    at = tag ? TAG.lastIndex : next + 1;
  }
  closeCell();

  const [largest] = [...tables].sort((a, b) => b.length - a.length);
  const rows = (largest ?? []).flatMap((row, index): SheetRow[] =>
    row.cells.some((said) => said !== '')
      ? [
          {
            line: index + 1,
            cells: row.cells,
            kinds: row.cells.map((said) => (said === '' ? ' ' : 't')).join(''),
          },
        ]
      : [],
  );
  if (rows.length === 0) throw new WorkbookFault('empty');
  const name = `A1:${columnLetters(Math.max(...[...widths(rows)]) - 1)}${rows.at(-1)?.line}`;
  const sheet = { name, hidden: false, rows, hiddenColumns: [], merged: 0 };
  return { format: 'html', sheets: [{ name, hidden: false }], sheet };
}

function widths(rows: readonly SheetRow[]): ReadonlySet<number> {
  return new Set(rows.map(({ cells }) => cells.length));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** White space as a page shows it: one space, but line breaks of `br` kept. */
function plainText(html: string): string {
  return html
    .replace(/[ \t\r\f]+/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : whole;
    })
    .trim();
}
