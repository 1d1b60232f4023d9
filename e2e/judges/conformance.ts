import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBatch } from './batch.ts';
import { dss } from './dss.ts';
import { elmo } from './elmo.ts';
import type { Batch, Judge, JudgedCredential } from './finding.ts';
import { own } from './own.ts';
import { pdfsig } from './pdfsig.ts';
import { pdftotext } from './pdftotext.ts';
import { pyhanko } from './pyhanko.ts';
import { qpdf } from './qpdf.ts';
import { qr } from './qr.ts';
import { raster } from './raster.ts';
import { shacl } from './shacl.ts';
import { signxml } from './signxml.ts';
import { verapdf } from './verapdf.ts';
import { xmlsec } from './xmlsec.ts';

const JUDGES: readonly Judge[] = [
  dss,
  pyhanko,
  pdfsig,
  xmlsec,
  signxml,
  verapdf,
  qpdf,
  shacl,
  elmo,
  pdftotext,
  qr,
  raster,
  own,
];

const HELP = `Lets independent programs judge every sealed file of a batch.

  npm run conformance -- [--dir DIR] [--root PEM] [--crl FILE]... [--only JUDGE]... [--require-all]

  --dir DIR       the folder \`sealwright issue --out\` or \`npm run demo\` wrote (default demo-output)
  --root PEM      the root to trust (default DIR/seal/demo-root.pem)
  --crl FILE      revocation lists, DER or PEM (default DIR/seal/*.crl)
  --only JUDGE    only judges whose name contains JUDGE
  --require-all   a judge that is not installed is a failure (always so with CI=true)
`;

/** How many credentials are spoiled, one byte at a time, to see every judge refuse them. */
const SPOILED = 3;

interface Line {
  readonly judge: string;
  readonly what: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string', default: 'demo-output' },
      root: { type: 'string' },
      crl: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      'require-all': { type: 'boolean', default: process.env.CI === 'true' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const scratch = await mkdtemp(join(tmpdir(), 'sealwright-judges-'));
  try {
    const batch = await openBatch(resolve(values.dir), { root: values.root, crls: values.crl, scratch });
    const wanted = (judge: Judge): boolean =>
      values.only?.some((word) => judge.name.toLowerCase().includes(word.toLowerCase())) ?? true;
    const lines: Line[] = [];
    for (const judge of JUDGES.filter(wanted))
      lines.push(...(await hear(judge, batch, values['require-all'])));
    return report(lines);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/** Both things to learn of a judge: that it passes what we made, and that it does not pass just anything. */
const hear = async (judge: Judge, batch: Batch, requireAll: boolean): Promise<readonly Line[]> => {
  const missing = await judge.missing();
  if (missing !== undefined) {
    process.stdout.write(`${judge.name}: missing. ${missing}\n`);
    if (!requireAll) return [];
    return [{ judge: judge.name, what: 'installed', passed: 0, failures: [missing], seconds: 0 }];
  }
  const lines = [await judged(judge, batch), await provoked(judge, batch)];
  for (const line of lines) process.stdout.write(`${row(line)}\n`);
  return lines;
};

const judged = async (judge: Judge, batch: Batch): Promise<Line> => {
  const start = performance.now();
  const failures: string[] = [];
  let passed = 0;
  try {
    const findings = await judge.judge(batch);
    for (const finding of findings) {
      if (finding.passed) passed += 1;
      else failures.push(`${basename(finding.file)}: ${finding.why}`);
    }
    if (findings.length === 0) failures.push('judged no file at all');
  } catch (error) {
    // A judge that breaks down has passed nothing.
    failures.push(words(error));
  }
  return {
    judge: judge.name,
    what: judge.formats.join(' '),
    passed,
    failures,
    seconds: (performance.now() - start) / 1000,
  };
};

/** A check that cannot fail is none: each judge is shown files with one byte changed and must refuse every one. */
const provoked = async (judge: Judge, batch: Batch): Promise<Line> => {
  const start = performance.now();
  const failures: string[] = [];
  let refused = 0;
  try {
    const credentials = await spoil(judge, batch);
    const findings = await judge.judge({ ...batch, credentials });
    for (const { file, passed } of findings) {
      if (passed) failures.push(`passes ${basename(file)}`);
      else refused += 1;
    }
    if (findings.length < Math.max(1, credentials.length)) {
      failures.push(`judged ${findings.length} of ${credentials.length} spoiled files`);
    }
  } catch (error) {
    failures.push(words(error));
  }
  return {
    judge: judge.name,
    what: 'one byte changed',
    passed: refused,
    failures,
    seconds: (performance.now() - start) / 1000,
  };
};

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The judge's own changes of one byte, on credentials spread over the batch. */
const spoil = async (judge: Judge, batch: Batch): Promise<readonly JudgedCredential[]> => {
  const spoiled: JudgedCredential[] = [];
  for (const [number, { name, format, spoil: change }] of judge.spoils.entries()) {
    const having = batch.credentials.filter(({ files }) => files[format] !== undefined);
    const step = Math.max(1, Math.floor(having.length / SPOILED));
    for (let index = 0, made = 0; index < having.length && made < SPOILED; index += step, made += 1) {
      const credential = having[index];
      const whole = credential?.files[format];
      if (whole === undefined) continue;
      const folder = join(batch.scratch, 'spoiled', judge.name.replaceAll(/\W+/g, '-'), `${number}`);
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${name.replaceAll(' ', '-')}_${basename(whole)}`);
      const bytes = await readFile(whole);
      const changed = change(bytes);
      if (difference(bytes, changed) !== 1)
        throw new Error(`${name} is not a change of one byte in ${whole}`);
      await writeFile(file, changed);
      spoiled.push({ ...credential, files: { [format]: file } });
    }
  }
  return spoiled;
};

const difference = (one: Uint8Array, other: Uint8Array): number => {
  let count = Math.abs(one.length - other.length);
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    if (one[index] !== other[index]) count += 1;
  }
  return count;
};

const row = ({ judge, what, passed, failures, seconds }: Line): string =>
  `${judge.padEnd(20)} ${what.padEnd(18)} ${String(passed).padStart(5)} passed ${String(failures.length).padStart(5)} failed ${seconds.toFixed(1).padStart(7)} s`;

const report = (lines: readonly Line[]): number => {
  let passed = 0;
  let failed = 0;
  process.stdout.write('\n');
  for (const line of lines) {
    passed += line.passed;
    failed += line.failures.length;
    for (const failure of line.failures)
      process.stdout.write(`FAILED ${line.judge}, ${line.what}: ${failure}\n`);
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
};

process.exitCode = await main();
