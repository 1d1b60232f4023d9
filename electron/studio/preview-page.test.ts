import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makePreviewer } from './preview-page.ts';
import { openTemplate } from './template-file.ts';

const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const template = join(UNIVERSITY, 'template.json');
const roster = join(UNIVERSITY, 'roster.csv');
const at = new Date('2026-07-01T08:00:00Z');

test('a template without a roster is shown with an invented learner, in every language it speaks', async () => {
  const preview = makePreviewer();
  const first = await preview({ template }, at);
  assert.ok(first.ok);
  assert.equal(first.value.learners, 0);
  assert.deepEqual(first.value.problems, []);
  assert.ok(first.value.languages.length > 1);
  for (const language of first.value.languages) {
    const shown = await preview({ template, language }, at);
    assert.ok(shown.ok);
    assert.equal(shown.value.language, language);
    for (const page of shown.value.pages) assert.match(page, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  }
});

test('with a roster each of its learners is shown, and a row that is not there is the invented one', async () => {
  const preview = makePreviewer();
  const shown = await preview({ template, roster, learner: 3 }, at);
  assert.ok(shown.ok);
  assert.equal(shown.value.learners, 200);
  assert.equal(shown.value.learner.row, 5);
  const other = await preview({ template, roster, learner: 4 }, at);
  assert.ok(other.ok);
  assert.notEqual(other.value.learner.name, shown.value.learner.name);
  assert.notDeepEqual(other.value.pages, shown.value.pages);
});

test('a file that is not there is a problem that names it', async () => {
  const shown = await makePreviewer()({ template: '/nowhere/template.json' }, at);
  assert.deepEqual(shown, {
    ok: false,
    problems: [{ code: 'file.not-found', where: { file: '/nowhere/template.json' } }],
  });
});

test('a draft whose words are not all written yet is shown with gaps', async () => {
  const opened = await openTemplate(template);
  assert.ok(opened.ok);
  const { page } = opened.value.template;
  const elements = page.elements.map((element) => ('text' in element ? { ...element, text: {} } : element));
  const draft = { ...opened.value.template, page: { ...page, elements } };
  const shown = await makePreviewer()({ template, draft, language: 'el' }, at);
  assert.ok(shown.ok);
  assert.equal(shown.value.pages.length, 1);
});
