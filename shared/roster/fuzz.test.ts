import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { PROBLEM_CODES } from '../problem.ts';
import { propose } from './propose.ts';
import { mutated, SAMPLE_FILES } from './sample-mutations.ts';
import { readSource } from './source.ts';

/** Conformance asks for 10,000. */
const FILES = Number(process.env.SEALWRIGHT_FUZZ ?? 500);
const LONGEST = 5000;

test('the files that are changed below can all be read as they are', () => {
  for (const bytes of SAMPLE_FILES) assert.ok(readSource(bytes, nodeEngine).ok);
});

test(`${FILES} files changed at random: each is read or refused in words, none throws, none takes long`, () => {
  let read = 0;
  for (let seed = 1; seed <= FILES; seed++) {
    const bytes = mutated(seed);
    const before = performance.now();
    const source = readSource(bytes, nodeEngine);
    if (source.ok) {
      read++;
      propose(source.value.table);
    } else
      for (const { code } of source.problems)
        assert.ok(PROBLEM_CODES.includes(code), `seed ${seed}: ${code}`);
    assert.ok(performance.now() - before < LONGEST, `seed ${seed}`);
  }
  // Were nearly all refused, only the first check would have been tried; were nearly none, nothing.
  assert.ok(read > FILES * 0.15 && read < FILES * 0.95, `${read} of ${FILES} read`);
});
