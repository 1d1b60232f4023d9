import { strToU8, zipSync } from 'fflate';

/** Parts of a workbook as tests want them; what is untold is the least that a spreadsheet program opens. */
export interface SampleXlsx {
  /** Inner XML of `sheetData` by sheet name; `hidden:` before a name hides the sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  /** After `sheetData`. */
  readonly after?: string;
  readonly strings?: string;
  readonly formats?: readonly (readonly [id: number, code: string])[];
  /** Number format ids of the cell formats 0, 1, 2… */
  readonly cellFormats?: readonly number[];
  readonly date1904?: boolean;
  readonly doctype?: string;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** An Office Open XML workbook (ECMA-376 part 1), zipped. */
export function sampleXlsx(sample: SampleXlsx): Uint8Array {
  const names = Object.keys(sample.sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships ${PACKAGE}>${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${sample.date1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map(
        (name, at) =>
          `<sheet name="${name.replace('hidden:', '')}" sheetId="${at + 1}"${name.startsWith('hidden:') ? ' state="hidden"' : ''} r:id="s${at}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${PACKAGE}>${names
      .map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`))
      .join(
        '',
      )}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${MAIN}><numFmts>${(sample.formats ?? [])
      .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${(
      sample.cellFormats ?? [0]
    )
      .map((id) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}>${sample.strings ?? ''}</sst>`,
  };
  for (const [at, name] of names.entries()) {
    files[`xl/worksheets/sheet${at}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?>${sample.doctype ?? ''}<worksheet ${MAIN}><sheetData>${sample.sheets[name]}</sheetData>${sample.after ?? ''}</worksheet>`;
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)])));
}
