import type { Recipient } from '../../shared/credential/recipient.ts';
import { summaryRow } from '../../shared/formats/summary/row.ts';
import { SEALED_FORMATS } from '../../shared/issue/sealed-file.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Vault } from '../files/vault.ts';
import type { Chunk } from '../queue/job-queue.ts';
import type { Waiting } from '../queue/waiting.ts';
import type { Workload } from '../queue/workload.ts';
import type { Reserved } from '../register/claim.ts';
import type { RowEnded } from '../register/jobs.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import {
  type Applicant,
  type Draft,
  type Drafting,
  draft,
  entryOf,
  inRow,
  type Made,
  make,
  numberingAt,
} from './draft.ts';
import { learnerDigest } from './replacing.ts';

/** Learners sealed at once: whoever stops a worker waits for no more. */
export const SHEAF_ROWS = 16;

export interface SheafRun extends Drafting {
  readonly register: Pick<SharedRegister, 'reserve' | 'allotStatus' | 'show' | 'statusOf' | 'usedIn'>;
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
  waiting: readonly Waiting[],
): Promise<SheafEnded> {
  const refusals: SheafEnded['refusals'][number][] = [];
  const ended: RowEnded[] = [];
  const refuse = (recipient: Recipient, problems: readonly Problem[]): void => {
    refusals.push({ row: recipient.row, problems: inRow(recipient, problems) });
    ended.push({ row: recipient.row, state: 'refused', problems: problems.map(({ code }) => code) });
  };
  const numbering = numberingAt(run.template, run.now());
  // Before a number is lent: what is refused then leaves none to be filled.
  const fit: Waiting[] = [];
  const claimed = new Set<string>();
  for (const each of waiting) {
    const { recipient } = each;
    const standing = await standingOf(run, each, claimed);
    const checked = standing.ok
      ? draft(run, applicantOf(each), { ...numbering, number: 1 }, 'printed')
      : standing;
    if (!checked.ok) refuse(recipient, checked.problems);
    else if (standing.ok && standing.value)
      ended.push({ row: recipient.row, state: 'already', problems: [] });
    else {
      fit.push(each);
      for (const part of each.stack?.entry.parts ?? []) claimed.add(part);
    }
  }
  const reserved = await run.register.reserve(
    fit.map(({ recipient, replaces }) => ({
      ...{ batch, row: recipient.row, learner: learnerDigest(recipient), series: numbering.series },
      ...{ templateId: run.template.id, templateVersion: run.template.version, replaces: replaces?.id },
    })),
  );
  const numbers = new Map(reserved.map((given) => [given.row, given]));
  const drafts: Draft[] = [];
  for (const each of fit) {
    const { recipient } = each;
    const given = numbers.get(recipient.row);
    if (!given || 'held' in given) {
      if (given?.held === 'elsewhere') refuse(recipient, [{ code: 'batch.held-elsewhere' }]);
      else ended.push({ row: recipient.row, state: 'already', problems: [] });
      continue;
    }
    const drawn = await numbered(run, each, given);
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
  const summaries = made.map(({ draft: { credential } }) => summaryRow(credential, []));
  if (await run.enter({ batch, entries, ended, summaries })) {
    return { made, already: ended.length - refusals.length, refusals };
  }
  await run.vault.discard(made.flatMap(({ files }) => files.map(({ name }) => name)));
  return NOTHING;

  async function numbered(
    { template, register }: SheafRun,
    each: Waiting,
    { number }: Extract<Reserved, { readonly number: number }>,
  ) {
    const { statusBase } = template;
    const status = statusBase === undefined ? {} : { status: await register.allotStatus(statusBase) };
    return draft(run, applicantOf(each), { ...numbering, number, ...status }, false);
  }
}

function applicantOf(each: Waiting): Applicant {
  return { ...each, learner: learnerDigest(each.recipient) };
}

/**
 * Whether what the desk settled for a learner still holds: true when it is done already. `claimed` are parts of those before them.
 * Problems: `register.cannot-replace`, `stack.part-used`, `stack.part-revoked`.
 */
async function standingOf(
  { register }: Pick<SheafRun, 'register'>,
  { stack, replaces }: Waiting,
  claimed: ReadonlySet<string>,
): Promise<Outcome<boolean>> {
  if (replaces) {
    const held = await register.show(replaces.id);
    if (held?.status === 'superseded') return done(true);
    const gone = held?.status === 'revoked' || held?.history.some(({ kind }) => kind === 'erased');
    if (!held || gone)
      return refused({ code: 'register.cannot-replace', facts: { credential: held?.serial ?? replaces.id } });
  }
  for (const id of stack?.entry.parts ?? []) {
    const told = stack?.stacked.parts.find((one) => one.id === id);
    const facts = { part: told?.serial ?? id };
    const serial = claimed.has(id)
      ? ''
      : stack && (await register.usedIn(id, stack.entry.kind, replaces?.id));
    if (serial !== undefined) return refused({ code: 'stack.part-used', facts: { ...facts, serial } });
    if ((await register.statusOf(id)) !== 'valid') return refused({ code: 'stack.part-revoked', facts });
  }
  return done(false);
}

/** All have ended when this does, so that no file is written afterwards. @throws the first fault. */
async function settledAll<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

function namesUnder(stem: string): readonly string[] {
  return Object.values(SEALED_FORMATS).map(({ extension }) => `${stem}.${extension}`);
}
