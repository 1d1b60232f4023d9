import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import type { RegisterQuery, RegisterRow } from '../../shared/desk/register.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import { type SummaryRow, summaryRow } from '../../shared/formats/summary/row.ts';
import { writeSummary } from './summary.ts';
import { openToldRows, type ToldRows } from './told-rows.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-summary-'));
after(() => rmSync(root, { recursive: true, force: true }));

const row = (number: number): SummaryRow =>
  summaryRow({ ...sampleCredential, id: `urn:uuid:${number}`, serial: `T-${number}` }, [
    { format: 'pdf', name: `T-${number}.pdf`, sha256: '00' },
  ]);

const entry = ({ serial, id, name, title, awardedOn, issuedAt, files }: SummaryRow): RegisterRow =>
  ({ serial, id, name, title, awardedOn, issuedAt, files }) as RegisterRow;

/** Newest first, as the register answers. */
const registerOf = (...rows: readonly SummaryRow[]) => ({
  find: ({ offset, limit }: RegisterQuery) => ({
    total: rows.length,
    entries: rows
      .map(entry)
      .reverse()
      .slice(offset, offset + limit),
  }),
});

function told(out: string, ...rows: readonly SummaryRow[]): ToldRows {
  const rowsTold = openToldRows(out);
  after(() => rowsTold.close());
  for (const each of rows) rowsTold.add(each);
  return rowsTold;
}

function folderWith(...rows: readonly SummaryRow[]): { out: string; credentials: string } {
  const out = mkdtempSync(join(root, 'out-'));
  const credentials = join(out, 'credentials');
  mkdirSync(credentials);
  for (const { files } of rows) for (const { name } of files) writeFileSync(join(credentials, name), '');
  return { out, credentials };
}

const rowsIn = (out: string) => readSummaryJson(new Uint8Array(readFileSync(join(out, 'summary.json'))));

test('a batch taken up again has each credential once, in the order of the register', async () => {
  const [first, second] = [row(1), row(2)];
  const { out, credentials } = folderWith(first, second);
  await writeSummary(out, credentials, registerOf(first), told(out, first));
  await writeSummary(out, credentials, registerOf(first, second), told(out, second));
  await writeSummary(out, credentials, registerOf(first, second), told(out));
  assert.deepEqual(rowsIn(out), [first, second]);
  assert.equal(readFileSync(join(out, 'summary.csv'), 'utf8').trimEnd().split('\r\n').length, 3);
  assert.deepEqual(readdirSync(out).sort(), ['credentials', 'summary.csv', 'summary.json']);
});

test('rows that a killed run did not write hold what the register knows, and nothing made up', async () => {
  const [lost, made] = [row(1), row(2)];
  const { out, credentials } = folderWith(lost, made);
  await writeSummary(out, credentials, registerOf(lost, made), told(out, made));
  assert.deepEqual(rowsIn(out), [entry(lost), made]);
});

test('what somebody wrote into the summary does not outweigh the register', async () => {
  const only = row(1);
  const { out, credentials } = folderWith(only);
  await writeSummary(out, credentials, registerOf(only), told(out, only));
  const path = join(out, 'summary.json');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(only.name, 'Mallory'));
  await writeSummary(out, credentials, registerOf(only), told(out));
  assert.equal(rowsIn(out)?.[0]?.name, only.name);
});

test('credentials of the register that lie in another folder are left out', async () => {
  const [here, elsewhere] = [row(1), row(2)];
  const { out, credentials } = folderWith(here);
  await writeSummary(out, credentials, registerOf(here, elsewhere), told(out));
  assert.deepEqual(
    rowsIn(out)?.map(({ serial }) => serial),
    [here.serial],
  );
});

test('a large register is read page by page, and no further than the folder reaches', async () => {
  const rows = Array.from({ length: 3000 }, (_, at) => row(at));
  const here = rows.slice(1200);
  const { out, credentials } = folderWith(...here);
  const register = registerOf(...rows);
  const read: number[] = [];
  const find = (query: RegisterQuery) => {
    read.push(query.offset);
    return register.find(query);
  };
  await writeSummary(out, credentials, { find }, told(out));
  assert.deepEqual(rowsIn(out), here.map(entry));
  assert.equal(Math.max(...read), 1750);
});
