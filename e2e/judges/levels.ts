import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeDemoSeal } from '../../electron/seals/demo-seal.ts';
import {
  type OpensslAuthority,
  startOpensslAuthority,
  withoutOpenssl,
} from '../../electron/timestamp/sample-authority.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { readAnswers } from './answers.ts';
import type { Batch, JudgedCredential } from './finding.ts';
import { type Line, type Trial, timedTrial } from './hearing.ts';
import { missingJava, runJava } from './java.ts';
import { run } from './program.ts';
import { verapdf } from './verapdf.ts';

const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
const PASSWORD = 'levels';
const KEYS: readonly DemoKeyKind[] = ['P-256', 'RSA-3072'];
const LEARNERS = 3;

const LEVELS = {
  pdf: 'PAdES-BASELINE-T',
  xml: 'XAdES-BASELINE-T',
  json: 'JAdES-BASELINE-T',
} as const;
type Format = keyof typeof LEVELS;

/** A folder of time-stamped credentials, with whom to trust. */
interface Stamped {
  readonly files: readonly string[];
  readonly roots: readonly string[];
  readonly crls: readonly string[];
}

/** What a judge says of one file. */
interface Said {
  readonly file: string;
  readonly indication: string;
  readonly level: string;
  /** The time-stamp holds, and its authority is trusted. */
  readonly proven: boolean;
  readonly words: string;
}

type Ask = (stamped: Stamped, files: readonly string[]) => Promise<readonly Said[]>;

/**
 * `sealwright issue --timestamp` against an OpenSSL authority on the loopback, for every kind of key: EU DSS and our own
 * verifier must say exactly level T, veraPDF that the pages are still PDF/A-3a and PDF/UA-1; and both must see
 * through a time-stamp that is another file's.
 */
export const levels: Trial = {
  name: 'Level T',
  missing: async () => withoutOpenssl() ?? missingJava(),
  async *hear(scratch) {
    const authority = await startOpensslAuthority();
    try {
      for (const key of KEYS) yield* hear(join(scratch, `levels-${key}`), key, authority);
    } finally {
      await authority.close();
    }
  },
};

async function* hear(folder: string, key: DemoKeyKind, authority: OpensslAuthority): AsyncGenerator<Line> {
  const stamped = await issue(folder, key, authority);
  const foreign = await exchangeTimestamps(folder, stamped.files);
  for (const [name, ask] of [
    ['EU DSS', askDss],
    ['sealwright verify', askOwn],
  ] as const) {
    yield await timedTrial(`${name} ${key}`, 'level T', async (failures) => {
      const said = await ask(stamped, stamped.files);
      for (const { file, indication, level, proven, words } of said) {
        const passed = /^TOTAL[_-]PASSED$/.test(indication) && level === levelOf(file) && proven;
        if (!passed) failures.push(`${basename(file)}: ${indication} ${level} ${words}`);
      }
      return said.length - failures.length;
    });
    yield await timedTrial(`${name} ${key}`, 'foreign time-stamp', async (failures) => {
      const said = await ask(stamped, foreign);
      for (const { file, indication, level, proven } of said) {
        // DSS reads the level from the structure; that the time-stamp fails it says apart.
        if (proven || (name !== 'EU DSS' && level === levelOf(file))) {
          failures.push(`${basename(file)}: ${indication} ${level}`);
        }
      }
      return said.length - failures.length;
    });
  }
  yield await timedTrial(`veraPDF ${key}`, '3a and ua1', async (failures) => {
    const credentials = stamped.files
      .filter((file) => formatOf(file) === 'pdf')
      .map((file): JudgedCredential => ({ files: { pdf: file } }));
    const batch: Batch = { credentials, root: '', crls: [], scratch: folder };
    const findings = await verapdf.judge(batch);
    for (const { file, passed, why } of findings) if (!passed) failures.push(`${basename(file)}: ${why}`);
    return findings.filter(({ passed }) => passed).length;
  });
}

