import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Outcome } from '../../shared/problem.ts';
import { nodeEngine } from '../engine.ts';
import { serveTrust } from './issuers.ts';
import { prepareTrial } from './trial-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-issuers-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
let clock = new Date();
const desk = serveTrust(
  nodeEngine,
  () => clock,
  () => ours,
);

const codes = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.problems.map(({ code }) => code));

test('a sealer is trusted only once its fingerprint was given; a list of another desk likewise', async () => {
  const trial = await prepareTrial(join(folder, 'trial'), clock);
  assert.ok(trial.ok);
  const { seal } = trial.value;
  // The other desk trusts a company by the list it has sealed itself: any sealed file will do.
  const first = {
    data: theirs,
    kind: 'company',
    name: 'Ceol Teoranta',
    country: 'IE',
    kinds: ['micro-credential'],
  } as const;
  assert.ok((await desk['trust.add'](first)).ok);
  const sealedList = join(folder, 'list.xml');
  const order = { data: theirs, out: sealedList, days: 30, seal, password: '' };
  const exported = await desk['trust.export'](order);
  assert.ok(exported.ok, JSON.stringify(exported));

  const asked = await desk['trust.ask']({ file: sealedList });
  assert.ok(asked.ok);
  const { fingerprint, test: isTest, known } = asked.value;
  assert.deepEqual([isTest, known], [true, undefined]);
  const add = { kind: 'institution', from: sealedList } as const;
  assert.deepEqual(codes(await desk['trust.add'](add)), ['trust.certificate-unknown']);
  assert.deepEqual(codes(await desk['trust.add']({ ...add, accept: fingerprint.replace(/.$/, 'x') })), [
    'trust.certificate-unknown',
  ]);
  const spaced = fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:');
  const added = await desk['trust.add']({ ...add, accept: spaced });
  assert.ok(added.ok);
  const listed = await desk['trust.list']({});
  assert.ok(listed.ok);
  assert.equal(listed.value.issuers[0]?.origin.how, 'first-use');
  assert.equal(listed.value.issuers[0]?.certificates[0]?.fingerprint, fingerprint);

  // That somebody may award credentials does not say that they may name others who do.
  assert.deepEqual(codes(await desk['trust.import']({ file: sealedList })), ['trust.sealer-unknown']);
  const taken = await desk['trust.import']({ file: sealedList, accept: fingerprint });
  assert.ok(taken.ok);
  assert.deepEqual(taken.value.issuers, ['IE:Ceol Teoranta']);
  assert.ok((await desk['trust.import']({ file: sealedList })).ok, 'met before');

  // What the other desk leaves out is left out here, what was added here stays, and no older list comes back.
  assert.ok((await desk['trust.remove']({ data: theirs, issuer: 'IE:Ceol Teoranta' })).ok);
  const newer = join(folder, 'newer.json');
  assert.ok((await desk['trust.export']({ ...order, out: newer })).ok);
  assert.ok((await desk['trust.import']({ file: newer })).ok);
  const left = await desk['trust.list']({});
  assert.ok(left.ok);
  assert.deepEqual(
    left.value.issuers.map(({ origin }) => origin.how),
    ['first-use'],
  );
  assert.deepEqual(codes(await desk['trust.import']({ file: sealedList })), ['trust.list-older']);
  const spoiled = join(folder, 'spoiled.xml');
  writeFileSync(spoiled, readFileSync(sealedList, 'utf8').replace('Teoranta', 'Teo'));
  assert.deepEqual(codes(await desk['trust.import']({ file: spoiled })), ['trust.list-changed']);
  clock = new Date(clock.getTime() + 31 * 24 * 3_600_000);
  assert.deepEqual(codes(await desk['trust.import']({ file: newer })), ['trust.list-stale']);
});

test('every version is kept, and one that was changed is found', async () => {
  const checked = await desk['trust.check']({});
  assert.ok(checked.ok);
  assert.equal(checked.value.versions, 4);
  const path = join(ours, 'trusted-issuers', readdirSync(join(ours, 'trusted-issuers')).sort()[1] ?? '');
  writeFileSync(path, readFileSync(path, 'utf8').replace('IE:Ceol', 'IE:Coel'));
  const found = await desk['trust.check']({});
  assert.deepEqual(codes(found), ['trust.register-damaged']);
  assert.match(JSON.stringify(found), /000003\.json/);
});

test('a table tells of issuers, and says which of its rows it does not understand', async () => {
  const data = join(folder, 'tables');
  const table = join(folder, 'deqar.csv');
  writeFileSync(table, 'name,country\nHalcyon,BE\nNowhere,Atlantis\n');
  const read = await desk['trust.import']({ data, file: table });
  assert.ok(read.ok);
  assert.deepEqual(read.value.issuers, ['BE:Halcyon']);
  assert.equal(read.value.problems.length, 1);
  writeFileSync(table, '');
  assert.deepEqual(codes(await desk['trust.import']({ data, file: table })), ['trust.table-unreadable']);
});

test('what is said anew of an issuer takes the place of what was said, in a version of its own', async () => {
  const data = join(folder, 'edited');
  const add = {
    data,
    kind: 'company',
    name: 'Ægir',
    country: 'DK',
    levels: [4, 5],
    until: '2030-01-01',
  } as const;
  assert.ok((await desk['trust.add'](add)).ok);
  const issuer = 'DK:Ægir';
  const assurance = [
    { agency: 'QQI', decision: 'conditional', from: '2026-01-02', scope: 'Welding' },
  ] as const;
  const awards = [
    { kinds: ['micro-credential'], fields: ['0613'] },
    { kinds: ['degree'], levels: [6] },
  ] as const;
  const changed = await desk['trust.change']({ data, issuer, kind: 'non-formal', awards, assurance });
  assert.ok(changed.ok);
  const listed = await desk['trust.list']({ data });
  assert.ok(listed.ok);
  const [entry] = listed.value.issuers;
  assert.deepEqual(
    [listed.value.version, entry?.kind, entry?.awards, entry?.assurance, entry?.until],
    [2, 'non-formal', awards, assurance, undefined],
  );
  assert.ok((await desk['trust.change']({ data, issuer, kind: 'company', awards: [], assurance: [] })).ok);
  const emptied = await desk['trust.list']({ data });
  assert.deepEqual(emptied.ok && emptied.value.issuers[0]?.awards, []);
  assert.ok((await desk['trust.check']({ data })).ok);
  const nobody = { data, issuer: 'nobody', kind: 'company', awards, assurance } as const;
  assert.deepEqual(codes(await desk['trust.change'](nobody)), ['trust.issuer-unknown']);
});
