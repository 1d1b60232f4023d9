import { type ComponentType, lazy, useState } from 'react';

/** A component whose code is read when it is first shown, or by `read`: the first screen waits for none of it. */
export function deferred<Parts extends object>(bring: () => Promise<ComponentType<Parts>>) {
  let here: ComponentType<Parts> | undefined;
  const read = async () => {
    here ??= await bring();
    return { default: here };
  };
  const Later = lazy(read);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each, at the top of a file, as `lazy` is.
  function Deferred(parts: Parts) {
    // What is here already is shown at once; what was shown stays the same component, with all that was typed in it.
    const [Shown] = useState<ComponentType<Parts>>(() => here ?? Later);
    return <Shown {...parts} />;
  }
  return Object.assign(Deferred, { read });
}

/** Reads one after the other while nothing else is to be done, so that a press waits for none of them. */
export function whenIdle(...reads: readonly (() => Promise<unknown>)[]): () => void {
  let current = 0;
  const next = ([read, ...others]: typeof reads) => {
    if (!read) return;
    current = requestIdleCallback(() => void read().then(() => next(others)), { timeout: 2000 });
  };
  next(reads);
  return () => cancelIdleCallback(current);
}
