/** What every register that desks share has to do, asked of each that there is: the same cases, the same answers. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Role } from '../../shared/desk/office.ts';
import { loadDriver } from '../register/database.ts';
import type { Entry } from '../register/entries.ts';
import type { NewEvent } from '../register/events.ts';
import type { KeptOfficer, OfficeEvent } from '../register/officers.ts';
import { openRegister } from '../register/register.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { restore } from '../studio/register-restore.ts';
import { connect } from './connection.ts';
import { openSharedRegister } from './open-shared.ts';
import { AT, beginSample, digestNamed, NAMES, sampleClaim, sampleEntry } from './sample-entries.ts';
import { NO_SERVER, startServer } from './sample-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-shared-'));
const server = await startServer();
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Of the embedded register; they keep a row as it is. */
const STAYING = [
  ...['entries_stay_as_they_are', 'events_stay_as_they_are', 'events_stay', 'extensions_stay_as_they_are'],
  ...['prints_stay_as_they_are', 'office_events_stay_as_they_are', 'stack_uses_stay'],
];

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
      for (const name of STAYING) database.exec(`DROP TRIGGER ${name}`);
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
      for (const table of ['entries', 'events', 'extensions', 'prints', 'office_events', 'stack_uses'])
        await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await database.query(statement);
      await database.close();
    },
  },
];

function event(row: number, kind: NewEvent['kind']): NewEvent {
  return { credential: `urn:uuid:${row}`, kind, reason: 'error', ground: 'Decision 7/2026', at: AT };
}

const ALL = { search: '', offset: 0, limit: 100 };

async function issued(
  place: string,
  rows = 6,
  over: Readonly<Record<number, Partial<Entry>>> = {},
): Promise<SharedRegister> {
  const register = await beginSample(place, rows);
  const all = Array.from({ length: rows }, (_, at) => at + 1);
  await register.reserve(all.map((row) => sampleClaim(row)));
  await register.append(all.map((row) => sampleEntry(row, row, over[row])));
  return register;
}

function officerNamed(name: string, ...roles: readonly Role[]): KeptOfficer {
  return { id: name, name, roles, salt: '00', pin: '11', wrongTries: 0 };
}

function office(
  kind: OfficeEvent['kind'],
  officer: string,
  subject: string,
  facts: OfficeEvent['facts'] = {},
): OfficeEvent {
  return { kind, officer, subject, facts, at: AT };
}

