import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import type { PersonOrder } from '../../shared/desk/person.ts';
import type { PersonReport } from '../../shared/report/person-report.ts';
import { pageTexts } from '../../shared/verifying/pdf/page-text.ts';
import { nodeEngine } from '../engine.ts';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';
import { inRegister } from './register-changes.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const [HEADINGS = '', ...ROWS] = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');

const root = mkdtempSync(join(tmpdir(), 'sealwright-person-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const policy = at('policy.json');
const ask = askHere(openStudio(() => {}, policy));
const register = at('out/register.sqlite');

interface Template {
  readonly id: string;
}

async function issue(version: number, over: object, rows: readonly string[], replaces?: object) {
  const template = JSON.parse(readFileSync(join(EXAMPLE, 'template.json'), 'utf8')) as Template;
  writeFileSync(at('template.json'), JSON.stringify({ ...template, version, ...over }));
  writeFileSync(at('roster.csv'), rows.join('\n'));
  const reply = await ask('batch.issue', {
    ...{ template: at('template.json'), roster: at('roster.csv'), out: at('out'), dryRun: false },
    ...{ seal: at('demo-seal.p12'), password: 'person', exports: ['pdf'] },
    ...(replaces && { replaces: { credentials: [], reason: 'error', ground: 'Decision 7', ...replaces } }),
  });
  assert.ok(reply.ok, JSON.stringify(reply));
  assert.deepEqual(reply.value.refusals, []);
  return reply.value.issued;
}

const serials = (): readonly string[] =>
  inRegister(register, ({ find }) =>
    find({ search: '', offset: 0, limit: 99 })
      .entries.map(({ serial }) => serial)
      .reverse(),
  );

const order = (over: Partial<PersonOrder>): PersonOrder => ({
  ...{ register, credentials: [], out: at('person.json'), language: 'en', ground: 'Request 4/2026' },
  ...over,
});

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: 'person', organisation });
  assert.equal(await issue(1, { keepMonths: 1 }, [HEADINGS, ...ROWS.slice(0, 3)]), 3);
  assert.equal(await issue(2, { validMonths: 1 }, [HEADINGS, ...ROWS.slice(0, 2)]), 2);
});

test('a person is given all that the register holds about them, found by one number, and nothing of others', async () => {
  const [first = '', second = '', , again = ''] = serials();
  await ask('register.change', {
    ...{ register, kind: 'suspended', credentials: [first], reason: 'review', ground: 'Decision 5/2026' },
  });
  const reply = await ask('person.export', order({ credentials: [again] }));
  assert.ok(reply.ok, JSON.stringify(reply));
  assert.deepEqual([reply.value.credentials, reply.value.namesakes], [2, []]);
  const report = JSON.parse(readFileSync(at('person.json'), 'utf8')) as PersonReport;
  const [one] = report.credentials;
  assert.deepEqual(
    report.credentials.map(({ serial, status }) => [serial, status]),
    [
      [first, 'suspended'],
      [again, 'valid'],
    ],
  );
  assert.deepEqual(
    [
      one?.history[0]?.ground,
      one?.roster.name,
      one?.files[0]?.format,
      typeof one?.row,
      one?.facts?.forgetAfter,
    ],
    ['Decision 5/2026', 'roster.csv', 'pdf', 'number', '2025-07-27'],
  );
  const names = inRegister(register, ({ show }) => [show(first)?.name ?? '?', show(second)?.name ?? '?']);
  assert.ok(
    JSON.stringify(report).includes(names[0] ?? '?') && !JSON.stringify(report).includes(names[1] ?? '?'),
  );

  // It stands in the chain, which stays whole and names nobody.
  const told = inRegister(
    register,
    ({ show, check }) => [show(again)?.history.at(-1), check().holds] as const,
  );
  assert.deepEqual([told[0]?.kind, told[0]?.ground, told[1]], ['exported', 'Request 4/2026', true]);
  assert.ok((await ask('audit.export', { register, out: at('audit.jsonl') })).ok);
  const audit = readFileSync(at('audit.jsonl'), 'utf8');
  assert.ok(audit.includes('"exported"') && !audit.includes(names[0] ?? '?'));
});

