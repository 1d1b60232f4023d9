import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { digestOf } from './digest.ts';

test('SHA-1 is the one that OpenSSL computes, at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 0xff);
    const expected = createHash('sha1').update(bytes).digest('hex');
    const parts = [bytes.subarray(0, length >> 1), bytes.subarray(length >> 1)];
    assert.equal(Buffer.from(digestOf(nodeEngine, 'SHA-1', ...parts)).toString('hex'), expected);
  }
});
