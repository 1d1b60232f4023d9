import { setImmediate } from 'node:timers/promises';
import type { Credential } from '../../shared/credential/credential.ts';
import { fullNameOf, type Recipient } from '../../shared/credential/recipient.ts';
import type { Outcome, Problem } from '../../shared/problem.ts';
import type { Vault } from '../files/vault.ts';
import type { Entry, Replaced } from '../register/entries.ts';
import type { Register } from '../register/register.ts';
import type { Crew } from './crew.ts';
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
import type { Stacking } from './stacking.ts';

/** Everything one run needs; nothing is looked up on the way. */
export interface BatchRun extends Drafting {
  readonly id: string;
  readonly recipients: readonly Recipient[];
  readonly register: Pick<Register, 'learnersOf' | 'nextNumber' | 'allotStatus' | 'append'>;
  /** For templates with rules for stacks. */
  readonly stacking?: Stacking | undefined;
  /** What is replaced, by number of the row; then no other row is issued. */
  readonly replacing?: ReadonlyMap<number, Replaced> | undefined;
  /** Without it the run is dry: everything is checked and nothing sealed, written or entered. */
  readonly vault?: Pick<Vault, 'write' | 'discard'>;
  /** Once aborted no further row begins; those begun are finished. */
  readonly signal: AbortSignal;
  /** Waited for before each row; those under way are entered first when it is shut. */
  readonly gate?: { readonly shut: boolean; passed(): Promise<void> } | undefined;
  readonly now: () => Date;
  /** Makes the credentials in place of `press`, in threads of its own. */
  readonly crew?: Crew | undefined;
  /** Rows being sealed and written at once; RSA is signed in the thread pool, so more than one keeps both cores busy. */
  readonly inFlight: number;
}

export type RowResult =
  /** A dry run makes no files. */
  | { readonly ending: 'issued'; readonly credential: Credential; readonly files: Entry['files'] }
  /** With the digest that the register knows the learner by. */
  | { readonly ending: 'already'; readonly row: number; readonly name: string; readonly learner: string }
  | {
      readonly ending: 'refused';
      readonly row: number;
      readonly name: string;
      readonly problems: readonly Problem[];
    };

/** How far a run has come. */
interface Course {
  readonly underWay: Row[];
  /**
   * Whether a row is checked before it is numbered. A crew checks what it makes: as long as no row is refused, nothing
   * need be looked at twice. Once one was, rows made after it had to be made again.
   */
  checkFirst: boolean;
}

/** A row being sealed and written. */
interface Row {
  readonly draft: Draft;
  readonly making: Promise<Outcome<Made>>;
  /** What came of it, as soon as it is known and good. */
  made?: Made;
}

/**
 * Issues row by row: draw up, check, seal, write the files, enter into the register. Rows are sealed several at a time
 * and entered in their order, so serials have no gaps; a learner the register has is passed over, so running again
 * goes on where the last run stopped.
 * @throws whatever broke (StudioFault): rows entered until then stay, files of rows under way are taken back.
 */
export async function runBatch(run: BatchRun, hear: (result: RowResult) => void): Promise<void> {
  const learners = new Set(run.register.learnersOf(run.template.id, run.template.version));
  const underWay: Row[] = [];
  const course: Course = { underWay, checkFirst: run.crew === undefined || !run.vault };
  let rows = 0;
  try {
    for (const recipient of run.recipients) {
      if (run.gate?.shut) {
        while (run.vault && underWay.length > 0) await enterReady(run, run.vault, course, hear);
        await run.gate.passed();
      }
      if (run.signal.aborted) break;
      // Lets a cancellation and the window's questions through.
      if (++rows % 16 === 0) await setImmediate();
      const learner = learnerDigest(recipient);
      const replaces = run.replacing?.get(recipient.row);
      if (run.replacing ? !replaces : learners.has(learner)) {
        hear({ ending: 'already', row: recipient.row, name: fullNameOf(recipient), learner });
        continue;
      }
      const stack = await run.stacking?.stack(recipient, learner, replaces?.id);
      if (stack && !stack.ok) {
        hear(refusal(recipient, stack.problems));
        continue;
      }
      const drawn = draw(run, { recipient, learner, replaces, stack: stack?.value }, course);
      if (!drawn.ok) {
        hear(refusal(recipient, drawn.problems));
        continue;
      }
      learners.add(learner);
      if (stack) run.stacking?.claim(stack.value, drawn.value.credential.serial);
      if (!run.vault) {
        hear({ ending: 'issued', credential: drawn.value.credential, files: [] });
        continue;
      }
      underWay.push(begin(run, run.vault, drawn.value));
      if (underWay.length >= run.inFlight) await enterReady(run, run.vault, course, hear);
    }
    while (run.vault && underWay.length > 0) await enterReady(run, run.vault, course, hear);
  } catch (cause) {
    // No file may be written after this has ended.
    for (const { making } of underWay) await making.then((made) => takeBack(run.vault, made)).catch(() => {});
    throw cause;
  }
}

