import type { Credential } from '../../credential/credential.ts';
import type { Problem } from '../../problem.ts';
import type { Block, Mark } from '../placed.ts';

/** What no sheet may divide: a line, an item of a list, a row of a table. Lengths in points. */
export interface Unit {
  /** From its top to the top of what follows it. */
  readonly height: number;
  /** From its top to the lowest of its marks. */
  readonly ink: number;
  place(x: number, y: number): Placed;
}

export interface Placed {
  readonly block: Block;
  readonly artifacts?: readonly Mark[];
}

/** One element of a flow, broken into units but not yet placed. */
export interface Stack {
  readonly units: readonly Unit[];
  /** Stands above the first unit on every sheet: a table's column headers. */
  readonly head?: Unit;
  /** Kept free above, unless it begins a sheet; in points. */
  readonly gap: number;
  /** So many units are never left alone at the end of a sheet or taken alone to the next. */
  readonly together: number;
  /** A heading is not left behind by what it heads. */
  readonly withNext: boolean;
  /** Makes one element of the units that came to stand on one sheet. */
  wrap(blocks: readonly Block[]): Block;
  readonly problems: readonly Problem[];
}

/** An element of a flow, ready for one learner after another. */
export interface Layer {
  /** Equal keys make equal stacks. Empty when there is nothing to show. */
  key(credential: Credential): string;
  /** `share` of the full type size. */
  stack(credential: Credential, share: number): Stack;
  /** The smallest share its styles allow. */
  readonly smallest: number;
  readonly ofLearner: boolean;
}
