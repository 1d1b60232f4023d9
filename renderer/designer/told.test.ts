import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../shared/problem.ts';
import { toldOf } from './told.ts';

const lack: Problem = {
  code: 'template.language-missing',
  where: { element: 'outcomes', language: 'el' },
  facts: { path: '/achievement/outcomes/0/title' },
};

test('what is missing is told once, with the place where it is mended', () => {
  const again: Problem = {
    code: 'credential.language-missing',
    where: { element: 'outcomes', language: 'el' },
  };
  const other: Problem = {
    code: 'credential.language-missing',
    where: { element: 'outcomes', language: 'bg' },
  };
  assert.deepEqual(
    toldOf('a.json', { saving: [], lacks: [lack], page: [again, other] }).map(({ code, where }) => [
      code,
      where?.language,
      where?.file,
    ]),
    [
      ['template.language-missing', 'el', 'a.json'],
      ['credential.language-missing', 'bg', 'a.json'],
    ],
  );
});
