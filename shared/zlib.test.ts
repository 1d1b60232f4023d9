import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { nodeEngine } from '../electron/engine.ts';
import { zlib } from './zlib.ts';

test('a zlib stream is one to zlib, check value included', () => {
  for (const length of [0, 1, 5551, 5552, 5553, 300_000]) {
    const bytes = new Uint8Array(length).fill(0xff);
    assert.ok(inflateSync(zlib(nodeEngine, bytes, 6)).equals(bytes), String(length));
  }
});
