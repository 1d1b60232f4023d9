import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readStrictJson, type StrictJson } from './strict-json.ts';

function read(text: string): StrictJson | undefined {
  return readStrictJson(new TextEncoder().encode(text));
}

function plain(value: StrictJson | undefined): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

test('any JSON value is read as the host reads it, however it is spaced', () => {
  const values = fc
    .jsonValue({ noUnicodeString: false })
    .filter((value) => !/"__proto__"|-0/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 1, '\t', '\r\n'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      assert.deepEqual(plain(read(text)), JSON.parse(text));
    }),
  );
});

test('what the host refuses is refused', () => {
  const alphabet = fc.constantFrom(
    ...'{}[]",:\\ \n\u00011.0e+-',
    'true',
    'null',
    'nul',
    '"a"',
    '\\u12',
    '\ufeff',
    '"a":',
  );
  const texts = fc.array(alphabet, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      let accepted = true;
      try {
        JSON.parse(text);
      } catch {
        accepted = false;
      }
      if (!accepted) assert.equal(read(text), undefined, text);
    }),
    { numRuns: 5000 },
  );
});

test('RFC 7493 clause 2: no name twice, no lone surrogate, no number out of range, UTF-8 only', () => {
  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"x":{"b":[],"b":[]}}',
    '"\\ud800"',
    '["\\udc00\\ud800"]',
    '1e999',
    '\ufeff{}',
    '{} {}',
    '',
  ]) {
    assert.equal(read(text), undefined, text);
  }
  assert.equal(readStrictJson(new Uint8Array([0x22, 0xff, 0x22])), undefined);
  assert.equal(plain(read('"\\ud835\\udcb3"')), '𝒳');
  assert.ok(read('{"__proto__":1}') instanceof Map);
});

test('depth and number of values are bounded', () => {
  assert.equal(read('['.repeat(100_000)), undefined);
  assert.equal(read(`${'['.repeat(100)}${']'.repeat(100)}`), undefined);
  assert.equal(read(`[${'1,'.repeat(600_000)}1]`), undefined);
  assert.equal(read(`"${'\\'.repeat(1_000_000)}`), undefined);
});
