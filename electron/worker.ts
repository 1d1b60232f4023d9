import { parentPort as threadPort } from 'node:worker_threads';
import { type Port, serveDesk, tellThrough } from './port.ts';
import type { Lender } from './reading/borrow.ts';
import { borrowFrom } from './reading/reader-start.ts';
import { openStudio } from './studio.ts';

function hostPort(): Port {
  if (threadPort) return threadPort;
  // In a utility process Electron puts its port on `process`; a message then comes wrapped as `{ data }`.
  const { parentPort } = process as { readonly parentPort?: UtilityPort };
  if (!parentPort) throw new Error('worker.ts runs in a worker thread or a utility process');
  borrowFrom(parentPort);
  return {
    postMessage: (message) => parentPort.postMessage(message),
    on: (event, hear) => parentPort.on(event, ({ data }) => hear(data)),
  };
}

interface UtilityPort extends Lender {
  postMessage(message: unknown): void;
}

/** The studio in a process of its own, so that laying out, sealing and SQLite never hold up a window. */
const port = hostPort();
serveDesk(port, openStudio(tellThrough(port)));
