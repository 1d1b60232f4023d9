import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Template } from '../../shared/template/template.ts';
import { change, undo } from './history.ts';
import { resume } from './kept-drafts.ts';

/** As much of one as a history looks at. */
function version(number: number, kind: string, id = 'urn:uuid:1'): Template {
  return { id, version: number, kind } as unknown as Template;
}

test('who comes back can undo what was done before, as the next version', () => {
  const left = undo(change(change(resume(undefined, version(1, 'a')), version(2, 'b')), version(2, 'c')));
  const back = resume(left, { kind: 'b', version: 2, id: 'urn:uuid:1' } as unknown as Template);
  assert.deepEqual([back.past, back.future], [[version(3, 'a')], [version(3, 'c')]]);
  assert.equal(back.present.version, 2);
  assert.deepEqual(undo(back).present, version(3, 'a'));
});

test('what was changed elsewhere can be undone, and another template at the same place has no past', () => {
  const left = change(resume(undefined, version(1, 'a')), version(2, 'b'));
  const changed = resume(left, version(5, 'x'));
  assert.deepEqual([changed.past, changed.future], [[version(6, 'a'), version(6, 'b')], []]);
  assert.deepEqual(resume(left, version(1, 'a', 'urn:uuid:2')).past, []);
});
