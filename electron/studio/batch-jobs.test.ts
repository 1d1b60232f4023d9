import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BatchOrder, BatchProgress, BatchSummary } from '../../shared/desk/batch.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { refused } from '../../shared/problem.ts';
import { nodeEngine } from '../engine.ts';
import { askHere } from '../port.ts';
import { openRegister } from '../register/register.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';
import { resumeJob } from './batch-jobs.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const [HEADINGS = '', FIRST = ''] = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');
const PASSWORD = 'secret of the seal';

const root = mkdtempSync(join(tmpdir(), 'sealwright-jobs-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (...names: readonly string[]) => join(root, ...names);

/** What a test does when the batch tells how far it is. */
let heard: (batch: string, progress: BatchProgress) => void = () => {};
const ask = askHere(
  openStudio((event) => {
    if (event.kind === 'batch.progress') heard(event.batch, event.progress);
  }),
);

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: PASSWORD, organisation });
});

const row = (number: number, family = `Ångström ${number}`): string => {
  const [, given, , ...rest] = FIRST.split(';');
  return [`S${number}`, given, family, ...rest].join(';');
};
const rowsOf = (count: number) => Array.from({ length: count }, (_, number) => row(number + 1));

function write(name: string, rows: readonly string[]): void {
  writeFileSync(at(`${name}.csv`), [HEADINGS, ...rows].join('\n'));
}

/** Its own folder and register for each. */
function issue(name: string, rows: readonly string[], over: Partial<BatchOrder> = {}) {
  write(name, rows);
  heard = () => {};
  return ask('batch.issue', {
    ...{ template: join(EXAMPLE, 'template.json'), roster: at(`${name}.csv`), out: at(name), dryRun: false },
    ...{ seal: at('demo-seal.p12'), password: PASSWORD, exports: ['pdf'] },
    ...over,
  });
}

const registerOf = (name: string) => at(name, 'register.sqlite');
const resume = (name: string, batch: string, retry = false) =>
  ask('batch.resume', { register: registerOf(name), batch, password: PASSWORD, retry });
const codes = (reply: Reply<unknown>) => (reply.ok ? [] : reply.problems.map(({ code }) => code));

function summaryOf(reply: Reply<BatchSummary>): BatchSummary {
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.value;
}

async function jobOf(name: string, batch: string) {
  const shown = await ask('batch.show', { register: registerOf(name), batch });
  assert.ok(shown.ok);
  return shown.value;
}

function serials(name: string): readonly string[] {
  const register = openRegister(registerOf(name), { create: false });
  try {
    assert.equal(register.checkChain().holds, true);
    return register.find({ search: '', offset: 0, limit: 99 }).entries.map(({ serial }) => serial.slice(-3));
  } finally {
    register.close();
  }
}

test('a sample pauses after its learners and goes on with the others', async () => {
  const sample = summaryOf(await issue('sample', rowsOf(5), { first: 2 }));
  assert.deepEqual([sample.issued, sample.left], [2, 3]);
  const paused = await jobOf('sample', sample.batch);
  assert.equal(paused.state, 'paused');
  assert.deepEqual(paused.rows, { planned: 3, refused: 0, already: 0, verified: 2, delivered: 0 });

  const rest = summaryOf(await resume('sample', sample.batch));
  assert.deepEqual([rest.issued, rest.already, rest.left], [3, 0, 0]);
  assert.equal((await jobOf('sample', sample.batch)).state, 'done');
  assert.equal(new Set(serials('sample')).size, 5);
  assert.deepEqual(codes(await resume('sample', sample.batch)), ['batch.nothing-left']);
});

test('only refused rows are tried again, once they are corrected', async () => {
  const rows = rowsOf(4).with(2, row(3, ''));
  const first = summaryOf(await issue('refused', rows));
  assert.deepEqual([first.issued, first.refusals.length, first.left], [3, 1, 0]);
  const job = await jobOf('refused', first.batch);
  assert.equal(job.state, 'done');
  assert.equal(job.refusals[0]?.row, first.refusals[0]?.row);
  assert.deepEqual(
    job.refusals[0]?.problems,
    first.refusals[0]?.problems.map(({ code }) => code),
  );

  // As it is it is refused again.
  assert.equal(summaryOf(await resume('refused', first.batch, true)).refusals.length, 1);
  write('refused', rows.with(2, row(3, 'Corrected')));
  const retried = summaryOf(await resume('refused', first.batch, true));
  assert.deepEqual([retried.rows, retried.issued, retried.already], [1, 1, 0]);
  assert.equal(serials('refused').length, 4);
  assert.deepEqual((await jobOf('refused', first.batch)).rows, {
    planned: 0,
    refused: 0,
    already: 0,
    verified: 4,
    delivered: 0,
  });
});

test('corrections made since are read by a retry, and by nothing else', async () => {
  const rows = rowsOf(3).with(0, row(1, ''));
  const { batch } = summaryOf(await issue('mended', rows, { first: 1 }));
  const orders: BatchOrder[] = [];
  const order = { register: registerOf('mended'), batch, password: PASSWORD, corrections: at('mended.json') };
  for (const retry of [true, false]) {
    const give = async (given: BatchOrder) => {
      orders.push(given);
      return refused({ code: 'desk.fault' });
    };
    await resumeJob({ ...order, retry }, give, { now: new Date(), officer: undefined, engine: nodeEngine });
  }
  assert.deepEqual(
    orders.map(({ corrections, continues }) => [corrections, continues?.rows]),
    [
      [at('mended.json'), 'refused'],
      [undefined, 'planned'],
    ],
  );
});

