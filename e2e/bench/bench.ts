import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askHere } from '../../electron/port.ts';
import { makeDemoSeal } from '../../electron/seals/demo-seal.ts';
import { openSeal } from '../../electron/seals/pkcs12.ts';
import { openStudio } from '../../electron/studio.ts';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { rateOfDss, rateOfPyhanko, SEALABLE, type SealRates } from './peers.ts';
import { unseal } from './plain.ts';
import { secondsToResume } from './resume.ts';

const HELP = `Measures, written to the disk and registered, beside what the same key signs in the same run on one thread when it does
nothing else:
  triples   PDF, ELMO and Verifiable Credential a second: four signatures with the page's proof
  EDC       European Digital Credentials alone, with a picture of their page in one language
  pictured  PDF, ELMO and European Digital Credential, with a picture in each of the template's three languages
and beside what EU DSS (a thread for each processor) and pyHanko (a process for each) seal of the same three files when
they are drawn up already, are not written anywhere and have no fourth signature. Each key has a process of its own, so
that the peak is that of its triples. At the end a batch of 10,000 is killed in the middle and gone on with: how long from the
start of the program to the first learner entered.

  npm run bench -- [--learners N]... [--key KIND]... [--only triples] [--only resume] [--seconds N] [--json]
                   [--folder DIR]   to write to another disk; the files are left there
  npm run bench -- --only peak --key P-256    the peak of one batch of 1,000, of 10,000 and of 100,000 learners, each in a
                                              process of its own: 22 GB, a quarter of an hour
`;

const KEYS = ['RSA-2048', 'RSA-3072', 'P-256'] as const;
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const PASSWORD = 'bench';
/** Of one learner: PDF, XML, JSON, and the proof in the page's QR code. */
const SEALS = 4;
/** Signatures asked for at once; enough for every thread of the pool. */
const AT_ONCE = 8;
const RAW_MILLISECONDS = 2000;
/** A European Digital Credential by itself has no page but its pictures, of one language here. */
const EDC = { exports: ['edc'], languages: ['en'] } as const;
const TRIPLE = { exports: ['pdf', 'elmo', 'vc-jwt'] } as const;
const PICTURED = { exports: ['pdf', 'elmo', 'edc'] } as const;
/** A batch begins cold, as a clerk's does; the whole is run this often and the best counts. */
const ROUNDS = 2;
/** Learners of the batches whose peaks are told. */
const PEAKS = ['1000', '10000', '100000'] as const;
/** Learners of the batch that is killed. */
const RESUMED = 10_000;

interface Measure {
  readonly key: string;
  readonly learners: number;
  /** Signatures a second. */
  readonly raw?: number;
  readonly triples: Pace;
  /** Of the process, when the triples were made. */
  readonly peakMegabytes: number;
  /** European Digital Credentials a second, in one language. */
  readonly edc?: number;
  /** Credentials a second with European Digital Credentials in every language. */
  readonly pictured?: number;
  /** Seals a second of the same three files. */
  readonly dss?: SealRates | undefined;
  readonly pyhanko?: SealRates | undefined;
}

interface Pace {
  /** Credentials a second. */
  readonly rate: number;
  /** Processor time of all threads for one credential: what the work on a busy machine is to be compared by. */
  readonly milliseconds: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      learners: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true, default: [...KEYS] },
      only: { type: 'string', default: '' },
      folder: { type: 'string' },
      seconds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = values.folder ?? (await makeFolder());
  try {
    const { only, learners = only === 'peak' ? PEAKS : ['2000'] } = values;
    const keys = KEYS.filter((each) => only !== 'resume' && values.key.includes(each));
    const batches = keys.flatMap((key) => learners.map((many) => ({ key, learners: many })));
    const [batch, ...more] = batches;
    if (batch && more.length === 0) {
      const own = join(folder, `${batch.key}-${batch.learners}`);
      tell(await measure(batch.key, own, Number(batch.learners), only, Number(values.seconds)), values.json);
      return;
    }
    for (const each of batches) await measureApart(each, folder, process.argv.slice(2));
    if (only === 'triples' || only === 'peak') return;
    const resumeSeconds = await secondsToResume(join(folder, 'resume'), RESUMED);
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ resumeSeconds })}\n`
        : `a killed batch of ${RESUMED} goes on after ${resumeSeconds.toFixed(1)} s\n`,
    );
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Not among the system's passing files, which lie in memory on many a machine. Measured: where many files were deleted in
 * the last minutes, as tests do there, ext4 takes 0.5 ms to make one, and 0.02 ms elsewhere; so nothing is deleted before
 * all is measured either.
 */
async function makeFolder(): Promise<string> {
  const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
  await mkdir(cache, { recursive: true });
  return await mkdtemp(join(cache, 'bench-'));
}

/** In a process of its own, whose peak is nobody else's. Options that are given again count. */
async function measureApart(
  { key, learners }: { readonly key: string; readonly learners: string },
  folder: string,
  args: readonly string[],
): Promise<void> {
  const told = (arg: string | undefined) => arg === '--key' || arg === '--learners';
  const others = args.filter((arg, at) => !told(arg) && !told(args[at - 1]));
  const which = ['--key', key, '--learners', learners, '--folder', folder];
  const own = [fileURLToPath(import.meta.url), ...others, ...which];
  const child = spawn(process.execPath, own, { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${key}: ${code}`);
}

