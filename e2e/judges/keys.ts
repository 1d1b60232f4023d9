import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { openSampleService } from '../../electron/seals/sample-service.ts';
import { openSampleTokens, SOFTHSM, withoutToken } from '../../electron/seals/sample-token.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { dss } from './dss.ts';
import type { Batch, JudgedCredential } from './finding.ts';
import type { Line, Trial } from './hearing.ts';
import { run } from './program.ts';
import { pyhanko } from './pyhanko.ts';
import { xmlsec } from './xmlsec.ts';

const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
const PASSWORD = 'clé-σφραγίδας';

/** Where a key lies: what to say on the command line, and how to clear up. */
interface Place {
  readonly words: readonly string[];
  close?(): void;
}

interface Case {
  readonly name: string;
  readonly key: DemoKeyKind;
  readonly pss?: boolean;
  lay(folder: string, pki: DemoPki): Promise<Place>;
}

const file: Case['lay'] = async (folder, pki) => {
  const path = join(folder, 'seal.p12');
  await writeFile(path, await pki.pkcs12(PASSWORD));
  return { words: ['--seal', path] };
};

/** The same in the form that OpenSSL gives when asked for the old one. */
const oldFile: Case['lay'] = async (folder, pki) => {
  const { chain, key } = await pemOf(folder, pki);
  const path = join(folder, 'old.p12');
  openssl(['pkcs12', '-export', '-legacy', '-in', chain, '-inkey', key, '-out', path, '-passout', 'env:PW']);
  return { words: ['--seal', path] };
};

const pem: Case['lay'] = async (folder, pki) => {
  const { chain, key } = await pemOf(folder, pki);
  const path = join(folder, 'encrypted.pem');
  openssl(['pkcs8', '-topk8', '-in', key, '-out', path, '-passout', 'env:PW']);
  return { words: ['--seal', chain, '--seal-key', path] };
};

const token: Case['lay'] = async (folder, pki) => {
  const tokens = openSampleTokens(folder);
  process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF;
  tokens.make('Registry', PASSWORD);
  await tokens.put('Registry', PASSWORD, { pki, name: 'seal', id: '01' });
  return { words: ['--seal', `pkcs11:token=Registry;object=seal?module-path=${SOFTHSM}`] };
};

const serviceOf = (algorithm: string): Case['lay'] => {
  return async (_folder, pki) => {
    const service = await openSampleService({ pki, secret: PASSWORD, algorithms: [algorithm] });
    return { words: ['--seal', service.url], close: service.close };
  };
};

const CASES: readonly Case[] = [
  { name: 'file P-256', key: 'P-256', lay: file },
  { name: 'file P-384', key: 'P-384', lay: file },
  { name: 'file P-521', key: 'P-521', lay: file },
  { name: 'file RSA-2048', key: 'RSA-2048', lay: file },
  { name: 'file RSA-4096', key: 'RSA-4096', lay: file },
  { name: 'file RSA-3072 PSS', key: 'RSA-3072', pss: true, lay: file },
  { name: 'old file RSA-2048', key: 'RSA-2048', lay: oldFile },
  { name: 'PEM P-256', key: 'P-256', lay: pem },
  { name: 'token P-384', key: 'P-384', lay: token },
  { name: 'token RSA-2048 PSS', key: 'RSA-2048', pss: true, lay: token },
  { name: 'service P-256', key: 'P-256', lay: serviceOf('1.2.840.10045.4.3.2') },
  { name: 'service RSA-2048', key: 'RSA-2048', lay: serviceOf('1.2.840.113549.1.1.11') },
];

/**
 * One credential sealed with every kind of key in every place a key can lie: EU DSS must say level B, pyHanko and
 * xmlsec1 agree. xmlsec1 knows no RSA-PSS.
 */
export const keys: Trial = {
  name: 'Keys',
  missing: async () =>
    (await dss.missing()) ??
    (await pyhanko.missing()) ??
    (await xmlsec.missing()) ??
    (withoutToken() || undefined),
  async *hear(scratch) {
    for (const each of CASES) yield await hear(join(scratch, each.name.replaceAll(' ', '-')), each);
  },
};

async function hear(folder: string, { name, key, pss = false, lay }: Case): Promise<Line> {
  const start = performance.now();
  const failures: string[] = [];
  let passed = 0;
  try {
    await mkdir(folder, { recursive: true });
    const organisation = { name: 'University of Halcyon', identifier: 'VATEL-090000001', country: 'EL' };
    const pki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key, organisation });
    const place = await lay(folder, pki);
    const batch = await issue(folder, pki, [...place.words, ...(pss ? ['--algorithm', 'PS256'] : [])]);
    place.close?.();
    for (const judge of [dss, pyhanko, ...(pss ? [] : [xmlsec])]) {
      const findings = await judge.judge(batch);
      if (findings.length === 0) failures.push(`${judge.name} judged nothing`);
      for (const finding of findings) {
        if (finding.passed) passed += 1;
        else failures.push(`${judge.name}: ${basename(finding.file)}: ${finding.why}`);
      }
    }
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  return { judge: 'Keys', what: name, passed, failures, seconds: (performance.now() - start) / 1000 };
}

async function issue(folder: string, pki: DemoPki, seal: readonly string[]): Promise<Batch> {
  const roster = join(folder, 'roster.csv');
  const rows = (await readFile(join(UNIVERSITY, 'roster.csv'), 'utf8')).split('\n');
  await writeFile(roster, rows.slice(0, 2).join('\n'));
  const words = ['issue', '--json', '--template', join(UNIVERSITY, 'template.json'), '--roster', roster];
  const order = [...words, ...seal, '--out', folder, '--exports', 'pdf,elmo,edc', '--password-fd', '0'];
  const { code, err } = await run(process.execPath, [COMMAND, ...order], { input: `${PASSWORD}\n` });
  if (code !== 0) throw new Error(`sealwright issue ended with ${code}: ${err.slice(-1000)}`);
  const credentials = join(folder, 'credentials');
  const files: { -readonly [Format in keyof JudgedCredential['files']]: string } = {};
  for (const name of await readdir(credentials)) {
    const format = (['pdf', 'xml', 'json'] as const).find((each) => name.endsWith(`.${each}`));
    if (format) files[format] = join(credentials, name);
  }
  if (Object.keys(files).length !== 3) throw new Error('not all files were written');
  const root = join(folder, 'root.pem');
  await writeFile(root, writePem(pki.root));
  const crls = await Promise.all(
    pki.crls.map(async (crl, index) => {
      const path = join(folder, `${index}.crl`);
      await writeFile(path, crl);
      return path;
    }),
  );
  return { credentials: [{ files }], root, crls, scratch: folder };
}

/** PEM files of the chain and of the key, the key in the clear. */
async function pemOf(
  folder: string,
  pki: DemoPki,
): Promise<{ readonly chain: string; readonly key: string }> {
  const read = await readPkcs12(await pki.pkcs12('x'), 'x');
  if (!read.ok) throw new Error('the demonstration seal cannot be read');
  const [chain, key] = [join(folder, 'chain.pem'), join(folder, 'key.pem')];
  await writeFile(chain, [pki.certificate, pki.intermediate].map((der) => writePem(der)).join(''));
  await writeFile(key, writePem(read.value.privateKey, 'PRIVATE KEY'), { mode: 0o600 });
  return { chain, key };
}

function openssl(words: readonly string[]): void {
  const ran = spawnSync('openssl', words, { env: { ...process.env, PW: PASSWORD } });
  if (ran.status !== 0) throw new Error(`openssl: ${ran.stderr}`);
}
