import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { readAnswers } from './answers.ts';
import type { Line, Trial } from './hearing.ts';
import { missingJava, runJava } from './java.ts';
import { missingCommand, run } from './program.ts';

const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
/** Of docs/issuer-list.md; it shares nothing with us. */
const READER = join(import.meta.dirname, '../../docs/vectors/issuer-list/reader.py');
const PASSWORD = 'issuers';
const ORGANISATION = { name: 'Λύκειο & Söhne', identifier: 'VATEL-000000042', country: 'GR' };
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';

interface SchemaAnswer {
  readonly file: string;
  readonly error?: string;
  readonly providers?: number;
}

interface DssAnswer {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly { readonly indication: string; readonly level: string }[];
}

/**
 * The register of trusted issuers as other desks get it: valid by the schema of ETSI TS 119 612, read by the
 * Python of its specification, its seal good for DSS and xmlsec1, and for neither once a word was changed.
 */
export const issuers: Trial = {
  name: 'Lists of trusted issuers',
  missing: async () =>
    (await missingJava()) ??
    (await missingCommand('xmlsec1', 'xmlsec1')) ??
    (await missingCommand('python3', 'python3')),
  async *hear(scratch) {
    const folder = join(scratch, 'issuers');
    const { xml, json, root } = await exportLists(folder);
    yield await timed('TS 119 612 schema', 1, async (failures) => {
      const [answer] = readAnswers<SchemaAnswer>('schema', [xml], await runJava(['trusted-list'], [xml]));
      if (answer?.providers !== 2) failures.push(`${xml}: ${answer?.error ?? answer?.providers}`);
    });
    yield await timed('reader.py', 2, async (failures) => {
      const said = await run('python3', [READER, xml, json]);
      // Each was sealed at a second of its own.
      const [one = '', other] = said.out
        .trim()
        .replace(/"nextUpdate": "[^"]*"/g, '')
        .split('\n');
      if (
        said.code !== 0 ||
        one !== other ||
        !one.includes('"Λύκειο & Söhne"') ||
        !one.includes('2020-01-01')
      )
        failures.push(`${said.out}${said.err}`.slice(0, 500));
    });
    const spoiled = join(folder, 'spoiled.xml');
    await writeFile(spoiled, (await readFile(xml, 'utf8')).replace('Ceol', 'Coel'));
    yield await timed('EU DSS', 3, async (failures) => {
      const files = [xml, json, spoiled];
      const asked = await runJava(['dss', '--root', root], files);
      const wanted = ['XAdES-BASELINE-B', 'JAdES-BASELINE-B', undefined];
      for (const [index, { file, error, signatures }] of readAnswers<DssAnswer>(
        'DSS',
        files,
        asked,
      ).entries()) {
        const [seal] = signatures ?? [];
        const failed = seal?.indication === 'TOTAL_FAILED';
        const good = wanted[index] === undefined ? failed : !failed && seal?.level === wanted[index];
        if (!good) failures.push(`${file}: ${error ?? JSON.stringify(seal)}`);
      }
    });
    yield await timed('xmlsec1', 2, async (failures) => {
      const order = ['--verify', '--trusted-pem', root, '--enabled-key-data', 'x509'];
      const ids = ['--id-attr:Id', `${XADES}:SignedProperties`];
      for (const [file, good] of [
        [xml, true],
        [spoiled, false],
      ] as const) {
        const { code, out, err } = await run('xmlsec1', [...order, ...ids, file]);
        if ((code === 0) !== good) failures.push(`${file}: exit ${code}: ${`${out}${err}`.slice(0, 300)}`);
      }
    });
  },
};

async function exportLists(folder: string) {
  await mkdir(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  const pki = await makeDemoPki({
    engine: nodeEngine,
    at: new Date(),
    key: 'P-256',
    organisation: ORGANISATION,
  });
  await writeFile(path('seal.p12'), await pki.pkcs12(PASSWORD));
  await writeFile(path('root.pem'), writePem(pki.root));
  await writeFile(path('own.pem'), writePem(pki.certificate));
  await writeFile(
    path('table.csv'),
    'name,country,deqar_id,agency,decision,valid_from\n"Ceol ""é""",IE,DEQARINST1,QQI,positive,2020-01-01\n',
  );
  const data = ['--data', path('data')];
  const decision = ['--agency', 'ΕΘΑΑΕ', '--decision', 'positive', '--decided', '2024-05-01'];
  const limits = ['--award', 'micro-credential', '--fields', '061', '--levels', '5,6'];
  await sealwright([
    'trust',
    'add',
    '--kind',
    'institution',
    '--certificate',
    path('own.pem'),
    ...limits,
    ...decision,
    ...data,
  ]);
  await sealwright(['trust', 'import', path('table.csv'), ...data]);
  for (const form of ['xml', 'json']) {
    await sealwright([
      'trust',
      'export',
      '--out',
      path(`list.${form}`),
      '--seal',
      path('seal.p12'),
      '--password-fd',
      '0',
      ...data,
    ]);
  }
  return { xml: path('list.xml'), json: path('list.json'), root: path('root.pem') };
}

async function sealwright(args: readonly string[]): Promise<void> {
  const { code, err } = await run(process.execPath, [COMMAND, ...args, '--lang', 'en'], {
    input: `${PASSWORD}\n`,
  });
  if (code !== 0) throw new Error(`sealwright ${args.join(' ')}: ${err.slice(-500)}`);
}

async function timed(
  judge: string,
  files: number,
  hear: (failures: string[]) => Promise<void>,
): Promise<Line> {
  const start = performance.now();
  const failures: string[] = [];
  await hear(failures);
  const seconds = (performance.now() - start) / 1000;
  return { judge, what: 'lists of trusted issuers', passed: files - failures.length, failures, seconds };
}
