import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMapping, type RosterMapping } from '../../shared/roster/roster-mapping.ts';
import { asConstant, asDate, asPart, columnName, fromColumn } from './rules.ts';

const mapping: RosterMapping = {
  schema: 'sealwright-mapping/1',
  fields: { familyName: { columns: ['Name'] }, birthDate: { columns: ['Born'] } },
};

test('a mapping is changed field by field, and stays one that is read', () => {
  const part = asPart(mapping, 'familyName', 'before');
  assert.deepEqual(part.fields.familyName, { columns: ['Name'], split: { at: ',', take: 'before' } });
  assert.deepEqual(fromColumn(part, 'familyName', 'Full name').fields.familyName, {
    columns: ['Full name'],
    split: { at: ',', take: 'before' },
  });
  assert.deepEqual(asPart(part, 'familyName', undefined), mapping);
  assert.deepEqual(asDate(mapping, 'birthDate', 'month-first').fields.birthDate, {
    columns: ['Born'],
    date: 'month-first',
  });
  const dated = asConstant(mapping, 'awardedOn', '2026-06-27');
  for (const made of [part, dated, fromColumn(mapping, 'birthDate', undefined)]) {
    assert.ok(checkMapping(made).ok);
  }
  assert.deepEqual(asConstant(dated, 'awardedOn', ''), mapping);
});

test('columns with the same heading are told apart by their letters', () => {
  const column = (letter: string, heading: string) => ({
    letter,
    heading,
    samples: [],
    filled: 1,
    hidden: false,
  });
  const columns = [column('A', 'Name'), column('B', 'Note'), column('C', 'Note'), column('D', '')];
  assert.deepEqual(
    columns.map((each) => columnName(each, columns)),
    ['Name', '=B', '=C', '=D'],
  );
});
