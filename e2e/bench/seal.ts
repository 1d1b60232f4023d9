import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { makeDemoSeal } from '../../electron/seals/demo-seal.ts';
import { openSeal } from '../../electron/seals/pkcs12.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { elmCredential } from '../../shared/formats/elm.ts';
import { elmo } from '../../shared/formats/elmo.ts';
import { writeJson } from '../../shared/formats/json.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import { samplePages } from '../../shared/page/pdf/sample-page.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { preparePdfSealer } from '../../shared/sealing/pades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { prepareXmlSealer } from '../../shared/sealing/xades.ts';
import { writeCanonical } from '../../shared/sealing/xml.ts';
import { SEALABLE as FORMATS, type SealRates as Rates, rateOfDss, rateOfPyhanko } from './peers.ts';

const HELP = `Measures seals of level B a second, in one run: the key alone, ours, EU DSS and pyHanko, on the same documents with
the same key. Sealing only: nothing is composed, written or verified. Every contestant may use every processor: ours
signs RSA in the thread pool and P-256 in one thread, EU DSS has a thread and pyHanko a process for each (but
DSS makes JWS one at a time, since its reader of JSON keeps state).

  npm run bench:seal -- [--key KIND]... [--seconds N] [--json]
`;

const KEYS = ['RSA-2048', 'RSA-3072', 'P-256'] as const;
type Kind = (typeof KEYS)[number];
const PASSWORD = 'bench';
/** Signatures asked for at once: enough for every thread of the pool, and for what the one thread has ready beside it. */
const AT_ONCE = 16;
const NAME = 'Øystein Åkerblå';

