/** What every register that desks share has to do, asked of each that there is: the same cases, the same answers. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadDriver } from '../register/database.ts';
import type { NewEvent } from '../register/events.ts';
import { openRegister } from '../register/register.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { restore } from '../studio/register-restore.ts';
import { connect } from './connection.ts';
import { openSharedRegister } from './open-shared.ts';
import { AT, beginSample, NAMES, sampleClaim, sampleEntry } from './sample-entries.ts';
import { NO_SERVER, startServer } from './sample-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-shared-'));
const server = await startServer();
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
interface Store {
  readonly name: string;
  readonly skip: string | false;
  /** A register that is empty. */
  fresh(): Promise<string>;
  /** As a stranger would change it, past every rule. */
  tamper(place: string, statement: string): Promise<void>;
}

const STORES: readonly Store[] = [
  {
    name: 'SQLite',
    skip: false,
    async fresh() {
      const path = join(folder, `register-${++files}.sqlite`);
      openRegister(path, { create: true }).close();
      return path;
    },
    async tamper(place, statement) {
      const database = new (loadDriver())(place);
      for (const name of ['entries_stay_as_they_are', 'events_stay_as_they_are', 'events_stay'])
        database.exec(`DROP TRIGGER ${name}`);
      database.exec(statement);
      database.close();
    },
  },
  {
    name: 'PostgreSQL',
    skip: server ? false : NO_SERVER,
    fresh: async () => (await server?.fresh()) ?? '',
    async tamper(place, statement) {
      const database = await connect(place);
      await database.query('ALTER TABLE entries DISABLE TRIGGER USER');
      await database.query('ALTER TABLE events DISABLE TRIGGER USER');
      await database.query(statement);
      await database.close();
    },
  },
];

function event(row: number, kind: NewEvent['kind']): NewEvent {
  return { credential: `urn:uuid:${row}`, kind, reason: 'error', ground: 'Decision 7/2026', at: AT };
}

const ALL = { search: '', offset: 0, limit: 100 };

async function issued(place: string, rows = 6): Promise<SharedRegister> {
  const register = await beginSample(place, rows);
  const all = Array.from({ length: rows }, (_, at) => at + 1);
  await register.reserve(all.map((row) => sampleClaim(row)));
  await register.append(all.map((row) => sampleEntry(row)));
  return register;
}

