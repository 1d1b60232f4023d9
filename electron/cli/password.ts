import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { PasswordSource } from './options.ts';
import type { Voice } from './voice.ts';

/** Longer than any password; a descriptor that brings more brings something else. */
const LONGEST_PASSWORD = 4096;

/**
 * The seal's password: from the descriptor told, else SEALWRIGHT_PASSWORD, else asked for on a terminal, unseen.
 * Problems: `seal.password-missing`, `usage.value-wrong` for a descriptor that cannot be read.
 */
export async function readPassword(
  { descriptor }: PasswordSource,
  seal: string,
  voice: Voice,
): Promise<Outcome<string>> {
  const told = takeVariable('SEALWRIGHT_PASSWORD');
  if (descriptor !== undefined) return fromDescriptor('--password-fd', descriptor);
  if (told) return done(told);
  const typed = await askUnseen(voice.words.say('password', { file: seal }));
  return typed ? done(typed) : refused({ code: 'seal.password-missing', where: { file: seal } });
}

/** Node's crash reports list the environment, and children inherit it: what is secret is taken out of it. */
export function takeVariable(name: string): string | undefined {
  const told = process.env[name];
  delete process.env[name];
  return told;
}

/** Its first line, as `openssl -passin fd:` takes it. */
export function fromDescriptor(option: string, descriptor: number): Outcome<string> {
  try {
    const [line = ''] = readFileSync(descriptor, 'utf8').slice(0, LONGEST_PASSWORD).split(/\r?\n/);
    if (line !== '') return done(line);
  } catch {
    // Said below, like a descriptor that is empty.
  }
  return refused({ code: 'usage.value-wrong', facts: { option, value: descriptor } });
}

/** What is typed is echoed nowhere; nothing when nobody sits at a terminal. */
export function askUnseen(prompt: string): Promise<string | undefined> {
  const unseen = new Writable({ write: (_chunk, _encoding, written) => written() });
  return ask(prompt, unseen);
}

export function askSeen(prompt: string): Promise<string | undefined> {
  return ask(prompt, process.stderr);
}

/** On standard error, so that standard output stays the result's. */
async function ask(prompt: string, echo: NodeJS.WritableStream): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  process.stderr.write(prompt);
  const lines = createInterface({ input: process.stdin, output: echo, terminal: true });
  return new Promise((resolve) => {
    const answer = (typed: string | undefined): void => {
      process.stderr.write('\n');
      resolve(typed);
      lines.close();
    };
    lines.once('line', answer);
    lines.once('SIGINT', () => answer(undefined));
    lines.once('close', () => answer(undefined));
  });
}
