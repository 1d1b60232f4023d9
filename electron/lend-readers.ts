import { EventEmitter } from 'node:events';
import { app, MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import { isLoanRequest, type LoanNotice } from './reading/loan.ts';
import { borrowFrom } from './reading/reader-start.ts';

/** Whoever borrows: the studio's process, or the command line in the main one. */
export interface Borrower {
  postMessage(notice: LoanNotice, ends?: MessagePortMain[]): void;
  on(event: 'message', hear: (message: unknown) => void): unknown;
}

/** MiB that a reader may take beyond its heap: its program, and the bytes that it inflates within their own bounds. */
const BEYOND_HEAP = 640;
const WATCH_MILLISECONDS = 500;

export interface Loans {
  /** The borrower is gone, and so is what was lent to it. */
  endAll(): void;
}

/**
 * Starts readers for `borrower`, each in a utility process with nothing of our environment, and ends those that it gives
 * back or that take more memory than they may: V8's own bound knows nothing of what lies outside of its heap.
 */
export function lendReaders(borrower: Borrower, file: string): Loans {
  const lent = new Map<number, { readonly reader: UtilityProcess; readonly memory: number }>();
  const returned = new Set<number>();
  let watch: NodeJS.Timeout | undefined;

  borrower.on('message', (message) => {
    if (!isLoanRequest(message)) return;
    if ('lend' in message) void app.whenReady().then(() => lend(message.lend, message.memory));
    else {
      const known = lent.get(message.takeBack);
      if (known) known.reader.kill();
      else returned.add(message.takeBack);
    }
  });

  function lend(number: number, memory: number): void {
    if (returned.delete(number)) return;
    const reader = utilityProcess.fork(file, [], {
      env: bareEnvironment(),
      execArgv: [`--js-flags=--max-old-space-size=${memory}`],
      stdio: 'ignore',
      serviceName: 'Sealwright reader',
    });
    lent.set(number, { reader, memory });
    watch ??= setInterval(endLarge, WATCH_MILLISECONDS).unref();
    // Its exit says the same; unheard, Node would throw it.
    reader.on('error', () => {});
    reader.once('exit', () => {
      lent.delete(number);
      if (lent.size === 0) {
        clearInterval(watch);
        watch = undefined;
      }
      borrower.postMessage({ ended: number });
    });
    const { port1, port2 } = new MessageChannelMain();
    reader.postMessage(null, [port1]);
    borrower.postMessage({ lent: number }, [port2]);
  }

  function endLarge(): void {
    const sizes = new Map(app.getAppMetrics().map(({ pid, memory }) => [pid, memory.workingSetSize / 1024]));
    for (const { reader, memory } of lent.values())
      if ((sizes.get(reader.pid ?? 0) ?? 0) > memory + BEYOND_HEAP) reader.kill();
  }

  return {
    endAll() {
      for (const { reader } of lent.values()) reader.kill();
    },
  };
}

/** Nothing; but Windows finds its own random numbers by a variable. */
function bareEnvironment(): Record<string, string> {
  const { SystemRoot } = process.env;
  return process.platform === 'win32' && SystemRoot !== undefined ? { SystemRoot } : {};
}

/** For the command line of the package, which runs in the main process: borrower and lender are the same. */
export function lendHere(file: string): void {
  const [asked, told] = [new EventEmitter(), new EventEmitter()];
  lendReaders(
    {
      postMessage: (notice, ports = []) => void told.emit('message', { data: notice, ports }),
      on: (_event, hear) => asked.on('message', hear),
    },
    file,
  );
  borrowFrom({
    postMessage: (request) => void asked.emit('message', request),
    on: (_event, hear) => told.on('message', hear),
  });
}
