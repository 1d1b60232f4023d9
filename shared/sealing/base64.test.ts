import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBase64, encodeBase64, encodeBase64Bytes, encodeBase64Url } from './base64.ts';

test('RFC 4648 clause 10: test vectors', () => {
  const vectors = {
    '': '',
    f: 'Zg==',
    fo: 'Zm8=',
    foo: 'Zm9v',
    foob: 'Zm9vYg==',
    fooba: 'Zm9vYmE=',
    foobar: 'Zm9vYmFy',
  };
  for (const [plain, encoded] of Object.entries(vectors)) {
    const bytes = new TextEncoder().encode(plain);
    assert.equal(encodeBase64(bytes), encoded);
    assert.deepEqual(decodeBase64(encoded, 'base64'), bytes);
  }
});

test('both alphabets agree with the host for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(encodeBase64(bytes), Buffer.from(bytes).toString('base64'));
      assert.equal(encodeBase64Url(bytes), Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(decodeBase64(encodeBase64(bytes), 'base64'), bytes);
      assert.deepEqual(decodeBase64(encodeBase64Url(bytes), 'base64url'), bytes);
    }),
  );
});

test('a view into a larger buffer encodes its own bytes only', () => {
  const whole = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  const encoded = encodeBase64Bytes(whole.subarray(1, 6), 'base64url');
  assert.equal(Buffer.from(encoded).toString(), Buffer.from([2, 3, 4, 5, 6]).toString('base64url'));
});

test('only one spelling decodes: no unused bits, foreign letters, stray or missing padding', () => {
  for (const text of [
    'Zh==',
    'Zm9=',
    'Zg=',
    'Zg',
    'Zg===',
    'Z',
    'Zm9v=',
    'Zm 9',
    'Zm9v\n',
    'Zm-_',
    'Zm9vŽ',
    '=',
    '====',
  ]) {
    assert.equal(decodeBase64(text, 'base64'), undefined, text);
  }
  for (const text of ['Zh', 'Zm9', 'Zg==', 'Z', 'Zm+/', 'Zm9v ']) {
    assert.equal(decodeBase64(text, 'base64url'), undefined, text);
  }
});
