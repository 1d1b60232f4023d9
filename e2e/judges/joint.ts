import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { writeJointTemplate } from '../../electron/seals/sample-joint.ts';
import { startOpensslAuthority, withoutOpenssl } from '../../electron/timestamp/sample-authority.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { readAnswers } from './answers.ts';
import { type Trial, timedTrial } from './hearing.ts';
import { missingJava, runJava } from './java.ts';
import { run } from './program.ts';
import { missingPython, runPython } from './python.ts';
import { verapdf } from './verapdf.ts';

const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
const PASSWORD = 'joint';
const PARTNERS = [
  {
    name: 'Universidade de Cabo Alto',
    identifier: 'NTRPT-500000001',
    country: 'PT',
    code: 'PRT',
    label: 'Portugal',
  },
  { name: 'Pohjolan yliopisto', identifier: 'VATFI-20000002', country: 'FI', code: 'FIN', label: 'Finland' },
] as const;
const SEALS = 1 + PARTNERS.length;

/** What a judge says of one seal. */
interface DssSeal {
  readonly indication: string;
  readonly level: string;
  readonly scopes: readonly string[];
  readonly pdf?: { readonly docMdp: string | null };
}

interface PyhankoSeal {
  readonly bottomLine: boolean;
  readonly docMdpOk: boolean;
  readonly coverage: string;
  readonly modification: string;
}

interface Answer<Seal> {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly Seal[];
}

interface Sealed {
  readonly files: readonly string[];
  /** The same at LTA. */
  readonly raised: readonly string[];
  readonly records: readonly string[];
  readonly trust: readonly string[];
}

/**
 * A joint degree, sealed by three institutions one after the other with keys of different kinds, and the record of the
 * batch: every judge must see every seal, each good by itself, and that a PDF closed by the last takes no change.
 */
export const joint: Trial = {
  name: 'Joint seals and records',
  missing: async () => withoutOpenssl() ?? (await missingJava()) ?? (await missingPython()),
  async *hear(scratch) {
    const sealed = await sealAll(join(scratch, 'joint'));
    yield await timedTrial('EU DSS', 'three seals', (failures) =>
      askDss(sealed, sealed.files, SEALS, failures),
    );
    yield await timedTrial('EU DSS', 'three seals at LTA', (failures) =>
      askDss(sealed, sealed.raised, SEALS, failures, 'LTA'),
    );
    yield await timedTrial('EU DSS', 'batch record', (failures) =>
      askDss(sealed, sealed.records, 1, failures),
    );
    yield await timedTrial('pyHanko', 'three seals', (failures) => askPyhanko(sealed, failures));
    yield await timedTrial('veraPDF 3a and ua1', 'three seals, and at LTA', async (failures) => {
      const pdfs = [...sealed.files, ...sealed.raised].filter((file) => file.endsWith('.pdf'));
      const credentials = pdfs.map((pdf) => ({ files: { pdf } }));
      const findings = await verapdf.judge({ credentials, root: '', crls: [], scratch });
      for (const { file, passed, why } of findings)
        if (!passed) failures.push(`${file.split('/').slice(-2).join('/')}: ${why}`);
      return findings.filter(({ passed }) => passed).length;
    });
    yield await timedTrial('EU DSS', 'one byte changed', (failures) =>
      refuseChanged(sealed, scratch, failures),
    );
  },
};

