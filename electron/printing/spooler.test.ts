import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeSampleCups } from './sample-cups.ts';
import { isPrinter, openSpooler } from './spooler.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-spooler-'));
const path = process.env.PATH;
after(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

const windows = process.platform === 'win32' && 'CUPS is not of Windows';
const job = { path: '/nowhere/S-1.pdf', bytes: new TextEncoder().encode('%PDF-1.7 …'), title: 'S-1' };

test('CUPS is given the bytes, the serial and what was asked for', { skip: windows }, async () => {
  const cups = makeSampleCups(folder);
  process.env.PATH = cups.path;
  const spooler = openSpooler('linux');
  assert.deepEqual(await spooler.printers(), {
    printers: ['Office', 'Hall'],
    standard: 'Office',
    byViewer: false,
  });
  assert.deepEqual(await spooler.send({ ...job, printer: 'Office', duplex: true }), {
    ok: true,
    value: null,
  });
  assert.deepEqual(await spooler.send({ ...job, duplex: false }), { ok: true, value: null });
  assert.deepEqual(cups.jobs(), [
    {
      bytes: job.bytes,
      words: '-d Office -t S-1 -o print-scaling=none -o sides=two-sided-long-edge',
    },
    { bytes: job.bytes, words: '-t S-1 -o print-scaling=none' },
  ]);
});

test('what the printer says against a job is told', { skip: windows }, async () => {
  process.env.PATH = makeSampleCups(folder).path;
  const refusedJob = await openSpooler('darwin').send({ ...job, printer: 'Hall', duplex: false });
  assert.ok(!refusedJob.ok);
  const [{ code, facts }] = refusedJob.problems;
  assert.equal(code, 'print.refused');
  assert.deepEqual(facts, { credential: 'S-1', printer: 'Hall', reason: 'Hall takes no jobs' });
});

test('a computer without a printing service is told of, and knows no printers', async () => {
  process.env.PATH = join(folder, 'nothing');
  const spooler = openSpooler('linux');
  assert.deepEqual(await spooler.printers(), { printers: [], byViewer: false });
  const sent = await spooler.send({ ...job, duplex: false });
  assert.equal(!sent.ok && sent.problems[0].code, 'print.no-service');
});

test('on Windows the viewer asks for the printer, so none can be told', async () => {
  process.env.PATH = join(folder, 'nothing');
  const spooler = openSpooler('win32');
  assert.deepEqual(await spooler.printers(), { printers: [], byViewer: true });
  const sent = await spooler.send({ ...job, printer: 'Office', duplex: false });
  assert.equal(!sent.ok && sent.problems[0].code, 'print.no-choice');
});

test('a printer’s name is no option, no path and nothing with a blank', () => {
  for (const name of ['Office', 'HP_LaserJet-4', 'Büro.2', 'lp@ipp']) assert.ok(isPrinter(name), name);
  for (const name of ['', '-o', 'a b', '/dev/lp0', 'a/b', 'a\n', "a'", 'x'.repeat(128)])
    assert.ok(!isPrinter(name), name);
});
