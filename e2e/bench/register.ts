/** How long a search takes in a register of 1,000,000 credentials: `npm run bench:register [ROWS]`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../electron/register/entries.ts';
import { openRegister } from '../../electron/register/register.ts';
import type { RegisterQuery } from '../../shared/desk/register.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const AT_ONCE = 5_000;
const RUNS = 5;
const GIVEN = [
  'Ζωή',
  'Łukasz',
  'Søren',
  'Đorđe',
  'Ġorġ',
  'Élodie',
  'Иван',
  'Maria',
  'Anna',
  'José',
  'Siobhán',
];
const FAMILY = [
  'Παπαδόπουλος',
  'Żółw',
  'Ærø',
  'Ćirić',
  'Straße',
  'Стоянов',
  'Müller',
  'García',
  'Nováková',
  'Õun',
];
const TITLES = ['Coastal ecology', 'Open data', 'Nursing care', 'Applied statistics'];

const folder = mkdtempSync(join(tmpdir(), 'sealwright-bench-register-'));
try {
  const register = openRegister(join(folder, 'register.sqlite'), { create: true });
  const batch = { templateSha256: '', rosterName: '', rosterSha256: '', certificateSha256: '' };
  const begun = performance.now();
  for (let first = 1; first <= ROWS; first += AT_ONCE) {
    const id = `batch-${first}`;
    register.openBatch({
      ...{ id, templateId: `urn:template:${first % 7}`, templateVersion: 1, ...batch },
      ...{ startedAt: '2026-07-01T08:00:00Z', rows: AT_ONCE },
    });
    const many = Math.min(AT_ONCE, ROWS - first + 1);
    register.append(
      Array.from({ length: many }, (_, at) => entry(first + at, id, `urn:template:${first % 7}`)),
    );
  }
  const events = Array.from({ length: Math.floor(ROWS / 100) }, (_, at) => ({
    credential: idOf(at * 100 + 1),
    kind: 'revoked' as const,
    reason: 'error' as const,
    ground: 'Decision 7/2026',
    at: '2026-08-01T08:00:00Z',
  }));
  register.happen(events);
  console.log(`${ROWS} entries, ${events.length} revoked: ${seconds(performance.now() - begun)}`);

  const middle = serialOf(Math.floor(ROWS / 2));
  for (const [what, query] of [
    ['all, first page', {}],
    ['all, deep inside', { offset: Math.floor(ROWS * 0.9) }],
    ['a serial', { search: middle }],
    ['part of a serial', { search: middle.slice(0, -2) }],
    ['a family name', { search: 'papadop' }],
    ['Παπαδόπουλος, capitals', { search: 'ΠΑΠΑΔΟΠΟΥΛΟΣ' }],
    ['two words', { search: 'soren aero' }],
    ['two words and a number', { search: 'zoe 77' }],
    ['three words', { search: 'ivan Стоянов ecology' }],
    ['one letter', { search: 'm' }],
    ['a word all have', { search: 'AEG' }],
    ['a title, deep inside', { search: 'open data', offset: Math.floor(ROWS / 5) }],
    ['nothing', { search: 'nobody' }],
    ['revoked', { status: 'revoked' }],
    ['revoked, with a name', { search: 'muller', status: 'revoked' }],
    ['valid', { status: 'valid' }],
    ['valid, with a name', { search: 'muller', status: 'valid' }],
    ['of a template', { template: 'urn:template:1' }],
    ['of a batch', { batch: 'batch-1' }],
    ['of a month', { from: '2026-03-01', until: '2026-03-31' }],
    ['a name, of a month', { search: 'anna', from: '2026-03-01', until: '2026-03-31' }],
    ['revoked, of a template', { template: 'urn:template:1', status: 'revoked' }],
  ] as const satisfies readonly (readonly [string, Partial<RegisterQuery>])[]) {
    const order: RegisterQuery = { search: '', offset: 0, limit: 50, ...query };
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      register.find(order);
      return performance.now() - start;
    });
    const { total, entries } = register.find(order);
    const [first = 0, ...more] = times;
    const slowest = `${first.toFixed(1)} ms at first, ${Math.max(...more).toFixed(1)} ms at most then`;
    console.log(what.padEnd(26), slowest.padEnd(48), `${entries.length} of ${total}`);
  }
  register.close();
} finally {
  rmSync(folder, { recursive: true });
}

function entry(number: number, batch: string, templateId: string): Entry {
  const name = `${GIVEN[number % GIVEN.length]} ${FAMILY[Math.floor(number / 11) % FAMILY.length]}`;
  return {
    id: idOf(number),
    serial: serialOf(number),
    series: 'AEG-2026-{number}',
    seriesNumber: number,
    batch,
    learner: number.toString(16).padStart(64, '0'),
    templateId,
    templateVersion: 1,
    name,
    title: TITLES[number % TITLES.length] ?? '',
    awardedOn: `2026-${String(1 + (number % 12)).padStart(2, '0')}-15`,
    issuedAt: '2026-07-01T08:00:00Z',
    files: ['pdf', 'elmo', 'edc'].map((format) => ({
      format: format as 'pdf',
      name: `${number}.${format}`,
      sha256: 'ab'.repeat(32),
    })),
  };
}

function idOf(number: number): string {
  return `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function serialOf(number: number): string {
  return `AEG-2026-${String(number).padStart(7, '0')}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
