import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Corrections, correct, NO_CORRECTIONS } from './corrections.ts';
import { plainSources } from './field-source.ts';
import { guessMapping } from './mapping.ts';
import { type Mending, mend } from './mend.ts';
import { readMapped } from './recipients.ts';
import type { Table } from './table.ts';

const table: Table = {
  header: 1,
  columns: ['Student number', 'Given name', 'Family name', 'Date of birth'],
  rows: [
    { line: 2, cells: ['E1', 'Ivana', 'Jurić', '2003-04-04'] },
    { line: 4, cells: ['E2', 'Ivana', 'Jurić', '2003-04-04'] },
    { line: 5, cells: ['', 'Petra', 'Kovářová', 'spring'] },
  ],
  emptyRows: 1,
};
const mapping = guessMapping(table);
assert.ok(mapping.ok);
const sources = plainSources(mapping.value);

function mended(...mendings: readonly Mending[]): Corrections {
  return mendings.reduce((corrections, mending) => {
    const next = mend(table, sources, corrections, mending);
    assert.ok(next.ok);
    return next.value;
  }, NO_CORRECTIONS);
}

const refusedRows = (corrections: Corrections) =>
  readMapped(
    correct(table, sources, corrections).table,
    sources,
    '2026-01-01',
    corrections.twoPeople,
  ).refusals.map(({ row }) => row);

test('cells are mended one after the other, also when they are what the row is known by', () => {
  assert.deepEqual(refusedRows(NO_CORRECTIONS), [4, 5]);
  const corrections = mended(
    { kind: 'cell', row: 5, column: 0, is: 'E3' },
    { kind: 'cell', row: 5, column: 3, is: '1.4.2001' },
    { kind: 'cell', row: 5, column: 3, is: '2001-04-01' },
  );
  assert.equal(corrections.cells.length, 2);
  assert.deepEqual(refusedRows(corrections), [4]);
});

test('what is mended back to what the file has is no correction', () => {
  assert.deepEqual(
    mended({ kind: 'cell', row: 2, column: 1, is: 'Iva' }, { kind: 'cell', row: 2, column: 1, is: 'Ivana' })
      .cells,
    [],
  );
});

test('two people of one name and birthday are told apart, and a row that is gone is said', () => {
  assert.deepEqual(refusedRows(mended({ kind: 'two-people', rows: [4, 2] })), [5]);
  const lost = mend(table, sources, NO_CORRECTIONS, { kind: 'cell', row: 9, column: 0, is: 'x' });
  assert.ok(!lost.ok);
  assert.equal(lost.problems[0].code, 'roster.corrections-lost');
});
