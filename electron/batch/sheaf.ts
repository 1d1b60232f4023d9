import type { Recipient } from '../../shared/credential/recipient.ts';
import { SEALED_FORMATS } from '../../shared/issue/sealed-file.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Vault } from '../files/vault.ts';
import type { Chunk } from '../queue/job-queue.ts';
import type { Workload } from '../queue/workload.ts';
import type { Reserved } from '../register/claim.ts';
import type { RowEnded } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { type Draft, type Drafting, draft, entryOf, inRow, type Made, make, numberingAt } from './draft.ts';
import { learnerDigest } from './replacing.ts';

/** Learners sealed at once: whoever stops a worker waits for no more. */
export const SHEAF_ROWS = 16;

export interface SheafRun extends Drafting {
  readonly register: Pick<SharedRegister, 'reserve' | 'allotStatus'>;
  readonly enter: Workload['enter'];
  readonly vault: Pick<Vault, 'write' | 'discard'>;
  readonly now: () => Date;
}

/** What became of a sheaf; rows that are not named are left. */
export interface SheafEnded {
  readonly made: readonly Made[];
  readonly already: number;
  readonly refusals: readonly { readonly row: number; readonly problems: readonly Problem[] }[];
}

const NOTHING: SheafEnded = { made: [], already: 0, refusals: [] };

/**
 * Issues to some learners of a chunk: check, number, seal, write, and enter them all in one transaction. A learner who cannot be
 * issued to is refused and stops nobody else; their number goes to another.
 * @throws whatever broke (StudioFault): nothing of the sheaf is entered then as far as anybody knows, and whoever takes the chunk
 *   next makes it again under the same numbers.
 */
export async function issueSheaf(
  run: SheafRun,
  { batch }: Chunk,
  recipients: readonly Recipient[],
): Promise<SheafEnded> {
  const refusals: SheafEnded['refusals'][number][] = [];
  const ended: RowEnded[] = [];
  const refuse = (recipient: Recipient, problems: readonly Problem[]): void => {
    refusals.push({ row: recipient.row, problems: inRow(recipient, problems) });
    ended.push({ row: recipient.row, state: 'refused', problems: problems.map(({ code }) => code) });
  };
  const numbering = numberingAt(run.template, run.now());
  // Before a number is lent: what is refused then leaves none to be filled.
  const fit = recipients.filter((recipient) => {
    const learner = learnerDigest(recipient);
    const checked = draft(run, { recipient, learner }, { ...numbering, number: 1 }, 'printed');
    if (!checked.ok) refuse(recipient, checked.problems);
    return checked.ok;
  });
  const reserved = await run.register.reserve(
    fit.map((recipient) => ({
      ...{ batch, row: recipient.row, learner: learnerDigest(recipient), series: numbering.series },
      ...{ templateId: run.template.id, templateVersion: run.template.version },
    })),
  );
  const numbers = new Map(reserved.map((given) => [given.row, given]));
  const drafts: Draft[] = [];
  for (const recipient of fit) {
    const given = numbers.get(recipient.row);
    if (!given || 'held' in given) {
      if (given?.held === 'elsewhere') refuse(recipient, [{ code: 'batch.held-elsewhere' }]);
      else ended.push({ row: recipient.row, state: 'already', problems: [] });
      continue;
    }
    const drawn = await numbered(run, recipient, given);
    if (drawn.ok) drafts.push(drawn.value);
    else refuse(recipient, drawn.problems);
  }
  // Whoever was here before us may have written some of these files, and died before they were entered.
  await run.vault.discard(drafts.flatMap(({ stem }) => namesUnder(stem)));
  const made: Made[] = [];
  for (const [at, one] of (await settledAll(drafts.map((each) => make(run, each)))).entries()) {
    const { recipient } = drafts[at] ?? {};
    if (one.ok) made.push(one.value);
    else if (recipient) refuse(recipient, one.problems);
  }
  // When this throws the entries may be there all the same, so the files stay: the next run knows which is true.
  const entries = made.map((one) => entryOf(batch, run.template, one));
  if (await run.enter({ batch, entries, ended })) {
    return { made, already: ended.length - refusals.length, refusals };
  }
  await run.vault.discard(made.flatMap(({ files }) => files.map(({ name }) => name)));
  return NOTHING;

  async function numbered(
    { template, register }: SheafRun,
    recipient: Recipient,
    { number }: Extract<Reserved, { readonly number: number }>,
  ) {
    const { statusBase } = template;
    const status = statusBase === undefined ? {} : { status: await register.allotStatus(statusBase) };
    const learner = learnerDigest(recipient);
    return draft(run, { recipient, learner }, { ...numbering, number, ...status }, false);
  }
}

/** All have ended when this does, so that no file is written afterwards. @throws the first fault. */
async function settledAll<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

function namesUnder(stem: string): readonly string[] {
  return Object.values(SEALED_FORMATS).map(({ extension }) => `${stem}.${extension}`);
}
