import { writeArchive } from '../archive-writer.ts';
import type { Engine } from '../engine.ts';
import { columnLetters } from './sheet.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A workbook (ECMA-376) of one sheet whose every cell is text: nothing in it can be taken for a formula, a number or a
 * date, and names need no guard.
 */
export function writeXlsx(name: string, rows: readonly (readonly string[])[], engine: Engine): Uint8Array {
  const sheet = rows
    .map(
      (cells, at) =>
        `<row r="${at + 1}">${cells
          .map((cell, column) =>
            cell === ''
              ? ''
              : `<c r="${columnLetters(column)}${at + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`,
          )
          .join('')}</row>`,
    )
    .join('');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return writeArchive(
    {
      '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
      '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData>${sheet}</sheetData></worksheet>`,
    },
    engine,
  );
}

/** ST_Xstring (clause 22.9.2.19) for what XML cannot hold, and for what would read as such an escape. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these and lone surrogates are what XML 1.0 forbids.
      /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/gu,
      (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
