import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ReplacementOrder } from '../../shared/desk/batch.ts';
import { askHere } from '../port.ts';
import { openRegister } from '../register/register.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const [HEADINGS = '', ...ROWS] = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');

const root = mkdtempSync(join(tmpdir(), 'sealwright-replace-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const ask = askHere(openStudio(() => {}));
const register = at('out/register.sqlite');

function issue(
  rows: readonly string[],
  replaces?: Omit<ReplacementOrder, 'reason' | 'ground'>,
  dryRun = false,
) {
  writeFileSync(at('roster.csv'), [HEADINGS, ...rows].join('\n'));
  return ask('batch.issue', {
    ...{ template: join(EXAMPLE, 'template.json'), roster: at('roster.csv'), out: at('out'), dryRun },
    ...{ seal: at('demo-seal.p12'), password: 'replace', exports: ['pdf'] },
    ...(replaces && { replaces: { ...replaces, reason: 'error', ground: 'Decision 7/2026' } }),
  });
}

async function issued(...order: Parameters<typeof issue>) {
  const reply = await issue(...order);
  assert.ok(reply.ok, JSON.stringify(reply));
  assert.equal(reply.value.stopped, undefined);
  return { issued: reply.value.issued, already: reply.value.already };
}

const refusedFor = async (...order: Parameters<typeof issue>) => {
  const reply = await issue(...order);
  return reply.ok ? [] : reply.problems.map(({ code }) => code);
};

function inRegister<T>(read: (opened: ReturnType<typeof openRegister>) => T): T {
  const opened = openRegister(register, { create: false });
  try {
    assert.equal(opened.checkChain().holds, true);
    return read(opened);
  } finally {
    opened.close();
  }
}

let serials: readonly string[];

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: 'replace', organisation });
  assert.deepEqual(await issued(ROWS.slice(0, 3)), { issued: 3, already: 0 });
  serials = inRegister((opened) =>
    opened
      .find({ search: '', offset: 0, limit: 9 })
      .entries.map(({ serial }) => serial)
      .reverse(),
  );
});

test('a bulk of credentials is replaced by those of the same learners; the others stay, and again is nothing new', async () => {
  const credentials = serials.slice(0, 2);
  assert.deepEqual(await issued(ROWS.slice(0, 3), { credentials }, true), { issued: 2, already: 1 });
  assert.equal(
    inRegister((opened) => opened.count()),
    3,
  );
  assert.deepEqual(await issued(ROWS.slice(0, 3), { credentials }), { issued: 2, already: 1 });
  assert.deepEqual(await issued(ROWS.slice(0, 3), { credentials }), { issued: 0, already: 3 });
  const [old, other] = inRegister((opened) =>
    [serials[0], serials[2]].map((serial = '') => opened.show(serial)),
  );
  assert.equal(old?.status, 'superseded');
  assert.equal(other?.status, 'valid');
  const replacement = old?.history[0]?.replacement ?? '';
  const stands = inRegister((opened) => opened.show(replacement));
  assert.deepEqual([stands?.status, stands?.name], ['valid', old?.name]);
  // Whoever runs the plain batch again issues nothing twice.
  assert.deepEqual(await issued(ROWS.slice(0, 3)), { issued: 0, already: 3 });
});

test('one credential is replaced by the only row, whatever name it says now', async () => {
  const [number, given = '', ...rest] = (ROWS[2] ?? '').split(';');
  const credentials = serials.slice(2, 3);
  assert.deepEqual(await issued([[`${number}9`, `${given}x`, ...rest].join(';')], { credentials }), {
    issued: 1,
    already: 0,
  });
  const old = inRegister((opened) => opened.show(credentials[0] ?? ''));
  const stands = inRegister((opened) => opened.show(old?.history[0]?.replacement ?? ''));
  assert.equal(stands?.name, old?.name.replace(given, `${given}x`));
});

