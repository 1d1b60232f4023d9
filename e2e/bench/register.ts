/** How long a search takes in a register of 1,000,000 credentials: `npm run bench:register [ROWS]`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegisterQuery } from '../../shared/desk/register.ts';
import { fillRegister, serialOf } from './many.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const RUNS = 5;
const folder = mkdtempSync(join(tmpdir(), 'sealwright-bench-register-'));
try {
  const begun = performance.now();
  const register = fillRegister(join(folder, 'register.sqlite'), ROWS);
  console.log(`${ROWS} entries, one in a hundred revoked: ${seconds(performance.now() - begun)}`);

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

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
