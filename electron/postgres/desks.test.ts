/** Programs that share one register in PostgreSQL: writers that are killed, and the orders of a desk. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { guardNetwork } from '../network/send.ts';
import { askHere } from '../port.ts';
import { openStudio } from '../studio.ts';
import { connect } from './connection.ts';
import { openSharedRegister } from './open-shared.ts';
import { beginSample } from './sample-entries.ts';
import { NO_SERVER, startServer } from './sample-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-desks-'));
const server = await startServer();
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

interface Writer {
  readonly child: ChildProcess;
  readonly acknowledged: Set<number>;
  /** Once it has said the first. */
  readonly first: Promise<void>;
  readonly ended: Promise<number | null>;
}

function startWriter(place: string): Writer {
  const child = spawn(process.execPath, [here('./sample-writer.ts'), place, 'batch-1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged = new Set<number>();
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const first = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (said: string) => {
      for (const [row] of said.matchAll(/\d+(?=\n)/g)) acknowledged.add(Number(row));
      resolve();
    });
    void ended.then(() => resolve());
  });
  return { child, acknowledged, first, ended };
}

describe('desks that share a register', { skip: server ? false : NO_SERVER }, () => {
  test('two writers killed in turn lose nothing, enter nobody twice and leave the same set', async () => {
    const place = (await server?.fresh()) ?? '';
    const rows = 160;
    const register = await beginSample(place, rows);
    const [one, two] = [startWriter(place), startWriter(place)];
    await one.first;
    one.child.kill('SIGKILL');
    const three = startWriter(place);
    await two.first;
    two.child.kill('SIGKILL');
    const codes = await Promise.all([one.ended, two.ended, three.ended]);
    assert.equal(codes[0], null, 'killed while it wrote');
    assert.equal(codes[2], 0);
    const { entries } = await register.find({ search: '', offset: 0, limit: rows + 1 });
    const entered = new Set(entries.map(({ id }) => Number(id.slice('urn:uuid:'.length))));
    for (const { acknowledged } of [one, two, three])
      for (const row of acknowledged) assert.ok(entered.has(row), `${row} was acknowledged`);
    assert.deepEqual([entries.length, entered.size], [rows, rows]);
    const numbers = entries.map(({ serial }) => Number(serial.slice(-5))).toSorted((a, b) => a - b);
    assert.deepEqual(
      numbers,
      Array.from({ length: rows }, (_, at) => at + 1),
    );
    assert.equal((await register.check()).holds, true);
    const counted = (await register.job('batch-1'))?.rows;
    assert.deepEqual([counted?.planned, counted?.verified], [0, rows]);
    await register.close();
    const connection = await connect(place);
    assert.deepEqual(await connection.query('SELECT * FROM reservations'), [], 'no number is left lent');
    await connection.close();
  });

  test('a desk finds, revokes and audits by its usual orders', async () => {
    const place = (await server?.fresh()) ?? '';
    await (await beginSample(place, 5)).close();
    const writer = startWriter(place);
    assert.equal(await writer.ended, 0);
    const ask = askHere(openStudio(() => {}));
    const opened = await ask('register.open', { register: place });
    assert.deepEqual(opened, { ok: true, value: { register: place, entries: 5 } });
    assert.deepEqual(await ask('register.chains', { register: place }), {
      ok: true,
      value: { chainHolds: true },
    });
    const found = await ask('register.entries', { search: 'zolw', offset: 0, limit: 10 });
    assert.equal(found.ok && found.value.entries[0]?.name, 'Łukasz Żółw');
    const copied = await ask('register.backup', { register: place, to: join(folder, 'copy.sqlite') });
    assert.equal(!copied.ok && copied.problems[0]?.code, 'register.only-local');
    const change = { kind: 'revoked', reason: 'error', ground: 'Decision 7/2026' } as const;
    const revoked = await ask('register.change', { register: place, credentials: ['urn:uuid:2'], ...change });
    assert.deepEqual(revoked, { ok: true, value: { changed: 1 } });
    const audited = await ask('audit.verify', { register: place, trust: [] });
    assert.ok(audited.ok);
    const { holds, entries, events } = audited.value;
    assert.deepEqual([holds, entries, events], [true, 5, 1]);
    const shared = await openSharedRegister(place);
    assert.equal(await shared.statusOf('urn:uuid:2'), 'revoked');
    await shared.close();
  });

  test('a command that may not come in says so and ends, whether its password is wrong or missing', async () => {
    const place = (await server?.guarded('Kanarienvogel-0815')) ?? '';
    const find = (env: NodeJS.ProcessEnv) => {
      const args = [here('../sealwright.mjs'), 'register', 'find', '--register', place, 'anybody'];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        ...{ encoding: 'utf8', timeout: 60_000 },
        env: { ...process.env, SEALWRIGHT_DATA: folder, PGPASSFILE: '', ...env },
      });
      assert.doesNotMatch(stdout + stderr, /Kanarienvogel|wrong-one/);
      return status;
    };
    assert.equal(find({}), 3);
    assert.equal(find({ PGPASSWORD: 'wrong-one' }), 3);
    assert.equal(find({ PGPASSWORD: 'Kanarienvogel-0815' }), 0);
  });
});

test('a policy keeps a desk from a database, and what is allowed is written down', async () => {
  const place = 'postgresql://desk@127.0.0.1:1/credentials';
  // A studio asks nobody until it knows the policy, which an order for a database makes it read.
  const policy = join(folder, 'policy.json');
  const ask = askHere(openStudio(() => {}, policy));
  const asked = async (): Promise<string | false> => {
    const reply = await ask('register.check', { register: place });
    return !reply.ok && reply.problems[0].code;
  };
  assert.equal(await asked(), 'register.unreachable');
  writeFileSync(policy, '{"network":{"register":[]}}');
  assert.equal(await asked(), 'policy.refused');
  guardNetwork({ folder, policy: { network: { register: [] } } });
  await assert.rejects(openSharedRegister(place), { code: 'policy.refused' });
  guardNetwork({ folder, policy: { network: { register: ['postgresql://127.0.0.1:1'] } } });
  await assert.rejects(openSharedRegister(place), { code: 'register.unreachable' });
  const [logged, ...more] = readFileSync(join(folder, 'requests.jsonl'), 'utf8').trim().split('\n');
  const { purpose, to } = JSON.parse(logged ?? '') as { readonly purpose: string; readonly to: string };
  assert.deepEqual([purpose, to, more.length], ['register', 'postgresql://127.0.0.1:1', 0]);
});