for (const { name, skip, fresh, tamper } of STORES) {
  describe(`a shared register in ${name}`, { skip }, () => {
    test('gives each row one number, without gaps or repeats, and a freed one first', async () => {
      const register = await beginSample(await fresh());
      const three = [sampleClaim(1), sampleClaim(2), sampleClaim(3)];
      const numbers = [1, 2, 3].map((row) => ({ row, number: row }));
      assert.deepEqual(await register.reserve(three), numbers);
      assert.deepEqual(await register.reserve(three), numbers, 'asked again, as after a crash');
      await register.release('batch-1', [2]);
      assert.deepEqual(await register.reserve([sampleClaim(4), sampleClaim(5)]), [
        { row: 4, number: 2 },
        { row: 5, number: 4 },
      ]);
      await register.append([sampleEntry(1), sampleEntry(4, 2), sampleEntry(3), sampleEntry(5, 4)]);
      assert.deepEqual(await register.reserve([sampleClaim(6)]), [{ row: 6, number: 5 }]);
      // One before the last is given back: it is lent anew, and both are entered.
      assert.deepEqual(await register.reserve([sampleClaim(7)]), [{ row: 7, number: 6 }]);
      await register.release('batch-1', [6]);
      assert.deepEqual(await register.reserve([sampleClaim(8)]), [{ row: 8, number: 5 }]);
      await register.append([sampleEntry(8, 5), sampleEntry(7, 6)]);
      await assert.rejects(register.append([sampleEntry(6, 8)]), /next number of its series/);
      await register.close();
    });

    test('enters all or none, and no learner twice', async () => {
      const register = await issued(await fresh(), 2);
      assert.deepEqual(await register.reserve([sampleClaim(9, { learner: 'digest-of-1' })]), [
        { row: 9, held: 'issued' },
      ]);
      await register.reserve([sampleClaim(3)]);
      await assert.rejects(register.append([sampleEntry(3), sampleEntry(4, 4, { learner: 'digest-of-1' })]));
      assert.equal(await register.count(), 2);
      assert.deepEqual(await register.reserve([sampleClaim(3)]), [{ row: 3, number: 3 }], 'still its own');
      const other = { batch: 'batch-2', learner: 'digest-of-3' };
      assert.deepEqual(await register.reserve([sampleClaim(1, other)]), [{ row: 1, held: 'elsewhere' }]);
      assert.equal((await register.checkChain()).holds, true);
      await register.close();
    });

    test('takes several writers at once', async () => {
      const place = await fresh();
      const register = await beginSample(place, 24);
      const rows = Array.from({ length: 24 }, (_, at) => at + 1);
      const given = (await Promise.all(rows.map((row) => register.reserve([sampleClaim(row)])))).flat();
      const numbers = given.map((one) => ('number' in one ? one.number : 0));
      assert.deepEqual(
        numbers.toSorted((a, b) => a - b),
        rows,
      );
      const inOrder = given.toSorted((a, b) => ('number' in a && 'number' in b ? a.number - b.number : 0));
      await Promise.all(
        inOrder.map((one) => register.append([sampleEntry(one.row, 'number' in one ? one.number : 0)])),
      );
      assert.deepEqual(await register.checkChain(), { entries: 24, holds: true });
      assert.equal((await register.job('batch-1'))?.rows.verified, 24);
      await register.close();
    });

    test('keeps how each row ended', async () => {
      const register = await beginSample(await fresh(), 3);
      await register.endRows('batch-1', [{ row: 2, state: 'refused', problems: ['row.date-unreadable'] }]);
      await register.reserve([sampleClaim(1)]);
      await register.append([sampleEntry(1)]);
      assert.deepEqual([...(await register.rowsIn('batch-1', 'planned'))], [3]);
      assert.deepEqual(await register.refusedRows('batch-1'), [
        { row: 2, problems: ['row.date-unreadable'] },
      ]);
      await register.changeJob('batch-1', 'paused', AT, { code: 'file.disk-full' });
      const [job] = await register.jobs();
      assert.deepEqual([job?.state, job?.reason?.code], ['paused', 'file.disk-full']);
      await register.close();
    });

    test('lets happen what may, together or not at all', async () => {
      const register = await issued(await fresh());
      await register.happen([event(1, 'suspended')]);
      await register.happen([event(1, 'reinstated'), event(2, 'revoked')]);
      await assert.rejects(register.happen([event(3, 'revoked'), event(2, 'reinstated')]), /cannot follow/);
      assert.equal(await register.statusOf('urn:uuid:3'), 'valid');
      const shown = await register.show('AEG-2026-00001');
      assert.deepEqual(
        [shown?.name, shown?.status, shown?.history.map(({ kind }) => kind)],
        [NAMES[0], 'valid', ['suspended', 'reinstated']],
      );
      const listUrl = 'https://example.org/r-1.vc.jwt';
      assert.deepEqual(await register.statusLists(), [{ listUrl, revoked: [2], suspended: [] }]);
      const { byStatus, byTemplate } = await register.figures();
      assert.deepEqual(byStatus, { valid: 5, suspended: 0, revoked: 1, superseded: 0 });
      assert.deepEqual(byTemplate[0], { title: 'Coastal ecology', count: 3 });
      assert.equal((await register.check()).holds, true);
      await register.close();
    });

    test('finds names without accents, case or letters a keyboard lacks', async () => {
      const register = await issued(await fresh());
      const found = async (search: string, more: object = {}) => {
        const { entries } = await register.find({ search, offset: 0, limit: 10, ...more });
        return entries.map(({ serial }) => Number(serial.slice(-1)));
      };
      assert.deepEqual(await found('ζωη παπ'), [1]);
      assert.deepEqual(await found('ZOLW luk'), [2]);
      assert.deepEqual(await found('haz zeb'), [5]);
      assert.deepEqual(await found('strasse'), [6]);
      assert.deepEqual(await found('2026-00004'), [4]);
      assert.deepEqual(await found('aeg-2026-0000'), [6, 5, 4, 3, 2, 1]);
      assert.deepEqual(await found(`"* OR ' \\ |`), []);
      await register.happen([event(4, 'revoked')]);
      assert.deepEqual(await found('open', { status: 'valid' }), [6, 2]);
      assert.deepEqual(await found('', { status: 'revoked' }), [4]);
      assert.deepEqual(await found('', { from: '2026-03-01', until: '2026-04-30' }), [3, 2]);
      assert.equal((await register.find({ search: 'ecology', offset: 1, limit: 1 })).total, 3);
      await register.close();
    });

    test('forgets a person and keeps its chain', async () => {
      const register = await issued(await fresh(), 2);
      await register.erase([event(1, 'erased')]);
      const { entries } = await register.find({ search: 'ζωη', offset: 0, limit: 10 });
      assert.deepEqual(entries, []);
      assert.deepEqual(
        [(await register.show('urn:uuid:1'))?.name, (await register.check()).holds],
        ['', true],
      );
      await register.close();
    });

    for (const [what, statement, broken] of [
      ['a name', "UPDATE entries SET name = 'Other' WHERE number = 2", { brokenEntry: 2 }],
      ['a ground', "UPDATE events SET ground = 'x' WHERE number = 1", { brokenEvent: 1 }],
      ['a status', 'DELETE FROM entry_status WHERE number = 1', { brokenEntry: 1 }],
    ] as const) {
      test(`refuses to change ${what}, and finds it when that was got past`, async () => {
        const place = await fresh();
        const register = await issued(place, 3);
        await register.happen([event(1, 'revoked')]);
        await register.close();
        await tamper(place, statement);
        const again = await openSharedRegister(place);
        const links = {
          brokenEntry: (await again.checkChain()).brokenAt ?? (await again.strayEntry()),
          brokenEvent: await again.brokenEvent(),
        };
        assert.deepEqual(links, { brokenEntry: undefined, brokenEvent: undefined, ...broken });
        await again.close();
      });
    }
  });
}

