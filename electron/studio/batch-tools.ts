import type { RaiseOrder } from '../../shared/augmenting/raise.ts';
import type { DeskEvent } from '../../shared/desk.ts';
import type { Engine } from '../../shared/engine.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import type { Thread } from '../batch/crew.ts';
import type { Gate } from '../batch/gate.ts';

export interface BatchTools {
  readonly engine: Engine;
  readonly now: () => Date;
  /** Milliseconds that only go up. */
  readonly ticks: () => number;
  readonly signal: AbortSignal;
  /** Waited at while the batch is paused. */
  readonly gate?: Gate | undefined;
  readonly tell: (event: DeskEvent) => void;
  /** Id of the officer who gives the order, in an office. */
  readonly officer?: string | undefined;
  /** The controlled lists in use. */
  readonly vocabularies: () => Promise<readonly Vocabulary[]>;
}

/** With what raises the seals afterwards, when the order says so. */
export interface IssuingTools extends BatchTools {
  readonly means: RaiseOrder | undefined;
  /** A crew's, started already; none when it is not foreseen that it is needed. */
  readonly threads: readonly Thread[];
}
