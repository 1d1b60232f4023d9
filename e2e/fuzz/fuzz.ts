import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FuzzNews, FuzzOrder } from './child.ts';
import { FUZZED, type Fuzzed } from './samples.ts';

/** How many files of each kind, and what one may cost. */
const COUNTS: Readonly<Record<Fuzzed, number>> = { pdf: 20_000, xml: 10_000, json: 10_000, p12: 2_000 };
const LONGEST_MS = 5_000;
const MOST_MEGABYTES = 512;
const CHILD = join(import.meta.dirname, 'child.ts');

interface Told {
  readonly judged: number;
  readonly slowest: number;
  readonly megabytes: number;
  readonly found: readonly string[];
}

/** One child for one part of the seeds; killed when a file takes too long, and begun anew behind it. */
async function run(fuzzed: Fuzzed, seeds: readonly number[]): Promise<Told> {
  let left = seeds;
  let told: Told = { judged: 0, slowest: 0, megabytes: 0, found: [] };
  while (left.length > 0) {
    const part = await runOnce(fuzzed, left);
    told = {
      judged: told.judged + part.judged,
      slowest: Math.max(told.slowest, part.slowest),
      megabytes: Math.max(told.megabytes, part.megabytes),
      found: [...told.found, ...part.found],
    };
    left = part.stoppedAt === undefined ? [] : left.slice(left.indexOf(part.stoppedAt) + 1);
  }
  return told;
}

function runOnce(fuzzed: Fuzzed, seeds: readonly number[]): Promise<Told & { readonly stoppedAt?: number }> {
  return new Promise((resolve) => {
    const child = fork(CHILD, { execArgv: ['--max-old-space-size=384', '--no-warnings'], silent: true });
    const found: string[] = [];
    const errors: string[] = [];
    let at: number | undefined;
    let done: (FuzzNews & { kind: 'done' }) | undefined;
    let clock: NodeJS.Timeout | undefined;
    const wind = (milliseconds: number) => {
      clearTimeout(clock);
      clock = setTimeout(() => {
        found.push(`${fuzzed} ${at ?? 'start'}: over ${milliseconds} ms`);
        child.kill('SIGKILL');
      }, milliseconds);
    };
    // The samples are sealed first.
    wind(60_000);
    child.stdout?.resume();
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    child.on('message', (news: FuzzNews) => {
      if (news.kind === 'ready') child.send({ fuzzed, seeds } satisfies FuzzOrder);
      else if (news.kind === 'at') at = news.seed;
      else if (news.kind === 'found') found.push(`${fuzzed} ${news.seed}: ${news.what}`);
      else {
        done = news;
        clearTimeout(clock);
        child.disconnect();
      }
      if (news.kind !== 'done') wind(LONGEST_MS);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(clock);
      if (done) return resolve({ ...done, found });
      if (found.length === 0 || signal !== 'SIGKILL') {
        found.push(`${fuzzed} ${at}: the child ended with ${code ?? signal} ${errors.join('').slice(-600)}`);
      }
      const judged = at === undefined ? 0 : seeds.indexOf(at) + 1;
      resolve({
        judged,
        slowest: LONGEST_MS,
        megabytes: 0,
        found,
        ...(at !== undefined && { stoppedAt: at }),
      });
    });
  });
}

const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
let passed = 0;
let failed = 0;
for (const fuzzed of FUZZED.filter((kind) => values.only === undefined || values.only === kind)) {
  const start = performance.now();
  const count = Math.ceil(COUNTS[fuzzed] * Number(values.share));
  const seeds = Array.from({ length: count }, (_, index) => Number(values.from) + index);
  const workers = Math.max(1, Math.min(2, availableParallelism()));
  const parts = await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      run(
        fuzzed,
        seeds.filter((_, index) => index % workers === worker),
      ),
    ),
  );
  const found = parts.flatMap((part) => part.found);
  const judged = parts.reduce((sum, part) => sum + part.judged, 0);
  const slowest = Math.max(...parts.map((part) => part.slowest));
  const megabytes = Math.max(...parts.map((part) => part.megabytes));
  if (megabytes > MOST_MEGABYTES) found.push(`${fuzzed}: ${megabytes} MB`);
  if (judged < count) found.push(`${fuzzed}: ${judged} of ${count} judged`);
  passed += judged - Math.min(judged, found.length);
  failed += found.length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    `${fuzzed.padEnd(5)} ${judged} judged, slowest ${slowest.toFixed(0)} ms, ${megabytes} MB, ${seconds} s\n`,
  );
  for (const one of found.slice(0, 20)) process.stdout.write(`FAILED ${one}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
