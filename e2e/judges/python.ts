import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder, installed, type Ran, run } from './program.ts';

const REQUIREMENTS = [
  'python/requirements.txt',
  'elm/requirements.txt',
  'elmo/requirements.txt',
  'vc/requirements.txt',
  'sd-jwt/requirements.txt',
  'badge/requirements.txt',
  'roster/requirements.txt',
];

export const missingPython = async (): Promise<string | undefined> => {
  const hint = 'Python 3.11 with venv is needed: apt-get install python3-venv';
  if (!(await installed('python3'))) return hint;
  const ran = await run('python3', [
    '-c',
    'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))',
  ]);
  return ran.code === 0 ? undefined : hint;
};

let made: Promise<string> | undefined;

/** Runs a script of this folder (path relative to it) with every judge's packages at hand. */
export const runPython = async (
  script: string,
  args: readonly string[],
  files: readonly string[] = [],
): Promise<Ran> => {
  made ??= makeEnvironment();
  const python = join(await made, 'bin', 'python');
  return run(python, [join(import.meta.dirname, script), ...args], {
    input: files.map((file) => `${file}\n`).join(''),
  });
};

/** One virtual environment for every state of the requirements, made once and kept. */
const makeEnvironment = async (): Promise<string> => {
  const lists = REQUIREMENTS.map((name) => join(import.meta.dirname, name)).filter((path) =>
    existsSync(path),
  );
  const digest = createHash('sha256');
  for (const list of lists) digest.update(await readFile(list));
  const environment = join(cacheFolder(), `python-${digest.digest('hex').slice(0, 16)}`);
  // A virtual environment cannot be moved, so its last written file tells that it is whole.
  const whole = join(environment, 'complete');
  if (existsSync(whole)) return environment;

  await rm(environment, { recursive: true, force: true });
  const venv = await run('python3', ['-m', 'venv', environment]);
  if (venv.code !== 0) throw new Error(`python3 -m venv failed: ${venv.out}${venv.err}`);
  const order = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--retries', '8'];
  for (const list of lists) order.push('-r', list);
  const python = join(environment, 'bin', 'python');
  let ran = await run(python, order);
  for (let tries = 1; ran.code !== 0 && tries < 4; tries += 1) {
    await pause(5000 * tries);
    ran = await run(python, order);
  }
  if (ran.code !== 0) throw new Error(`pip could not install the judges: ${ran.err.slice(-3000)}`);
  await writeFile(whole, '');
  return environment;
};