test('a batch goes on with the template, roster and certificate it was begun with, and no other', async () => {
  const template = at('locked.json');
  const own = readFileSync(join(EXAMPLE, 'template.json'), 'utf8');
  writeFileSync(template, own);
  const { batch } = summaryOf(await issue('locked', rowsOf(3), { first: 1, template }));

  writeFileSync(template, own.replace(/\n$/, '\n\n'));
  assert.deepEqual(codes(await resume('locked', batch)), ['batch.changed']);
  writeFileSync(template, own);

  write('locked', [...rowsOf(3), row(9)]);
  assert.deepEqual(codes(await resume('locked', batch)), ['batch.changed']);
  write('locked', rowsOf(3));

  const seal = at('demo-seal.p12');
  const kept = readFileSync(seal);
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: PASSWORD, organisation });
  assert.deepEqual(codes(await resume('locked', batch)), ['batch.changed']);
  writeFileSync(seal, kept);

  assert.equal(serials('locked').length, 1);
  assert.equal(summaryOf(await resume('locked', batch)).issued, 2);
});

test('a running batch waits while it is paused, and a paused one can be cancelled for good', async () => {
  const told: BatchProgress[] = [];
  const running = issue('paused', rowsOf(40));
  let name = '';
  heard = (batch, progress) => {
    name = batch;
    told.push(progress);
    if (progress.issued > 0 && told.every(({ paused }) => !paused)) void ask('batch.pause', { batch });
  };
  while (!told.at(-1)?.paused) await setTimeout(5);
  const stood = told.at(-1)?.issued ?? 0;
  assert.ok(stood > 0 && stood < 40);
  assert.equal((await jobOf('paused', name)).state, 'paused');
  await setTimeout(150);
  assert.equal(told.at(-1)?.issued, stood);

  await ask('batch.continue', { batch: name });
  while (told.at(-1)?.paused) await setTimeout(5);
  await ask('batch.stop', { batch: name });
  const stopped = summaryOf(await running);
  assert.ok(stopped.left > 0 && stopped.issued >= stood);
  assert.equal((await jobOf('paused', name)).state, 'paused');

  assert.ok((await ask('batch.cancel', { batch: name, register: registerOf('paused') })).ok);
  assert.equal((await jobOf('paused', name)).state, 'cancelled');
  assert.deepEqual(codes(await resume('paused', name)), ['batch.nothing-left']);
  assert.equal(serials('paused').length, stopped.issued);
});

test('a folder that vanishes pauses the batch with the reason; once it is back the batch goes on', async () => {
  const running = issue('vanished', rowsOf(30));
  heard = (_, { issued }) => {
    if (issued === 0) return;
    heard = () => {};
    renameSync(at('vanished', 'credentials'), at('vanished', 'elsewhere'));
  };
  const broken = summaryOf(await running);
  assert.ok(broken.stopped && broken.left > 0);
  const job = await jobOf('vanished', broken.batch);
  assert.equal(job.state, 'paused');
  assert.equal(job.reason?.code, broken.stopped.code);

  rmSync(at('vanished', 'credentials'), { recursive: true, force: true });
  renameSync(at('vanished', 'elsewhere'), at('vanished', 'credentials'));
  const rest = summaryOf(await resume('vanished', broken.batch));
  assert.deepEqual([rest.stopped, rest.left, broken.issued + rest.issued], [undefined, 0, 30]);
  assert.equal(new Set(serials('vanished')).size, 30);
  assert.equal((await jobOf('vanished', broken.batch)).reason, undefined);
});

test('a batch whose process died is not taken for the one that runs', async () => {
  const died = summaryOf(await issue('died', rowsOf(2), { first: 1 }));
  const register = openRegister(registerOf('died'), { create: false });
  register.changeJob(died.batch, 'running', '2026-07-01T08:00:00Z');
  register.close();
  assert.equal((await jobOf('died', died.batch)).state, 'interrupted');
  const other = summaryOf(await issue('died', rowsOf(2)));
  assert.deepEqual([other.issued, other.already], [1, 1]);
  assert.equal((await jobOf('died', died.batch)).state, 'paused');
  // Its learner has been issued by the other.
  const resumed = summaryOf(await resume('died', died.batch));
  assert.deepEqual([resumed.issued, resumed.already, resumed.left], [0, 1, 0]);
  assert.equal(serials('died').length, 2);
});

test('the register keeps neither password nor learner with a batch, and knows no other batch', async () => {
  const { batch } = summaryOf(await issue('kept', [row(1, 'Unforgettable'), row(2, '')]));
  const register = openRegister(registerOf('kept'), { create: false });
  const [erased] = register.find({ search: '', offset: 0, limit: 9 }).entries;
  assert.ok(erased);
  const told = JSON.stringify([register.job(batch), register.refusedRows(batch)]);
  register.close();
  for (const secret of [PASSWORD, 'Unforgettable']) assert.ok(!told.includes(secret));
  const forgotten = { register: registerOf('kept'), credentials: [erased.id], ground: 'request' };
  assert.ok((await ask('register.erase', forgotten)).ok);
  assert.equal((await jobOf('kept', batch)).rows.verified, 1);
  assert.deepEqual(codes(await resume('kept', 'no-such-batch')), ['batch.unknown']);
});
