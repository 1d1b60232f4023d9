import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askHere } from '../../electron/port.ts';
import { makeDemoSeal } from '../../electron/seals/demo-seal.ts';
import { openSeal } from '../../electron/seals/pkcs12.ts';
import { openStudio } from '../../electron/studio.ts';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Seal } from '../../shared/sealing/seal.ts';

const HELP = `Measures, written to the disk and registered, beside what the same key signs in the same run on one thread when it does
nothing else:
  triples   PDF, ELMO and Verifiable Credential a second: four signatures with the page's proof
  EDC       European Digital Credentials alone, with a picture of their page in one language
  pictured  PDF, ELMO and European Digital Credential, with a picture in each of the template's three languages

  npm run bench -- [--learners N] [--key KIND]... [--json]
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

interface Measure {
  readonly key: string;
  /** Signatures a second. */
  readonly raw: number;
  /** Credentials a second. */
  readonly triples: number;
  /** European Digital Credentials a second, in one language. */
  readonly edc: number;
  /** Credentials a second with European Digital Credentials in every language. */
  readonly pictured: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      learners: { type: 'string', default: '2000' },
      key: { type: 'string', multiple: true, default: [...KEYS] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const scratch = await mkdtemp(join(tmpdir(), 'sealwright-bench-'));
  try {
    const roster = join(scratch, 'roster.csv');
    const rows = await readRoster(Number(values.learners));
    await writeFile(roster, `${rows.join('\n')}\n`);
    for (const key of KEYS.filter((each) => values.key.includes(each))) {
      tell(await measure(key, join(scratch, key), roster), values.json);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function measure(key: (typeof KEYS)[number], folder: string, roster: string): Promise<Measure> {
  const made = await makeDemoSeal(join(folder, 'seal'), {
    at: new Date(),
    password: PASSWORD,
    key,
    organisation: { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' },
  });
  const opened = await openSeal(new Uint8Array(await readFile(made.seal)), PASSWORD);
  if (!opened.ok) throw new Error(opened.problems[0].code);
  const raw = await signingRate(opened.value);
  const batch = { template: join(UNIVERSITY, 'template.json'), roster, seal: made.seal, password: PASSWORD };
  const rateOf = (what: Pick<BatchOrder, 'exports' | 'languages'>, name: string) =>
    bestOf((round) => ({ ...batch, ...what, out: join(folder, `${name}-${round}`), dryRun: false }));
  const triples = await rateOf(TRIPLE, 'triples');
  const edc = await rateOf(EDC, 'edc');
  const pictured = await rateOf(PICTURED, 'pictured');
  return { key, raw, triples, edc, pictured };
}

/** Credentials a second. */
async function bestOf(order: (round: number) => BatchOrder): Promise<number> {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const ask = askHere(openStudio(() => {}));
    const issued = await ask('batch.issue', order(round));
    if (!issued.ok) throw new Error(issued.problems[0].code);
    const { issued: count, rows, seconds } = issued.value;
    if (count !== rows) throw new Error(`${count} of ${rows} rows issued`);
    best = Math.max(best, count / seconds);
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

function tell({ key, raw, triples, edc, pictured }: Measure, json: boolean): void {
  const [rawRate, rate, edcRate] = [raw.toFixed(0), triples.toFixed(1), edc.toFixed(1)];
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const share = ((100 * SEALS * triples) / raw).toFixed(1);
  process.stdout.write(
    json
      ? `${JSON.stringify({ key, signaturesPerSecond: raw, triplesPerSecond: triples, edcPerSecond: edc, picturedPerSecond: pictured, peakMegabytes: megabytes })}\n`
      : `${key.padEnd(9)} ${rate.padStart(7)} triples/s   ${edcRate.padStart(7)} EDC/s   ${pictured.toFixed(1).padStart(6)} pictured/s   raw key ${rawRate.padStart(6)} signatures/s   ${share} % of the key's time   peak ${megabytes} MB\n`,
  );
}

/** The bundled learners, and again with other numbers and names when more are wanted than there are. */
async function readRoster(learners: number): Promise<readonly string[]> {
  const roster = await readFile(join(UNIVERSITY, 'roster.csv'), 'utf8');
  const [header = '', ...rows] = roster.trim().split(/\r?\n/);
  const wanted = Array.from({ length: learners }, (_, at) => {
    const [number, given, family, ...rest] = (rows[at % rows.length] ?? '').split(';');
    const turn = Math.floor(at / rows.length);
    const suffix = turn === 0 ? '' : ` ${turn}`;
    return [`${number}-${turn}`, given, `${family}${suffix}`, ...rest].join(';');
  });
  return [header, ...wanted];
}

await main();
