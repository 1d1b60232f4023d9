import type { BatchOrder, BatchSummary, DeskEvent } from '../../shared/desk.ts';
import type { Outcome } from '../../shared/problem.ts';
import type { Ask } from '../port.ts';
import { EXIT, type ExitCode, exitOf } from './exit.ts';
import type { Voice } from './voice.ts';

/** Hears what the studio tells while a command runs. */
export type Hear = (hear: (event: DeskEvent) => void) => void;

/** Issues a batch with progress and cancellation; what came of it is the caller's to tell. */
export async function issue(
  ask: Ask,
  hear: Hear,
  order: BatchOrder,
  voice: Voice,
): Promise<Outcome<BatchSummary>> {
  let batch: string | undefined;
  const cancel = (): void => {
    if (batch === undefined) return;
    voice.endProgress();
    process.stderr.write(`${voice.words.say('cancelling')}\n`);
    void ask('batch.cancel', { batch });
  };
  hear((event) => {
    batch = event.batch;
    voice.object({ ...event });
    if (event.kind === 'batch.progress') voice.progress(event.progress);
  });
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    return await ask('batch.issue', order);
  } finally {
    voice.endProgress();
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}

export function tellSummary(summary: BatchSummary, voice: Voice): void {
  const { words } = voice;
  voice.problems(summary.notices);
  for (const { row, name, problems } of summary.refusals) {
    voice.line(words.say('refused.row', { row, name }));
    for (const problem of problems) voice.line(`  ${words.problem(problem)}`);
  }
  const { rows, issued, already, files, seconds } = summary;
  voice.line(
    words.say(summary.dryRun ? 'summary.dry' : 'summary.rows', {
      count: rows,
      issued,
      already,
      refused: summary.refusals.length,
    }),
  );
  if (!summary.dryRun) {
    const rate = seconds > 0 ? (issued / seconds).toFixed(1) : '0';
    voice.line(words.say('summary.files', { count: files, seconds: seconds.toFixed(1), rate }));
    voice.line(words.say('summary.out', { path: summary.out }));
    voice.line(words.say('summary.register', { path: summary.register }));
  }
  if (summary.cancelled) voice.line(words.say('summary.cancelled'));
  if (summary.stopped) voice.problems([summary.stopped]);
}

export function exitOfSummary({ cancelled, stopped, refusals, issued, already }: BatchSummary): ExitCode {
  if (cancelled) return EXIT.cancelled;
  const some = issued + already > 0;
  if (stopped) return some ? EXIT.partly : exitOf([stopped]);
  if (refusals.length === 0) return EXIT.ok;
  return some ? EXIT.partly : EXIT.data;
}