async function sealAll(folder: string): Promise<Sealed> {
  await mkdir(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  const partners = PARTNERS.map(({ code, label, ...partner }) => ({ ...partner, country: { code, label } }));
  const awardingBody = writeJointTemplate(path('template.json'), partners);
  const rows = (await readFile(join(UNIVERSITY, 'roster.csv'), 'utf8')).split('\n').slice(0, 3);
  await writeFile(path('roster.csv'), rows.join('\n'));
  const own = { ...awardingBody, country: 'GR' };
  const trust = await Promise.all(
    (
      [
        ['0', own, 'P-256'],
        ['1', PARTNERS[0], 'RSA-3072'],
        ['2', PARTNERS[1], 'P-384'],
      ] as const
    ).map(([name, organisation, key]) => makeSeal(path(name), organisation, key)),
  );
  const issue = ['issue', '--template', path('template.json'), '--roster', path('roster.csv'), '--record'];
  await sealwright([...issue, '--seal', path('0.p12'), '--out', path('out-0')]);
  for (const number of [1, 2]) {
    const from = join(path(`out-${number - 1}`), 'credentials');
    await sealwright(['cosign', from, '--seal', path(`${number}.p12`), '--out', path(`out-${number}`)]);
  }
  const credentials = join(path('out-2'), 'credentials');
  const records = join(path('out-0'), 'records');
  const raised = path('raised');
  await cp(credentials, raised, { recursive: true });
  const authority = await startOpensslAuthority();
  const authorities = ['--root', path('time.pem')];
  try {
    await cp(authority.root, path('time.pem'));
    const told = trust.flat().map((word) => (word === '--root' ? '--trust' : word));
    const means = ['--timestamp', authority.url, '--trust', authority.root, '--crl', authority.crl, ...told];
    await sealwright(['extend', raised, '--to', 'LTA', ...means], []);
  } finally {
    await authority.close();
  }
  const inFolder = async (where: string, ending: RegExp) =>
    (await readdir(where)).filter((name) => ending.test(name)).map((name) => join(where, name));
  return {
    files: await inFolder(credentials, /\.(?:pdf|xml|json)$/),
    // One credential's: each has the same three seals.
    raised: (await inFolder(raised, /\.(?:pdf|xml|json)$/)).sort().slice(0, 3),
    records: await inFolder(records, /\.(?:asice|record\.json)$/),
    trust: [...trust.flat(), ...authorities],
  };
}

async function makeSeal(
  path: string,
  {
    name,
    identifier,
    country,
  }: { readonly name: string; readonly identifier: string; readonly country: string },
  key: DemoKeyKind,
): Promise<readonly string[]> {
  const organisation = { name, identifier, country };
  const pki: DemoPki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key, organisation });
  await writeFile(`${path}.p12`, await pki.pkcs12(PASSWORD));
  await writeFile(`${path}.pem`, writePem(pki.root));
  const crls = pki.crls.map((crl, index) => [`${path}-${index}.crl`, crl] as const);
  for (const [file, crl] of crls) await writeFile(file, crl);
  return ['--root', `${path}.pem`, ...crls.flatMap(([file]) => ['--crl', file])];
}

async function sealwright(words: readonly string[], secret = ['--password-fd', '0']): Promise<void> {
  const order = [COMMAND, ...words, '--json', ...secret];
  const { code, out, err } = await run(process.execPath, order, { input: `${PASSWORD}\n` });
  if (code !== 0) throw new Error(`sealwright ${words[0]} ended with ${code}: ${(err + out).slice(-800)}`);
}

async function askDss(
  { trust }: Sealed,
  files: readonly string[],
  seals: number,
  failures: string[],
  expected: 'B' | 'LTA' = 'B',
): Promise<number> {
  const answers = readAnswers<Answer<DssSeal>>('DSS', files, await runJava(['dss', ...trust], files));
  return countGood(answers, failures, ({ error, signatures = [], file }) => {
    if (error !== undefined) return error;
    if (signatures.length !== seals) return `${signatures.length} seals where ${seals} are expected`;
    const bad = signatures.find(
      ({ indication, level }) => indication !== 'TOTAL_PASSED' || !level.endsWith(`BASELINE-${expected}`),
    );
    if (bad) return `${bad.indication} ${bad.level}`;
    const [first] = signatures;
    // The scope of a PDF's seal is the revision it was put on, and raising adds some.
    const whole = !file.endsWith('.pdf') ? signatures : expected === 'B' ? signatures.slice(-1) : [];
    if (!whole.every(({ scopes }) => scopes.join() === 'FULL')) return `scopes ${JSON.stringify(signatures)}`;
    const certified = !file.endsWith('.pdf') || first?.pdf?.docMdp === 'MINIMAL_CHANGES_PERMITTED';
    return certified ? undefined : `certification ${first?.pdf?.docMdp}`;
  });
}

