import { useCallback, useRef, useState } from 'react';
import type { ExtendOrder, ExtendProgress, ExtendSummary } from '../../shared/desk/extend.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';

export type RaisingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress?: ExtendProgress }
  | { readonly kind: 'ended'; readonly summary: ExtendSummary }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** One run that raises seals: started, heard, cancelled, and what came of it. */
export function useRaising() {
  const [state, setState] = useState<RaisingState>({ kind: 'idle' });
  const run = useRef<string>(undefined);
  const start = useCallback(async (order: ExtendOrder) => {
    setState({ kind: 'running' });
    const stop = window.shell.listen((event) => {
      if (event.kind !== 'extend.progress') return;
      run.current = event.run;
      setState({ kind: 'running', progress: event.progress });
    });
    const reply = await ask('extend.files', order);
    stop();
    run.current = undefined;
    setState(
      reply.ok ? { kind: 'ended', summary: reply.value } : { kind: 'refused', problems: reply.problems },
    );
  }, []);
  const cancel = useCallback(() => {
    if (run.current !== undefined) void ask('extend.cancel', { run: run.current });
  }, []);
  return { state, start, cancel };
}
