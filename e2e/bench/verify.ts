import { fork } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { missingJava, runJava } from '../judges/java.ts';
import { run } from '../judges/program.ts';
import { missingPython, runPython } from '../judges/python.ts';

/*
 * How many sealed PDFs a second are judged, by ours with as many processes as there are processors and a warm path cache,
 * and by DSS and pyHanko over the very same files in the same run. Theirs start anew each time; the start is measured with
 * one file and taken off.
 *
 *   npm run demo && npm run bench:verify -- [DIR]
 */
const folder = resolve(process.argv[2] ?? 'demo-output');
const MOST = 400;

const credentials = join(folder, 'credentials');
const files = (await readdir(credentials, { recursive: true }))
  .filter((name) => name.endsWith('.pdf'))
  .sort()
  .slice(0, MOST)
  .map((name) => join(credentials, name));
const seal = await readdir(join(folder, 'seal'));
const root = join(folder, 'seal', 'demo-root.pem');
const crls = seal.filter((name) => name.endsWith('.crl')).map((name) => join(folder, 'seal', name));
if (files.length === 0) throw new Error(`no sealed PDF in ${credentials}: npm run demo makes some`);

const say = (who: string, rate: number, note: string): void => {
  process.stdout.write(`${who.padEnd(12)} ${rate.toFixed(0).padStart(6)} PDFs a second  ${note}\n`);
};

async function own(summary: boolean): Promise<number> {
  const workers = availableParallelism();
  const rates = await Promise.all(
    Array.from({ length: workers }, (_, worker) => {
      const part = files.filter((_, index) => index % workers === worker);
      return new Promise<number>((done, fail) => {
        const child = fork(join(import.meta.dirname, 'verify-child.ts'));
        child.on('message', (rate: number) => done(rate));
        child.on('error', fail);
        child.send({ files: part, root, crls, summary });
      });
    }),
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
}

async function timed(run: (some: readonly string[]) => Promise<unknown>): Promise<number> {
  const clock = async (some: readonly string[]): Promise<number> => {
    const start = performance.now();
    await run(some);
    return (performance.now() - start) / 1000;
  };
  // Built and warm in the file cache before anything counts.
  await clock(files.slice(0, 1));
  const start = await clock(files.slice(0, 1));
  return (files.length - 1) / Math.max(0.001, (await clock(files)) - start);
}

const trust = ['--root', root, ...crls.flatMap((crl) => ['--crl', crl])];
/** The command itself, which writes a line for each file and uses all cores by itself. */
const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
const command = (some: readonly string[]) =>
  run(process.execPath, [
    COMMAND,
    'verify',
    '--json',
    ...some,
    '--trust',
    root,
    ...crls.flatMap((crl) => ['--crl', crl]),
  ]);

process.stdout.write(`${files.length} sealed PDFs of ${folder}, ${availableParallelism()} processors\n`);
say('Sealwright', await own(false), 'the verdict alone, as the others give it');
say('Sealwright', await own(true), 'and the credential inside judged and read');
say('Sealwright', await timed(command), 'as the command sealwright verify, without its start');
if (!(await missingJava()))
  say('EU DSS', await timed((some) => runJava(['dss', ...trust], some)), 'without its start');
if (!(await missingPython())) {
  say(
    'pyHanko',
    await timed((some) => runPython('python/pyhanko_judge.py', trust, some)),
    'without its start',
  );
}
