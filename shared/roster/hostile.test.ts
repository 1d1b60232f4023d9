import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { guardCell, unguardCell } from '../formats/summary/guard.ts';
import { sampleXlsx } from '../workbook/sample-xlsx.ts';
import { guessMapping } from './mapping.ts';
import { readRecipients } from './recipients.ts';
import { HOSTILE_CELLS, REAL_NAMES, UNSEEN_NAMES } from './sample-names.ts';
import { readSource } from './source.ts';

const HEADER = ['Given name', 'Family name', 'Student ID'];

function learnersOf(bytes: Uint8Array) {
  const source = readSource(bytes, nodeEngine);
  assert.ok(source.ok, JSON.stringify(source));
  const mapping = guessMapping(source.value.table);
  assert.ok(mapping.ok);
  return readRecipients(source.value.table, mapping.value, '2026-03-01');
}

function csvOf(names: readonly string[]): Uint8Array {
  const quoted = (cells: readonly string[]) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';');
  const rows = names.map((name, at) => [name, 'X', `S${at}`]);
  return new TextEncoder().encode([HEADER, ...rows].map(quoted).join('\r\n'));
}

function xlsxOf(names: readonly string[]): Uint8Array {
  const escaped = (text: string) =>
    text
      // What looks like an escape is escaped itself, as spreadsheet programs do.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll('\r', '_x000D_')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;');
  const row = (cells: readonly string[], line: number) =>
    `<row r="${line}">${cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`).join('')}</row>`;
  const rows = names.map((name, at) => row([name, 'X', `S${at}`], at + 2));
  return sampleXlsx({ sheets: { S: row(HEADER, 1) + rows.join('') } });
}

test('the held list is long enough to mean something, and holds nothing twice', () => {
  const all = [...REAL_NAMES, ...UNSEEN_NAMES, ...HOSTILE_CELLS];
  assert.ok(all.length >= 100, String(all.length));
  assert.equal(new Set(all).size, all.length);
});

for (const [form, bytesOf] of [
  ['CSV', csvOf],
  ['XLSX', xlsxOf],
] as const) {
  test(`${form}: every real name is kept exactly, composed, with its case`, () => {
    const { recipients, refusals } = learnersOf(bytesOf(REAL_NAMES));
    assert.deepEqual(refusals, []);
    assert.deepEqual(
      recipients.map(({ givenName }) => givenName),
      REAL_NAMES.map((name) => name.normalize('NFC').trim()),
    );
  });

  test(`${form}: a name that hides something unseen is refused`, () => {
    const { recipients, refusals } = learnersOf(bytesOf(UNSEEN_NAMES));
    assert.deepEqual(
      recipients.map(({ givenName }) => givenName),
      [],
    );
    for (const { problems } of refusals) assert.equal(problems[0].code, 'row.control-character');
  });

  test(`${form}: what would be a formula, a tag or a path is text, and stays that text`, () => {
    const { recipients, refusals } = learnersOf(bytesOf(HOSTILE_CELLS));
    assert.deepEqual(refusals, []);
    assert.deepEqual(
      recipients.map(({ givenName }) => givenName),
      HOSTILE_CELLS,
    );
  });
}

test('none of them comes out again as a formula, and all of them come back', () => {
  for (const cell of [...REAL_NAMES, ...HOSTILE_CELLS]) {
    const guarded = guardCell(cell);
    assert.doesNotMatch(guarded, /(?:^|[,;|\t\r\n])[ "]*[=+\-@＝＋－＠]/, cell);
    assert.equal(unguardCell(guarded), cell);
  }
});
