import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';

/** Studios and readers that were started. */
export const children: ChildProcess[] = [];
export const readers: ChildProcess[] = [];

/** Readers said to be larger than they are. */
export const swollen = new Set<number>();

/** What the kernel says, as Electron tells it: KiB. */
export function sizeOf({ pid = 0 }: ChildProcess) {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return [{ pid, memory: { workingSetSize: swollen.has(pid) ? 4_194_304 : pages * 4 } }];
  } catch {
    return [];
  }
}

interface ForkOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly execArgv?: readonly string[];
  readonly stdio?: 'ignore';
}

/** Electron's utility process, here a child of Node: the same `process.parentPort` contract over its channel. */
export function forkUtility(path: string, _words: unknown, { env, execArgv = [], stdio }: ForkOptions) {
  const child: ChildProcess = fork(path, {
    env,
    execArgv: [
      ...execArgv.map((word) => word.replace(/^--js-flags=/, '')),
      ...['--import', new URL('./parent-port.mjs', import.meta.url).href],
    ],
    serialization: 'advanced',
    ...(stdio && { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
  });
  (path.endsWith('worker.js') ? children : readers).push(child);
  const utility = Object.assign(new EventEmitter(), {
    pid: child.pid,
    postMessage(data: unknown, ports: readonly ChannelEnd[] = []) {
      child.send({ data, ports: ports.map((end) => end.handTo(child)) }, () => {});
    },
    kill: () => child.kill('SIGKILL'),
  });
  child.on('message', ({ data, end }: { readonly data: unknown; readonly end?: number }) => {
    if (end === undefined) utility.emit('message', data);
    else handedOver.get(end)?.postMessage(data);
  });
  child.on('exit', (code) => utility.emit('exit', code ?? 0));
  return utility;
}

/** Ends of channels that another process holds, by number. */
const handedOver = new Map<number, ChannelEnd>();

class ChannelEnd extends EventEmitter {
  other: ChannelEnd | undefined;
  private holder: ChildProcess | undefined;
  private number = 0;

  start(): void {}

  postMessage(data: unknown): void {
    this.other?.deliver(data);
  }

  handTo(child: ChildProcess): number {
    this.holder = child;
    this.number = handedOver.size + 1;
    handedOver.set(this.number, this);
    return this.number;
  }

  private deliver(data: unknown): void {
    if (this.holder) this.holder.send({ data, end: this.number }, () => {});
    else this.emit('message', { data });
  }
}

export class Channel {
  readonly port1 = new ChannelEnd();
  readonly port2 = new ChannelEnd();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}
