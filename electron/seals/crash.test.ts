import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { nodeEngine } from '../engine.ts';
import { type Ask, connectDesk, type Port } from '../port.ts';
import { assertNotIn, assertNowhere, CANARY } from './sample-canary.ts';

const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const CORE = fileURLToPath(new URL('./sample-breaking-core.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'crash-'));
after(() => rmSync(root, { recursive: true, force: true }));
const seal = join(root, 'seal.p12');
const roster = join(root, 'roster.csv');

/** A core that breaks so, all that it writes in one folder, and all that it says. */
function startCore(how: 'throw' | 'crash') {
  const folder = join(root, how);
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const child: ChildProcess = fork(CORE, [how], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      TMPDIR: join(folder, 'tmp'),
      SEALWRIGHT_DATA: join(folder, 'data'),
      SEALWRIGHT_DEBUG: '1',
      NODE_OPTIONS: `--report-uncaught-exception --report-on-fatalerror --report-directory=${folder}`,
    },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => said.push(String(bytes)));
  const heard: unknown[] = [];
  child.on('message', (message) => heard.push(message));
  const port: Port = {
    postMessage: (message) => void child.send(message as object, () => {}),
    on: (_event, hear) => child.on('message', hear),
  };
  const { ask, hangUp } = connectDesk(port, () => {});
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.once('exit', hangUp);
  const out = join(folder, 'out');
  const issue: BatchOrder = {
    ...{ template: join(UNIVERSITY, 'template.json'), roster, seal, out, password: CANARY, dryRun: false },
  };
  return { folder, child, ask: ask as Ask, gone, said, heard, issue, register: join(out, 'register.sqlite') };
}

suite('a secret in a core that breaks in the middle of a batch', () => {
  before(async () => {
    const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
    writeFileSync(roster, rows.slice(0, 5).join('\n'));
    const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
    const at = new Date(Date.now() - 86_400_000);
    const pki = await makeDemoPki({ engine: nodeEngine, at, key: 'P-256', organisation });
    writeFileSync(seal, await pki.pkcs12(CANARY));
  });

  test('is in nothing that is answered, said or left when the fault is caught, nor are PIN and key of the register', async () => {
    const { ask, child, gone, folder, said, heard, issue, register } = startCore('throw');
    const broken = await ask('batch.issue', issue);
    assert.deepEqual(!broken.ok && broken.problems, [
      { code: 'desk.fault', facts: { detail: 'the core breaks here' } },
    ]);
    assert.ok((await ask('batch.issue', issue)).ok, 'and the same batch goes on');
    const officer = {
      register,
      name: 'Registrar',
      roles: ['issuer', 'approver'] as const,
      pin: CANARY,
    };
    const replies = [
      await ask('office.appoint', officer),
      await ask('office.sign-in', { register, officer: 'Registrar', pin: `${CANARY}!` }),
      await ask('register.encrypt', { register, key: CANARY }),
      await ask('register.unlock', { register, key: `${CANARY}!` }),
      // Neither an order that is refused at the door repeats what it was told.
      await ask('batch.issue', { ...issue, dryRun: CANARY as never }),
    ];
    assert.deepEqual(
      replies.map(({ ok }) => ok),
      [true, false, true, false, false],
      JSON.stringify(replies),
    );
    child.kill();
    await gone;
    assertNowhere('what it said', Buffer.from(said.join('')));
    assertNowhere('what it answered', Buffer.from(JSON.stringify(heard)));
    assertNotIn(folder);
  });

  test('is in nothing that is answered, said or left when it dies, its crash report among it', async () => {
    const { ask, gone, folder, said, heard, issue } = startCore('crash');
    const broken = await ask('batch.issue', issue);
    assert.deepEqual(!broken.ok && broken.problems, [
      { code: 'desk.fault', facts: { detail: 'the studio ended' } },
    ]);
    assert.notEqual(await gone, 0);
    assert.match(said.join(''), /the core breaks here/);
    const report = readdirSync(folder).find((name) => name.startsWith('report.')) ?? '';
    assert.match(readFileSync(join(folder, report), 'utf8'), /"environmentVariables"/);
    assertNowhere('what it said', Buffer.from(said.join('')));
    assertNowhere('what it answered', Buffer.from(JSON.stringify(heard)));
    assertNotIn(folder);
  });
});
