import { useSyncExternalStore } from 'react';
import type { ExtendOrder, ExtendProgress, ExtendSummary } from '../../shared/desk/extend.ts';
import type { Problem } from '../../shared/problem.ts';
import { ask } from '../desk.ts';

export type RaisingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress?: ExtendProgress }
  | { readonly kind: 'ended'; readonly summary: ExtendSummary }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/* Outlives its screen: a clerk who comes back finds the run where it is, or what came of it. */
let state: RaisingState = { kind: 'idle' };
let run: string | undefined;
const watchers = new Set<() => void>();

/** One run that raises seals: started, heard, cancelled, and what came of it. */
export function useRaising() {
  return { state: useSyncExternalStore(watch, () => state), start, cancel, forget };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function become(next: RaisingState): void {
  state = next;
  for (const tell of watchers) tell();
}

async function start(order: ExtendOrder): Promise<void> {
  become({ kind: 'running' });
  const stop = window.shell.listen((event) => {
    if (event.kind !== 'extend.progress') return;
    // A batch that raises what it seals tells so too.
    run ??= event.run;
    if (event.run === run) become({ kind: 'running', progress: event.progress });
  });
  const reply = await ask('extend.files', order);
  stop();
  run = undefined;
  become(reply.ok ? { kind: 'ended', summary: reply.value } : { kind: 'refused', problems: reply.problems });
}

function cancel(): void {
  if (run !== undefined) void ask('extend.cancel', { run });
}

/** What came of the last run; one that is under way is kept. */
function forget(): void {
  if (state.kind !== 'running') become({ kind: 'idle' });
}
