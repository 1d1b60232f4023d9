import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { agreement } from './agreement.ts';
import { attachment } from './attachment.ts';
import { openBadges } from './badge.ts';
import { openBatch } from './batch.ts';
import { containers } from './containers.ts';
import { digest } from './digest.ts';
import { drawnElm, drawnElmo } from './drawn.ts';
import { dss } from './dss.ts';
import { elmo } from './elmo.ts';
import { extension } from './extension.ts';
import { facts } from './facts.ts';
import type { Batch, Judge } from './finding.ts';
import { hear, type Line, type Trial } from './hearing.ts';
import { issuers } from './issuers.ts';
import { joint } from './joint.ts';
import { keys } from './keys.ts';
import { languages } from './languages.ts';
import { levels } from './levels.ts';
import { mutool } from './mutool.ts';
import { outputs } from './outputs.ts';
import { own } from './own.ts';
import { pages } from './pages.ts';
import { pdfinfo } from './pdfinfo.ts';
import { pdfsig } from './pdfsig.ts';
import { pdftotext } from './pdftotext.ts';
import { printing } from './printing.ts';
import { each } from './program.ts';
import { pyhanko } from './pyhanko.ts';
import { qpdf } from './qpdf.ts';
import { qr } from './qr.ts';
import { raster } from './raster.ts';
import { rosters } from './roster.ts';
import { sdJwt } from './sd-jwt.ts';
import { shacl } from './shacl.ts';
import { signxml } from './signxml.ts';
import { statusLists } from './status.ts';
import { verifiableCredentials } from './vc.ts';
import { vectors } from './vectors.ts';
import { verapdf } from './verapdf.ts';
import { worn } from './worn.ts';
import { xmlsec } from './xmlsec.ts';

const JUDGES: readonly Judge[] = [
  dss,
  pyhanko,
  pdfsig,
  xmlsec,
  signxml,
  verapdf,
  qpdf,
  mutool,
  pdfinfo,
  shacl,
  elmo,
  sdJwt,
  facts,
  pdftotext,
  qr,
  raster,
  attachment,
  digest,
  own,
];

const TRIALS: readonly Trial[] = [
  languages,
  keys,
  joint,
  issuers,
  containers,
  levels,
  extension,
  agreement,
  verifiableCredentials,
  openBadges,
  drawnElm,
  drawnElmo,
  pages,
  vectors,
  worn,
  printing,
  rosters,
  outputs,
  statusLists,
];

const HELP = `Lets independent programs judge every sealed file of a batch.

  npm run conformance -- [--dir DIR] [--root PEM] [--crl FILE]... [--only JUDGE]... [--require-all]

  --dir DIR       the folder \`sealwright issue --out\` or \`npm run demo\` wrote (default demo-output)
  --root PEM      the root to trust (default DIR/seal/demo-root.pem)
  --crl FILE      revocation lists, DER or PEM (default DIR/seal/*.crl)
  --only JUDGE    only judges whose name contains JUDGE
  --sample N      only N credentials, spread over the batch
  --batch-only    leave out the trials of credentials and seals that no batch has
  --require-all   a judge that is not installed is a failure (always so with CI=true)
`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string', default: 'demo-output' },
      root: { type: 'string' },
      crl: { type: 'string', multiple: true },
      only: { type: 'string', multiple: true },
      sample: { type: 'string' },
      'batch-only': { type: 'boolean', default: false },
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
    const whole = await openBatch(resolve(values.dir), { root: values.root, crls: values.crl, scratch });
    const batch = values.sample === undefined ? whole : sampled(whole, Number(values.sample));
    const wanted = ({ name }: { readonly name: string }): boolean =>
      values.only?.some((word) => name.toLowerCase().includes(word.toLowerCase())) ?? true;
    const hearings = [
      ...JUDGES.map((judge) => ({ judge, heard: () => hear(judge, batch) })),
      ...(values['batch-only'] ? [] : TRIALS).map((judge) => ({ judge, heard: () => judge.hear(scratch) })),
    ];
    const chosen = hearings.filter((hearing) => wanted(hearing.judge));
    const heard = await each(chosen, async ({ judge, heard }) => {
      const lines: Line[] = [];
      const missing = await judge.missing();
      if (missing !== undefined) {
        process.stdout.write(`${judge.name}: missing. ${missing}\n`);
        const failures = values['require-all'] ? [missing] : [];
        return [{ judge: judge.name, what: 'installed', passed: 0, failures, seconds: 0 }];
      }
      for await (const line of heard()) {
        lines.push(line);
        process.stdout.write(`${row(line)}\n`);
      }
      return lines;
    });
    return report(heard.flat());
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const sampled = (batch: Batch, count: number): Batch => {
  const step = Math.max(1, Math.floor(batch.credentials.length / count));
  const credentials = batch.credentials.filter((_, index) => index % step === 0).slice(0, count);
  return { ...batch, credentials };
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

try {
  process.exitCode = await main();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exitCode = 1;
}
