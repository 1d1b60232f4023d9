import type { BatchProgress } from '../../shared/desk/batch.ts';

/** A terminal or window shows no more than this, and a pipe should not be flooded. */
const INTERVAL_MILLISECONDS = 100;

export type RowEnding = 'issued' | 'already' | 'refused';

/** Counts how rows ended and tells so at most ten times a second. */
export function countProgress(
  total: number,
  now: () => number,
  tell: (progress: BatchProgress) => void,
): Progress {
  let started = now();
  let pausedAt: number | undefined;
  let told = Number.NEGATIVE_INFINITY;
  const counts: Record<RowEnding, number> = { issued: 0, already: 0, refused: 0 };
  const progress = (): BatchProgress => {
    const seconds = ((pausedAt ?? now()) - started) / 1000;
    const done = counts.issued + counts.already + counts.refused;
    const pace = seconds > 0 ? done / seconds : 0;
    return {
      done,
      total,
      ...counts,
      perSecond: seconds > 0 ? Math.round((counts.issued / seconds) * 10) / 10 : 0,
      ...(pace > 0 && { secondsLeft: Math.ceil((total - done) / pace) }),
      paused: pausedAt !== undefined,
    };
  };
  return {
    count(ending) {
      counts[ending]++;
      if (now() - told < INTERVAL_MILLISECONDS) return;
      told = now();
      tell(progress());
    },
    pause() {
      pausedAt = now();
      tell(progress());
    },
    goOn() {
      // What was waited does not count.
      started += now() - (pausedAt ?? now());
      pausedAt = undefined;
      tell(progress());
    },
    finish() {
      tell(progress());
      return { ...counts, seconds: (now() - started) / 1000 };
    },
  };
}

export interface Progress {
  count(ending: RowEnding): void;
  pause(): void;
  goOn(): void;
  /** Tells the last state, whenever the one before was told. */
  finish(): Readonly<Record<RowEnding, number>> & { readonly seconds: number };
}
