import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pointer, readJson } from './json.ts';

const read = (text: string) => readJson(new TextEncoder().encode(text));

/** The same value with ordinary objects, to be compared with what JSON.parse makes. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('reads every JSON value as JSON.parse does', () => {
  fc.assert(
    fc.property(
      fc.json({ stringUnit: 'grapheme', maxDepth: 5 }),
      fc.constantFrom(undefined, 1, '\t'),
      (text, space) => {
        const written = JSON.stringify(JSON.parse(text), null, space);
        const outcome = read(written);
        assert.ok(outcome.ok, written);
        assert.deepEqual(plain(outcome.value), JSON.parse(written));
      },
    ),
  );
});

test('accepts and refuses what JSON.parse accepts and refuses, whatever one character is changed', () => {
  const document =
    '{"one": [1, -2.5e+3, true, null, "x\\u00e9\\n\\""], "two": {"four": {}, "five": []}, "three": 0}';
  const accepts = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(
      fc.nat(document.length - 1),
      fc.constantFrom(
        '',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        '0',
        '1',
        '-',
        '+',
        '.',
        'e',
        ' ',
        '\n',
        '\t',
        'n',
      ),
      fc.boolean(),
      (at, character, replace) => {
        const text = document.slice(0, at) + character + document.slice(replace ? at + 1 : at);
        assert.equal(read(text).ok, accepts(text), text);
      },
    ),
    { numRuns: 2000 },
  );
});

/** Cases of the JSON Parsing Test Suite (N. Seriot) that parsers get wrong, under its names. */
for (const [name, text] of [
  ['n_structure_trailing_#', '{"a":"b"}#{}'],
  ['n_number_-01', '[-01]'],
  ['n_number_1.', '[1.]'],
  ['n_number_NaN', '[NaN]'],
  ['n_number_hex', '[0x1]'],
  ['n_array_extra_comma', '["",]'],
  ['n_object_trailing_comma', '{"id":0,}'],
  ['n_object_single_quote', "{'a':0}"],
  ['n_object_unquoted_key', '{a: "b"}'],
  ['n_string_escape_x', '["\\x00"]'],
  ['n_string_unescaped_newline', '["new\nline"]'],
  ['n_structure_comment', '{"a":/*comment*/"b"}'],
  ['n_structure_no_data', ''],
  ['n_structure_open_array', '['],
  ['i_number_huge_exp', '[1e999]'],
  ['i_string_lone_surrogate', '["\\ud800"]'],
] as const) {
  test(`refuses ${name}`, () => {
    const outcome = read(text);
    assert.ok(!outcome.ok);
    assert.equal(outcome.problems[0].code, 'template.unreadable');
  });
}

test('a key named twice is refused with the place of its object, also when escaped another way', () => {
  assert.deepEqual(read('{"a/b": [0, {"k": 1, "\\u006b": 2}]}'), {
    ok: false,
    problems: [{ code: 'template.field-twice', facts: { field: 'k', path: '/a~1b/1' } }],
  });
});

test('an object has no key but its own', () => {
  const outcome = read('{"__proto__": {"x": 1}}');
  assert.ok(outcome.ok);
  assert.deepEqual(Object.keys(outcome.value ?? {}), ['__proto__']);
});

test('a fault is told with line and column', () => {
  const outcome = read('{\n  "a": 1,\n  "b": oops\n}');
  assert.ok(!outcome.ok);
  assert.deepEqual(outcome.problems[0].facts, { line: 3, column: 8 });
});

test('bytes that are not UTF-8, and depths that nobody needs, are refused', () => {
  assert.ok(!readJson(Uint8Array.from([0x22, 0xff, 0x22])).ok);
  assert.ok(!read('['.repeat(10_000) + ']'.repeat(10_000)).ok);
});

/** RFC 6901 section 5. */
test('pointers are those of RFC 6901', () => {
  assert.deepEqual([[], ['foo'], ['foo', 0], [''], ['a/b'], ['m~n']].map(pointer), [
    '',
    '/foo',
    '/foo/0',
    '/',
    '/a~1b',
    '/m~0n',
  ]);
});
