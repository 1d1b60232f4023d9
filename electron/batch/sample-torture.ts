import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegisterRow } from '../../shared/desk/register.ts';
import { openRegister } from '../register/register.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { SAMPLE_ROSTER, SAMPLE_TEMPLATE } from '../studio/trial-project.ts';

/** A batch to be tormented: a whole program issues it, again and again, until all learners have theirs. */
export interface Victim {
  readonly folder: string;
  readonly learners: number;
  readonly roster: string;
  readonly seal: string;
}

export const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
export const PASSWORD = 'torture';

export async function makeVictim(folder: string, learners: number): Promise<Victim> {
  mkdirSync(folder, { recursive: true });
  const { seal } = await makeDemoSeal(join(folder, 'seal'), {
    at: new Date(Date.now() - 60_000),
    password: PASSWORD,
    organisation: { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' },
  });
  const [head = '', ...rows] = readFileSync(SAMPLE_ROSTER, 'utf8').trim().split('\n');
  const wanted = Array.from({ length: learners }, (_, at) => {
    const [number, given, family, ...rest] = (rows[at % rows.length] ?? '').split(';');
    const turn = Math.floor(at / rows.length);
    return [`${number}-${turn}`, given, turn === 0 ? family : `${family} ${turn}`, ...rest].join(';');
  });
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, `${[head, ...wanted].join('\n')}\n`);
  return { folder, learners, roster, seal };
}

/** Another batch of the same learners, in a folder of its own. */
export function freshFolder(victim: Victim, folder: string): Victim {
  mkdirSync(folder, { recursive: true });
  return { ...victim, folder };
}

export interface Ended {
  /** Null when it was killed. */
  readonly code: number | null;
  /** As many as the program had said were entered, in this run and before it. */
  readonly acknowledged: number;
  /** The code of what stopped the run, or kept it from beginning. */
  readonly stopped?: string | undefined;
  readonly milliseconds: number;
}

export interface Torment {
  /** Called at once and whenever the program tells how many it has issued. */
  readonly meanwhile?: (issued: number, child: ChildProcess) => void;
  /** Put before the command: a tracer that makes calls fail. */
  readonly under?: readonly string[];
  readonly out?: string;
  /** A batch to be gone on with, instead of a new one. */
  readonly resume?: string;
}

export async function issueVictim(
  { folder, roster, seal }: Victim,
  { meanwhile = () => {}, under = [], out = join(folder, 'out'), resume }: Torment = {},
): Promise<Ended> {
  const started = performance.now();
  const began = ['issue', '--template', SAMPLE_TEMPLATE, '--roster', roster, '--seal', seal, '--out', out];
  const words =
    resume === undefined
      ? [...began, '--exports', 'pdf,elmo,vc-jwt']
      : ['batch', 'resume', resume, '--register', join(out, 'register.sqlite')];
  const command = [...under, process.execPath, LAUNCHER, ...words, '--json'];
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, {
    env: { ...process.env, SEALWRIGHT_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  let issued = 0;
  let acknowledged = 0;
  meanwhile(0, child);
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    for (const [, told, already] of chunk.matchAll(/"issued":(\d+),"already":(\d+)/g)) {
      issued = Math.max(issued, Number(told));
      acknowledged = Math.max(acknowledged, Number(told) + Number(already));
    }
    meanwhile(issued, child);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const last = said.trim().split('\n').at(-1) ?? '';
  return { code, acknowledged, stopped: stopIn(last), milliseconds: performance.now() - started };
}

function stopIn(line: string): string | undefined {
  try {
    const { stopped, problems } = JSON.parse(line) as {
      readonly stopped?: { readonly code: string };
      readonly problems?: readonly { readonly code: string }[];
    };
    return stopped?.code ?? problems?.[0]?.code;
  } catch {
    // Cut off in the middle of a line.
    return undefined;
  }
}

/**
 * The promise to a clerk, whatever happened: what was acknowledged is there, each learner once, serials from 1 without
 * a gap, every file as its entry says, the chain unbroken. Once `complete`, no file lies there without an entry.
 * @returns how many are entered.
 */
export function assertKept(
  out: string,
  { acknowledged, complete }: { readonly acknowledged: number; readonly complete?: number },
): number {
  const path = join(out, 'register.sqlite');
  if (!existsSync(path)) {
    assert.equal(acknowledged, 0, 'acknowledged without a register');
    return 0;
  }
  const register = openRegister(path, { create: false });
  try {
    const { entries } = register.find({ search: '', offset: 0, limit: 1_000_000 });
    assert.ok(entries.length >= acknowledged, `${acknowledged} acknowledged, ${entries.length} entered`);
    assert.equal(register.checkChain().holds, true, 'the chain is broken');
    assertWhole(entries, out, complete);
    return entries.length;
  } finally {
    register.close();
  }
}

/** Serials from 1 without a gap, every file as its entry says; once `complete`, that many, and no file without an entry. */
export function assertWhole(entries: readonly RegisterRow[], out: string, complete?: number): void {
  const numbers = entries.map(({ serial }) => Number(serial.slice(serial.lastIndexOf('-') + 1)));
  assert.deepEqual(
    numbers.sort((a, b) => a - b),
    Array.from(entries, (_, at) => at + 1),
  );
  const files = entries.flatMap((entry) => entry.files);
  for (const { name, sha256 } of files) {
    const bytes = readFileSync(join(out, 'credentials', name));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, name);
  }
  if (complete !== undefined) {
    assert.equal(entries.length, complete);
    const lying = readdirSync(join(out, 'credentials')).filter((name) => !name.startsWith('.register'));
    assert.deepEqual(lying.sort(), files.map(({ name }) => name).sort());
  }
}