test('a ground that names the person is refused wherever it would stay: nothing is entered', async () => {
  const [held] = inRegister((opened) =>
    opened.find({ search: '', status: 'valid', offset: 0, limit: 1 }),
  ).entries;
  const credentials = [held?.serial ?? ''];
  const ground = `at the request of ${held?.name.toUpperCase()}`;
  writeFileSync(at('roster.csv'), [HEADINGS, ...ROWS].join('\n'));
  writeFileSync(at('changes.csv'), `serial;change;reason;ground\n${credentials[0]};revoke;error;${ground}\n`);
  const why = { register, credentials, ground } as const;
  const replies = [
    await ask('register.change', { ...why, kind: 'revoked', reason: 'error' }),
    await ask('register.erase', why),
    await ask('person.export', { ...why, out: at('person.json'), language: 'en' }),
    await ask('batch.issue', {
      ...{
        template: join(EXAMPLE, 'template.json'),
        roster: at('roster.csv'),
        out: at('out'),
        dryRun: false,
      },
      ...{ seal: at('demo-seal.p12'), password: 'replace', exports: ['pdf'] },
      replaces: { credentials, reason: 'error', ground },
    }),
  ];
  for (const reply of replies) {
    assert.deepEqual(!reply.ok && reply.problems.map(({ code }) => code), ['register.ground-names']);
  }
  const many = await ask('register.change-many', { register, file: at('changes.csv'), dryRun: false });
  assert.deepEqual(many.ok && [many.value.changed, many.value.refused[0]?.code], [
    0,
    'register.ground-names',
  ]);
  assert.deepEqual(
    inRegister((opened) => opened.show(credentials[0] ?? '')?.history),
    [],
  );
});

test('whoever is passed over though the name is another now, or the credential revoked, is told', async () => {
  const [number, given = '', family = '', ...rest] = (ROWS[8] ?? '').split(';');
  const row = [number, given, family, ...rest].join(';');
  const married = [number, given, 'Newname', ...rest].join(';');
  const noticed = async (line: string) => {
    const reply = await issue([line]);
    assert.ok(reply.ok && reply.value.stopped === undefined);
    return reply.value.notices.map(({ code, where, facts }) => [code, where?.row, facts]);
  };
  assert.deepEqual(await noticed(row), []);
  const credential = inRegister((opened) => opened.find({ search: '', offset: 0, limit: 1 })).entries[0]
    ?.serial;
  assert.ok(credential);
  const facts = { credential, name: `${given} ${family}` };
  assert.deepEqual(await noticed(row), [], 'the same is nothing to tell');
  assert.deepEqual(await noticed(married), [['row.held-otherwise', 2, facts]]);
  assert.deepEqual(await issued([married], { credentials: [credential] }), { issued: 1, already: 0 });
  assert.deepEqual(await noticed(married), [], 'corrected');
  const anew = inRegister((opened) => opened.find({ search: '', offset: 0, limit: 1 })).entries[0];
  const why = { reason: 'fraud', ground: 'Decision 9/2026' } as const;
  const credentials = [anew?.serial ?? ''];
  assert.ok((await ask('register.change', { register, kind: 'revoked', credentials, ...why })).ok);
  assert.deepEqual(await noticed(married), [
    ['row.held-revoked', 2, { credential: anew?.serial, name: `${given} Newname` }],
  ]);
});

test('what cannot be replaced is said before anything is issued', async () => {
  assert.deepEqual(await refusedFor(ROWS.slice(0, 2), { credentials: ['none'] }), [
    'register.credential-unknown',
  ]);
  const fresh = inRegister((opened) =>
    opened.find({ search: '', status: 'valid', offset: 0, limit: 9 }),
  ).entries;
  const revoked = fresh[0]?.serial ?? '';
  const why = { reason: 'error', ground: 'Decision 8/2026' } as const;
  const reply = await ask('register.change', { register, kind: 'revoked', credentials: [revoked], ...why });
  assert.ok(reply.ok);
  const count = inRegister((opened) => opened.count());
  assert.deepEqual(await refusedFor(ROWS, { credentials: [revoked] }), ['register.cannot-replace']);
  const others = ROWS.slice(5, 7);
  assert.deepEqual(await refusedFor(others, { credentials: [fresh[1]?.serial ?? ''] }), [
    'register.cannot-replace',
  ]);
  assert.equal(
    inRegister((opened) => opened.count()),
    count,
  );
});
