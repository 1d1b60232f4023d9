import { parentPort } from 'node:worker_threads';
import { refused } from '../../shared/problem.ts';
import { problemOf } from '../port.ts';
import { isErrand, runErrand } from './errand.ts';

/**
 * The process, or in Electron the thread, that reads what a stranger may have made: it does one errand, answers and is
 * ended by whoever started it.
 */
function say(reply: unknown): void {
  if (parentPort) parentPort.postMessage(reply);
  else process.send?.(reply);
}

async function hear(message: unknown): Promise<void> {
  try {
    say(isErrand(message) ? await runErrand(message) : refused({ code: 'desk.request-wrong' }));
  } catch (cause) {
    say(refused(problemOf(cause)));
  }
}

if (parentPort) parentPort.on('message', (message) => void hear(message));
else process.on('message', (message) => void hear(message));
