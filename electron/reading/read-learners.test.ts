import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fingerprintOf, openRoster, rememberMapping } from '../studio/open-roster.ts';
import { readLearners } from './read-learners.ts';
import { isCheap } from './read-roster.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-learners-'));
process.env.SEALWRIGHT_DATA = join(root, 'data');
after(() => rmSync(root, { recursive: true, force: true }));

test('the learners of a large roster are those that the studio itself would find, by the mapping it remembers too', async () => {
  const roster = join(root, 'large.csv');
  const rows = Array.from({ length: 3000 }, (_, at) => `${at % 2900};Ζωή ${at};Ångström ${at};31/12/1999`);
  writeFileSync(roster, ['No;Called;Of;Born', ...rows, ';;;'].join('\n'));
  assert.equal(await isCheap(roster), false);
  const table = { columns: ['No', 'Called', 'Of', 'Born'], rows: [], emptyRows: 0, header: 1 };
  await rememberMapping(fingerprintOf(table), {
    schema: 'sealwright-mapping/1',
    fields: {
      studentId: { columns: ['No'] },
      givenName: { columns: ['Called'] },
      familyName: { columns: ['Of'] },
      birthDate: { columns: ['Born'], date: 'day-first' },
    },
  });
  const read = await readLearners({ roster }, '2026-06-30');
  const here = await openRoster({ roster }, '2026-06-30');
  assert.ok(read.ok && here.ok, JSON.stringify([read, here].map((each) => !each.ok && each.problems)));
  const { recipients, refusals, notices, by, file } = here.value;
  assert.deepEqual(read.value, { recipients, refusals, notices, by, sha256: file.sha256 });
  assert.equal(by, 'remembered');
  assert.deepEqual([recipients.length, refusals.length], [2900, 100]);
});
