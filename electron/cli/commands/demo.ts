import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BatchSummary } from '../../../shared/desk/batch.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { EXPORT_NAMES } from '../../../shared/template/exports.ts';
import { readTemplate } from '../../../shared/template/parse.ts';
import { readBounded } from '../../files/read.ts';
import { makeDemoSeal } from '../../seals/demo-seal.ts';
import { type Counter, defineCommand, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { flag, nothingElse, one, text, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';
import { exitOfSummary, issue, tellSummary } from './issue.ts';
import { type Verification, verify } from './verify.ts';

const DEMO_KEYS = ['P-256', 'P-384', 'RSA-2048', 'RSA-3072'] as const;
type DemoKey = (typeof DEMO_KEYS)[number];

interface DemoOrder {
  readonly out: string;
  readonly learners?: number;
  readonly key: DemoKey;
  /** Every export there is, in place of the template's own. */
  readonly allFormats: boolean;
}

interface DemoSealFiles {
  readonly seal: string;
  readonly root: string;
  readonly crls: readonly string[];
  readonly password: string;
}

const UNIVERSITY = fileURLToPath(new URL('../../../examples/university/', import.meta.url));
const TEMPLATE = join(UNIVERSITY, 'template.json');
const ROSTER = join(UNIVERSITY, 'roster.csv');

export const demoCommand = defineCommand<DemoOrder>({
  name: 'demo',
  summary: 'try it all with a demo e-seal and 200 invented learners',
  help: `sealwright demo [--out FOLDER] [--learners N] [--key KIND] [--all-formats]

Makes a demo e-seal of its own (nobody trusts it), issues the example university's batch with it, verifies
every file, and says what came of it. Run again, it goes on where it stopped.

  --out FOLDER       where everything goes (demo-output when left out)
  --learners N       only the first N learners of the roster
  --key KIND         P-256 (default), P-384, RSA-2048 or RSA-3072
  --all-formats      every export there is; P-256 can make them all`,
  options: { out: one, learners: one, key: one, 'all-formats': flag },

  read(values, files) {
    const [other] = nothingElse(files);
    if (other) return refused(other);
    const key = DEMO_KEYS.find((each) => each === (values.key ?? 'P-256'));
    if (!key) return refused(wrong('--key', text(values.key)));
    const learners = values.learners === undefined ? undefined : Number(values.learners);
    if (learners !== undefined && !(Number.isInteger(learners) && learners > 0)) {
      return refused(wrong('--learners', text(values.learners)));
    }
    const out = values.out === undefined ? 'demo-output' : text(values.out);
    const allFormats = values['all-formats'] === true;
    return done({ out, key, allFormats, ...(learners !== undefined && { learners }) });
  },

  async run(order, counter) {
    const { voice } = counter;
    return tell(await demo(order, counter), voice, ({ summary, verification }) => {
      voice.object({ kind: 'result', ...summary, verified: verification });
      return exitOfDemo(summary, verification);
    });
  },
});

/** The whole way once: a seal, a batch, every file judged. */
async function demo(
  order: DemoOrder,
  counter: Counter,
): Promise<Outcome<{ readonly summary: BatchSummary; readonly verification: Verification }>> {
  const { voice } = counter;
  const out = resolve(order.out);
  await mkdir(out, { recursive: true });
  const seal = await demoSeal(join(out, 'seal'), order.key, voice);
  if (!seal.ok) return seal;
  const roster = await demoRoster(out, order.learners);
  const { password, root, crls } = seal.value;
  const exports = order.allFormats ? { exports: EXPORT_NAMES } : {};
  const batch = {
    template: TEMPLATE,
    roster,
    seal: seal.value.seal,
    out,
    password,
    dryRun: false,
    ...exports,
  };
  const issued = await issue(batch, counter);
  if (!issued.ok) return issued;
  tellSummary(issued.value, voice);
  if (issued.value.cancelled) return done({ summary: issued.value, verification: { passed: 0, failed: 0 } });
  const wanted = { files: [join(out, 'credentials')], trust: [root], crls };
  const verification = await verify(wanted, counter, true);
  const { passed, failed } = verification;
  voice.line(voice.words.say('demo.verified', { count: passed + failed, passed, failed }));
  voice.line(voice.words.say('demo.root', { path: root }));
  return done({ summary: issued.value, verification });
}

/** Every file the batch has, also those of an earlier run, must verify. */
function exitOfDemo(summary: BatchSummary, { passed, failed }: Verification): ExitCode {
  if (summary.cancelled) return EXIT.cancelled;
  return failed > 0 || passed === 0 ? EXIT.data : exitOfSummary(summary);
}

/** One seal for each folder and kind of key: a second run seals with the first run's. */
async function demoSeal(folder: string, key: DemoKey, voice: Voice): Promise<Outcome<DemoSealFiles>> {
  const passwordFile = join(folder, 'demo-password.txt');
  const keyFile = join(folder, 'demo-key.txt');
  const paths = {
    seal: join(folder, 'demo-seal.p12'),
    root: join(folder, 'demo-root.pem'),
    crls: [join(folder, 'demo-root.crl'), join(folder, 'demo-intermediate.crl')],
  };
  const there = [passwordFile, keyFile, paths.seal, paths.root, ...paths.crls].every((path) =>
    existsSync(path),
  );
  if (there && (await readFile(keyFile, 'utf8')).trim() === key) {
    return done({ ...paths, password: (await readFile(passwordFile, 'utf8')).trim() });
  }
  const file = await readBounded(TEMPLATE, Number.MAX_SAFE_INTEGER);
  if (!file.ok) return file;
  const template = readTemplate(file.value);
  if (!template.ok) return template;
  const { awardingBody } = template.value;
  const password = randomBytes(18).toString('base64url');
  const made = await makeDemoSeal(folder, {
    at: new Date(),
    password,
    key,
    organisation: {
      name: awardingBody.legalName.en ?? '',
      identifier: awardingBody.eidasIdentifier,
      // Greece is EL to the European Union and GR to X.509 (ISO 3166-1).
      country: awardingBody.eidasIdentifier.slice(3, 5).replace('EL', 'GR'),
    },
  });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await writeFile(keyFile, `${key}\n`);
  voice.line(voice.words.say('demo.seal', { key, path: made.seal }));
  return done({ seal: made.seal, root: made.root, crls: made.crls, password });
}

/** The bundled roster, or the beginning of it as a file of its own. */
async function demoRoster(out: string, learners: number | undefined): Promise<string> {
  if (learners === undefined) return ROSTER;
  const lines = (await readFile(ROSTER, 'utf8')).split('\n');
  const part = join(out, 'roster.csv');
  await writeFile(part, `${lines.slice(0, learners + 1).join('\n')}\n`);
  return part;
}
