import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Role } from '../../shared/desk/office.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { askHere } from '../port.ts';
import { loadDriver } from '../register/database.ts';
import { openRegister } from '../register/register.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const LINES = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');
const PASSWORD = 'secret of the seal';
const PIN = 'pin-of-the-registrar';

const root = mkdtempSync(join(tmpdir(), 'sealwright-office-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (...names: readonly string[]) => join(root, ...names);

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: PASSWORD, organisation });
});

const codes = (reply: Reply<unknown>) => (reply.ok ? [] : reply.problems.map(({ code }) => code));
const registerOf = (name: string) => at(name, 'register.sqlite');

/** One desk: whoever sits at it. */
function sitDown() {
  const ask = askHere(openStudio(() => {}));
  const issue = (
    name: string,
    rows = LINES.slice(0, 4),
    over: { readonly dryRun?: boolean; readonly forWorkers?: boolean } = {},
  ) => {
    writeFileSync(at(`${name}.csv`), rows.join('\n'));
    return ask('batch.issue', {
      ...{
        template: join(EXAMPLE, 'template.json'),
        roster: at(`${name}.csv`),
        out: at(name),
        dryRun: false,
      },
      ...{ seal: at('demo-seal.p12'), password: PASSWORD, exports: ['pdf'] as const },
      ...over,
    });
  };
  const appoint = (name: string, who: string, ...roles: readonly Role[]) =>
    ask('office.appoint', { register: registerOf(name), name: who, roles, pin: `${PIN} ${who}` });
  const signIn = (name: string, officer: string, pin = `${PIN} ${officer}`) =>
    ask('office.sign-in', { register: registerOf(name), officer, pin });
  const resume = (name: string, batch: string, retry = false) =>
    ask('batch.resume', { register: registerOf(name), batch, password: PASSWORD, retry });
  const decide = (name: string, batch: string, officer: string, approve = true) =>
    ask('batch.decide', { register: registerOf(name), batch, officer, pin: `${PIN} ${officer}`, approve });
  return { ask, issue, appoint, signIn, resume, decide };
}

/** A register with one batch, and its office: Io approves, Ada issues, Uma audits. */
async function openOffice(name: string, fourEyes = false) {
  const desk = sitDown();
  assert.ok((await desk.issue(name, LINES.slice(0, 2))).ok);
  assert.deepEqual(codes(await desk.appoint(name, 'Io', 'issuer')), ['office.no-approver']);
  assert.deepEqual(codes(await desk.appoint(name, ' \u00a0', 'approver')), ['usage.value-wrong']);
  assert.ok((await desk.appoint(name, 'Io', 'approver')).ok);
  assert.ok((await desk.appoint(name, 'Ada', 'issuer')).ok);
  assert.ok((await desk.appoint(name, 'Uma', 'auditor')).ok);
  const ruled = await desk.ask('office.rule', { register: registerOf(name), fourEyes, lockMinutes: 5 });
  assert.ok(ruled.ok);
  return desk;
}

test('without officers a register is open; with them each order needs its role', async () => {
  const { ask, issue } = await openOffice('roles');
  assert.deepEqual(codes(await issue('roles')), ['office.role-missing']);
  await ask('office.sign-out');
  assert.deepEqual(codes(await issue('roles')), ['office.sign-in-needed']);
  assert.deepEqual(codes(await ask('register.open', { register: registerOf('roles') })), [
    'office.sign-in-needed',
  ]);

  const other = sitDown();
  assert.deepEqual(codes(await other.signIn('roles', 'Nobody')), ['office.unknown']);
  assert.ok((await other.signIn('roles', 'Ada')).ok);
  const issued = await other.issue('roles');
  assert.ok(issued.ok && issued.value.issued > 0, JSON.stringify(issued));
  const erasure = { register: registerOf('roles'), credentials: ['x'], ground: '' };
  assert.deepEqual(codes(await other.ask('register.erase', erasure)), ['office.role-missing']);
  assert.deepEqual(codes(await other.appoint('roles', 'Eve', 'approver')), ['office.role-missing']);

  const auditor = sitDown();
  assert.ok((await auditor.signIn('roles', 'Uma')).ok);
  assert.ok((await auditor.ask('register.open', { register: registerOf('roles') })).ok);
  const everything = { search: '', offset: 0, limit: 9 };
  assert.ok((await auditor.ask('register.entries', everything)).ok);
  await auditor.ask('office.sign-out');
  assert.deepEqual(codes(await auditor.ask('register.entries', everything)), ['office.sign-in-needed']);
  assert.ok((await auditor.signIn('roles', 'Uma')).ok);
  assert.deepEqual(codes(await auditor.issue('roles')), ['office.role-missing']);
  assert.ok((await auditor.issue('roles', LINES.slice(0, 2), { dryRun: true })).ok);
  const template = at('draft.json');
  const draft = JSON.parse(readFileSync(join(EXAMPLE, 'template.json'), 'utf8'));
  assert.deepEqual(codes(await auditor.ask('template.save', { template, draft })), ['office.role-missing']);
});

