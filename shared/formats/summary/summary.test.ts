import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { joinBytes } from '../../sealing/bytes.ts';
import { SUMMARY_COLUMNS, writeSummaryCsv } from './csv.ts';
import { guardCell, unguardCell } from './guard.ts';
import { readSummaryJson, readSummaryLine, writeSummaryJson } from './json.ts';
import { type SummaryRow, summaryRow } from './row.ts';

const files = [{ format: 'pdf', name: 'a.pdf', sha256: '00' }];
const row = summaryRow(sampleCredential, files);
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const whole = async (written: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of written) pieces.push(piece);
  return joinBytes(...pieces);
};

/** OWASP "CSV Injection": beginnings that make a spreadsheet calculate. */
const FORMULA = /^["\s]*[=+\-@＝＋－＠]/;
/** Text of the characters that matter, in every order. */
const awkward = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ',',
    ';',
    '|',
    '\t',
    '\r',
    '\n',
    ' ',
    'a',
    '1',
    '＝',
    'é',
  ),
  maxLength: 12,
});

test('no cell begins as a formula, wherever a program splits it', () => {
  fc.assert(
    fc.property(fc.oneof(awkward, fc.string()), (text) => {
      for (const part of guardCell(text).split(/[,;|\t\r\n]/)) assert.doesNotMatch(part, FORMULA);
    }),
    { numRuns: 2000 },
  );
});

test('what was guarded can be read back, whatever it was', () => {
  fc.assert(
    fc.property(fc.oneof(awkward, fc.string()), (text) => {
      assert.equal(unguardCell(guardCell(text)), text);
    }),
    { numRuns: 2000 },
  );
});

test('names are left as they are', () => {
  for (const name of ["Seán O'Brien", 'Zoë-Anne', 'Müller, Jr.', "D'Artagnan"]) {
    assert.equal(guardCell(name), name);
  }
});

test('another reader finds in the CSV what was written, with each separator', async () => {
  await fc.assert(
    fc.asyncProperty(awkward, awkward, fc.constantFrom(',', ';', '\t'), async (name, grade, separator) => {
      const bytes = await whole(writeSummaryCsv([[{ ...row, name, grade }]], { separator, bom: false }));
      const [head = [], cells = [], ...more] = parse(Buffer.from(bytes), {
        delimiter: separator,
      }) as string[][];
      assert.deepEqual(head, SUMMARY_COLUMNS);
      assert.deepEqual(more, []);
      const read = (column: (typeof SUMMARY_COLUMNS)[number]) =>
        unguardCell(cells[SUMMARY_COLUMNS.indexOf(column)] ?? '');
      assert.equal(read('name'), name);
      assert.equal(read('grade'), grade);
      assert.equal(read('files'), 'a.pdf');
    }),
  );
});

test('the byte order mark is there for spreadsheets and can be left out', async () => {
  assert.ok(utf8.decode(await whole(writeSummaryCsv([[row]]))).startsWith('\uFEFF"serial"'));
  assert.ok(utf8.decode(await whole(writeSummaryCsv([[row]], { bom: false }))).startsWith('"serial"'));
});

test('the row says what the credential says', () => {
  const { learner, award, achievement } = sampleCredential;
  assert.equal(row.name, learner.fullName);
  assert.equal(row.awardedOn, award.awardedOn);
  assert.equal(row.ects, achievement.workload.ects);
  assert.equal(row.title, achievement.title[sampleCredential.languages[0]]);
});

test('the JSON is read back, and nothing else is taken for it', async () => {
  const rows: readonly SummaryRow[] = [row, { ...row, name: '"=\\' }];
  const written = await whole(writeSummaryJson([rows]));
  assert.deepEqual(readSummaryJson(written), rows);
  assert.deepEqual(await whole(writeSummaryJson([[], rows.slice(0, 1), [], rows.slice(1)])), written);
  assert.deepEqual(
    utf8
      .decode(written)
      .split('\n')
      .flatMap((line) => readSummaryLine(line) ?? []),
    rows,
  );
  assert.deepEqual(readSummaryJson(await whole(writeSummaryJson([]))), []);
  const utf = new TextEncoder();
  for (const other of ['', '{}', '[]', '{"schema":"sealwright-summary/1","credentials":[{}]}']) {
    assert.equal(readSummaryJson(utf.encode(other)), undefined);
  }
});
