import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { PrintFile } from '../../shared/printing/print-file.ts';
import { preparePages } from './gallery-pages.ts';

const HELP = `Writes one print file of many credentials, each with 300 KB of data inside as sealed ones have, and tells the memory on
the way: it must not grow with their number.

  npm run bench:print -- [--credentials N]

  --credentials N   1000 when left out
`;

/** What may be added between the first tenth and the last: object numbers, and what the engine has not tidied up yet. */
const MOST_GROWN = 8;

const { values } = parseArgs({
  options: { credentials: { type: 'string', default: '1000' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(HELP);
else await measure(Number(values.credentials));

async function measure(count: number): Promise<void> {
  const sealed = await preparePages('diploma', [
    {
      name: 'credential.json',
      mediaType: 'application/json',
      bytes: nodeEngine.random(300_000),
      relationship: 'Source',
      description: '',
      modifiedAt: '2026-07-01T08:00:00Z',
    },
  ]);
  const { sans, 'sans-bold': bold } = loadFonts();
  const print = new PrintFile({
    imposition: { kind: 'sheets', duplex: true, cropMarks: true },
    document: { title: '', language: 'en', author: '', createdAt: '2026-07-01T08:00:00Z', id: 'urn:uuid:0' },
    say: () => 'Copy',
    fonts: { sans, 'sans-bold': bold },
    engine: nodeEngine,
  });
  const path = join(tmpdir(), `sealwright-print-${process.pid}.pdf`);
  const file = openSync(path, 'w');
  let [written, first, last, seconds] = [0, 0, 0, 0];
  const put = (bytes: Uint8Array) => {
    written += writeSync(file, bytes);
  };
  for (let at = 0; at < count; at++) {
    const bytes = sealed(at);
    const start = process.cpuUsage();
    put(print.add(bytes));
    const { user, system } = process.cpuUsage(start);
    seconds += (user + system) / 1e6;
    if ((at + 1) % Math.ceil(count / 10) !== 0) continue;
    // Buffers are let go of by the collection after the one that finds them unused.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    last = (heapUsed + arrayBuffers) / 1024 ** 2;
    first ||= last;
    const all = (rss / 1024 ** 2).toFixed(0);
    process.stdout.write(`${at + 1} credentials: ${last.toFixed(1)} MB in use, process ${all} MB\n`);
  }
  put(print.finish().bytes);
  closeSync(file);
  rmSync(path);
  const rate = (count / seconds).toFixed(0);
  process.stdout.write(`${rate} credentials a second; ${(written / count / 1024).toFixed(1)} KB each\n`);
  if (last - first > MOST_GROWN) {
    process.stdout.write(`Memory grew by ${(last - first).toFixed(1)} MB.\n`);
    process.exitCode = 1;
  }
}
