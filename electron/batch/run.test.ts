import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Credential } from '../../shared/credential/credential.ts';
import type { Recipient } from '../../shared/credential/recipient.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import type { Press, SealedFile } from '../../shared/issue.ts';
import { StudioFault } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { openVault, type Vault } from '../files/vault.ts';
import { openRegister, type Register } from '../register/register.ts';
import { type BatchRun, type RowResult, runBatch } from './run.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-batch-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

const { grade: _, ...achievement } = sampleCredential.achievement;
const template: Template = {
  schema: 'sealwright-template/1',
  id: 'urn:uuid:5e1c5d0e-6a53-4d7e-9a4e-1f6a3c1b2d3e',
  version: 1,
  name: { en: 'Test' },
  kind: sampleCredential.kind,
  languages: sampleCredential.languages,
  awardingBody: sampleCredential.award.awardingBody,
  achievement,
  awardedOn: '2026-06-30',
  serialPattern: 'T-{year}-{number:3}',
  page: { width: 297, height: 210, styles: {}, elements: [] },
};

const recipients = (count: number): readonly Recipient[] =>
  Array.from({ length: count }, (_, at) => ({
    row: at + 2,
    givenName: 'Zoë',
    familyName: `Ångström ${at + 1}`,
    studentId: `S${at + 1}`,
  }));