async function askPyhanko({ trust, files }: Sealed, failures: string[]): Promise<number> {
  const pdfs = files.filter((file) => file.endsWith('.pdf'));
  const ran = await runPython('python/pyhanko_judge.py', trust, pdfs);
  return countGood(
    readAnswers<Answer<PyhankoSeal>>('pyHanko', pdfs, ran),
    failures,
    ({ error, signatures = [] }) => {
      if (error !== undefined) return error;
      const said = signatures.map(({ bottomLine, docMdpOk, coverage, modification }) =>
        [bottomLine && docMdpOk, coverage, modification].join(' '),
      );
      const expected = [...PARTNERS.map(() => 'true ENTIRE_REVISION FORM_FILLING'), 'true ENTIRE_FILE NONE'];
      return said.join() === expected.join() ? undefined : said.join('; ');
    },
  );
}

function countGood<A extends { readonly file: string }>(
  answers: readonly A[],
  failures: string[],
  objection: (answer: A) => string | undefined,
): number {
  for (const answer of answers) {
    const why = objection(answer);
    if (why !== undefined) failures.push(`${basename(answer.file)}: ${why}`);
  }
  if (answers.length === 0) failures.push('judged nothing');
  return answers.length - failures.length;
}

/** A letter of the content, of each seal and behind the end: DSS must refuse every one. */
async function refuseChanged(sealed: Sealed, scratch: string, failures: string[]): Promise<number> {
  const folder = join(scratch, 'joint-changed');
  await mkdir(folder, { recursive: true });
  const changed: string[] = [];
  const wanted = (['.pdf', '.xml', '.json', '.asice'] as const).flatMap((ending) =>
    [...sealed.files, ...sealed.records].filter((file) => file.endsWith(ending)).slice(0, 1),
  );
  for (const file of wanted) {
    const bytes = await readFile(file);
    for (const [number, place] of placesIn(file, bytes).entries()) {
      const copy = Uint8Array.from(bytes);
      copy[place] = (copy[place] ?? 0) ^ 1;
      const path = join(folder, `${number}-${basename(file)}`);
      await writeFile(path, copy);
      changed.push(path);
    }
  }
  const said = readAnswers<Answer<DssSeal>>('DSS', changed, await runJava(['dss', ...sealed.trust], changed));
  const passes = ({ error, signatures = [] }: Answer<DssSeal>) =>
    error === undefined &&
    signatures.length > 0 &&
    signatures.every(({ indication }) => indication === 'TOTAL_PASSED');
  for (const answer of said) if (passes(answer)) failures.push(`EU DSS passes ${basename(answer.file)}`);
  return said.length - failures.length;
}

/** Offsets of a letter that the first seal covers, and of the signature values; in a container, of the data file. */
function placesIn(file: string, bytes: Buffer): readonly number[] {
  const text = bytes.toString('latin1');
  if (file.endsWith('.pdf')) return [text.indexOf('/Title') + 8, ...after(text, /\/Contents</g, 400)];
  if (file.endsWith('.xml')) return [text.indexOf('<') + 60, ...after(text, /<ds:SignatureValue[^>]*>/g, 20)];
  if (file.endsWith('.json')) return [40, ...after(text, /"signature":"/g, 20)];
  return [text.indexOf('record.json') + 60];
}

function after(text: string, mark: RegExp, distance: number): readonly number[] {
  return [...text.matchAll(mark)].map(({ index, 0: found }) => index + found.length + distance);
}