async function measure(
  key: (typeof KEYS)[number],
  folder: string,
  learners: number,
  only: string,
  seconds: number,
): Promise<Measure> {
  const made = await makeDemoSeal(join(folder, 'seal'), {
    at: new Date(),
    password: PASSWORD,
    key,
    organisation: { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' },
  });
  const roster = join(folder, 'roster.csv');
  await writeFile(roster, await rosterOf(learners));
  const batch = { template: join(UNIVERSITY, 'template.json'), roster, seal: made.seal, password: PASSWORD };
  const paceOf = (what: Pick<BatchOrder, 'exports' | 'languages'>, name: string, rounds = ROUNDS) =>
    bestOf(rounds, (round) => ({ ...batch, ...what, out: join(folder, `${name}-${round}`), dryRun: false }));
  const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
  if (only === 'peak')
    return { key, learners, triples: await paceOf(TRIPLE, 'triples', 1), peakMegabytes: peak() };
  const opened = await openSeal(new Uint8Array(await readFile(made.seal)), PASSWORD);
  if (!opened.ok) throw new Error(opened.problems[0].code);
  const raw = await signingRate(opened.value);
  const triples = await paceOf(TRIPLE, 'triples');
  const sealed = { key, learners, raw, triples, peakMegabytes: peak() };
  if (only === 'triples') return sealed;
  const { rate: edc } = await paceOf(EDC, 'edc');
  const { rate: pictured } = await paceOf(PICTURED, 'pictured');
  const plain = await unseal(join(folder, 'triples-0', 'credentials'), folder);
  const peerKey = { path: made.seal, password: PASSWORD };
  const dss = await rateOfDss(peerKey, plain, seconds);
  const pyhanko = await rateOfPyhanko(peerKey, plain.pdf, seconds);
  return { ...sealed, edc, pictured, dss, pyhanko };
}

async function bestOf(rounds: number, order: (round: number) => BatchOrder): Promise<Pace> {
  let best: Pace = { rate: 0, milliseconds: 0 };
  for (let round = 0; round < rounds; round++) {
    const ask = askHere(openStudio(() => {}));
    const before = process.cpuUsage();
    const issued = await ask('batch.issue', order(round));
    const { user, system } = process.cpuUsage(before);
    if (!issued.ok) throw new Error(issued.problems[0].code);
    const { issued: count, rows, seconds } = issued.value;
    if (count !== rows) throw new Error(`${count} of ${rows} rows issued`);
    const pace = { rate: count / seconds, milliseconds: (user + system) / 1000 / count };
    if (pace.rate > best.rate) best = pace;
  }
  return best;
}

/** The key alone, through the same door and with as many at once as the threads can take. */
async function signingRate(seal: Seal): Promise<number> {
  const bytes = new Uint8Array(256);
  const sign = async (until: number): Promise<number> => {
    let count = 0;
    while (performance.now() < until) {
      await seal.sign(bytes);
      count++;
    }
    return count;
  };
  const start = performance.now();
  const counts = await Promise.all(Array.from({ length: AT_ONCE }, () => sign(start + RAW_MILLISECONDS)));
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1000);
}

function tell(measured: Measure, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(measured)}\n`);
    return;
  }
  const { key, learners, raw, triples, peakMegabytes, edc, pictured, dss, pyhanko } = measured;
  const say = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(value < 100 ? 1 : 0));
  const peer = dss && 1 / SEALABLE.reduce((sum, kind) => sum + 1 / (dss[kind] ?? 0), 0);
  const lines = [
    `${key}, ${learners} learners: ${say(triples.rate)} triples/s, ${triples.milliseconds.toFixed(1)} ms of processor each, peak ${peakMegabytes} MB`,
  ];
  if (raw !== undefined)
    lines.push(
      `  the key alone ${say(raw)} signatures/s; its time in a triple ${((100 * SEALS * triples.rate) / raw).toFixed(1)} %`,
    );
  if (edc !== undefined) {
    lines.push(
      `  ${say(edc)} EDC/s, ${say(pictured)} pictured/s`,
      `  EU DSS, sealing alone: ${SEALABLE.map((kind) => `${kind} ${say(dss?.[kind])}`).join(', ')}, so ${say(peer)} triples/s; ours × ${peer ? (triples.rate / peer).toFixed(1) : '–'}`,
      `  pyHanko, sealing alone: pdf ${say(pyhanko?.pdf)}`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

/**
 * The bundled learners, and again with other numbers and names when more are wanted than there are; turn by turn, so that the
 * peak is not that of making them.
 */
async function rosterOf(learners: number): Promise<Iterable<string>> {
  const roster = await readFile(join(UNIVERSITY, 'roster.csv'), 'utf8');
  const [header = '', ...rows] = roster.trim().split(/\r?\n/);
  return (function* () {
    yield `${header}\n`;
    for (let turn = 0; turn * rows.length < learners; turn++) {
      const lines = rows.slice(0, learners - turn * rows.length).map((row) => {
        const [number, given, family, ...rest] = row.split(';');
        return [`${number}-${turn}`, given, `${family}${turn === 0 ? '' : ` ${turn}`}`, ...rest].join(';');
      });
      yield `${lines.join('\n')}\n`;
    }
  })();
}

await main();
