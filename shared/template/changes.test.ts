import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { templateChanges } from './changes.ts';
import type { Template } from './template.ts';

const before = JSON.parse(
  readFileSync(new URL('../../examples/university/template.json', import.meta.url), 'utf8'),
) as Template;

test('changes are told by element and by place, with the words that are short enough', () => {
  const [first, second, third, ...rest] = before.page.elements;
  assert.ok(first && second && third);
  const text = before.page.elements.find((element) => element.kind === 'text' && element !== first);
  assert.ok(text?.kind === 'text');
  const elements = [second, { ...first, id: 'new' }, ...rest, third].map((element) =>
    element.id === text.id && element.kind === 'text'
      ? { ...element, text: { ...text.text, en: 'New' } }
      : element,
  );
  const after = { ...before, version: 2, validMonths: 24, page: { ...before.page, width: 200, elements } };
  const told = templateChanges(before, after);
  assert.deepEqual(told[0], { what: 'removed', where: first.id });
  assert.ok(told.some(({ what, where }) => what === 'added' && where === 'new'));
  assert.ok(told.some(({ what, where }) => what === 'moved' && where === third.id));
  assert.ok(told.some(({ where, is }) => where === `${text.id}/text/en` && is === 'New'));
  assert.ok(told.some(({ where, was, is }) => where === '/page/width' && was === '210' && is === '200'));
  assert.ok(told.some(({ what, where, is }) => what === 'added' && where === '/validMonths' && is === '24'));
  assert.deepEqual(templateChanges(before, { ...before, version: 9, signOffs: [] }), []);
});
