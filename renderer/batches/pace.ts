import type { BatchProgress, JobReport } from '../../shared/desk/batch.ts';

/** What was done when we first saw a batch being sealed, and when that was. */
export interface Seen {
  readonly done: number;
  readonly issued: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
}

/** How far workers have come with a batch: its rate and the time that is left by what they did while we looked. */
export function progressOf({ rows, state }: JobReport, seen: Seen | undefined, now: number): BatchProgress {
  const { planned, refused, already } = rows;
  const issued = rows.verified + rows.delivered;
  const done = issued + already + refused;
  const told = { done, total: done + planned, issued, already, refused };
  if (state !== 'running' || !seen || now <= seen.at)
    return { ...told, perSecond: 0, paused: state === 'paused' };
  const seconds = (now - seen.at) / 1000;
  const pace = (done - seen.done) / seconds;
  return {
    ...told,
    perSecond: (issued - seen.issued) / seconds,
    ...(pace > 0 && { secondsLeft: Math.ceil(planned / pace) }),
  };
}

/** Of each batch that is being sealed, where it stood when that was first seen; what stands still is forgotten. */
export function seeBatches(
  jobs: readonly JobReport[],
  before: ReadonlyMap<string, Seen>,
  now: number,
): ReadonlyMap<string, Seen> {
  return new Map(
    jobs
      .filter(({ state }) => state === 'running')
      .map((job) => {
        const { done, issued } = progressOf(job, undefined, now);
        return [job.batch, before.get(job.batch) ?? { done, issued, at: now }];
      }),
  );
}