interface Measure {
  readonly key: Kind;
  /** Signatures a second of the key alone, measured in turn with each format: other work on the machine hits both. */
  readonly raw: Rates;
  readonly ours: Rates;
  /** Processor time of a signature in that of a seal: what is left of the ratio however busy the machine is. */
  readonly work: Rates;
  readonly dss: Rates | undefined;
  readonly pyhanko: Rates | undefined;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      key: { type: 'string', multiple: true, default: [...KEYS] },
      seconds: { type: 'string', default: '3' },
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
    for (const key of KEYS.filter((each) => values.key.includes(each))) {
      const measure = await measureKey(key, join(scratch, key), Number(values.seconds));
      process.stdout.write(values.json ? `${JSON.stringify(measure)}\n` : tableOf(measure));
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function measureKey(key: Kind, folder: string, seconds: number): Promise<Measure> {
  const made = await makeDemoSeal(join(folder, 'seal'), {
    at: new Date(),
    password: PASSWORD,
    key,
    organisation: { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' },
  });
  const opened = await openSeal(new Uint8Array(await readFile(made.seal)), PASSWORD);
  if (!opened.ok) throw new Error(opened.problems[0].code);
  const seal = opened.value;
  const bytes = new Uint8Array(256);
  const documents = drawUp(seal);
  const ours: Partial<Record<(typeof FORMATS)[number], number>> = {};
  const raw: Partial<Record<(typeof FORMATS)[number], number>> = {};
  const work: Partial<Record<(typeof FORMATS)[number], number>> = {};
  for (const format of FORMATS) {
    const [one, other] = await inTurn(documents[format], () => seal.sign(bytes), seconds);
    [ours[format], raw[format]] = [one.rate, other.rate];
    work[format] = other.milliseconds / one.milliseconds;
  }
  const pathOf = (format: (typeof FORMATS)[number]) => join(folder, `document.${format}`);
  for (const format of FORMATS) await writeFile(pathOf(format), documents.plain[format]);
  const peerKey = { path: made.seal, password: PASSWORD };
  const paths = { pdf: pathOf('pdf'), xml: pathOf('xml'), json: pathOf('json') };
  const dss = await rateOfDss(peerKey, paths, seconds);
  const pyhanko = await rateOfPyhanko(peerKey, paths.pdf, seconds);
  return { key, raw, ours, work, dss, pyhanko };
}

/** The same documents, ready for us to seal and plain for the others. */
function drawUp(seal: Seal) {
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const fonts = loadFonts();
  const press = preparePdf({
    fonts,
    // What a batch brings: the letters its pages need, and no more.
    codePoints: new Set(
      [...Array.from({ length: 0x7f }, (_, code) => String.fromCodePoint(code)), ...NAME].map(
        (letter) => letter.codePointAt(0) ?? 0,
      ),
    ),
    engine: nodeEngine,
  });
  const payload = writeJson(elmCredential(sampleCredential, [], undefined));
  const page = {
    pages: samplePages(fonts, NAME),
    document: { title: 'Bench', language: 'en', author: 'Bench', createdAt: at, id: sampleCredential.id },
    attachments: [
      {
        name: 'credential.json',
        mediaType: 'application/json',
        bytes: payload,
        relationship: 'Source',
        description: 'credential',
        modifiedAt: at,
      },
    ],
  } as const;
  const pdf = preparePdfSealer(seal, nodeEngine);
  const unsealed = press.write({ ...page, seal: { contentsLength: pdf.contentsLength, name: 'Bench' } });
  // A seal is written into its placeholders: as many documents as are under way, taken in turn.
  const pages = Array.from({ length: 2 * AT_ONCE }, () => ({ ...unsealed, bytes: unsealed.bytes.slice() }));
  let next = 0;
  const xml = prepareXmlSealer(seal, nodeEngine, undefined, { commitment: 'origin' });
  const tree = elmo(sampleCredential);
  const json = prepareJsonSealer(seal, nodeEngine);
  return {
    pdf: () => pdf.seal(pages[next++ % pages.length] ?? unsealed),
    xml: () => xml.seal(tree, { at, id: sampleCredential.id, mediaType: 'text/xml', reason: 'Bench' }),
    json: () => json.seal(payload, { at, contentType: 'application/ld+json' }),
    plain: { pdf: press.write(page).bytes, xml: writeCanonical(tree), json: payload },
  };
}

/** Short turns for each after the other, warmed up before. */
const TURNS = 6;

interface Pace {
  /** A second. */
  readonly rate: number;
  /** Of all threads, for each. */
  readonly milliseconds: number;
}

/** How often each of two tasks ends in a second, and what it costs. */
async function inTurn(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  seconds: number,
): Promise<readonly [Pace, Pace]> {
  await turn(one, Math.min(1, seconds));
  const paces: [Pace, Pace][] = [];
  for (let round = 0; round < TURNS; round++) {
    paces.push([await turn(one, seconds / TURNS), await turn(other, seconds / TURNS)]);
  }
  const mean = (side: 0 | 1, of: keyof Pace) =>
    paces.reduce((sum, pace) => sum + pace[side][of], 0) / paces.length;
  const pace = (side: 0 | 1): Pace => ({
    rate: mean(side, 'rate'),
    milliseconds: mean(side, 'milliseconds'),
  });
  return [pace(0), pace(1)];
}

/** With as many at once as the threads can take. */

async function turn(task: () => Promise<unknown>, seconds: number): Promise<Pace> {
  const start = performance.now();
  const before = process.cpuUsage();
  const until = start + 1000 * seconds;
  const work = async (): Promise<number> => {
    let count = 0;
    for (; performance.now() < until; count++) await task();
    return count;
  };
  const counts = await Promise.all(Array.from({ length: AT_ONCE }, work));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const { user, system } = process.cpuUsage(before);
  return { rate: all / ((performance.now() - start) / 1000), milliseconds: (user + system) / 1000 / all };
}

function tableOf({ key, raw, ours, work, dss, pyhanko }: Measure): string {
  const cell = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(0)).padStart(9);
  const lines = [`${key}: signatures a second of the key alone (raw), and seals a second`];
  lines.push(
    `  ${''.padEnd(7)}${['raw', 'ours', 'EU DSS', 'pyHanko', 'of raw', 'of work', '× DSS'].map((word) => word.padStart(9)).join('')}`,
  );
  for (const format of FORMATS) {
    const own = ours[format] ?? 0;
    const peer = dss?.[format];
    const ratios = [
      (own / (raw[format] ?? 0)).toFixed(2),
      (work[format] ?? 0).toFixed(2),
      peer === undefined ? '–' : (own / peer).toFixed(1),
    ];
    lines.push(
      `  ${format.padEnd(7)}${cell(raw[format])}${cell(own)}${cell(peer)}${cell(pyhanko?.[format])}${ratios.map((ratio) => ratio.padStart(9)).join('')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

await main();
