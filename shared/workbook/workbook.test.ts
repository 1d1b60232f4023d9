import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import { dateOfSerial, meaningOf } from './number-format.ts';
import { fileKindOf, readHtmlTable, readWorkbook } from './read.ts';
import { type SampleXlsx, sampleXlsx } from './sample-xlsx.ts';
import { columnLetters, type Sheet, WORKBOOK_BOUNDS, type Workbook } from './sheet.ts';
import { writeXlsx } from './write-xlsx.ts';

function workbookOf(bytes: Uint8Array, sheet?: string): Workbook {
  const read = readWorkbook(bytes, fileKindOf(bytes) === 'ods' ? 'ods' : 'xlsx', nodeEngine, sheet);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

const sheetOf = (sample: SampleXlsx): Sheet => workbookOf(sampleXlsx(sample)).sheet;
const one = (cells: string, more: Omit<SampleXlsx, 'sheets'> = {}) =>
  sheetOf({ sheets: { S: `<row r="1">${cells}</row>` }, ...more });

function codeOf(bytes: Uint8Array, kind: 'xlsx' | 'ods' = 'xlsx', sheet?: string): string | undefined {
  const read = readWorkbook(bytes, kind, nodeEngine, sheet);
  return read.ok ? undefined : read.problems[0].code;
}

test('every type of cell (ECMA-376 part 1 clause 18.18.11) is told apart and read', () => {
  const { rows } = one(
    '<c r="A1" t="s"><v>1</v></c><c r="B1"><v>8.6999999999999993</v></c><c r="C1" t="b"><v>1</v></c>' +
      '<c r="D1" t="e"><v>#REF!</v></c><c r="E1" t="str"><f>A1&amp;"x"</f><v>yx</v></c><c r="F1" t="d"><v>2025-06-27T00:00:00</v></c>' +
      '<c r="G1" t="inlineStr"><is><r><t>Zo</t></r><r><t xml:space="preserve">ë </t></r><rPh><t>no</t></rPh></is></c>' +
      '<c r="H1"><f>B1*2</f></c><c r="I1" s="9"/><c r="K1"><f>1+1</f><v>2</v></c>',
    {
      strings:
        '<si><t>x</t></si><si><r><t>y</t></r><r><t>_x005F_x000D_</t></r><rPh sb="0" eb="1"><t>!</t></rPh></si>',
    },
  );
  assert.deepEqual(rows, [
    {
      line: 1,
      cells: ['y_x000D_', '8.7', 'TRUE', '#REF!', 'yx', '2025-06-27', 'Zoë ', '', '', '', '2'],
      kinds: 'tnbetdtf  n',
    },
  ]);
});

test('dates are told by their format, in both epochs, and numbers are not', () => {
  const cells = [43891, 60, 1.5, 45849.75, 0.5]
    .map((v, at) => `<c r="${columnLetters(at)}1" s="1"><v>${v}</v></c>`)
    .join('');
  assert.deepEqual(one(cells, { cellFormats: [0, 14] }).rows[0]?.cells, [
    '2020-03-01',
    '1900-02-28',
    '1900-01-01T12:00:00',
    '2025-07-11T18:00:00',
    '12:00:00',
  ]);
  // The same day is 1462 less in the system of 1904 (clause 18.17.4.1).
  assert.equal(
    one('<c r="A1" s="1"><v>42429</v></c>', { cellFormats: [0, 22], date1904: true }).rows[0]?.cells[0],
    '2020-03-01',
  );
  assert.equal(dateOfSerial(2_958_465, false), '9999-12-31');
  assert.equal(dateOfSerial(2_958_466, false), undefined);
  assert.equal(dateOfSerial(-1, false), undefined);
});

test('what a number format means', () => {
  const kinds = (...codes: string[]) => codes.map((code) => meaningOf(164, code).kind);
  assert.deepEqual(
    kinds('yyyy\\-mm\\-dd', '[$-408]d/m/yyyy;@', 'd. mmmm yyyy', '[h]:mm', 'mm:ss.0'),
    Array(5).fill('date'),
  );
  assert.deepEqual(
    kinds('General', '0.00', '#,##0 "days"', '[Red]-0', '0.0_d', '@', '[$€-2] 0'),
    Array(7).fill('number'),
  );
  assert.deepEqual(kinds('0%', '00000000', '000', '0'), ['percent', 'padded', 'padded', 'number']);
});

test('student numbers keep the zeros that their format shows; percentages stay percentages', () => {
  const { rows } = one(
    '<c r="A1" s="1"><v>42</v></c><c r="B1" s="2"><v>0.07</v></c><c r="C1" s="1"><v>123456789012</v></c>',
    {
      formats: [[164, '00000000']],
      cellFormats: [0, 164, 10],
    },
  );
  assert.deepEqual(rows[0]?.cells, ['00000042', '7%', '123456789012']);
});

test('merged, hidden and repeated: what spans rows fills them, what is hidden is told', () => {
  const sheet = sheetOf({
    sheets: {
      'hidden:Old': '<row r="1"><c r="A1"><v>9</v></c></row>',
      Empty: '',
      Now: '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>7</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c></row>',
    },
    after: '<mergeCells count="2"><mergeCell ref="B1:B4"/><mergeCell ref="A1:A1"/></mergeCells>',
  });
  assert.equal(sheet.name, 'Now');
  assert.deepEqual(
    sheet.rows.map(({ line, cells, hidden }) => [line, ...cells, hidden]),
    [
      [1, '1', '7', undefined],
      [2, '2', '7', true],
      [4, '3', '7', undefined],
    ],
  );
});

test('a sheet is found by its name, and its absence told with the names there are', () => {
  const bytes = sampleXlsx({
    sheets: {
      A: '<row><c><v>1</v></c></row>',
      'hidden:B': '<row><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>',
    },
  });
  assert.deepEqual(
    workbookOf(bytes, 'B').sheet.rows.map(({ line, cells }) => [line, ...cells]),
    [
      [1, '2', '3'],
      [2, '4'],
    ],
  );
  const read = readWorkbook(bytes, 'xlsx', nodeEngine, 'C');
  assert.deepEqual(!read.ok && read.problems, [
    { code: 'roster.sheet-missing', facts: { sheet: 'C', sheets: 'A, B' } },
  ]);
});

test('what is damaged, locked, hostile or empty is refused by what it is', () => {
  const good = sampleXlsx({ sheets: { S: '<row r="1"><c r="A1"><v>1</v></c></row>' } });
  assert.equal(codeOf(good), undefined);
  assert.equal(codeOf(good.subarray(0, -30)), 'roster.workbook-damaged');
  assert.equal(codeOf(zipSync({ a: strToU8('b') })), 'roster.workbook-damaged');
  assert.equal(codeOf(sampleXlsx({ sheets: { S: '' } })), 'roster.empty');
  const sheet = (inner: string, more: Partial<SampleXlsx> = {}) =>
    codeOf(sampleXlsx({ sheets: { S: inner }, ...more }));
  assert.equal(
    sheet('<row r="1"><c r="A1"><v>1</v></c></row>', {
      doctype: '<!DOCTYPE x [<!ENTITY a "&#97;">]>',
    }),
    'roster.workbook-damaged',
  );
  assert.equal(sheet('<row r="1"><c r="A1"><v>x</v></c></row>'), 'roster.workbook-damaged');
  assert.equal(sheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'), 'roster.workbook-damaged');
  assert.equal(sheet('<row r="2"/><row r="1"/>'), 'roster.workbook-damaged');
  assert.equal(sheet('<row r="1"><c r="ZZ1"><v>1</v></c></row>'), 'roster.too-much');
  assert.equal(fileKindOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0])), 'ole');
});

