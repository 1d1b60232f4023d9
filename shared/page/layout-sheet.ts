import type { Credential } from '../credential/credential.ts';
import type { Problem } from '../problem.ts';
import type { PageDesign, Sheets } from '../template/design.ts';
import { type Laid, type Lay, POINTS } from './layout-element.ts';
import type { LayNumber } from './layout-number.ts';
import type { Block, LaidOutPage, Mark, SealPlace } from './placed.ts';
import { marksOf } from './svg.ts';

export interface LaidOut {
  readonly pages: readonly LaidOutPage[];
  /** Without row: the caller knows it. A page with problems must not be sealed. */
  readonly problems: readonly Problem[];
  /** The leaf blocks and artifacts that may differ from learner to learner; all others are the course's. */
  readonly varying: ReadonlySet<Block | Mark>;
}

/** An element of the design, ready, and the sheets it stands on. */
export type Planned =
  | { readonly on: Sheets; readonly lay: Lay; readonly number?: undefined }
  | { readonly on: Sheets; readonly number: LayNumber; readonly lay?: undefined };

/** A sheet while elements are put on it. */
interface Filling {
  readonly artifacts: Mark[];
  readonly content: Block[];
  readonly seals: SealPlace[];
}

/** Lays out every element, then puts each on its sheets; flows tell how many there are. */
export function joinSheets(design: PageDesign, plan: readonly Planned[], credential: Credential): LaidOut {
  const laid = plan.map(({ lay }) => lay?.(credential));
  const count = laid.reduce((most, each) => Math.max(most, 1 + (each?.following?.length ?? 0)), 1);
  const sheets = Array.from({ length: count }, (): Filling => ({ artifacts: [], content: [], seals: [] }));
  const problems: Problem[] = [];
  const varying = new Set<Block | Mark>();
  const put = (sheet: number, part: Laid, again: boolean) => {
    const filling = sheets[sheet];
    if (!filling) return;
    if (part.artifacts) filling.artifacts.push(...part.artifacts);
    if (part.blocks) {
      // Said on the sheet before; here it is only seen.
      if (again) for (const block of part.blocks) filling.artifacts.push(...marksOf(block));
      else filling.content.push(...part.blocks);
    }
    if (part.seal && !again) filling.seals.push(part.seal);
    for (const one of part.varying ?? []) {
      varying.add(one);
      if (again && 'type' in one) for (const mark of marksOf(one)) varying.add(mark);
    }
    if (part.problems && !again) problems.push(...part.problems);
  };

  for (const [at, { on, number }] of plan.entries()) {
    const [from, to] = placesOf(on, count);
    const part = laid[at];
    for (let sheet = from; sheet < to; sheet++) {
      if (number) put(sheet, number(sheet + 1, count), sheet > from);
      else if (part) put(sheet, part, sheet > from);
    }
    for (const [more, following] of part?.following?.entries() ?? []) put(more + 1, following, false);
  }

  const pages = sheets.map(
    ({ artifacts, content, seals: [seal, ...furtherSeals] }): LaidOutPage => ({
      width: design.width * POINTS,
      height: design.height * POINTS,
      ...(design.bleed ? { bleed: design.bleed * POINTS } : {}),
      artifacts,
      content,
      ...(seal ? { seal } : {}),
      ...(furtherSeals.length > 0 ? { furtherSeals } : {}),
    }),
  );
  return { pages, problems, varying };
}

/** The sheets of an element, from one to before another. */
function placesOf(on: Sheets, count: number): readonly [from: number, to: number] {
  switch (on) {
    case 'first':
      return [0, 1];
    case 'last':
      return [count - 1, count];
    case 'every':
      return [0, count];
    case 'following':
      return [1, count];
  }
}

/** The leaf blocks below these, or they themselves. */
export function leaves(blocks: readonly Block[] = []): readonly Block[] {
  return blocks.flatMap((block) => (block.blocks ? leaves(block.blocks) : [block]));
}
