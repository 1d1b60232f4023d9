import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  assertKept,
  freshFolder,
  issueVictim,
  makeVictim,
  type Victim,
} from '../../electron/batch/sample-torture.ts';
import { NO_SERVER, startServer } from '../../electron/postgres/sample-server.ts';
import { killWorkers } from './workers.ts';

const HELP = `Breaks batches: kills the program at random points, makes the disk fail, fills it, takes folders away, starts
two programs at once, kills workers at a shared register in turn; and sees after each that nothing acknowledged is lost and nobody has a
credential twice.

  npm run torture -- [--kills N] [--learners N] [--seed N] [--only WORD]
`;

interface Trial {
  readonly name: string;
  /** Why it cannot be done on this machine. */
  readonly missing?: () => string | undefined;
  run(victim: Victim): Promise<string>;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' },
      learners: { type: 'string', default: '500' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const root = mkdtempSync(join(tmpdir(), 'sealwright-torture-'));
  const chance = chanceFrom(Number(values.seed));
  process.stdout.write(`seed ${values.seed}\n`);
  let passed = 0;
  let failed = 0;
  try {
    const large = await makeVictim(join(root, 'large'), Number(values.learners));
    const small = await makeVictim(join(root, 'small'), 120);
    const trials = [
      kills(Number(values.kills), chance),
      ...workers(Math.ceil(Number(values.kills) / 8), chance),
      ...DISK,
    ];
    for (const [at, trial] of trials.entries()) {
      if (!trial.name.includes(values.only)) continue;
      const reason = trial.missing?.();
      if (reason) {
        process.stdout.write(`skipped ${trial.name}: ${reason}\n`);
        continue;
      }
      try {
        const folder = join(root, `trial-${at}`);
        const told = await trial.run(freshFolder(at === 0 ? large : small, folder));
        process.stdout.write(`ok      ${trial.name}: ${told}\n`);
        passed++;
      } catch (cause) {
        process.stdout.write(`FAILED  ${trial.name}\n${cause instanceof Error ? cause.stack : cause}\n`);
        failed++;
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** The first kills fall while the program gets ready, most while it issues; a batch that is whole makes room for another. */
function kills(count: number, chance: () => number): Trial {
  return {
    name: `killed ${count} times`,
    async run(victim) {
      let batch = 0;
      let inBatch = 0;
      let current = freshFolder(victim, join(victim.folder, 'batch-0'));
      const resumed: number[] = [];
      const finish = async () => {
        const { code, acknowledged, milliseconds } = await issueVictim(current);
        assert.equal(code, 0);
        assertKept(join(current.folder, 'out'), { acknowledged, complete: current.learners });
        resumed.push(milliseconds);
      };
      for (let kill = 0; kill < count; ) {
        const early = chance() < 0.2;
        const [after, enough] = [chance() * 1500, Math.floor(chance() * current.learners * 0.2)];
        const { code, acknowledged } = await issueVictim(current, {
          meanwhile: early ? killAfter(after) : killAt(enough, chance() * 40),
        });
        const out = join(current.folder, 'out');
        const entered = assertKept(out, { acknowledged });
        if (code === null) {
          kill++;
          inBatch++;
          if (entered < current.learners && inBatch < 25) continue;
        }
        await finish();
        current = freshFolder(victim, join(victim.folder, `batch-${++batch}`));
        inBatch = 0;
      }
      if (inBatch > 0) await finish();
      return `${batch + (inBatch > 0 ? 1 : 0)} batches of ${victim.learners}, all whole`;
    },
  };
}

/** A start takes longer than what is sealed until the next kill: they are fewer. */
function workers(count: number, chance: () => number): readonly Trial[] {
  return [
    {
      name: `workers at a file killed in turn, ${count} times`,
      run: (victim) => killWorkers(victim, async (folder) => join(folder, 'register.sqlite'), count, chance),
    },
    {
      name: `workers at PostgreSQL killed in turn, ${count} times`,
      async run(victim) {
        const server = await startServer();
        if (!server) return NO_SERVER;
        try {
          return await killWorkers(victim, () => server.fresh(), count, chance);
        } finally {
          await server.stop();
        }
      },
    },
  ];
}

function killAfter(milliseconds: number) {
  let set = false;
  return (_: number, child: ChildProcess): void => {
    if (!set) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    set = true;
  };
}

function killAt(enough: number, milliseconds: number) {
  let set = false;
  return (issued: number, child: ChildProcess): void => {
    if (set || issued <= enough) return;
    set = true;
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
  };
}

const withoutStrace = () =>
  spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0 ? undefined : 'strace may not trace here';

function withoutMount(): string | undefined {
  const disk = mkdtempSync(join(tmpdir(), 'sealwright-mount-'));
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', disk]).status !== 0) return 'nothing may be mounted here';
    execFileSync('umount', [disk]);
    return undefined;
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}

const strace = (injection: string) => [
  'strace',
  ...['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'],
  ...['-e', `inject=${injection}`],
];

/** Stops with a code of its own, keeps what was acknowledged, and goes on to the end once the cause is mended. */
async function stopsAndGoesOn(
  victim: Victim,
  broken: () => Promise<{ readonly acknowledged: number; readonly stopped?: string | undefined }>,
  expected: RegExp,
  mend: () => void = () => {},
  out = join(victim.folder, 'out'),
): Promise<string> {
  const { acknowledged, stopped } = await broken();
  assert.match(stopped ?? 'nothing stopped it', expected);
  mend();
  const kept = assertKept(out, { acknowledged });
  const again = await issueVictim(victim, { out });
  assert.equal(again.code, 0, again.stopped);
  assertKept(out, { acknowledged: again.acknowledged, complete: victim.learners });
  return `${stopped} after ${kept}, then whole`;
}

const DISK: readonly Trial[] = [
  {
    // Counted in each thread.
    name: 'fsync fails from the 20th on',
    missing: withoutStrace,
    run: (victim) =>
      stopsAndGoesOn(
        victim,
        () => issueVictim(victim, { under: strace('fsync,fdatasync:error=EIO:when=20+') }),
        /^(file\.not-writable|register\.)/,
      ),
  },
  {
    name: 'one fsync in the middle fails',
    missing: withoutStrace,
    run: (victim) =>
      stopsAndGoesOn(
        victim,
        () => issueVictim(victim, { under: strace('fsync:error=EIO:when=15') }),
        /^(file\.not-writable|register\.)/,
      ),
  },
  {
    name: 'the disk is full',
    missing: withoutMount,
    run: (victim) =>
      onDisk(victim, '12m', (disk) =>
        stopsAndGoesOn(
          victim,
          () => issueVictim(victim, { out: join(disk, 'out') }),
          /^file\.disk-full$/,
          () => execFileSync('mount', ['-o', 'remount,size=512m', disk]),
          join(disk, 'out'),
        ),
      ),
  },
  {
    name: 'the disk turns read-only',
    missing: withoutMount,
    run: (victim) =>
      onDisk(victim, '512m', (disk) => {
        const out = join(disk, 'out');
        return stopsAndGoesOn(
          victim,
          async () => {
            mkdirSync(out);
            execFileSync('mount', ['-o', 'remount,ro', disk]);
            return await issueVictim(victim, { out });
          },
          /^(file\.not-writable|register\.)/,
          () => execFileSync('mount', ['-o', 'remount,rw', disk]),
          out,
        );
      }),
  },
  {
    name: 'the folder vanishes and comes back',
    run: (victim) => {
      const credentials = join(victim.folder, 'out', 'credentials');
      let gone = false;
      return stopsAndGoesOn(
        victim,
        () =>
          issueVictim(victim, {
            meanwhile: (issued) => {
              if (gone || issued < 10) return;
              gone = true;
              renameSync(credentials, `${credentials}-elsewhere`);
            },
          }),
        /^file\.not-writable$/,
        () => {
          rmSync(credentials, { recursive: true, force: true });
          renameSync(`${credentials}-elsewhere`, credentials);
        },
      );
    },
  },
  {
    name: 'two programs at once',
    async run(victim) {
      const both = await Promise.all([issueVictim(victim), issueVictim(victim)]);
      const stopped = both.flatMap((one) => one.stopped ?? []);
      for (const code of stopped) assert.equal(code, 'register.busy');
      const acknowledged = Math.max(...both.map((one) => one.acknowledged));
      assertKept(join(victim.folder, 'out'), { acknowledged, complete: victim.learners });
      return stopped.length > 0 ? 'one of them was turned away' : 'one after the other';
    },
  },
];

async function onDisk(victim: Victim, size: string, use: (disk: string) => Promise<string>): Promise<string> {
  const disk = join(victim.folder, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  try {
    return await use(disk);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
}

/** The same throws for the same seed (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

await main();
