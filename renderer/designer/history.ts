/** What was before and what was undone, without limit; every state is a value, so keeping one costs only its changes. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the present was made by, and when. */
  readonly step?: Step;
}

/** One field being typed in. */
export interface Step {
  readonly name: string;
  /** Milliseconds of any clock. */
  readonly at: number;
}

/** Milliseconds; who pauses longer has begun something new. */
const PAUSE = 1500;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** A change that changes nothing is none; typing on in the same field is one change. */
export function change<T>(history: History<T>, present: T, step?: Step): History<T> {
  if (present === history.present) return history;
  const { past, step: last } = history;
  const goesOn = step !== undefined && last?.name === step.name && step.at - last.at < PAUSE;
  return {
    past: goesOn ? past : [...past, history.present],
    present,
    future: [],
    ...(step && { step }),
  };
}

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [after, ...rest] = future;
  if (after === undefined) return { past, present, future };
  return { past: [...past, present], present: after, future: rest };
}
