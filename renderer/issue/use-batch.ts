import { useCallback, useRef, useState } from 'react';
import type { BatchOrder, BatchProgress, BatchSummary, ResumeOrder } from '../../shared/desk/batch.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';

export type BatchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly dryRun: boolean; readonly progress?: BatchProgress }
  | { readonly kind: 'ended'; readonly summary: BatchSummary }
  /** With what came of the batch before, when it could not be gone on with. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[]; readonly summary?: BatchSummary };

/** One batch at a time: started or gone on with, heard while it runs, paused, cancelled, and what came of it. */
export function useBatch() {
  const [state, setState] = useState<BatchState>({ kind: 'idle' });
  const batch = useRef<string>(undefined);

  const hear = useCallback(
    async (dryRun: boolean, start: () => Promise<Reply<BatchSummary>>, before?: BatchSummary) => {
      setState({ kind: 'running', dryRun });
      const stop = window.shell.listen((event) => {
        if (event.kind !== 'batch.progress') return;
        batch.current = event.batch;
        setState({ kind: 'running', dryRun, progress: event.progress });
      });
      const reply = await start();
      stop();
      batch.current = undefined;
      setState(
        reply.ok
          ? { kind: 'ended', summary: reply.value }
          : { kind: 'refused', problems: reply.problems, ...(before && { summary: before }) },
      );
    },
    [],
  );

  const run = useCallback((order: BatchOrder) => hear(order.dryRun, () => ask('batch.issue', order)), [hear]);
  const resume = useCallback(
    (order: ResumeOrder, summary: BatchSummary) => hear(false, () => ask('batch.resume', order), summary),
    [hear],
  );
  /** Goes on with a batch and forgets it once it has run. @returns why it did not, or stopped on the way. */
  const finish = useCallback(
    async (order: ResumeOrder): Promise<readonly Problem[]> => {
      let reply: Reply<BatchSummary> | undefined;
      await hear(false, async () => (reply = await ask('batch.resume', order)));
      setState({ kind: 'idle' });
      if (!reply?.ok) return reply?.problems ?? [];
      return reply.value.stopped
        ? [reply.value.stopped]
        : reply.value.refusals.flatMap(({ problems }) => problems);
    },
    [hear],
  );
  const tell = useCallback((name: 'batch.cancel' | 'batch.pause' | 'batch.continue') => {
    if (batch.current !== undefined) void ask(name, { batch: batch.current });
  }, []);
  const forget = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, run, resume, finish, tell, forget };
}