test('a dismissed officer is signed out everywhere, and the last approver stays', async () => {
  const { ask } = await openOffice('dismissed');
  const register = registerOf('dismissed');
  const other = sitDown();
  assert.ok((await other.signIn('dismissed', 'Ada')).ok);
  assert.deepEqual(codes(await ask('office.dismiss', { register, officer: 'Io' })), ['office.no-approver']);
  const changed = await ask('office.change', { register, officer: 'Io', roles: ['issuer'] });
  assert.deepEqual(codes(changed), ['office.no-approver']);
  assert.ok((await ask('office.dismiss', { register, officer: 'Ada' })).ok);
  assert.deepEqual(codes(await other.issue('dismissed')), ['office.sign-in-needed']);
  assert.deepEqual(codes(await other.signIn('dismissed', 'Ada')), ['office.unknown']);
});

test('five wrong PINs close an officer’s door, to the right PIN too', async () => {
  await openOffice('tries');
  const { signIn } = sitDown();
  assert.deepEqual(codes(await signIn('tries', 'Ada', 'no such pin')), ['office.pin-wrong']);
  assert.ok((await signIn('tries', 'Ada')).ok);
  for (let left = 4; left >= 0; left--) {
    const reply = await signIn('tries', 'Ada', 'no such pin');
    assert.equal(!reply.ok && reply.problems[0]?.facts?.left, left);
  }
  assert.deepEqual(codes(await signIn('tries', 'Ada')), ['office.closed']);
  assert.ok((await signIn('tries', 'Uma')).ok);
});

test('with four eyes nothing is sealed before another officer has approved it', async () => {
  const { decide } = await openOffice('eyes', true);
  const { ask, issue, signIn, resume } = sitDown();
  assert.ok((await signIn('eyes', 'Ada')).ok);
  const ordered = await issue('eyes', LINES.slice(0, 5));
  assert.ok(ordered.ok, JSON.stringify(ordered));
  const { batch, issued, left, stopped } = ordered.value;
  assert.deepEqual([issued, left, stopped?.code], [0, 4, 'batch.awaits-approval']);
  const register = registerOf('eyes');
  const listed = await ask('batch.list', { register });
  assert.equal(listed.ok && listed.value.find((job) => job.batch === batch)?.state, 'waiting');

  // Asking again seals nothing either, and whoever ordered it cannot approve it.
  const again = await resume('eyes', batch);
  assert.equal(again.ok && again.value.stopped?.code, 'batch.awaits-approval');
  assert.deepEqual(codes(await decide('eyes', batch, 'Ada')), ['office.role-missing']);
  assert.ok((await decide('eyes', batch, 'Io')).ok);
  assert.deepEqual(codes(await decide('eyes', batch, 'Io')), ['batch.nothing-submitted']);
  const sealed = await resume('eyes', batch);
  assert.ok(sealed.ok, JSON.stringify(sealed));
  assert.deepEqual([sealed.value.issued + sealed.value.already, sealed.value.left], [4, 0]);
});

