import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { pageTexts } from '../../shared/verifying/pdf/page-text.ts';
import { nodeEngine } from '../engine.ts';
import { makeSampleCups } from '../printing/sample-cups.ts';
import type { Spooler } from '../printing/spooler.ts';
import { sendToPrinter, writePrintFile } from '../studio/print.ts';

const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'sealwright-print-cli-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const register = at('demo/register.sqlite');
const credentials = at('demo/credentials');
const cups = makeSampleCups(root);

interface Result {
  readonly printed: number;
  readonly sheets?: number;
  readonly archival?: boolean;
  readonly reprints: readonly { readonly serial: string; readonly copy: number }[];
  readonly leftOut: readonly { readonly code: string }[];
  readonly problems?: readonly { readonly code: string }[];
}

function sealwright(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, [LAUNCHER, ...words, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_IE.UTF-8', PATH: cups.path },
  });
  const last = ran.stdout.trim().split('\n').at(-1) || '{}';
  return { code: ran.status, err: ran.stderr, result: JSON.parse(last) as Result };
}

const print = (...words: readonly string[]) => sealwright('print', ...words, '--register', register);
const codeOf = ({ result }: { readonly result: Result }) => result.problems?.[0]?.code;
const without = (program: string) =>
  spawnSync(program, ['--version']).error ? `${program} is not installed` : false;
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let serials: readonly string[];
let sealed: readonly string[];

before(() => {
  assert.equal(sealwright('demo', '--out', at('demo'), '--learners', '3').code, 0);
  sealed = readdirSync(credentials)
    .filter((name) => name.endsWith('.pdf'))
    .sort();
  serials = sealed.map((name) => name.split('-').slice(0, 3).join('-'));
});

