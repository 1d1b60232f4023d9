import { parentPort as threadPort } from 'node:worker_threads';
import { type Port, serveDesk, tellThrough } from './port.ts';
import { openStudio } from './studio.ts';

/** In a utility process Electron puts its port on `process`; a message then comes wrapped as `{ data }`. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: { readonly data: unknown }) => void): unknown;
}

function hostPort(): Port {
  if (threadPort) return threadPort;
  const { parentPort } = process as { readonly parentPort?: UtilityPort };
  if (!parentPort) throw new Error('worker.ts runs in a worker thread or a utility process');
  return {
    postMessage: (message) => parentPort.postMessage(message),
    on: (event, hear) => parentPort.on(event, ({ data }) => hear(data)),
  };
}

/** The studio in a process of its own, so that laying out, sealing and SQLite never hold up a window. */
const port = hostPort();
serveDesk(port, openStudio(tellThrough(port)));