function begin(run: BatchRun, vault: Pick<Vault, 'write'>, draft: Draft): Row {
  const row: Row = { draft, making: make({ ...run, vault }, draft) };
  row.making.then(
    (made) => {
      if (made.ok) row.made = made.value;
    },
    // Heard when its turn comes.
    () => {},
  );
  return row;
}

/**
 * Waits for the first row under way and enters it with those after it that are ready too, in one transaction: the disk
 * is waited for once. Takes them off `underWay`.
 */
async function enterReady(
  run: BatchRun,
  vault: Pick<Vault, 'write' | 'discard'>,
  course: Course,
  hear: (result: RowResult) => void,
): Promise<void> {
  const { underWay } = course;
  const [first] = underWay;
  if (!first) return;
  const made = await first.making;
  if (!made.ok) {
    underWay.shift();
    course.checkFirst = true;
    return refuse(run, first.draft, made.problems, hear);
  }
  const ready = readyRows(run, underWay);
  if (ready.length === 0) {
    // A row before this one was refused while it was sealed, or the year has turned: the number moves up.
    await takeBack(vault, made);
    const again = draw(run, first.draft, { underWay: [], checkFirst: course.checkFirst });
    underWay.shift();
    if (again.ok) underWay.unshift(begin(run, vault, again.value));
    else refuse(run, first.draft, again.problems, hear);
    return;
  }
  // When this throws the entries may be there all the same, so the files stay: the next run knows which is true.
  underWay.splice(0, ready.length);
  run.register.append(ready.map((row) => entryOf(run.id, run.template, row)));
  for (const made of ready) {
    hear({ ending: 'issued', credential: made.draft.credential, files: made.files });
  }
}

/** Those at the front that are made and follow on in number. */
function readyRows(run: BatchRun, underWay: readonly Row[]): readonly Made[] {
  const taken = new Map<string, number>();
  const ready: Made[] = [];
  for (const { draft, made } of underWay) {
    const before = taken.get(draft.series) ?? 0;
    if (!made || draft.seriesNumber !== run.register.nextNumber(draft.series, before)) break;
    taken.set(draft.series, before + 1);
    ready.push(made);
  }
  return ready;
}

function draw(
  run: BatchRun,
  applicant: Applicant,
  { underWay, checkFirst }: Pick<Course, 'checkFirst'> & { readonly underWay: readonly Row[] },
): Outcome<Draft> {
  const numbering = numberingAt(run.template, run.now());
  const before = underWay.filter(({ draft }) => draft.series === numbering.series).length;
  const number = run.register.nextNumber(numbering.series, before);
  const { statusBase } = run.template;
  // A place is given for good, so a dry run takes none.
  const placed = statusBase !== undefined && run.vault && { status: run.register.allotStatus(statusBase) };
  // A dry run also looks at pages that only a later batch may print.
  const check = checkFirst && (run.vault ? 'printed' : 'all-languages');
  return draft(run, applicant, { ...numbering, number, ...placed }, check);
}

async function takeBack(vault: Pick<Vault, 'discard'> | undefined, made: Outcome<Made>): Promise<void> {
  if (made.ok) await vault?.discard(made.value.files.map((file) => file.name));
}

/** The learner's parts are free for another row. */
function refuse(
  { stacking }: BatchRun,
  { recipient, stack }: Applicant,
  problems: readonly Problem[],
  hear: (result: RowResult) => void,
): void {
  if (stack) stacking?.release(stack);
  hear(refusal(recipient, problems));
}

function refusal(recipient: Recipient, problems: readonly Problem[]): RowResult {
  return {
    ending: 'refused',
    row: recipient.row,
    name: fullNameOf(recipient),
    problems: inRow(recipient, problems),
  };
}
