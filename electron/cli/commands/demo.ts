import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BatchSummary } from '../../../shared/desk/batch.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { EXPORT_NAMES } from '../../../shared/template/exports.ts';
import { SAMPLE_ROSTER, SAMPLE_TEMPLATE, testSealFor } from '../../studio/trial-project.ts';
import { type Counter, defineCommand, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { flag, nothingElse, one, text, wrong } from '../options.ts';
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
  const seal = await testSealFor(SAMPLE_TEMPLATE, join(out, 'seal'), order.key, new Date());
  if (!seal.ok) return seal;
  if (seal.value.fresh) voice.line(voice.words.say('demo.seal', { key: order.key, path: seal.value.seal }));
  const roster = await demoRoster(out, order.learners);
  const { password, root, crls } = seal.value;
  const exports = order.allFormats ? { exports: EXPORT_NAMES } : {};
  const batch = {
    template: SAMPLE_TEMPLATE,
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
  const none = { passed: 0, failed: 0, unjudged: 0 };
  if (issued.value.cancelled) return done({ summary: issued.value, verification: none });
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

/** The bundled roster, or the beginning of it as a file of its own. */
async function demoRoster(out: string, learners: number | undefined): Promise<string> {
  if (learners === undefined) return SAMPLE_ROSTER;
  const lines = (await readFile(SAMPLE_ROSTER, 'utf8')).split('\n');
  const part = join(out, 'roster.csv');
  await writeFile(part, `${lines.slice(0, learners + 1).join('\n')}\n`);
  return part;
}