/** A register with a link in each of its chains; the third credential is made of two others. */
async function withEverything(place: string, rows = 3): Promise<SharedRegister> {
  const register = await issued(place, rows, {
    3: { stack: { kind: 'degree', parts: ['urn:uuid:2', 'x'] } },
  });
  await register.happen([event(1, 'revoked')]);
  const [from, to] = [digestNamed(1), 'ef'.repeat(32)];
  await register.extend({ credential: 'urn:uuid:1', file: 'AEG-1.pdf', from, to, level: 'LT', at: AT });
  await register.addPrints({ credentials: ['urn:uuid:1'], way: 'file', job: 'a', at: AT });
  await register.appoint(officerNamed('Io', 'approver'), office('appointed', 'Io', 'Io'));
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

    test('keeps an office: who is of it, its rules, and what another officer has approved', async () => {
      const register = await issued(await fresh(), 1);
      const first = officerNamed('Io', 'approver');
      await register.appoint(first, office('appointed', 'Io', 'Io'));
      const second = officerNamed('Ada', 'issuer');
      await assert.rejects(register.appoint(second, office('appointed', 'Ada', 'Ada')), {
        code: 'office.sign-in-needed',
      });
      await register.appoint(second, office('appointed', 'Io', 'Ada'));
      await assert.rejects(register.appoint(officerNamed('ADA', 'auditor'), office('appointed', 'Io', 'x')), {
        code: 'office.name-taken',
      });
      assert.deepEqual(
        (await register.officers()).map(({ name: called, roles }) => [called, ...roles]),
        [
          ['Ada', 'issuer'],
          ['Io', 'approver'],
        ],
      );
      assert.equal((await register.officer('ADA'))?.id, 'Ada');
      await assert.rejects(register.dismiss('Io', office('dismissed', 'Io', 'Io')), {
        code: 'office.no-approver',
      });
      assert.equal((await register.officeRules()).fourEyes, false);
      await register.noteOffice(office('ruled', 'Io', '', { fourEyes: true, lockMinutes: 5 }));
      assert.deepEqual(await register.officeRules(), { fourEyes: true, lockMinutes: 5 });

      const digest = 'd1';
      await register.noteOffice(office('submitted', 'Ada', 'batch-1', { digest }));
      assert.deepEqual(await register.submissionOf('batch-1'), { officer: 'Ada', digest });
      const decide = (officer: string, what: string) =>
        register.noteOffice(office('approved', officer, 'batch-1', { digest: what }));
      await assert.rejects(decide('Io', 'd0'), { code: 'batch.nothing-submitted' });
      await assert.rejects(decide('Ada', digest), /approves what they submitted/);
      await decide('Io', digest);
      await assert.rejects(decide('Io', digest), { code: 'batch.nothing-submitted' });
      assert.equal((await register.submissionOf('batch-1'))?.decided, 'approved');
      const [head] = [(await register.auditChain()).heads.office];
      assert.deepEqual([head?.count, (await register.check()).holds], [5, true]);
      await register.close();
    });

    test('counts wrong PINs one by one, however many desks try at once', async () => {
      const register = await issued(await fresh(), 1);
      await register.appoint(officerNamed('Io', 'approver'), office('appointed', 'Io', 'Io'));
      const read = await register.officer('Io');
      assert.ok(read);
      const counted = await Promise.all([1, 2, 3].map(() => register.countTries(read, read.wrongTries + 1)));
      assert.equal(counted.filter((one) => one).length, 1);
      assert.equal((await register.officer('Io'))?.wrongTries, 1);
      await register.close();
    });

    test('counts prints over all desks, and knows raised files by what they were and are', async () => {
      const place = await fresh();
      const register = await issued(place, 3);
      const other = await openSharedRegister(place);
      const print = (desk: SharedRegister, job: string, ...rows: readonly number[]) =>
        desk.addPrints({ credentials: rows.map((row) => `urn:uuid:${row}`), way: 'printer', job, at: AT });
      assert.deepEqual([...(await print(register, 'a', 1, 2)).values()], [1, 1]);
      const both = await Promise.all([print(register, 'b', 1), print(other, 'c', 1)]);
      assert.deepEqual(both.flatMap((copies) => [...copies.values()]).toSorted(), [2, 3]);
      assert.deepEqual(
        (await other.printsOf('urn:uuid:1')).map(({ copy }) => copy),
        [1, 2, 3],
      );
      assert.deepEqual(await register.between('AEG-2026-00002', 'AEG-2026-00003'), [
        'urn:uuid:2',
        'urn:uuid:3',
      ]);

      const [from, to] = [digestNamed(2), 'ef'.repeat(32)];
      assert.equal(await register.credentialWith(from), 'urn:uuid:2');
      const raised = { credential: 'urn:uuid:2', file: 'AEG-2.pdf', from, to, level: 'LT', at: AT };
      await register.extend(raised);
      assert.equal(await other.credentialWith(to), 'urn:uuid:2');
      const shown = await other.show('urn:uuid:2');
      assert.deepEqual(
        [shown?.files[0]?.sha256, shown?.files[0]?.level, shown?.prints.length],
        [to, 'LT', 1],
      );
      assert.equal((await other.find(ALL)).entries[1]?.files[0]?.sha256, to);
      await register.erase([event(2, 'erased')]);
      await assert.rejects(register.extend(raised), /forgotten is not raised/);
      assert.equal((await register.check()).holds, true);
      await Promise.all([register.close(), other.close()]);
    });

    test('counts a part once into one of each kind, until what it counts into is replaced', async () => {
      const register = await issued(await fresh(), 2);
      await register.reserve([3, 4, 5].map((row) => sampleClaim(row)));
      const whole = (row: number, over: object = {}) =>
        sampleEntry(row, row, { stack: { kind: 'degree', parts: ['urn:uuid:1', 'x'] }, ...over });
      await register.append([whole(3)]);
      assert.equal(await register.usedIn('x', 'degree'), 'AEG-2026-00003');
      assert.equal(await register.usedIn('x', 'degree', 'urn:uuid:3'), undefined);
      assert.deepEqual((await register.partsOf('urn:uuid:3')).toSorted(), ['urn:uuid:1', 'x']);
      await assert.rejects(register.append([whole(4)]), /a part counts once/);
      const replaces = { id: 'urn:uuid:3', reason: 'error', ground: 'B' } as const;
      await register.append([whole(4, { replaces, learner: 'digest-of-3' })]);
      assert.equal(await register.usedIn('x', 'degree'), 'AEG-2026-00004');
      assert.deepEqual(
        await register.reserve([sampleClaim(5, { learner: 'digest-of-3', replaces: 'urn:uuid:3' })]),
        [{ row: 5, held: 'issued' }],
      );
      const held = await register.heldBy('digest-of-3');
      assert.deepEqual(
        held.map(({ id }) => id),
        ['urn:uuid:3', 'urn:uuid:4'],
      );
      const told = await register.holding('urn:uuid:3');
      assert.deepEqual([told?.parts, told?.learner], [['x', 'AEG-2026-00001'], 'digest-of-3']);
      assert.equal((await register.check()).holds, true);
      await register.close();
    });

    test('tells figures and what falls due', async () => {
      const register = await beginSample(await fresh(), 2);
      await register.reserve([sampleClaim(1), sampleClaim(2)]);
      const facts = { kind: 'degree', languages: ['en', 'fi'], forgetAfter: '2030-01-01' } as const;
      await register.append([
        sampleEntry(1, 1, { facts }),
        sampleEntry(2, 2, { facts: { validUntil: '2028-01-01' } }),
      ]);
      assert.deepEqual(await register.countBy('kind'), [
        { value: null, count: 1 },
        { value: 'degree', count: 1 },
      ]);
      assert.deepEqual(await register.countBy('language'), [
        { value: null, count: 1 },
        { value: 'en', count: 1 },
        { value: 'fi', count: 1 },
      ]);
      assert.equal(await register.countAll('2026-01-01', '2026-12-31'), 2);
      const forget = await register.dueToForget({ before: '2031-01-01' });
      assert.deepEqual([forget.total, forget.entries[0]?.on], [1, '2030-01-01']);
      const expire = await register.expiring('2027-01-01', '2029-01-01');
      assert.deepEqual([expire.total, expire.entries[0]?.id], [1, 'urn:uuid:2']);
      assert.deepEqual(await register.issuedIn('batch-1'), [
        { id: 'urn:uuid:1', language: 'en' },
        { id: 'urn:uuid:2', language: null },
      ]);
      await register.deliverRows('batch-1', ['urn:uuid:1']);
      assert.equal((await register.job('batch-1'))?.rows.delivered, 1);
      assert.deepEqual(await register.fileNames(), new Set(['AEG-1.pdf', 'AEG-2.pdf']));
      await register.close();
    });

    for (const [what, statement, broken] of [
      ['a name', "UPDATE entries SET name = 'Other' WHERE number = 2", { brokenEntry: 2 }],
      ['a ground', "UPDATE events SET ground = 'x' WHERE number = 1", { brokenEvent: 1 }],
      ['a status', 'DELETE FROM entry_status WHERE number = 1', { brokenEntry: 1 }],
      ['a part', "DELETE FROM stack_uses WHERE part = 'x'", { brokenEntry: 3 }],
      ['a level', "UPDATE extensions SET level = 'B' WHERE number = 1", { brokenExtension: 1 }],
      ['a print', "UPDATE prints SET job = 'x' WHERE number = 1", { brokenPrint: 1 }],
      ['a rule', "UPDATE office_events SET subject = 'x' WHERE number = 1", { brokenOfficeEvent: 1 }],
    ] as const) {
      test(`refuses to change ${what}, and finds it when that was got past`, async () => {
        const place = await fresh();
        const register = await withEverything(place);
        await register.close();
        await tamper(place, statement);
        const again = await openSharedRegister(place);
        const links = {
          brokenEntry: (await again.checkChain()).brokenAt ?? (await again.strayEntry()),
          brokenEvent: await again.brokenEvent(),
          brokenExtension: await again.brokenExtension(),
          brokenPrint: await again.brokenPrint(),
          brokenOfficeEvent: await again.brokenOfficeEvent(),
        };
        assert.deepEqual(
          Object.entries(links).filter(([, number]) => number !== undefined),
          Object.entries(broken),
        );
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
  const one = await withEverything(path, 6);
  await one.happen([event(1, 'exported')]);
  await one.erase([event(2, 'erased')]);
  await one.append([sampleEntry(7, 7, { replaces: { id: 'urn:uuid:4', reason: 'error', ground: 'B' } })]);
  await one.addAuditSeal({ number: 1, at: AT, jws: 'a.b.c' }, await one.auditChain());
  const moved = await restore(path, place);
  assert.deepEqual(moved, { ok: true, value: { entries: 7, holds: true } });
  const copy = await openSharedRegister(place);
  assert.deepEqual(await copy.auditChain(), await one.auditChain());
  assert.deepEqual(await copy.auditSeals(), await one.auditSeals());
  assert.deepEqual(await copy.find(ALL), await one.find(ALL));
  assert.deepEqual(await copy.show('urn:uuid:1'), await one.show('urn:uuid:1'));
  assert.deepEqual(await copy.officers(), await one.officers());
  assert.equal(await copy.usedIn('x', 'degree'), 'AEG-2026-00003');
  const links = async (register: SharedRegister) => {
    const told = [];
    for await (const link of register.chainLinks()) told.push(link);
    return told;
  };
  assert.deepEqual(await links(copy), await links(one));
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
