/** An office at two desks with a worker: what one of them settles holds at the others, wherever the register lies. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import type { Reply } from '../../shared/desk/reply.ts';
import { askHere } from '../port.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import { NO_SERVER, startServer } from '../postgres/sample-server.ts';
import { openRegister } from '../register/register.ts';
import { startOpensslPki } from '../revocation/sample-pki.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';
import { startOpensslAuthority, withoutOpenssl } from '../timestamp/sample-authority.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/stack/', import.meta.url));
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const COURSES = ['sampling-coastal-waters', 'reading-satellite-images', 'publishing-open-data'];
const PASSWORD = 'seal of the walk';
const PIN = 'pin-of-the-walk';
const GROUND = 'Decision 9/2026';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-walk-'));
process.env.SEALWRIGHT_DATA = join(folder, 'data');
const server = await startServer();
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const STORES = [
  { name: 'SQLite', skip: withoutOpenssl() },
  { name: 'PostgreSQL', skip: server ? withoutOpenssl() : NO_SERVER },
];

async function fresh(name: string): Promise<string> {
  if (name === 'PostgreSQL') return (await server?.fresh()) ?? '';
  const path = join(folder, 'walk.sqlite');
  openRegister(path, { create: true }).close();
  return path;
}

function valued<T>(reply: Reply<T>): T {
  assert.ok(reply.ok, JSON.stringify(reply).slice(0, 900));
  return reply.value;
}

const codes = (reply: Reply<unknown>) => (reply.ok ? [] : reply.problems.map(({ code }) => code));

for (const { name, skip } of STORES)
  describe(`an office at a register in ${name}`, { skip }, () => {
    test('appoints, plans, approves, seals, stacks, replaces, prints and raises', async () => {
      const register = await fresh(name);
      const [pki, authority] = [await startOpensslPki(PASSWORD), await startOpensslAuthority()];
      const raisable = (await pki.issue('seal')).pkcs12;
      const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
      const { seal } = await makeDemoSeal(join(folder, name, 'seal'), {
        ...{ at: new Date(), password: PASSWORD, organisation },
      });
      const out = join(folder, name);
      const [head, ada, worker] = [1, 2, 3].map(() => askHere(openStudio(() => {})));
      assert.ok(head && ada && worker);
      const credentialsIn = (...endings: readonly string[]) =>
        readdirSync(join(out, 'credentials')).filter((file) => endings.some((one) => file.endsWith(one)));

      const pin = (who: string) => `${PIN} ${who}`;
      for (const [who, role] of [
        ['Io', 'approver'],
        ['Ada', 'issuer'],
      ] as const)
        valued(await head('office.appoint', { register, name: who, roles: [role], pin: pin(who) }));
      valued(await head('office.rule', { register, fourEyes: true, lockMinutes: 5 }));
      assert.deepEqual(codes(await ada('register.check', { register })), ['office.sign-in-needed']);
      for (const desk of [ada, worker])
        valued(await desk('office.sign-in', { register, officer: 'Ada', pin: pin('Ada') }));
      assert.deepEqual(codes(await head('register.change-many', { register, file: 'x', dryRun: true })), [
        'file.not-found',
      ]);

      const plan = async (what: string, over: Partial<BatchOrder> = {}) =>
        valued(
          await ada('batch.issue', {
            ...{ template: join(EXAMPLE, `${what}.json`), roster: join(EXAMPLE, `${what}.csv`) },
            ...{
              register,
              seal,
              password: PASSWORD,
              out,
              dryRun: false,
              forWorkers: true,
              exports: ['vc-jwt'],
            },
            ...over,
          }),
        );
      const approve = (batch: string, officer = 'Io') =>
        head('batch.decide', { register, batch, officer, pin: pin(officer), approve: true });
      const work = async (by = seal) =>
        valued(await worker('batch.work', { register, seal: by, password: PASSWORD, out, drain: true }));
      const sealed = async (what: string, over: Partial<BatchOrder> = {}) => {
        const { batch, left } = await plan(what, over);
        valued(await approve(batch));
        return { batch, left, ...(await work()) };
      };

      // A sample of a batch with a level and a record: nothing before it is approved, then the rest when it is gone on with.
      const few = join(folder, `${name}.csv`);
      const whole = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
      writeFileSync(few, whole.slice(0, 5).join('\n'));
      const level = {
        ...{ level: 'T', timestamps: [authority.url], trust: [pki.root], timestampTrust: [authority.root] },
        ...{ record: true, first: 1, seal: raisable, exports: ['pdf'] },
        ...{ template: join(UNIVERSITY, 'template.json'), roster: few },
      } satisfies Partial<BatchOrder>;
      const sample = await plan('', level);
      assert.equal(sample.stopped?.code, 'batch.awaits-approval');
      assert.equal((await work(raisable)).issued, 0);
      const stored = { register, batch: sample.batch };
      const again = { ...stored, password: '', retry: false };
      assert.deepEqual(codes(await ada('batch.resume', again)), ['batch.awaits-approval']);
      assert.deepEqual(codes(await approve(sample.batch, 'Ada')), ['office.role-missing']);
      valued(await approve(sample.batch));
      const looked = await work(raisable);
      assert.deepEqual([looked.issued, looked.raising?.below, looked.raising?.raised], [1, 0, 1]);
      assert.equal(valued(await head('batch.show', stored)).state, 'paused');
      valued(await ada('batch.resume', again));
      assert.equal((await work(raisable)).issued, sample.left - 1);
      assert.equal(valued(await head('batch.show', stored)).state, 'done');
      const records = readdirSync(join(out, 'records')).filter((file) => file.endsWith('.record.json'));
      assert.equal(records.length, 1);

      // Courses, and the certificate that is made of them.
      for (const course of COURSES) await sealed(course);
      const stack = await plan('coastal-observation');
      assert.ok(stack.left > 0 && stack.refusals.length > 0, JSON.stringify(stack).slice(0, 900));
      valued(await approve(stack.batch));
      assert.equal((await work()).issued, stack.left);
      const opened = await openSharedRegister(register);
      const everything = { search: '', offset: 0, limit: 100 };
      const [made] = (await opened.find({ ...everything, batch: stack.batch })).entries;
      assert.ok(made);
      const parts = await opened.partsOf(made.id);
      assert.equal(await opened.usedIn(parts[0] ?? '', 'micro-credential'), made.serial);
      // The same parts count once more into what stands in its place, and into nothing else.
      const told = ({ refusals }: BatchSummary) =>
        refusals.map(({ row, problems: [first] }) => [row, first?.code]);
      const counted = async () => [await opened.count(), (await opened.jobs()).length];
      const before = await counted();
      const dry = await plan('coastal-observation', { dryRun: true });
      const course = await plan(COURSES[0] ?? '', { dryRun: true });
      assert.ok(course.already > 0);
      assert.equal(course.issued, 0, 'a dry run does not see who has it');
      const replaces = { credentials: [made.serial], reason: 'error', ground: GROUND } as const;
      assert.equal((await plan('coastal-observation', { dryRun: true, replaces })).issued, 1);
      assert.deepEqual(await counted(), before);
      const once = await plan('coastal-observation');
      assert.deepEqual([once.left, told(once)], [0, told(stack)]);
      assert.deepEqual([dry.issued, dry.already, told(dry)], [0, stack.left, told(once)]);
      const replaced = await sealed('coastal-observation', { replaces });
      assert.deepEqual([replaced.left, replaced.issued], [1, 1]);
      assert.equal(await opened.statusOf(made.id), 'superseded');
      const twice = await plan('coastal-observation', { dryRun: true, replaces });
      assert.deepEqual(
        [twice.issued, (await plan('coastal-observation', { replaces })).left],
        [0, 0],
        'done',
      );

      // Printed at two desks, counted together; raised at one.
      const pdfs = credentialsIn('.pdf');
      const print = async (desk: typeof ada, file: string) =>
        valued(
          await desk('print.file', {
            ...{ register, language: 'en', sequence: 'serial', out: join(folder, `${name}-${file}`) },
            files: pdfs.slice(0, 1).map((one) => join(out, 'credentials', one)),
          }),
        );
      assert.equal((await print(ada, 'one.pdf')).printed, 1);
      const [reprint] = (await print(worker, 'two.pdf')).reprints;
      assert.equal(reprint?.copy, 2);
      const raised = valued(
        await ada('extend.files', {
          ...{ register, to: 'LT', timestamps: [authority.url], trust: [pki.root, authority.root] },
          ...{ crls: [authority.crl], online: true },
          files: pdfs.slice(0, 1).map((one) => join(out, 'credentials', one)),
        }),
      );
      assert.deepEqual([raised.raised, raised.refused], [1, 0], JSON.stringify(raised));
      assert.equal(
        (await opened.show(reprint?.serial ?? ''))?.files.some((file) => file.level?.endsWith('LT')),
        true,
      );

      const health = await opened.check();
      assert.equal(health.holds, true, JSON.stringify(health));
      await opened.close();
      // What an auditor takes along tells every chain.
      const chains = join(folder, `${name}.jsonl`);
      valued(await head('audit.export', { register, out: chains }));
      const [end] = readFileSync(chains, 'utf8').trim().split('\n').slice(-1);
      assert.match(end ?? '', /"prints":2/);
      await Promise.all([pki.close(), authority.close()]);
    });
  });
