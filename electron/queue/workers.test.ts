/**
 * Batches that are planned at a desk and sealed by workers: killed, paused, given up, tried again. The same is asked of every
 * register that workers may share.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { BatchOrder, WorkOrder } from '../../shared/desk/batch.ts';
import type { DeskEvent } from '../../shared/desk.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { assertWhole, makeVictim, PASSWORD } from '../batch/sample-torture.ts';
import { askHere } from '../port.ts';
import { connect } from '../postgres/connection.ts';
import { openSharedRegister, openWorkload } from '../postgres/open-shared.ts';
import { NO_SERVER, startServer } from '../postgres/sample-server.ts';
import { loadDriver } from '../register/database.ts';
import { openRegister } from '../register/register.ts';
import { SAMPLE_TEMPLATE } from '../studio/trial-project.ts';
import { openStudio } from '../studio.ts';
import { chunksOf } from './job-queue.ts';
import { startWorker } from './sample-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-workers-'));
const server = await startServer();
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
/** What a test does when a worker tells what it has done. */
let hear: (event: Extract<DeskEvent, { readonly kind: 'work.progress' }>) => void = () => {};
const ask = askHere(
  openStudio((event) => {
    if (event.kind === 'work.progress') hear(event);
  }),
);

const orderOf = (register: string, roster: string, seal: string): BatchOrder => ({
  ...{ register, roster, seal, template: SAMPLE_TEMPLATE, password: PASSWORD, dryRun: false },
  ...{ out: join(folder, 'desk'), exports: ['elmo'], forWorkers: true },
});

interface Store {
  readonly name: string;
  readonly skip: string | false;
  /** A register that is empty. */
  fresh(): Promise<string>;
  /** As its administrator would ask. */
  query(place: string, statement: string): Promise<readonly unknown[]>;
  /** Tables that hold chunks. */
  readonly queue: string;
  /** What one row's award is put off by. */
  readonly postpone: string;
  /** Whether a word stands in the files of what waits. */
  holds(place: string, word: string): Promise<boolean>;
}

/** Rows that somebody can be told from. */
const TOLD = 'job_rows WHERE (recipient IS NOT NULL OR summary IS NOT NULL)';

const summaryIn = (out: string): readonly SummaryRow[] =>
  readSummaryJson(readFileSync(join(out, 'summary.json'))) ?? [];

/** What is the same wherever they are issued to. */
const personOf = ({ serial, id, issuedAt, files: made, ...person }: SummaryRow) => [
  ...[serial.length, id.length, issuedAt.length],
  ...made.map(({ format }) => format),
  Object.entries(person),
];

const emptyPlan = {
  batch: {
    ...{ id: '', templateId: 'course', templateVersion: 1, rosterName: 'roster.csv', rows: 1 },
    ...{ startedAt: '2026-06-27T08:00:00Z', templateSha256: '', rosterSha256: '', certificateSha256: '' },
  },
  order: { template: '', roster: '', seal: '', out: '', dryRun: false },
  plan: '{}',
  waiting: [],
};

let files = 0;
const STORES: readonly Store[] = [
  {
    name: 'SQLite',
    skip: false,
    async fresh() {
      const path = join(folder, `register-${++files}.sqlite`);
      openRegister(path, { create: true }).close();
      return path;
    },
    async query(place, statement) {
      const database = new (loadDriver())(place);
      try {
        const asked = database.prepare(statement);
        return asked.reader ? asked.all() : [asked.run()];
      } finally {
        database.close();
      }
    },
    queue: 'job_chunks',
    postpone: "json_set(recipient, '$.awardedOn', '2099-06-27')",
    // Whoever is issued to stands in the register itself: what waited has another mark.
    holds: async (place, word) => readFileSync(place).includes(word),
  },
  {
    name: 'PostgreSQL',
    skip: server ? false : NO_SERVER,
    fresh: async () => (await server?.fresh()) ?? '',
    async query(place, statement) {
      const connection = await connect(place);
      try {
        return await connection.query(statement);
      } finally {
        await connection.close();
      }
    },
    queue: 'sealwright_queue.job',
    postpone: `(recipient::jsonb || '{"awardedOn": "2099-06-27"}')::text`,
    async holds(place, word) {
      const connection = await connect(place);
      await connection.query('CHECKPOINT');
      const [kept] = await connection.query<{ readonly bytes: Buffer }>(
        "SELECT pg_read_binary_file(pg_relation_filepath('sealwright.job_rows')) AS bytes",
      );
      await connection.close();
      return kept?.bytes.includes(word) === true;
    },
  },
];

