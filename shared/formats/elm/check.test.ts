import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { elmCredential } from '../elm.ts';
import { writeJson } from '../json.ts';
import { readEuropeanDigitalCredential } from './check.ts';

const REFERENCE = '../shared/reference/elm';
const skip = !existsSync(REFERENCE) && 'no reference data';
const page = { language: 'en', page: 1, mediaType: 'image/png', bytes: new Uint8Array([1]) } as const;
const good = new TextDecoder().decode(writeJson(elmCredential(sampleCredential, [page])));

function codesOf(text: string): readonly string[] {
  const read = readEuropeanDigitalCredential(new TextEncoder().encode(text));
  return read.ok ? [] : read.problems.map(({ code }) => code);
}

test('what we write is read', () => assert.deepEqual(codesOf(good), []));

const BAD: readonly (readonly [string, (text: string) => string, string])[] = [
  ['an element is missing', (text) => text.replace(/"issued":"[^"]*",/, ''), 'payload.element-missing'],
  [
    'a key stands twice',
    (text) => text.replace('{"@context"', '{"issued":"2020-01-01T00:00:00Z","@context"'),
    'payload.key-twice',
  ],
  ['a term is unknown', (text) => text.replace('"givenName"', '"firstName"'), 'payload.term-unknown'],
  ['a class is unknown', (text) => text.replace('"type":"Person"', '"type":"Human"'), 'payload.term-unknown'],
  [
    'a Greek iota stands in a key',
    (text) => text.replace('"eIDASIdentifier"', '"eIDASΙdentifier"'),
    'payload.key-lookalike',
  ],
  [
    'a value is of another list',
    (text) =>
      text.replace(
        '"inScheme":{"id":"http://data.europa.eu/snb/eqf/25831c2"',
        '"inScheme":{"id":"http://data.europa.eu/snb/learning-assessment/25831c2"',
      ),
    'payload.value-wrong',
  ],
  [
    'a date has no zone',
    (text) => text.replace(/"issued":"([^"]*)Z"/, '"issued":"$1"'),
    'payload.date-without-zone',
  ],
  [
    'a date is none',
    (text) => text.replace(/"issued":"[^"]*"/, '"issued":"30 February"'),
    'payload.date-unreadable',
  ],
  [
    'the contexts stand in another order',
    (text) => text.replace(/"@context":\["([^"]*)","([^"]*)"\]/, '"@context":["$2","$1"]'),
    'payload.context-unknown',
  ],
  ['it is cut off', (text) => text.slice(0, -1), 'payload.malformed'],
];

for (const [title, spoil, code] of BAD) {
  test(`refused by its own code: ${title}`, () => {
    const bad = spoil(good);
    assert.notEqual(bad, good);
    assert.ok(codesOf(bad).includes(code), codesOf(bad).join());
  });
}

test('the official samples are read, and the homoglyph that slipped into one is found', { skip }, () => {
  for (const name of readdirSync(`${REFERENCE}/sealed-samples`).filter((each) => /^(AA|Sample)/.test(each))) {
    const sealed = JSON.parse(readFileSync(`${REFERENCE}/sealed-samples/${name}`, 'utf8')) as {
      payload: string;
    };
    const text = sealed.payload.startsWith('{')
      ? sealed.payload
      : Buffer.from(sealed.payload, 'base64url').toString();
    assert.deepEqual(codesOf(text), [], name);
  }
  const homoglyph = readFileSync(`${REFERENCE}/samples/credential-sample-with-homoglyph-bug.jsonld`, 'utf8');
  assert.ok(codesOf(homoglyph).includes('payload.key-lookalike'));
});
