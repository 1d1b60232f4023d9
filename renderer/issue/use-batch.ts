import { useCallback, useRef, useState } from 'react';
import type { BatchOrder, BatchProgress, BatchSummary } from '../../shared/desk/batch.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';

export type BatchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly dryRun: boolean; readonly progress?: BatchProgress }
  | { readonly kind: 'ended'; readonly summary: BatchSummary }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** One batch at a time: started, heard while it runs, cancelled, and what came of it. */
export function useBatch() {
  const [state, setState] = useState<BatchState>({ kind: 'idle' });
  const batch = useRef<string>(undefined);

  const run = useCallback(async (order: BatchOrder) => {
    setState({ kind: 'running', dryRun: order.dryRun });
    const stop = window.shell.listen((event) => {
      if (event.kind !== 'batch.progress') return;
      batch.current = event.batch;
      setState({ kind: 'running', dryRun: order.dryRun, progress: event.progress });
    });
    const reply = await ask('batch.issue', order);
    stop();
    batch.current = undefined;
    setState(
      reply.ok ? { kind: 'ended', summary: reply.value } : { kind: 'refused', problems: reply.problems },
    );
  }, []);

  const cancel = useCallback(() => {
    if (batch.current !== undefined) void ask('batch.cancel', { batch: batch.current });
  }, []);
  const forget = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, run, cancel, forget };
}