for (const { name, skip, fresh, query, queue, postpone, holds } of STORES)
  describe(`workers at a register in ${name}`, { skip }, () => {
    test('killed in turn lose nothing, seal nobody twice and leave the whole batch', async () => {
      const place = await fresh();
      const rows = 128;
      const { roster, seal } = await makeVictim(join(folder, name, 'victim'), rows);
      const out = join(folder, name, 'sealed');
      const planned = await ask('batch.issue', orderOf(place, roster, seal));
      assert.ok(planned.ok, JSON.stringify(planned));
      assert.deepEqual([planned.value.queued, planned.value.left], [true, rows]);
      const { batch } = planned.value;
      const [one, two] = [startWorker(place, seal, out, folder), startWorker(place, seal, out, folder)];
      await one.first;
      one.child.kill('SIGKILL');
      await two.first;
      two.child.kill('SIGKILL');
      for (const code of await Promise.all([one.ended, two.ended]))
        assert.ok(
          code === null || code === 0,
          `killed, unless it was quicker: ${code} ${one.last()} ${two.last()}`,
        );
      const three = startWorker(place, seal, out, folder);
      assert.equal(await three.ended, 0);
      const register = await openSharedRegister(place);
      const { entries } = await register.find({ search: '', offset: 0, limit: rows + 1 });
      assertWhole(entries, out, rows);
      assert.equal(new Set(entries.map(({ name }) => name)).size, rows);
      const said = [one, two, three].reduce((sum, worker) => sum + worker.acknowledged(), 0);
      assert.ok(said <= rows, `${said} acknowledged`);
      assert.equal((await register.check()).holds, true);
      await register.close();
      const shown = await ask('batch.show', { register: place, batch });
      assert.ok(shown.ok);
      assert.deepEqual([shown.value.state, shown.value.rows.verified], ['done', rows]);
      for (const left of ['reservations', TOLD, queue])
        assert.deepEqual(await query(place, `SELECT 1 FROM ${left}`), [], left);

      // The same summary as a desk's.
      const { register: _, forWorkers: __, ...alone } = orderOf('', roster, seal);
      const desk = join(folder, name, 'alone');
      assert.ok((await ask('batch.issue', { ...alone, out: desk })).ok);
      const told = summaryIn(out);
      assert.deepEqual(told.map(personOf), summaryIn(desk).map(personOf));
      assert.ok(told.some(({ email }) => email?.includes('@')));
      const entered = new Map(entries.map(({ id, serial, files: [file] }) => [id, [serial, file?.sha256]]));
      for (const {
        id,
        serial,
        files: [file],
      } of told)
        assert.deepEqual(entered.get(id), [serial, file?.sha256]);
      const lines = (where: string) => readFileSync(join(where, 'summary.csv'), 'utf8').split('\r\n');
      assert.deepEqual([lines(out)[0], lines(out).length], [lines(desk)[0], rows + 2]);
    });

    test('tell in the summary of a batch that is given up after its sample, but not of who was erased', async () => {
      const place = await fresh();
      const { roster, seal } = await makeVictim(join(folder, name, 'sample'), 5);
      const out = join(folder, name, 'given-up');
      const work = () => ask('batch.work', { register: place, seal, password: PASSWORD, out, drain: true });
      const planned = await ask('batch.issue', { ...orderOf(place, roster, seal), first: 3 });
      assert.ok(planned.ok);
      const worked = await work();
      assert.deepEqual(worked.ok && worked.value.issued, 3);
      assert.equal(summaryIn(out).length, 3, 'the sample is looked at');
      const register = await openSharedRegister(place);
      const { entries } = await register.find({ search: '', offset: 0, limit: 9 });
      await register.close();
      const [last, ...others] = entries;
      const address = readFileSync(roster, 'utf8').split('\n')[3]?.split(';')[4] ?? '';
      assert.ok(last && address.includes('@'));
      const erasing = { register: place, credentials: [last.id], ground: 'Rule 3' };
      assert.ok((await ask('register.erase', erasing)).ok);
      assert.equal(await holds(place, address), false);
      assert.ok((await ask('batch.cancel', { register: place, batch: planned.value.batch })).ok);
      assert.ok((await work()).ok);
      assert.deepEqual(
        summaryIn(out).map(({ id }) => id),
        others.map(({ id }) => id).reverse(),
      );
      assert.deepEqual(await query(place, `SELECT 1 FROM ${TOLD}`), []);
    });

    test('are told by any desk to wait, to go on, to give up and to try again', async () => {
      const place = await fresh();
      const { roster, seal } = await makeVictim(join(folder, name, 'steered'), 5);
      const [, ...lines] = readFileSync(roster, 'utf8').trimEnd().split('\n');
      // The register knows whom it has issued to by a digest; this one's number is told by what waits alone.
      const [number = ''] = lines[0]?.split(';') ?? [];
      const order = orderOf(place, roster, seal);
      const desk = { register: place, seal, password: PASSWORD };
      const work = async (over: Partial<WorkOrder> = {}) => {
        const worked = await ask('batch.work', {
          ...desk,
          out: join(folder, name, 'by-hand'),
          drain: true,
          ...over,
        });
        assert.ok(worked.ok, JSON.stringify(worked));
        return [worked.value.issued, worked.value.refused];
      };
      const planned = await ask('batch.issue', order);
      assert.ok(planned.ok, JSON.stringify(planned));
      const stored = { register: place, batch: planned.value.batch };
      const stands = async () => {
        const shown = await ask('batch.show', stored);
        return shown.ok && [shown.value.state, shown.value.rows.planned, shown.value.refusals];
      };
      assert.deepEqual(await stands(), ['queued', 5, []]);
      // What a desk let through and a worker cannot issue.
      await query(place, `UPDATE job_rows SET recipient = ${postpone} WHERE row = 3`);
      assert.equal(await holds(place, number), true);

      assert.ok((await ask('batch.pause', stored)).ok);
      assert.deepEqual(await work(), [0, 0], 'paused');
      assert.ok((await ask('batch.resume', { ...stored, password: '', retry: false })).ok);
      const other = await makeVictim(join(folder, name, 'other'), 1);
      assert.deepEqual(await work({ seal: other.seal }), [0, 0], 'planned with another certificate');
      assert.deepEqual(await work(), [4, 1]);
      assert.deepEqual(await stands(), ['done', 0, [{ row: 3, problems: ['row.date-impossible'] }]]);

      const again = await ask('batch.resume', { ...stored, password: '', retry: true });
      assert.deepEqual(again.ok && [again.value.queued, again.value.left], [true, 1]);
      // One that waits for more is told to end once it has said that it is done.
      hear = ({ run, progress }) => progress.issued === 1 && void ask('batch.stop', { batch: run });
      assert.deepEqual(await work({ drain: false }), [1, 0]);
      assert.deepEqual(await stands(), ['done', 0, []]);

      assert.equal(await holds(place, number), false, 'a learner is in the files of the queue');

      // Given up, a batch keeps nobody.
      const second = await ask('batch.issue', order);
      assert.ok(second.ok);
      assert.ok((await ask('batch.cancel', { register: place, batch: second.value.batch })).ok);
      for (const left of [TOLD, queue])
        assert.deepEqual(await query(place, `SELECT 1 FROM ${left}`), [], left);
    });

    test('wait for the second pair of eyes when the office wants it only after a batch was planned', async () => {
      const place = await fresh();
      const { roster, seal } = await makeVictim(join(folder, name, 'eyes'), 2);
      const planned = await ask('batch.issue', orderOf(place, roster, seal));
      assert.ok(planned.ok);
      const stored = { register: place, batch: planned.value.batch };
      assert.ok((await ask('batch.pause', stored)).ok);
      for (const officer of ['Io', 'Ada'])
        assert.ok(
          (
            await ask('office.appoint', {
              ...{ register: place, name: officer, roles: ['approver', 'issuer'], pin: `pin of ${officer}` },
            })
          ).ok,
        );
      assert.ok((await ask('office.rule', { register: place, fourEyes: true, lockMinutes: 5 })).ok);
      const resumed = await ask('batch.resume', { ...stored, password: '', retry: false });
      assert.equal(!resumed.ok && resumed.problems[0].code, 'batch.awaits-approval');
      const stands = async () => {
        const shown = await ask('batch.show', stored);
        return shown.ok && shown.value.state;
      };
      assert.equal(await stands(), 'waiting');
      const decision = { ...stored, officer: 'Ada', pin: 'pin of Ada', approve: true };
      assert.ok((await ask('batch.decide', decision)).ok);
      assert.equal(await stands(), 'queued');
    });

    test('end two batches at the same moment, one after the other', async () => {
      const place = await fresh();
      const ending = [
        { workload: await openWorkload(place), batch: 'batch-1' },
        { workload: await openWorkload(place), batch: 'batch-2' },
      ];
      for (const { workload, batch } of ending)
        await workload.plan({
          ...{ ...emptyPlan, batch: { ...emptyPlan.batch, id: batch } },
          ended: [{ row: 1, state: 'refused', problems: ['row.date-impossible'] }],
        });
      const at = emptyPlan.batch.startedAt;
      const settled = ending.map(({ workload, batch }) => workload.settle(batch, at, () => setTimeout(200)));
      assert.deepEqual(await Promise.all(settled), [true, true]);
      for (const { workload } of ending) await workload.close();
    });

    test('take a chunk each, and one that was left or whose holder is gone', async () => {
      const place = await fresh();
      const [one, two] = [await openWorkload(place), await openWorkload(place)];
      const batch = 'batch-1';
      const chunks = chunksOf(batch, [2, 3, 5, 8, 9], 2);
      assert.deepEqual(chunks[1], { batch, first: 5, last: 8 });
      await one.queue.add(chunks);
      await two.queue.add(chunks);
      assert.equal(await one.register.busy(batch), false);
      const [a, b] = [await one.queue.take(batch), await two.queue.take(batch)];
      assert.ok(a && b && a.first !== b.first);
      assert.equal(await two.register.busy(batch), true);
      await one.queue.done(a);
      const c = await one.queue.take(batch);
      assert.ok(c && ![a.first, b.first].includes(c.first));
      assert.equal(await one.queue.take(batch), undefined, 'the rest is at another');
      await two.queue.leave(b);
      assert.deepEqual(await one.queue.take(batch), b);
      await one.close();
      assert.deepEqual(new Set([await two.queue.take(batch), await two.queue.take(batch)]), new Set([b, c]));
      assert.equal(await two.queue.left(batch), true);
      await two.queue.drop(batch);
      assert.equal(await two.queue.left(batch), false);
      assert.equal(await two.queue.take(batch), undefined);
      await two.close();
    });
  });
