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
  const told = process.env.SEALWRIGHT_PASSWORD;
  // Node's crash reports list the environment, and children inherit it.
  delete process.env.SEALWRIGHT_PASSWORD;
  if (descriptor !== undefined) return fromDescriptor(descriptor);
  if (told) return done(told);
  if (!process.stdin.isTTY) return refused({ code: 'seal.password-missing', where: { file: seal } });
  const typed = await ask(voice.words.say('password', { file: seal }));
  return typed ? done(typed) : refused({ code: 'seal.password-missing', where: { file: seal } });
}

/** Its first line, as `openssl -passin fd:` takes it. */
function fromDescriptor(descriptor: number): Outcome<string> {
  try {
    const [line = ''] = readFileSync(descriptor, 'utf8').slice(0, LONGEST_PASSWORD).split(/\r?\n/);
    if (line !== '') return done(line);
  } catch {
    // Said below, like a descriptor that is empty.
  }
  return refused({ code: 'usage.value-wrong', facts: { option: '--password-fd', value: descriptor } });
}

/** On standard error, so that standard output stays the result's; what is typed is echoed nowhere. */
function ask(prompt: string): Promise<string | undefined> {
  process.stderr.write(prompt);
  const unseen = new Writable({ write: (_chunk, _encoding, written) => written() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
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
