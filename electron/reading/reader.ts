import { parentPort } from 'node:worker_threads';
import type { Evidence } from '../../shared/answer/answer.ts';
import { refused } from '../../shared/problem.ts';
import { problemOf } from '../port.ts';
import type { RegisterQuestion, Said } from './errand.ts';
import { isErrand, runErrand } from './run-errand.ts';

/**
 * The process, or in Electron the thread, that reads what a stranger may have made: one errand at a time, and ended by
 * whoever sent it when that takes too much.
 */
function say(said: Said): void {
  if (parentPort) parentPort.postMessage(said);
  else process.send?.(said);
}

let hearAnswer: ((told: Evidence['registered']) => void) | undefined;

function consult(question: RegisterQuestion): Promise<Evidence['registered']> {
  return new Promise((resolve) => {
    hearAnswer = resolve;
    say({ question });
  });
}

async function hear(message: unknown): Promise<void> {
  if (isAnswer(message)) return hearAnswer?.(message.told);
  try {
    const reply = isErrand(message)
      ? await runErrand(message, consult)
      : refused({ code: 'desk.request-wrong' });
    say({ reply });
  } catch (cause) {
    say({ reply: refused(problemOf(cause)) });
  }
}

function isAnswer(message: unknown): message is { readonly told: Evidence['registered'] } {
  return typeof message === 'object' && message !== null && 'told' in message;
}

if (parentPort) parentPort.on('message', (message) => void hear(message));
else process.on('message', (message) => void hear(message));
