import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { refused } from '../../shared/problem.ts';
import type { Ask } from '../port.ts';
import { inOrder, openDesks } from './desks.ts';

test('desks on threads of their own answer as the one at hand does, and in order', async () => {
  const data = await mkdtemp(join(tmpdir(), 'sealwright-desks-'));
  const here = (async () => refused({ code: 'desk.request-wrong' })) as unknown as Ask;
  const desks = openDesks(here, 1);
  try {
    const said: string[] = [];
    for await (const [number, reply] of inOrder([1, 2, 3, 4], desks.width, () =>
      desks.ask('trust.list', { data }),
    ))
      said.push(`${number} ${reply.ok ? reply.value.version : reply.problems[0].code}`);
    // They take turns: the one at hand first.
    assert.deepEqual(said, ['1 desk.request-wrong', '2 0', '3 desk.request-wrong', '4 0']);
  } finally {
    await desks.close();
    await rm(data, { recursive: true });
  }
});
