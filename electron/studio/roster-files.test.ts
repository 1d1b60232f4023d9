import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readKeptRoster } from '../reading/kept-roster.ts';
import { openRoster } from './open-roster.ts';
import { keepPasted, writeRefusedRows } from './roster-files.ts';
import { mendRoster } from './roster-mend.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-pasted-'));
process.env.SEALWRIGHT_DATA = join(root, 'data');
after(() => rmSync(root, { recursive: true, force: true }));
const at = new Date('2026-06-30T08:00:00.123Z');

test('a table as spreadsheets put it on the clipboard is read like a file, a cell of two lines too', async () => {
  const rows = ['1\tΖωή\tÅngström\t"two\nlines"', '2\tMärta\t"Say ""Ö"""\t', ''];
  const text = ['Student number\tGiven name\tFamily name\tRemarks', ...rows].join('\r\n');
  const pasted = await keepPasted(text, at);
  assert.ok(pasted.ok);
  assert.equal(readFileSync(pasted.value.roster, 'utf8'), text);
  const opened = await openRoster(pasted.value, '2026-06-30');
  assert.ok(opened.ok, JSON.stringify(opened));
  const names = opened.value.recipients.map(({ familyName }) => familyName);
  assert.deepEqual(names, ['Ångström', 'Say "Ö"']);
});

test('one line is no table', async () => {
  for (const text of ['', 'Given name\tFamily name', 'Given name\n \n\t\n']) {
    const pasted = await keepPasted(text, at);
    assert.equal(pasted.ok ? text : pasted.problems[0].code, 'roster.empty');
  }
});

test('refused rows come back as they were, with a reason, and no formula', async () => {
  const out = join(root, 'learners.refused.csv');
  const columns = ['Student number', 'Given name', 'Family name'];
  const rows = [{ cells: ['1', '=1+1', 'Ångström'], reason: 'No "birth date"' }];
  assert.ok((await writeRefusedRows({ out, columns, heading: 'Reason', rows })).ok);
  const opened = await openRoster({ roster: out }, '2026-06-30');
  assert.ok(opened.ok, JSON.stringify(opened));
  assert.deepEqual(opened.value.table.columns, [...columns, 'Reason']);
  assert.match(readFileSync(out, 'utf8'), /"'=1\+1"/);
});

test('cells mended at once are all kept, and a file that has changed since is read anew', async () => {
  const roster = join(root, 'mended.csv');
  const corrections = `${roster}.corrections.json`;
  const rows = (...ids: readonly string[]) =>
    ['Student number;Given name;Family name', ...ids.map((id) => `${id};Zoe;Name ${id}`)].join('\n');
  writeFileSync(roster, rows('1', '2', '3'));
  const mend = (row: number) =>
    mendRoster({ roster, corrections, change: { kind: 'cell', row, column: 1, is: `Mended ${row}` } });
  for (const { ok } of await Promise.all([mend(2), mend(3), mend(4)])) assert.ok(ok);
  const names = async () => {
    const opened = await openRoster({ roster, corrections }, '2026-06-30', readKeptRoster);
    assert.ok(opened.ok, JSON.stringify(opened));
    return opened.value.recipients.map(({ givenName }) => givenName);
  };
  assert.deepEqual(await names(), ['Mended 2', 'Mended 3', 'Mended 4']);
  writeFileSync(roster, rows('1', '2', '3', '4'));
  assert.deepEqual(await names(), ['Mended 2', 'Mended 3', 'Mended 4', 'Zoe']);
});