test('a register that is a file is put into a database, chains and seals digest by digest', {
  skip: server ? false : NO_SERVER,
}, async () => {
  const [local, remote] = STORES;
  const path = (await local?.fresh()) ?? '';
  const place = (await remote?.fresh()) ?? '';
  const one = await issued(path);
  await one.happen([event(1, 'suspended'), event(2, 'revoked')]);
  await one.erase([event(2, 'erased')]);
  await one.append([sampleEntry(7, 7, { replaces: { id: 'urn:uuid:3', reason: 'error', ground: 'B' } })]);
  await one.addAuditSeal({ number: 1, at: AT, jws: 'a.b.c' }, await one.auditChain());
  const moved = await restore(path, place);
  assert.deepEqual(moved, { ok: true, value: { entries: 7, holds: true } });
  const copy = await openSharedRegister(place);
  assert.deepEqual(await copy.auditChain(), await one.auditChain());
  assert.deepEqual(await copy.auditSeals(), await one.auditSeals());
  assert.deepEqual(await copy.find(ALL), await one.find(ALL));
  assert.deepEqual(await copy.figures(), await one.figures());
  assert.equal((await copy.job('batch-1'))?.state, (await one.job('batch-1'))?.state);
  // The desks go on where the file ended.
  assert.deepEqual(await copy.reserve([sampleClaim(8)]), [{ row: 8, number: 8 }]);
  await copy.append([sampleEntry(8)]);
  assert.equal((await copy.check()).holds, true);
  const again = await restore(path, place);
  assert.equal(!again.ok && again.problems[0].code, 'file.not-writable');
  await Promise.all([copy.close(), one.close()]);
});

test('an address that holds a password is refused without repeating it', async () => {
  for (const place of ['postgresql://desk:hunter2@db.example.org/r', 'postgres://db/r?password=hunter2']) {
    await assert.rejects(openSharedRegister(place), (cause: Error & { facts?: object; code?: string }) => {
      assert.equal(cause.code, 'register.address-password');
      assert.ok(!JSON.stringify(cause.facts).includes('hunter2'));
      return true;
    });
  }
});
