/** Where a run waits between two rows while it is paused. */
export interface Gate {
  readonly shut: boolean;
  close(): void;
  open(): void;
  /** Resolves when the gate is open, or at once when the run is told to end. */
  passed(signal: AbortSignal): Promise<void>;
}

export function makeGate(): Gate {
  let shut = false;
  const waiting = new Set<() => void>();
  return {
    get shut() {
      return shut;
    },
    close() {
      shut = true;
    },
    open() {
      shut = false;
      for (const go of waiting) go();
      waiting.clear();
    },
    passed(signal) {
      if (!shut || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    },
  };
}