test('what has changed since it was approved is submitted anew, and what is declined is given up', async () => {
  const { decide } = await openOffice('changed', true);
  const { ask, issue, signIn, resume } = sitDown();
  assert.ok((await signIn('changed', 'Ada')).ok);
  const lacking = (LINES[3] ?? '').split(';').with(1, '').with(2, '').join(';');
  const ordered = await issue('changed', [...LINES.slice(0, 3), lacking]);
  assert.ok(ordered.ok);
  const { batch } = ordered.value;
  assert.ok((await decide('changed', batch, 'Io')).ok);
  const sealed = await resume('changed', batch);
  assert.equal(sealed.ok && sealed.value.refusals.length, 1, JSON.stringify(sealed));

  // The corrected row is nothing that the approver has seen.
  writeFileSync(at('changed.csv'), LINES.slice(0, 4).join('\n'));
  const retried = await resume('changed', batch, true);
  assert.equal(retried.ok && retried.value.stopped?.code, 'batch.awaits-approval');
  assert.ok((await decide('changed', batch, 'Io', false)).ok);
  const shown = await ask('batch.show', { register: registerOf('changed'), batch });
  assert.equal(shown.ok && shown.value.state, 'cancelled');
  assert.deepEqual(codes(await resume('changed', batch, true)), ['batch.nothing-left']);
});

test('with four eyes workers come to a planned batch once another officer has approved it', async () => {
  const { decide } = await openOffice('planned', true);
  const { ask, issue, signIn, resume } = sitDown();
  assert.ok((await signIn('planned', 'Ada')).ok);
  const register = registerOf('planned');
  const planned = await issue('planned', LINES.slice(0, 5), { forWorkers: true });
  assert.ok(planned.ok, JSON.stringify(planned));
  const { batch, stopped, queued } = planned.value;
  assert.deepEqual([stopped?.code, queued], ['batch.awaits-approval', true]);
  const seal = { seal: at('demo-seal.p12'), password: PASSWORD };
  const work = async () => {
    const worked = await ask('batch.work', { register, ...seal, out: at('planned'), drain: true });
    return worked.ok ? worked.value.issued + worked.value.already : worked.problems;
  };
  const stands = async () => {
    const shown = await ask('batch.show', { register, batch });
    return shown.ok && shown.value.state;
  };
  assert.equal(await stands(), 'waiting');
  assert.deepEqual(codes(await resume('planned', batch)), ['batch.awaits-approval']);
  assert.equal(await work(), 0);
  assert.ok((await decide('planned', batch, 'Io')).ok);
  assert.equal(await stands(), 'queued');
  assert.equal(await work(), 4);
  assert.equal(await stands(), 'done');
});

test('an approver who ordered a batch cannot approve it, not even by hand in the database', async () => {
  const name = 'own';
  const desk = await openOffice(name, true);
  const register = registerOf(name);
  assert.ok((await desk.ask('office.change', { register, officer: 'Io', roles: ['approver', 'issuer'] })).ok);
  const ordered = await desk.issue(name, LINES.slice(0, 5));
  assert.ok(ordered.ok);
  const { batch } = ordered.value;
  assert.deepEqual(codes(await desk.decide(name, batch, 'Io')), ['batch.own-approval']);
  const opened = openRegister(register, { create: false });
  const officer = opened.officer('Io')?.id ?? '';
  const approval = {
    kind: 'approved',
    officer,
    subject: batch,
    facts: { digest: opened.submissionOf(batch)?.digest },
    at: '2026-01-01T00:00:00Z',
  } as const;
  assert.throws(() => opened.noteOffice(approval), /approves what they submitted/);
  opened.close();
});

test('a PIN is nowhere in the register’s files, and what the office did cannot be rewritten unseen', async () => {
  const { ask } = await openOffice('kept', true);
  for (const file of readdirSync(at('kept')).filter((each) => each.startsWith('register'))) {
    assert.equal(readFileSync(at('kept', file)).includes(PIN), false, file);
  }
  const register = registerOf('kept');
  const whole = await ask('register.check', { register });
  assert.ok(whole.ok && whole.value.holds);
  const database = new (loadDriver())(register);
  const [trigger] = database
    .prepare("SELECT sql FROM sqlite_schema WHERE name = 'office_events_stay_as_they_are'")
    .pluck()
    .all();
  database.exec('DROP TRIGGER office_events_stay_as_they_are');
  database.exec(`UPDATE office_events SET facts = '{"fourEyes":false,"lockMinutes":5}' WHERE kind = 'ruled'`);
  database.exec(String(trigger));
  database.close();
  const broken = await ask('register.check', { register });
  assert.deepEqual(broken.ok && [broken.value.holds, broken.value.brokenOfficeEvent], [false, 4]);
});
