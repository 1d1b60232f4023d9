import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type OpensslPki, type SampleSeal, startOpensslPki } from '../../electron/revocation/sample-pki.ts';
import {
  openSampleTokens,
  type SampleTokens,
  SOFTHSM,
  withoutToken,
} from '../../electron/seals/sample-token.ts';
import {
  type OpensslAuthority,
  startOpensslAuthority,
  withoutOpenssl,
} from '../../electron/timestamp/sample-authority.ts';
import { readPem } from '../../shared/sealing/certificate.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { readAnswers } from './answers.ts';
import type { JudgedCredential } from './finding.ts';
import { type Line, type Trial, timedTrial } from './hearing.ts';
import { missingJava, runJava } from './java.ts';
import { run } from './program.ts';
import { missingPython, runPython } from './python.ts';
import { verapdf } from './verapdf.ts';

const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
/** Of files and of the token. */
const PASSWORD = 'extension';

const rsa = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];
const curve = (name: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${name}`];
interface Key {
  readonly name: string;
  readonly key: readonly string[];
  readonly pss?: boolean;
  /** Lies in a token of SoftHSM instead of a file. */
  readonly token?: boolean;
}

const KEYS: readonly Key[] = [
  { name: 'P-256', key: curve('P-256') },
  { name: 'P-384', key: curve('P-384') },
  { name: 'P-521', key: curve('P-521') },
  { name: 'RSA-2048', key: rsa(2048) },
  { name: 'RSA-3072', key: rsa(3072) },
  { name: 'RSA-3072-PSS', key: rsa(3072), pss: true },
  { name: 'RSA-4096', key: rsa(4096) },
  { name: 'token-P-256', key: curve('P-256'), token: true },
  { name: 'token-P-384', key: curve('P-384'), token: true },
  { name: 'token-P-521', key: curve('P-521'), token: true },
  { name: 'token-RSA-2048', key: rsa(2048), token: true },
  { name: 'token-RSA-3072', key: rsa(3072), token: true },
  { name: 'token-RSA-3072-PSS', key: rsa(3072), pss: true, token: true },
  { name: 'token-RSA-4096', key: rsa(4096), token: true },
];
/** Whose batch is given a sealed record, raised like credentials. */
const RECORDED = 'P-256';
const FAMILIES = { pdf: 'PAdES', xml: 'XAdES', json: 'JAdES' } as const;
type Format = keyof typeof FAMILIES;

/** Files that `extend` raised together. */
interface Step {
  /** `renewed` is LTA once more. */
  readonly name: 'T' | 'LT' | 'LTA' | 'renewed';
  readonly files: readonly string[];
}

/**
 * Sealed offline under an OpenSSL authority with OCSP responder, then raised by `sealwright extend` step by step: EU DSS must
 * say exactly the level for every kind of key, in files and in a token, and every format, the record of a batch included, from LT on by what the files bring along; veraPDF that the
 * pages are still PDF/A-3a and PDF/UA-1; pyHanko that seal and document time-stamps hold and only what is allowed changed.
 */
export const extension: Trial = {
  name: 'Extension',
  missing: async () =>
    withoutOpenssl() ?? (await missingJava()) ?? (await missingPython()) ?? (withoutToken() || undefined),
  async *hear(scratch) {
    const folder = join(scratch, 'extension');
    await mkdir(folder, { recursive: true });
    const [pki, authority] = [await startOpensslPki(PASSWORD), await startOpensslAuthority()];
    try {
      const steps: Step[] = [];
      yield await timedTrial('sealwright extend', 'T, LT, LTA, renewed', async () => {
        await issueAll(folder, pki);
        let from = join(folder, 'B');
        for (const name of ['T', 'LT', 'LTA', 'renewed'] as const) {
          const step = await raise(folder, from, name, pki, authority);
          steps.push(step);
          from = join(folder, name);
        }
        return steps.reduce((count, { files }) => count + files.length, 0);
      });
      yield* judge(folder, steps, pki, authority);
    } finally {
      await Promise.all([pki.close(), authority.close()]);
    }
  },
};

async function issueAll(folder: string, pki: OpensslPki): Promise<void> {
  const roster = join(folder, 'roster.csv');
  const rows = (await readFile(join(UNIVERSITY, 'roster.csv'), 'utf8')).split('\n');
  await writeFile(roster, rows.slice(0, 2).join('\n'));
  const tokens = openSampleTokens(folder);
  process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF;
  tokens.make('Registry', PASSWORD);
  for (const [index, { name, key, pss = false, token = false }] of KEYS.entries()) {
    const { pkcs12, certificate } = await pki.issue(name, { key, chain: true });
    const id = `${10 + index}`;
    if (token) await layIn(tokens, name, id, { pkcs12, certificate }, pki);
    const seal = token ? `pkcs11:token=Registry;object=${name}?module-path=${SOFTHSM}` : pkcs12;
    const out = join(folder, 'issued', name);
    const words = ['--template', join(UNIVERSITY, 'template.json'), '--roster', roster, '--seal', seal];
    const order = [...words, '--out', out, '--exports', 'pdf,elmo,edc', '--password-fd', '0'];
    const more = [...(pss ? ['--algorithm', 'PS256'] : []), ...(name === RECORDED ? ['--record'] : [])];
    await sealwright(['issue', ...order, ...more], `${PASSWORD}\n`);
    await cp(join(out, 'credentials'), join(folder, 'B', name), { recursive: true });
    if (name === RECORDED) await cp(join(out, 'records'), join(folder, 'B', 'record'), { recursive: true });
  }
}

/** The key and both certificates, as a trust service would hand the token over. */
async function layIn(
  tokens: SampleTokens,
  name: string,
  id: string,
  { pkcs12, certificate }: Pick<SampleSeal, 'pkcs12' | 'certificate'>,
  pki: OpensslPki,
): Promise<void> {
  const read = await readPkcs12(new Uint8Array(await readFile(pkcs12)), PASSWORD);
  const [own] = readPem(new Uint8Array(await readFile(certificate)));
  if (!read.ok || !own) throw new Error(`${pkcs12} cannot be read`);
  const intermediate = new Uint8Array(await readFile((pki.crls[1] ?? '').replace(/\.crl$/, '.cer')));
  await tokens.put('Registry', PASSWORD, {
    pki: { privateKey: read.value.privateKey, certificate: own, intermediate },
    ...{ name, id },
  });
}

async function raise(
  folder: string,
  from: string,
  name: Step['name'],
  pki: OpensslPki,
  authority: OpensslAuthority,
): Promise<Step> {
  const to = join(folder, name);
  await cp(from, to, { recursive: true });
  const trust = ['--trust', pki.root, '--trust', authority.root, '--crl', authority.crl];
  const level = name === 'renewed' ? ['LTA', '--renew'] : [name];
  await sealwright(['extend', to, '--online', '--to', ...level, '--timestamp', authority.url, ...trust]);
  const files = (await readdir(to, { recursive: true }))
    .filter((file) => /\.(?:pdf|xml|json|asice)$/.test(file) && !file.endsWith('.proofs.json'))
    .map((file) => join(to, file))
    .sort();
  if (files.length !== 3 * KEYS.length + 2) throw new Error(`${files.length} files raised to ${name}`);
  return { name, files };
}

async function sealwright(words: readonly string[], input = ''): Promise<void> {
  const { code, out, err } = await run(process.execPath, [COMMAND, ...words, '--json'], { input });
  if (code !== 0) throw new Error(`sealwright ${words[0]} ended with ${code}: ${err}${out}`.slice(0, 1000));
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
    readonly pdf?: { readonly docMdp: string | null };
  }[];
}

async function* judge(
  folder: string,
  steps: readonly Step[],
  pki: OpensslPki,
  authority: OpensslAuthority,
): AsyncGenerator<Line> {
  const roots = ['--root', pki.root, '--root', authority.root];
  const lists = [...pki.crls, authority.crl].flatMap((crl) => ['--crl', crl]);
  for (const [what, told, wanted] of [
    ['T', lists, ['T']],
    ['LT and LTA alone', [], ['LT', 'LTA', 'renewed']],
  ] as const) {
    const heard = steps.filter(({ name }) => (wanted as readonly string[]).includes(name));
    yield await timedTrial('EU DSS', what, async (failures) => {
      const files = heard.flatMap((step) => step.files);
      const answers = readAnswers<DssAnswer>('DSS', files, await runJava(['dss', ...roots, ...told], files));
      const levels = new Map(
        heard.flatMap(({ name, files: all }) => all.map((file) => [file, levelOf(file, name)])),
      );
      for (const answer of answers) {
        const why = objection(answer, levels.get(answer.file) ?? '');
        if (why !== undefined) failures.push(`${named(answer.file)}: ${why}`);
      }
      return answers.length - failures.length;
    });
  }
  const pages = steps.flatMap(({ files }) => files.filter((file) => file.endsWith('.pdf')));
  yield await timedTrial('veraPDF', '3a and ua1', async (failures) => {
    const credentials = pages.map((pdf): JudgedCredential => ({ files: { pdf } }));
    const findings = await verapdf.judge({ credentials, root: '', crls: [], scratch: folder });
    for (const { file, passed, why } of findings) if (!passed) failures.push(`${named(file)}: ${why}`);
    return findings.filter(({ passed }) => passed).length;
  });
  yield await timedTrial('pyHanko', 'LT and LTA alone', async (failures) => {
    const proven = pages.filter((file) => !file.startsWith(join(folder, 'T/')));
    const ran = await runPython('python/pyhanko_levels_judge.py', roots, proven);
    const answers = readAnswers<PyHankoAnswer>('pyHanko', proven, ran);
    for (const { file, error, seals = [], timestamps = [] } of answers) {
      const [seal] = seals;
      const allowed = seal?.good && seal.docMdpOk && seal.modification === 'LTA_UPDATES';
      const good = allowed && timestamps.length > 0 && timestamps.every((stamp) => stamp.good);
      if (!good) failures.push(`${named(file)}: ${error ?? JSON.stringify({ seals, timestamps })}`);
    }
    return answers.length - failures.length;
  });
}

interface PyHankoAnswer {
  readonly file: string;
  readonly error?: string;
  readonly seals?: readonly {
    readonly good: boolean;
    readonly modification: string;
    readonly docMdpOk: boolean;
  }[];
  readonly timestamps?: readonly { readonly good: boolean }[];
}

function objection({ error, signatures = [] }: DssAnswer, level: string): string | undefined {
  const [seal, second] = signatures;
  if (!seal || second) return error ?? `${signatures.length} seals where one is expected`;
  const { indication, subIndication, timestamps, errors, pdf } = seal;
  if (indication !== 'TOTAL_PASSED') return `${indication} ${subIndication} ${errors.join(' ')}`;
  if (seal.level !== level) return `${seal.level} where ${level} is expected`;
  if (timestamps.length === 0 || timestamps.some((one) => one !== 'PASSED'))
    return `time-stamps ${timestamps.join()}`;
  return pdf && pdf.docMdp !== 'NO_CHANGE_PERMITTED' ? `certification ${pdf.docMdp}` : undefined;
}

function levelOf(file: string, step: Step['name']): string {
  if (file.endsWith('.asice')) return levelOf('.xml', step);
  const format = (Object.keys(FAMILIES) as Format[]).find((each) => file.endsWith(`.${each}`)) ?? 'pdf';
  return `${FAMILIES[format]}-BASELINE-${step === 'renewed' ? 'LTA' : step}`;
}

/** Level, key and file. */
function named(file: string): string {
  return file.split('/').slice(-3, -1).concat(basename(file)).join('/');
}
