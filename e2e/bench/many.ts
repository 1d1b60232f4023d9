/** A register of as many invented credentials as are wanted, 57,000 rows a second: names of six alphabets, no files. */
import type { Entry } from '../../electron/register/entries.ts';
import { openRegister, type Register } from '../../electron/register/register.ts';

const AT_ONCE = 5_000;
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

/** @returns the register, open; one in a hundred of its entries is revoked. */
export function fillRegister(path: string, rows: number): Register {
  const register = openRegister(path, { create: true });
  const batch = { templateSha256: '', rosterName: '', rosterSha256: '', certificateSha256: '' };
  for (let first = 1; first <= rows; first += AT_ONCE) {
    const id = `batch-${first}`;
    const many = Math.min(AT_ONCE, rows - first + 1);
    register.openBatch({
      ...{ id, templateId: `urn:template:${first % 7}`, templateVersion: 1, ...batch },
      ...{ startedAt: '2026-07-01T08:00:00Z', rows: many },
    });
    register.append(
      Array.from({ length: many }, (_, at) => entry(first + at, id, `urn:template:${first % 7}`)),
    );
  }
  register.happen(
    Array.from({ length: Math.floor(rows / 100) }, (_, at) => ({
      credential: idOf(at * 100 + 1),
      kind: 'revoked' as const,
      reason: 'error' as const,
      ground: 'Decision 7/2026',
      at: '2026-08-01T08:00:00Z',
    })),
  );
  return register;
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

export function serialOf(number: number): string {
  return `AEG-2026-${String(number).padStart(7, '0')}`;
}