async function issue(folder: string, key: DemoKeyKind, authority: OpensslAuthority): Promise<Stamped> {
  const organisation = { name: 'University of Halcyon', identifier: 'VATEL-090000001', country: 'EL' };
  const at = new Date();
  const seal = await makeDemoSeal(join(folder, 'seal'), { at, password: PASSWORD, key, organisation });
  const roster = await readFile(join(UNIVERSITY, 'roster.csv'), 'utf8');
  await writeFile(
    join(folder, 'roster.csv'),
    roster
      .split('\n')
      .slice(0, 1 + LEARNERS)
      .join('\n'),
  );
  const order = [
    ...[
      'issue',
      '--json',
      '--template',
      join(UNIVERSITY, 'template.json'),
      '--roster',
      join(folder, 'roster.csv'),
    ],
    ...['--seal', seal.seal, '--out', folder, '--exports', 'pdf,elmo,edc', '--password-fd', '0'],
    ...[
      '--timestamp',
      'http://127.0.0.1:1/',
      '--timestamp',
      authority.url,
      '--timestamp-trust',
      authority.root,
    ],
  ];
  const { code, err } = await run(process.execPath, [COMMAND, ...order], { input: `${PASSWORD}\n` });
  if (code !== 0) throw new Error(`sealwright issue ended with ${code}: ${err.slice(-1000)}`);
  const credentials = join(folder, 'credentials');
  const files = (await readdir(credentials, { recursive: true }))
    .filter((name) => /\.(?:pdf|xml|json)$/.test(name))
    .map((name) => join(credentials, name))
    .sort();
  if (files.length !== 3 * LEARNERS)
    throw new Error(`${files.length} files where ${3 * LEARNERS} are expected`);
  return { files, roots: [seal.root, authority.root], crls: [...seal.crls, authority.crl] };
}

/** Each XML and JSON file with the time-stamp of the next one. */
async function exchangeTimestamps(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const PLACES = {
    xml: /(?<=<xades:EncapsulatedTimeStamp>)[^<]+/,
    json: /(?<="etsiU":\[")[^"]+/,
  } as const;
  const changed: string[] = [];
  for (const format of ['xml', 'json'] as const) {
    const own = files.filter((file) => formatOf(file) === format);
    for (const [index, file] of own.entries()) {
      const text = await readFile(file, 'utf8');
      const other = await readFile(own[(index + 1) % own.length] ?? file, 'utf8');
      const [stamp] = PLACES[format].exec(other) ?? [];
      if (stamp === undefined || text.includes(stamp)) throw new Error(`no other time-stamp for ${file}`);
      changed.push(join(folder, `foreign-${basename(file)}`));
      await writeFile(join(folder, `foreign-${basename(file)}`), text.replace(PLACES[format], stamp));
    }
  }
  return changed;
}

interface DssAnswer {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly {
    readonly indication: string;
    readonly subIndication: string | null;
    readonly level: string;
    readonly timestamps: readonly string[];
    readonly errors: readonly string[];
  }[];
}

const askDss: Ask = async ({ roots, crls }, files) => {
  const trust = [...roots.flatMap((root) => ['--root', root]), ...crls.flatMap((crl) => ['--crl', crl])];
  const answers = readAnswers<DssAnswer>('DSS', files, await runJava(['dss', ...trust], files));
  return answers.map(({ file, error, signatures = [] }) => {
    const [signature, second] = signatures;
    if (!signature || second)
      return { file, indication: 'none', level: '', proven: false, words: error ?? 'not one seal' };
    const { indication, level, subIndication, timestamps, errors } = signature;
    const proven = timestamps.join() === 'PASSED';
    return { file, indication, level, proven, words: [subIndication ?? '', ...errors].join(' ') };
  });
};

const askOwn: Ask = async ({ roots, crls }, files) => {
  const trust = [...roots.flatMap((root) => ['--trust', root]), ...crls.flatMap((crl) => ['--crl', crl])];
  const { out, err } = await run(process.execPath, [COMMAND, 'verify', '--json', ...trust, ...files]);
  const reports = new Map<string, Said>();
  for (const line of out.split('\n').filter((text) => text !== '')) {
    const {
      file,
      indication,
      level = '',
      proven,
      reason,
    } = JSON.parse(line) as {
      readonly file?: string;
      readonly indication: string;
      readonly level?: string;
      readonly proven?: object;
      readonly reason: string;
    };
    if (file !== undefined)
      reports.set(file, { file, indication, level, proven: proven !== undefined, words: reason });
  }
  return files.map((file) => {
    const said = reports.get(file);
    if (!said) throw new Error(`sealwright verify says nothing of ${file}: ${err.slice(-1000)}`);
    return said;
  });
};

function formatOf(file: string): Format {
  return file.endsWith('.pdf') ? 'pdf' : file.endsWith('.xml') ? 'xml' : 'json';
}

function levelOf(file: string): string {
  return LEVELS[formatOf(file)];
}
