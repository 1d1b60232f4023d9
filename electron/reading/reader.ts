import { parentPort as threadPort } from 'node:worker_threads';
import type { Evidence } from '../../shared/answer/answer.ts';
import { refused } from '../../shared/problem.ts';
import { problemOf } from '../fault.ts';
import type { RegisterQuestion, Said } from './errand.ts';
import type { ChannelEnd } from './loan.ts';
import { isErrand, runErrand } from './run-errand.ts';

/** Of a utility process of Electron: its first message brings the channel to whoever has borrowed it. */
interface UtilityPort {
  once(event: 'message', hear: (message: { readonly ports: readonly ChannelEnd[] }) => void): unknown;
}

/**
 * The process that reads what a stranger may have made: one errand at a time, and ended by whoever sent it when that
 * takes too much.
 */
let say = (said: Said): void => void process.send?.(said);

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
      ? await runErrand(message, consult, (learners) => say({ learners }))
      : refused({ code: 'desk.request-wrong' });
    say({ reply });
  } catch (cause) {
    say({ reply: refused(problemOf(cause)) });
  }
}

function isAnswer(message: unknown): message is { readonly told: Evidence['registered'] } {
  return typeof message === 'object' && message !== null && 'told' in message;
}

// Ctrl+C is told to every process of the terminal; whoever sent us decides what becomes of the file under way.
process.on('SIGINT', () => {});

const { parentPort: utilityPort } = process as { readonly parentPort?: UtilityPort };
if (threadPort) {
  const port = threadPort;
  say = (said) => port.postMessage(said);
  port.on('message', (message) => void hear(message));
} else if (utilityPort) {
  utilityPort.once('message', ({ ports: [channel] }) => {
    if (!channel) return;
    say = (said) => channel.postMessage(said);
    channel.on('message', ({ data }) => void hear(data));
    channel.start();
  });
} else process.on('message', (message) => void hear(message));
