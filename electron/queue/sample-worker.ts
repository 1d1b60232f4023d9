import { type ChildProcess, spawn } from 'node:child_process';
import { LAUNCHER, PASSWORD } from '../batch/sample-torture.ts';

/** A whole program that seals what is planned in a register, until nothing is left. */
export interface SampleWorker {
  readonly child: ChildProcess;
  /** Once it has said that something is issued, or has ended. */
  readonly first: Promise<void>;
  /** Null when it was killed. */
  readonly ended: Promise<number | null>;
  /** As many as it has said are issued. */
  acknowledged(): number;
  /** What it said last. */
  last(): string;
}

/** `data` is the studio's own folder. */
export function startWorker(register: string, seal: string, out: string, data: string): SampleWorker {
  const words = ['worker', '--register', register, '--seal', seal, '--out', out, '--once', '--json'];
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    env: { ...process.env, SEALWRIGHT_PASSWORD: PASSWORD, SEALWRIGHT_DATA: data },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let issued = 0;
  let last = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const first = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (said: string) => {
      for (const [, told] of said.matchAll(/"issued":(\d+)/g)) issued = Math.max(issued, Number(told));
      last = said;
      if (issued > 0) resolve();
    });
    void ended.then(() => resolve());
  });
  return { child, first, ended, acknowledged: () => issued, last: () => last };
}
