import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { md5 } from './md5.ts';

/** RFC 1321 appendix A.5. */
const SUITE: readonly (readonly [string, string])[] = [
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  [
    '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
    '57edf4a22be3c955ac49da2e2107b67a',
  ],
];

test('RFC 1321 A.5, and every length around a block agrees with the host', () => {
  for (const [text, digest] of SUITE) {
    assert.equal(Buffer.from(md5(new TextEncoder().encode(text))).toString('hex'), digest);
  }
  for (let length = 50; length < 140; length++) {
    const bytes = new Uint8Array(length).fill(length);
    assert.ok(createHash('md5').update(bytes).digest().equals(md5(bytes)), String(length));
  }
});
