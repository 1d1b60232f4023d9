import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Base64, Based, constant, type JsonObject, LocalId, writeJson } from './json.ts';

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

test('plain JSON is written as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      assert.equal(text(writeJson(plain as JsonObject)), JSON.stringify(plain));
    }),
  );
});

test('a lone surrogate is escaped, so that the bytes stay UTF-8', () => {
  assert.equal(text(writeJson('\ud800')), '"\\ud800"');
});

test('bytes stand in the document as base64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const image = { content: new Base64(bytes), page: 1 };
      const expected = JSON.stringify({ content: Buffer.from(bytes).toString('base64'), page: 1 });
      assert.equal(text(writeJson(image)), expected);
      assert.equal(JSON.stringify(image), expected);
    }),
  );
});

test('ids hang on the document they are written in, constants too', () => {
  const shared = constant({ id: new LocalId('course'), title: 'Ψ "quoted"' });
  for (const base of ['urn:uuid:1', 'urn:uuid:2', 'urn:"odd"']) {
    const document = new Based(base, { id: base, first: shared, again: [shared, null], absent: undefined });
    const course = { id: `${base}#course`, title: 'Ψ "quoted"' };
    const expected = JSON.stringify({ id: base, first: course, again: [course, null] });
    assert.equal(text(writeJson(document)), expected);
    assert.equal(JSON.stringify(document), expected);
  }
});
