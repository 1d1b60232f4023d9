import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sampleXlsx } from '../../shared/workbook/sample-xlsx.ts';
import { columnLetters } from '../../shared/workbook/sheet.ts';
import { sendReader } from './host.ts';
import { readRosterFile } from './read-roster.ts';
import { readSheetCodes } from './read-sheet.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-reading-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const inline = (line: number, ...cells: readonly string[]) =>
  `<row r="${line}">${cells.map((cell, at) => `<c r="${columnLetters(at)}${line}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

test('a workbook and a CSV file of the same learners are the same table', async () => {
  const xlsx = sampleXlsx({
    sheets: { S: inline(1, 'Given name', 'Family name') + inline(2, 'Zoë', 'Šimková') },
  });
  const workbook = await readRosterFile(write('a.xlsx', xlsx));
  const csv = await readRosterFile(write('a.csv', 'Given name;Family name\nZoë;Šimková\n'));
  assert.ok(workbook.ok && csv.ok);
  assert.deepEqual(workbook.value.table.columns, csv.value.table.columns);
  assert.deepEqual(workbook.value.table.rows[0]?.cells, csv.value.table.rows[0]?.cells);
  assert.match(workbook.value.sha256, /^[0-9a-f]{64}$/);
});

test('a reader that takes too long, or too much memory, is ended and the file refused', async () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => inline(at + 1, `a${at}`, `b${at}`, `c${at}`)).join(
    '',
  );
  const file = write('large.xlsx', sampleXlsx({ sheets: { S: rows } }));
  const errand = { errand: 'roster', order: { file, choices: {} } } as const;
  const tooMuch = { code: 'roster.too-much', where: { file } } as const;
  for (const bounds of [
    { milliseconds: 1, memory: 384 },
    { milliseconds: 20_000, memory: 8 },
  ]) {
    const read = await sendReader(errand, tooMuch, bounds);
    assert.deepEqual(!read.ok && read.problems, [tooMuch], JSON.stringify(bounds));
  }
  assert.ok((await sendReader(errand, tooMuch)).ok, 'and one that does not is heard');
});

test('what is wrong with a file is told with its name', async () => {
  const file = write('broken.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]));
  const read = await readRosterFile(file);
  assert.deepEqual(!read.ok && read.problems, [{ code: 'roster.workbook-damaged', where: { file } }]);
  const missing = await readRosterFile(join(folder, 'none.xlsx'));
  assert.equal(!missing.ok && missing.problems[0].code, 'file.not-found');
});

test('what is no picture, or not there, has no codes on it', async () => {
  assert.deepEqual(await readSheetCodes(write('letter.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))), []);
  assert.deepEqual(await readSheetCodes(join(folder, 'none.png')), []);
});