test('the same as pages with the data inside, told by the name and day that the roster had', async () => {
  const columns = HEADINGS.split(/[;,]/).map((heading) => heading.trim());
  assert.ok(columns.length > 2);
  const out = at('person.pdf');
  const digest = inRegister(register, ({ holding }) => holding(serials()[1] ?? '')?.learner);
  assert.ok(digest !== undefined);
  const [job] = inRegister(register, ({ jobs }) => jobs().slice(-1));
  const parcels = { out: at('handed'), form: 'folder', language: 'en' } as const;
  assert.ok((await ask('batch.deliver', { batch: job?.batch ?? '', register, ...parcels })).ok);
  const reply = await ask('person.export', order({ credentials: [serials()[1] ?? ''], out, language: 'el' }));
  assert.ok(reply.ok, JSON.stringify(reply));
  const text = pageTexts(readFileSync(out), nodeEngine)?.join('') ?? '';
  assert.match(text, /Παραδόθηκαν/);
  assert.doesNotMatch(text, /\?/, 'a letter that the fonts lack');
  const pdf = await PDFDocument.load(readFileSync(out), { updateMetadata: false });
  assert.equal(pdf.getTitle(), 'Τι τηρεί το μητρώο για εσάς');
  assert.match(readFileSync(out, 'latin1'), /person\.json/);

  const person = { givenName: 'Nobody', familyName: 'Here', birthDate: '1999-01-01' };
  const unknown = await ask('person.export', order({ person, out: at('nobody.json') }));
  assert.deepEqual(!unknown.ok && unknown.problems.map(({ code }) => code), ['register.person-unknown']);
  assert.equal(existsSync(at('nobody.json')), false);
});

test('whom a list told by number is not nobody when only the name is asked: the numbers are told, and nothing is written', async () => {
  const [serial = ''] = serials();
  const name = inRegister(register, ({ show }) => show(serial)?.name ?? '');
  const [givenName = '', ...family] = name.split(' ');
  const person = { givenName, familyName: family.join(' ').toUpperCase(), birthDate: '2005-05-04' };
  const reply = await ask('person.export', order({ person, out: at('numbered.json') }));
  assert.equal(reply.ok, false);
  const [problem] = reply.ok ? [] : reply.problems;
  assert.equal(problem?.code, 'register.person-numbered');
  assert.ok(String(problem?.facts?.serials).includes(serial));
  assert.equal(existsSync(at('numbered.json')), false);
});

test('a spreadsheet of corrections replaces row by row what its rows name, whoever they say it is', async () => {
  const [, , third = ''] = serials();
  const corrected = (ROWS[2] ?? '').replace(/[A-Za-z]{4,}/, 'Corrected');
  const separator = HEADINGS.includes(';') ? ';' : ',';
  const rows = [
    `${HEADINGS}${separator}replaces`,
    `${corrected}${separator}${third}`,
    `${ROWS[3] ?? ''}${separator}`,
  ];
  assert.equal(await issue(3, {}, rows, { listed: true }), 1);
  const [old, anew] = inRegister(register, ({ show }) => [show(third), show(serials().at(-1) ?? '')]);
  assert.deepEqual([old?.status, old?.history.at(-1)?.replacement], ['superseded', anew?.id]);
  assert.equal(await issue(3, {}, rows, { listed: true }), 0, 'and again is nothing new');
});

test('what is due is listed by template and policy, and forgotten together, in every byte', async () => {
  const due = async (over: object = {}) => {
    const reply = await ask('register.due', { register, within: 0, ...over });
    assert.ok(reply.ok, JSON.stringify(reply));
    return [reply.value.forget.total, reply.value.expire.total];
  };
  assert.deepEqual(await due(), [3, 0]);
  assert.deepEqual(await due({ within: 40 }), [3, 2], 'and two expire within forty days');
  writeFileSync(policy, JSON.stringify({ retentionYears: 10 }));
  assert.deepEqual(await due(), [0, 0], 'what the policy keeps is not due');
  rmSync(policy);

  const reply = await ask('register.due', { register, within: 0 });
  const credentials = reply.ok ? reply.value.forget.entries.map(({ id }) => id) : [];
  const [name = '?'] = reply.ok ? reply.value.forget.entries.map((entry) => entry.name) : [];
  const reason = 'retention' as const;
  const erased = await ask('register.erase', { register, credentials, ground: 'Rule 3', reason });
  assert.deepEqual(erased.ok && erased.value, { changed: 3 });
  assert.deepEqual(await due(), [0, 0]);
  const [event] = inRegister(register, ({ show }) => show(credentials[0] ?? '')?.history.slice(-1) ?? []);
  assert.deepEqual([event?.kind, event?.reason], ['erased', 'retention']);

  // With a credential of another version the same person is still there: erased whole, nothing is left.
  const left = serials().at(3) ?? '';
  const others = inRegister(register, ({ show }) => show(serials().at(4) ?? '')?.name ?? '?');
  assert.ok(
    (await ask('register.erase', { register, credentials: [left], ground: 'asked', whole: true })).ok,
  );
  for (const entry of readdirSync(at('out'), { withFileTypes: true }).filter((each) => each.isFile())) {
    assert.equal(readFileSync(at(`out/${entry.name}`)).includes(name), false, entry.name);
  }
  assert.ok(readFileSync(at('out/summary.csv')).includes(others), 'those of others stay in the summary');
  assert.equal(
    inRegister(register, ({ check }) => check().holds),
    true,
  );
});
