import type { Reply } from '../shared/desk/reply.ts';
import { DESK_NAMES, type Desk, type DeskEvent, type DeskName } from '../shared/desk.ts';
import { refused } from '../shared/problem.ts';
import { problemOf } from './fault.ts';
import { isOrder } from './orders.ts';

/** A MessagePort of worker_threads, Electron's utility process and its parent, and tests. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: unknown) => void): unknown;
}

interface Question {
  readonly question: number;
  readonly name: string;
  readonly order: readonly unknown[];
}

interface Answer {
  readonly answer: number;
  readonly reply: Reply<unknown>;
}

interface Told {
  readonly event: DeskEvent;
}

/** Asks a desk by the contract's names. */
export type Ask = <Name extends DeskName>(
  name: Name,
  ...order: Parameters<Desk[Name]>
) => ReturnType<Desk[Name]>;

/**
 * The one place where a question from outside meets the studio: an unknown name or an order of another shape is
 * `desk.request-wrong`, a fault becomes the problem it names, and nothing is ever thrown.
 */
export async function answer(desk: Desk, name: string, order: readonly unknown[]): Promise<Reply<unknown>> {
  const known = DESK_NAMES.find((each) => each === name);
  if (!known || !isOrder(known, order)) return refused({ code: 'desk.request-wrong' });
  try {
    const serve = desk[known] as (...order: readonly unknown[]) => Promise<Reply<unknown>>;
    return await serve(...order);
  } catch (cause) {
    return refused(problemOf(cause));
  }
}

/** Answers the questions that come in at `port`; returns how the studio tells its events. */
export function serveDesk(port: Port, desk: Desk): void {
  port.on('message', (message) => {
    if (!isQuestion(message)) return;
    const { question, name, order } = message;
    void answer(desk, name, order).then((reply) => {
      const said: Answer = { answer: question, reply };
      port.postMessage(said);
    });
  });
}

export function tellThrough(port: Port): (event: DeskEvent) => void {
  return (event) => {
    const told: Told = { event };
    port.postMessage(told);
  };
}

export interface Connection {
  readonly ask: Ask;
  /** The studio is gone: whoever still waits is told so, as a problem. */
  hangUp(): void;
}

/** The other end: what a host asks is answered by the studio behind `port`. */
export function connectDesk(port: Port, hear: (event: DeskEvent) => void): Connection {
  const waiting = new Map<number, (reply: never) => void>();
  let last = 0;
  port.on('message', (message) => {
    if (isAnswer(message)) {
      waiting.get(message.answer)?.(message.reply as never);
      waiting.delete(message.answer);
    } else if (isTold(message)) hear(message.event);
  });
  const ask = ((name: DeskName, ...order: readonly unknown[]) =>
    new Promise((resolve) => {
      const question: Question = { question: ++last, name, order };
      waiting.set(question.question, resolve);
      port.postMessage(question);
    })) as Ask;
  return {
    ask,
    hangUp() {
      for (const tell of waiting.values())
        tell(refused({ code: 'desk.fault', facts: { detail: 'the studio ended' } }) as never);
      waiting.clear();
    },
  };
}

/** For a host that shares the studio's process, such as the command line; the same door all the same. */
export function askHere(desk: Desk): Ask {
  return ((name: DeskName, ...order: readonly unknown[]) => answer(desk, name, order)) as Ask;
}

function isQuestion(message: unknown): message is Question {
  return (
    isObject(message) &&
    typeof message.question === 'number' &&
    typeof message.name === 'string' &&
    Array.isArray(message.order)
  );
}

function isAnswer(message: unknown): message is Answer {
  return isObject(message) && typeof message.answer === 'number' && isObject(message.reply);
}

function isTold(message: unknown): message is Told {
  return isObject(message) && isObject(message.event);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
