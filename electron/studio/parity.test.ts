import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reportParity } from './parity.ts';

const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const template = join(UNIVERSITY, 'template.json');
const roster = join(UNIVERSITY, 'roster.csv');
const at = new Date('2026-07-01T08:00:00Z');

test('the learner of the longest name stands for the roster', async () => {
  const told = await reportParity({ template, roster }, at);
  assert.ok(told.ok, JSON.stringify(told));
  const names = readFileSync(roster, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(';').slice(1, 3).join(' '));
  const longest = Math.max(...names.map(({ length }) => length));
  const { row, name } = told.value.learner;
  assert.equal(name.length, longest);
  // Row 1 holds the headings.
  assert.equal(names[(row ?? 0) - 2], name);
});

test('words taken out of a draft are missing in that language, where they were', async () => {
  const draft = JSON.parse(readFileSync(template, 'utf8'));
  const at0 = draft.page.elements.findIndex(({ kind }: { kind: string }) => kind === 'text');
  const { id, text } = draft.page.elements[at0];
  const [language] = Object.keys(text);
  assert.ok(language !== undefined);
  delete text[language];
  const told = await reportParity({ template, draft }, at);
  assert.ok(told.ok, JSON.stringify(told));
  const cells = told.value.rows.find(({ element }) => element === id)?.cells ?? [];
  assert.deepEqual(
    cells.filter(({ falls }) => falls.includes('missing')).map((cell) => cell.language),
    [language],
  );
});

test('a roster that is not there is a problem that names it', async () => {
  const told = await reportParity({ template, roster: join(UNIVERSITY, 'lost.csv') }, at);
  assert.ok(!told.ok);
});