describe('print', () => {
  test('a printer is given the sealed files byte for byte, and the register notes it', {
    skip: process.platform === 'win32',
  }, () => {
    const { code, result, err } = print(
      '--range',
      `${serials[0]}..${serials[2]}`,
      '--printer',
      'Office',
      '--duplex',
    );
    assert.equal(code, 0, err);
    assert.deepEqual(result, { kind: 'result', printed: 3, reprints: [], leftOut: [] });
    assert.deepEqual(
      cups.jobs().map(({ bytes }) => digest(bytes)),
      sealed.map((name) => digest(readFileSync(join(credentials, name)))),
    );
    for (const [index, { words }] of cups.jobs().entries()) {
      assert.ok(words.includes(`-t ${serials[index]}`));
      // The queue is seen by all: no name is in it.
      assert.ok(!words.includes(sealed[index]?.split('-').at(-1)?.replace('.pdf', '') ?? ''));
    }
  });

  test('the second print is told as the second, also by way of a print file', async () => {
    const before = sealed.map((name) => digest(readFileSync(join(credentials, name))));
    const { code, result } = print(serials[1] ?? '', '--out', at('again.pdf'));
    assert.equal(code, 0);
    assert.deepEqual(result.reprints, [{ serial: serials[1], copy: process.platform === 'win32' ? 1 : 2 }]);
    assert.equal(result.archival, true);
    const third = sealwright('register', 'show', serials[1] ?? '', '--register', register);
    const { prints } = third.result as unknown as { prints: readonly { way: string; copy: number }[] };
    assert.deepEqual(prints.at(-1), { ...prints.at(-1), way: 'file', copy: 2 });
    assert.deepEqual(
      sealed.map((name) => digest(readFileSync(join(credentials, name)))),
      before,
    );
    assert.equal(sealwright('audit', 'verify', '--register', register).code, 0);
  });

  test('in the order of the roster, of names or of numbers', { skip: without('pdftotext') }, () => {
    const inOrder = (name: string) => {
      assert.equal(print('--search', '', '--order', name, '--out', at('order.pdf')).code, 0);
      const text = execFileSync('pdftotext', [at('order.pdf'), '-'], { encoding: 'utf8' });
      return text.split('\f').map((page) => serials.findIndex((serial) => page.includes(serial)));
    };
    // Ágnes, Göran, Caoimhín.
    assert.deepEqual(inOrder('roster'), [0, 1, 2, -1]);
    assert.deepEqual(inOrder('name'), [0, 2, 1, -1]);
    assert.deepEqual(inOrder('serial'), [0, 1, 2, -1]);
  });

  test('a proof is no print: it is noted and not counted', () => {
    const { result } = print(
      ...sealed.map((name) => join(credentials, name)),
      '--n-up',
      '4',
      '--out',
      at('proof.pdf'),
    );
    assert.deepEqual([result.printed, result.sheets, result.reprints], [3, 1, []]);
  });

  test('what was changed or is gone is not printed, and the others are', () => {
    const [first = '', second = ''] = sealed.map((name) => join(credentials, name));
    const kept = readFileSync(first);
    writeFileSync(first, Buffer.concat([kept, Buffer.from('\n')]));
    renameSync(second, `${second}.away`);
    try {
      const { code, result } = print('--search', '', '--out', at('rest.pdf'));
      assert.equal(code, 5);
      assert.equal(result.printed, 1);
      assert.deepEqual(
        result.leftOut.map((problem) => problem.code),
        ['print.file-changed', 'print.file-missing'],
      );
      assert.equal(codeOf(print(first, '--out', at('rest.pdf'))), 'print.file-unknown');
    } finally {
      writeFileSync(first, kept);
      renameSync(`${second}.away`, second);
    }
  });

  test('files that lie elsewhere are found there', () => {
    const elsewhere = mkdtempSync(join(root, 'moved-'));
    copyFileSync(join(credentials, sealed[0] ?? ''), join(elsewhere, sealed[0] ?? ''));
    const { result } = print(serials[0] ?? '', '--folder', elsewhere, '--out', at('moved.pdf'));
    assert.equal(result.printed, 1);
  });

  test('a printer that refuses ends it, and only what it took is noted', {
    skip: process.platform === 'win32',
  }, () => {
    const taken = cups.jobs().length;
    const refusedJob = print('--search', '', '--printer', 'Hall');
    assert.equal(codeOf(refusedJob), 'print.refused');
    assert.match(refusedJob.err, /Hall takes no jobs/);
    assert.equal(cups.jobs().length, taken);
  });

  test('nothing is written over a sealed file, nor when nothing is to be printed', () => {
    assert.equal(
      codeOf(print(serials[0] ?? '', '--out', join(credentials, sealed[0] ?? ''))),
      'file.not-writable',
    );
    assert.equal(codeOf(print('--search', 'Zzyzx', '--out', at('nothing.pdf'))), 'print.nothing');
    assert.equal(codeOf(print('NO-1', '--out', at('nothing.pdf'))), 'register.credential-unknown');
    assert.equal(
      codeOf(print('--range', `${serials[2]}..${serials[0]}`, '--out', at('nothing.pdf'))),
      'print.range-wrong',
    );
    assert.equal(existsSync(at('nothing.pdf')), false);
  });

  test('what no longer holds is left out', () => {
    const third = serials[2] ?? '';
    const change = (kind: string) =>
      sealwright('register', kind, third, '--register', register, '--reason', 'review').code;
    assert.equal(change('suspend'), 0);
    assert.equal(codeOf(print(third, '--out', at('none.pdf'))), 'print.withdrawn');
    const { code, result } = print('--search', '', '--out', at('two.pdf'));
    assert.deepEqual([code, result.printed, result.leftOut.length], [5, 2, 1]);
    assert.equal(change('reinstate'), 0);
  });

  test('a run that is cancelled ends after the credential under way, and an unfinished print file is not written', async () => {
    const order = { register, search: '', folder: credentials, sequence: 'roster', language: 'en' } as const;
    const cancelAfter = (count: number) => {
      const cancel = new AbortController();
      const tell = ({ done }: { readonly done: number }) => done === count && cancel.abort();
      return { engine: nodeEngine, now: () => new Date(), signal: cancel.signal, tell };
    };
    let taken = 0;
    const spooler: Spooler = {
      printers: async () => ({ printers: [], byViewer: false }),
      async send() {
        taken++;
        return { ok: true, value: null };
      },
    };
    const sent = await sendToPrinter(order, spooler, cancelAfter(1));
    assert.ok(sent.ok);
    assert.equal(taken, 1);
    assert.equal(sent.value.printed, 1);
    const left = sent.value.cancelled ?? 0;
    assert.ok(left > 0);
    const written = await writePrintFile({ ...order, out: at('cancelled.pdf') }, cancelAfter(1));
    assert.deepEqual(written, {
      ok: true,
      value: { printed: 0, reprints: [], leftOut: [], cancelled: left + 1 },
    });
    assert.equal(existsSync(at('cancelled.pdf')), false);
  });

  test('the test sheet speaks the language asked for, on the paper asked for', async () => {
    const out = at('test.pdf');
    assert.equal(
      sealwright('print', '--test-sheet', '--out', out, '--lang', 'de', '--paper', 'Letter').code,
      0,
    );
    const bytes = new Uint8Array(readFileSync(out));
    const [front = '', back = ''] = pageTexts(bytes, nodeEngine) ?? [];
    assert.match(front, /^Testblatt/);
    assert.match(back, /^Testblatt, Rückseite/);
    assert.ok(Math.abs((await PDFDocument.load(bytes)).getPage(0).getWidth() - 612) < 0.1);
  });

  test('options that do not go together are refused before anything is opened', () => {
    for (const words of [
      ['--out', 'x.pdf'],
      ['S-1', '--printer', '-x'],
      ['S-1', '--printer', 'Office', '--n-up', '2'],
      ['S-1', '--out', 'x.pdf', '--n-up', '3'],
      ['S-1', '--out', 'x.pdf', '--n-up', '2', '--duplex'],
      ['S-1', '--out', 'x.pdf', '--range', 'S-1'],
      ['S-1', '--out', 'x.pdf', '--order', 'shoe-size'],
      ['S-1'],
    ]) {
      assert.equal(print(...words).code, 2, words.join(' '));
    }
  });
});
