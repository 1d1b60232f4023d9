import type { ParseArgsOptionsConfig } from 'node:util';
import type { DeskEvent } from '../../shared/desk.ts';
import { done, type Outcome, type Problem } from '../../shared/problem.ts';
import type { Ask } from '../port.ts';
import { type ExitCode, exitOf } from './exit.ts';
import type { Voice } from './voice.ts';

/** What the words of a command line were read into, by option name. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Where a command runs: the desk it asks and the voice it answers with. */
export interface Counter {
  readonly ask: Ask;
  /** Hears what the studio tells while the command runs. */
  readonly hear: (hear: (event: DeskEvent) => void) => void;
  readonly voice: Voice;
}

export interface CommandWords<Order> {
  /** The words after `sealwright`, such as `seal inspect`. */
  readonly name: string;
  /** Half a line for the overview. */
  readonly summary: string;
  /** For `sealwright help NAME`; what all commands share is added below it. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** Problems: those of `usage.*`. */
  read(values: Values, files: readonly string[]): Outcome<Order>;
  run(order: Order, counter: Counter): Promise<ExitCode>;
}

/** A command whose order only it can read and run. */
export interface Command extends Pick<CommandWords<never>, 'name' | 'summary' | 'help' | 'options'> {
  prepare(values: Values, files: readonly string[]): Outcome<(counter: Counter) => Promise<ExitCode>>;
}

export function defineCommand<Order>(words: CommandWords<Order>): Command {
  const { name, summary, help, options } = words;
  return {
    ...{ name, summary, help, options },
    prepare(values, files) {
      const order = words.read(values, files);
      return order.ok ? done((counter) => words.run(order.value, counter)) : order;
    },
  };
}

/** Says what came of a question, or why nothing did. */
export async function tell<T>(
  outcome: Outcome<T>,
  voice: Voice,
  good: (value: T) => ExitCode,
): Promise<ExitCode> {
  return outcome.ok ? good(outcome.value) : refuse(outcome.problems, voice);
}

export function refuse(problems: readonly Problem[], voice: Voice): ExitCode {
  voice.problems(problems);
  voice.object({ kind: 'result', problems });
  return exitOf(problems);
}

/** Runs `work`; a signal to end is passed on to it, so that it can say how far it came. */
export async function interruptible<T>(cancel: () => void, work: () => Promise<T>): Promise<T> {
  process.on('SIGINT', cancel).on('SIGTERM', cancel);
  try {
    return await work();
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}
