/** The studio as a process of its own, as in the window, that breaks when a batch first tells how far it has come. */
import type { DeskEvent } from '../../shared/desk.ts';
import { type Port, serveDesk, tellThrough } from '../port.ts';
import { openStudio } from '../studio.ts';

const port: Port = {
  postMessage: (message) => void process.send?.(message),
  on: (_event, hear) => process.on('message', hear),
};
const tell = tellThrough(port);
let broken = false;

/** `throw`: where the batch stands. `crash`: where nobody catches it, in the same turn. */
function breakAt(event: DeskEvent): void {
  tell(event);
  if (event.kind !== 'batch.progress' || broken) return;
  broken = true;
  const cause = new Error('the core breaks here');
  if (process.argv[2] === 'throw') throw cause;
  queueMicrotask(() => {
    throw cause;
  });
}

serveDesk(port, openStudio(breakAt));