function filesOf(credential: Credential): readonly SealedFile[] {
  return (['pdf', 'xml', 'json'] as const).map((format) => {
    const bytes = new TextEncoder().encode(`${format} ${credential.serial} ${credential.learner.fullName}`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { format, mediaType: 'application/octet-stream', bytes, sha256 };
  });
}

/** Takes as long as chance wills, so that rows overtake each other. */
const press: Press = {
  check: () => [],
  async issue(credential) {
    await setTimeout(Math.random() * 4);
    return { ok: true, files: filesOf(credential) };
  },
};

interface Studio {
  readonly folder: string;
  readonly register: Register;
  readonly vault: Vault;
}

async function openStudio(folder = join(root, `out-${++folders}`)): Promise<Studio> {
  const credentials = join(folder, 'credentials');
  mkdirSync(folder, { recursive: true });
  const register = openRegister(join(folder, 'register.sqlite'), { create: true });
  const vault = await openVault(credentials, register.id);
  const kept = register.fileNames();
  await vault.sweep((name) => kept.has(name));
  return { folder, register, vault };
}

/** What a killed process leaves is what the disk holds: everything is opened anew. */
async function reopen(studio: Studio): Promise<Studio> {
  studio.register.close();
  return await openStudio(studio.folder);
}

async function run(studio: Studio, over: Partial<BatchRun> = {}): Promise<readonly RowResult[]> {
  const id = randomUUID();
  studio.register.openBatch({
    id,
    templateId: template.id,
    templateVersion: 1,
    templateSha256: '',
    rosterName: 'roster.csv',
    rosterSha256: '',
    certificateSha256: '',
    startedAt: '2026-07-01T08:00:00Z',
    rows: 0,
  });
  const results: RowResult[] = [];
  const whole: BatchRun = {
    id,
    template,
    recipients: recipients(12),
    issuer: template.awardingBody,
    test: true,
    press,
    register: studio.register,
    vault: studio.vault,
    signal: new AbortController().signal,
    now: () => new Date('2026-07-01T08:00:00Z'),
    newId: () => `urn:uuid:${randomUUID()}`,
    inFlight: 4,
    ...over,
  };
  try {
    await runBatch(whole, (result) => results.push(result));
  } catch (cause) {
    assert.ok(cause instanceof StudioFault, String(cause));
  }
  return results;
}

/** The promise to a clerk: each learner once, serials 1…n, exactly the files of the entries, each as its entry says. */
function assertWhole({ register, vault }: Studio, count: number): void {
  const { entries, total } = register.find({ search: '', offset: 0, limit: 1000 });
  assert.equal(total, count);
  assert.equal(new Set(entries.map((row) => row.name)).size, count);
  assert.deepEqual(
    entries.map((row) => row.serial).sort(),
    Array.from({ length: count }, (_, at) => `T-2026-${String(at + 1).padStart(3, '0')}`),
  );
  const expected = entries.flatMap((row) => row.files);
  assert.deepEqual(
    readdirSync(vault.folder)
      .filter((name) => !name.startsWith('.'))
      .sort(),
    expected.map((file) => file.name).sort(),
  );
  for (const file of expected) {
    const bytes = readFileSync(join(vault.folder, file.name));
    assert.equal(createHash('sha256').update(bytes).digest('hex'), file.sha256);
  }
  assert.equal(register.checkChain().holds, true);
}

const endings = (results: readonly RowResult[]) => results.map((result) => result.ending);

test('each credential has a place in a status list of its own', async () => {
  const studio = await openStudio();
  const lists = { ...template, statusBase: 'https://halcyon.example/status/' };
  const places = (results: readonly RowResult[]) =>
    results.map((result) => (result.ending === 'issued' ? result.credential.status : undefined));
  const told = places(await run(studio, { template: lists }));
  assert.equal(new Set(told.map((place) => `${place?.listUrl}#${place?.index}`)).size, 12);
  assert.ok(told.every((place) => place?.listUrl === `${lists.statusBase}${studio.register.id}-1.vc.jwt`));
  assert.deepEqual(studio.register.checkChain(), { entries: 12, holds: true });
  studio.register.close();
});

test('every learner once, serials in the order of the roster', async () => {
  const studio = await openStudio();
  assert.deepEqual(endings(await run(studio)), Array(12).fill('issued'));
  assertWhole(studio, 12);
  const names = studio.register.find({ search: '', offset: 0, limit: 100 }).entries.map((row) => row.name);
  assert.deepEqual(
    names.reverse(),
    recipients(12).map((one) => `${one.givenName} ${one.familyName}`),
  );
  assert.deepEqual(endings(await run(studio)), Array(12).fill('already'));
  assertWhole(studio, 12);
  studio.register.close();
});

test('a refused row takes no serial, whether before or while it is sealed', async () => {
  const studio = await openStudio();
  const problem = { code: 'row.letter-missing', facts: { letter: 'x' } } as const;
  const picky: Press = {
    check: ({ learner }) => (learner.studentId === 'S3' ? [problem] : []),
    issue: async (credential) =>
      credential.learner.studentId === 'S6' || credential.learner.studentId === 'S7'
        ? { ok: false, problems: [problem] }
        : await press.issue(credential),
  };
  const results = await run(studio, { press: picky });
  const refused = results.filter((result) => result.ending === 'refused');
  assert.deepEqual(refused.map((result) => result.row).sort(), [4, 7, 8]);
  assert.deepEqual(refused[0]?.problems[0]?.where, { row: 4 });
  assertWhole(studio, 9);
  assert.deepEqual(endings(await run(studio)).filter((ending) => ending === 'issued').length, 3);
  assertWhole(studio, 12);
  studio.register.close();
});

/** Each place where the machine can break between two promises to the disk, as a kill there would leave it. */
const BREAKS: readonly (readonly [string, (studio: Studio, count: { n: number }) => Partial<BatchRun>])[] = [
  [
    'while sealing',
    (_, count) => ({
      press: {
        check: () => [],
        issue: async (credential) => {
          if (++count.n === 6) throw new StudioFault('seal.unavailable');
          return await press.issue(credential);
        },
      },
    }),
  ],
  [
    'before the files are there',
    ({ vault }, count) => ({
      vault: {
        ...vault,
        write: async (files) => {
          if (++count.n === 6) throw new StudioFault('file.disk-full');
          await vault.write(files);
        },
      },
    }),
  ],
  [
    'with half of the files there',
    ({ vault }, count) => ({
      vault: {
        discard: async () => undefined,
        write: async (files) => {
          if (++count.n < 6) return await vault.write(files);
          await vault.write(files.slice(0, 1));
          throw new StudioFault('file.disk-full');
        },
      },
    }),
  ],
  [
    'between files and entry',
    ({ vault, register }, count) => ({
      vault: { write: vault.write, discard: async () => undefined },
      register: {
        ...register,
        append: (entries) => {
          if (++count.n >= 2) throw new StudioFault('register.busy');
          register.append(entries);
        },
      },
    }),
  ],
  [
    'between entry and its acknowledgement',
    ({ vault, register }, count) => ({
      vault,
      register: {
        ...register,
        append: (entries) => {
          register.append(entries);
          if (++count.n === 2) throw new StudioFault('register.busy');
        },
      },
    }),
  ],
];

for (const [place, breaking] of BREAKS) {
  test(`broken ${place}, run again: nothing lost, nothing twice`, async () => {
    const broken = await openStudio();
    const results = await run(broken, breaking(broken, { n: 0 }));
    assert.ok(results.length < 12, 'the run went on after the machine broke');
    const studio = await reopen(broken);
    assertWhole(studio, studio.register.count());
    await run(studio);
    assertWhole(studio, 12);
    studio.register.close();
  });
}

test('cancelled: what has begun is finished, the rest waits for the next run', async () => {
  const studio = await openStudio();
  const cancel = new AbortController();
  let begun = 0;
  const counting: Press = {
    check: () => [],
    issue: async (credential) => {
      if (++begun === 5) cancel.abort();
      return await press.issue(credential);
    },
  };
  const results = await run(studio, { press: counting, signal: cancel.signal });
  assert.deepEqual(endings(results), Array(begun).fill('issued'));
  assert.ok(begun < 12);
  assertWhole(studio, begun);
  await run(studio);
  assertWhole(studio, 12);
  studio.register.close();
});

test('a dry run writes nothing and enters nothing', async () => {
  const { vault: _vault, ...dry } = await openStudio().then((studio) => ({ ...studio }));
  const results: RowResult[] = [];
  await runBatch(
    {
      id: 'dry',
      template,
      recipients: recipients(3),
      issuer: template.awardingBody,
      test: true,
      press: { check: () => [], issue: () => Promise.reject(new Error('sealed in a dry run')) },
      register: dry.register,
      signal: new AbortController().signal,
      now: () => new Date('2026-07-01T08:00:00Z'),
      newId: () => `urn:uuid:${randomUUID()}`,
      inFlight: 4,
    },
    (result) => results.push(result),
  );
  assert.deepEqual(endings(results), Array(3).fill('issued'));
  assert.equal(dry.register.count(), 0);
  dry.register.close();
});

test('the serial counts anew in a new year, and rows under way over midnight keep in step', async () => {
  const studio = await openStudio();
  let calls = 0;
  await run(studio, {
    now: () => new Date(++calls <= 5 ? '2026-12-31T23:59:59Z' : '2027-01-01T00:00:00Z'),
  });
  const serials = studio.register
    .find({ search: '', offset: 0, limit: 100 })
    .entries.map((row) => row.serial);
  assert.equal(serials.filter((serial) => serial.startsWith('T-2026-')).length, 5);
  assert.ok(serials.includes('T-2027-007'));
  assert.equal(studio.register.checkChain().holds, true);
  studio.register.close();
});