test('a bomb is refused by what it declares, and by what it is when it lies', () => {
  const bomb = sampleXlsx({ sheets: { S: ' '.repeat(WORKBOOK_BOUNDS.archive.entry + 1) } });
  assert.ok(bomb.length < 300_000);
  const before = performance.now();
  assert.equal(codeOf(bomb), 'roster.too-much');
  const dense = sampleXlsx({ sheets: { S: ' '.repeat(8 * 1024 * 1024) } });
  assert.equal(codeOf(dense), 'roster.too-much', 'a thousand bytes for each');
  assert.ok(performance.now() - before < 2000);
  // The size in the central directory made small: nothing beyond it is inflated.
  const liar = dense.slice();
  const view = new DataView(liar.buffer);
  for (let at = 0; at < liar.length - 46; at++) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000)
      view.setUint32(at + 24, 1000, true);
  }
  assert.equal(codeOf(liar), 'roster.workbook-damaged');
});

const ODS_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

function sampleOds(tables: string, styles = ''): Uint8Array {
  const content = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return zipSync({
    mimetype: [strToU8(ODS_TYPE), { level: 0 }],
    'content.xml': strToU8(content),
  });
}

test('OpenDocument: types, repetition, hidden rows and sheets, notes that are no text', () => {
  const { sheet, sheets, format } = workbookOf(
    sampleOds(
      `<table:table table:name="Old" table:style-name="h"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>
<table:table table:name="Now"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>Zo<text:span>ë</text:span><text:s text:c="2"/>x</text:p><text:p>y</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="8.5" table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="1000"/></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell office:value-type="date" office:date-value="2001-02-28T00:00:00"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell office:value-type="percentage" office:value="0.85"/></table:table-row>
<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>`,
      '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>',
    ),
  );
  assert.equal(format, 'ods');
  assert.deepEqual(sheets, [
    { name: 'Old', hidden: true },
    { name: 'Now', hidden: false },
  ]);
  assert.deepEqual(sheet.hiddenColumns, [2]);
  assert.deepEqual(sheet.rows, [
    { line: 1, cells: ['Zoë  x\ny', '8.5', '8.5'], kinds: 'tnn' },
    { line: 2, cells: ['Zoë  x\ny', '8.5', '8.5'], kinds: 'tnn' },
    { line: 3, cells: ['2001-02-28', 'TRUE', '85%'], kinds: 'dbn', hidden: true },
  ]);
  const many =
    '<table:table table:name="S"><table:table-row table:number-rows-repeated="900000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>';
  assert.equal(codeOf(sampleOds(many), 'ods'), 'roster.too-much');
});

test('an HTML table, as systems call .xls and browsers put on the clipboard', () => {
  const read = readHtmlTable(
    '<!DOCTYPE html><html><head><title>x<td></title><style>td{}</style></head><body><table><tr><th colspan=2>Name<th>Note</tr>' +
      '<tr><td>Zo&euml;&nbsp;&#x160;<br>y</td><td>1 &lt; 2</td><td><script>alert("<td>")</script>ok</table>',
  );
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.sheet.rows.map(({ cells }) => cells),
    [
      ['Name', '', 'Note'],
      ['Zo&euml; Š\ny', '1 < 2', 'ok'],
    ],
  );
});

test('what we write is read back the same, whatever stands in the cells', () => {
  const cells = ['Zoë', '=1+1', '\u{20BB7}野家', '_x0041_', 'a\rb\tc\nd', '<&>"\u0001', '\ud800', ' x '];
  const { sheet } = workbookOf(writeXlsx('A/B:<c>', [cells, [], ['', 'y']], nodeEngine));
  assert.equal(sheet.name, 'A B <c>');
  assert.deepEqual(
    sheet.rows.map(({ line, cells: read }) => [line, ...read]),
    [
      [1, ...cells],
      [3, '', 'y'],
    ],
  );
});
