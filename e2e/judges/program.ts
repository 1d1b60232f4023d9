import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { availableParallelism, homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** How a program ended. */
export interface Ran {
  readonly code: number;
  /** What it wrote on standard output, as it is and as UTF-8 text. */
  readonly bytes: Buffer;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end; an exit code is an answer, only a program that cannot start throws. */
export const run = (
  command: string,
  args: readonly string[],
  { input = '', cwd }: { readonly input?: string; readonly cwd?: string } = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    // Judges are read by their English words.
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const child = spawn(command, args, { env, ...(cwd === undefined ? {} : { cwd }) });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const bytes = Buffer.concat(out);
      resolve({ code: code ?? -1, bytes, out: bytes.toString(), err: Buffer.concat(err).toString() });
    });
    // A program that dies early closes its input; its exit code says more than the broken pipe.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });

/** Runs `task` on every item, as many at a time as there are processors; results in the items' order. */
export const each = async <Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = new Array(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
};

/** Pieces short enough for one command line. */
export function* byTheThousand<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += 1000) yield items.slice(start, start + 1000);
}

export const installed = async (command: string): Promise<boolean> => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      await access(join(folder, command), constants.X_OK);
      return true;
    } catch {
      // not in this folder
    }
  }
  return false;
};

/** How to install the Debian package that brings `command`; undefined when it is there. */
export const missingCommand = async (command: string, debian: string): Promise<string | undefined> =>
  (await installed(command)) ? undefined : `${command} is not installed: apt-get install ${debian}`;

/** Where built judges are kept between runs, outside the repository. */
export const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sealwright');
