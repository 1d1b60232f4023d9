import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import { type SummaryRow, summaryRow } from '../../shared/formats/summary/row.ts';
import { addToSummary } from './add-to-summary.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-told-'));
after(() => rmSync(root, { recursive: true, force: true }));

const row = (number: number): SummaryRow =>
  summaryRow({ ...sampleCredential, id: `urn:uuid:${number}`, serial: `T-${number}` }, [
    { format: 'pdf', name: `T-${number}.pdf`, sha256: '00' },
  ]);
const rows = (first: number, count: number) => Array.from({ length: count }, (_, at) => row(first + at));

/** What is told until a batch has ended, and what else the register has. */
function workloadOf(told: readonly SummaryRow[], others: readonly SummaryRow[] = []) {
  const pages: number[] = [];
  return {
    pages,
    toldOf: async (_: string, from: number, most: number) => {
      pages.push(most);
      return told.slice(from, from + most).map((summary, at) => ({ row: from + at + 1, summary }));
    },
    others: async (_: string, ids: readonly string[]) => {
      pages.push(ids.length);
      return others.filter(({ id }) => ids.includes(id));
    },
  };
}

const rowsIn = (out: string) => readSummaryJson(new Uint8Array(readFileSync(join(out, 'summary.json'))));
const linesIn = (out: string) => readFileSync(join(out, 'summary.csv'), 'utf8').trimEnd().split('\r\n');

test('batch after batch is added, a page at a time; what the register has lost is left out', async () => {
  const out = mkdtempSync(join(root, 'out-'));
  const [first, second] = [rows(0, 2500), rows(2500, 1200)];
  const alone = workloadOf(first);
  await addToSummary(out, 'first', alone);
  assert.deepEqual(rowsIn(out), first);
  const [gone, ...left] = first;
  const raised = left.map((one) => ({ ...one, files: one.files.map((file) => ({ ...file, sha256: '11' })) }));
  const both = workloadOf(second, raised);
  await addToSummary(out, 'second', both);
  assert.deepEqual(rowsIn(out), [...raised, ...second]);
  assert.ok(gone && !readFileSync(join(out, 'summary.csv'), 'utf8').includes(`"${gone.serial}"`));
  assert.equal(linesIn(out).length, 1 + raised.length + second.length);
  assert.equal(Math.max(...alone.pages, ...both.pages), 1000);
  assert.deepEqual(readdirSync(out).sort(), ['summary.csv', 'summary.json']);
});

test('a worker that dies after it, before the batch has ended, leaves it to be done once more', async () => {
  const out = mkdtempSync(join(root, 'out-'));
  const told = rows(0, 3);
  await addToSummary(out, 'batch', workloadOf(told));
  // Killed between the two files.
  rmSync(join(out, 'summary.csv'));
  await addToSummary(out, 'batch', workloadOf(told));
  assert.deepEqual(rowsIn(out), told);
  assert.equal(linesIn(out).length, 4);
});

test('nobody is told of when nobody was issued to; what is no summary gives no rows', async () => {
  const out = mkdtempSync(join(root, 'out-'));
  await addToSummary(out, 'batch', workloadOf([]));
  assert.deepEqual(readdirSync(out), []);
  writeFileSync(join(out, 'summary.json'), '{"schema":"of somebody else"}\n');
  await addToSummary(out, 'batch', workloadOf([row(1)]));
  assert.deepEqual(rowsIn(out), [row(1)]);
});
