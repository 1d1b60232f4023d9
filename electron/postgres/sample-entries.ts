import type { Claim } from '../register/claim.ts';
import type { Entry } from '../register/entries.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { openSharedRegister } from './open-shared.ts';

export const NAMES = [
  'Ζωή Παπαδοπούλου',
  'Łukasz Żółw',
  'Søren Ærø',
  'Đorđe Ćirić',
  'Ġorġ Ħaż-Żebbuġ',
  'Élodie Straße',
];
export const TEMPLATE = { templateId: 'urn:template', templateVersion: 1 };
const SERIES = 'AEG-2026-{number}';
export const AT = '2026-07-01T08:00:00Z';

export function sampleClaim(row: number, over: Partial<Claim> = {}): Claim {
  return { batch: 'batch-1', row, learner: `digest-of-${row}`, ...TEMPLATE, series: SERIES, ...over };
}

export function sampleEntry(row: number, number = row, over: Partial<Entry> = {}): Entry {
  return {
    id: `urn:uuid:${row}`,
    serial: `AEG-2026-${String(number).padStart(5, '0')}`,
    series: SERIES,
    seriesNumber: number,
    batch: 'batch-1',
    row,
    learner: `digest-of-${row}`,
    ...TEMPLATE,
    name: NAMES[(row - 1) % NAMES.length] ?? '',
    title: row % 2 ? 'Coastal ecology' : 'Open data',
    awardedOn: `2026-0${1 + (row % 9)}-15`,
    issuedAt: AT,
    files: [{ format: 'pdf', name: `AEG-${row}.pdf`, sha256: digestNamed(row) }],
    status: { listUrl: 'https://example.org/r-1.vc.jwt', index: row },
    ...over,
  };
}

/** Of the page of a row's credential. */
export function digestNamed(row: number): string {
  return String(row).padStart(64, 'a');
}

/** A register with a batch whose rows are planned. */
export async function beginSample(place: string, rows = 6): Promise<SharedRegister> {
  const register = await openSharedRegister(place);
  const digests = { templateSha256: 't', rosterSha256: 'r', certificateSha256: 'c' };
  await register.openBatch({
    ...{ id: 'batch-1', ...TEMPLATE, ...digests, rosterName: 'roster.csv', startedAt: AT, rows },
  });
  const order = { template: 't.json', roster: 'r.csv', seal: 's.p12', out: 'out', dryRun: false };
  const all = Array.from({ length: rows }, (_, at) => at + 1);
  await register.openJob('batch-1', order, all, AT);
  return register;
}
