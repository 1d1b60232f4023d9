import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { readTemplate } from './parse.ts';
import { digestOf, signOff, signOffState } from './sign-off.ts';
import type { Template } from './template.ts';

const file = readFileSync(new URL('../../examples/university/template.json', import.meta.url));
const read = readTemplate(new Uint8Array(file));
assert.ok(read.ok);
const template = read.value;
const AT = '2026-07-01T08:00:00Z';

test('a sign-off holds for the template as it was, in whatever order a file has its fields', () => {
  const signed = signOff(template, 'Ada Example, Dean', AT, nodeEngine);
  const turned = Object.fromEntries(Object.entries(signed).reverse()) as unknown as Template;
  const again = readTemplate(new TextEncoder().encode(JSON.stringify(turned)));
  assert.ok(again.ok);
  const { standing, outdated } = signOffState(again.value, nodeEngine);
  assert.deepEqual(
    standing.map(({ by, at }) => [by, at]),
    [['Ada Example, Dean', AT]],
  );
  assert.deepEqual(outdated, []);
});

test('one word changed, and nobody has signed it off', () => {
  const signed = signOff(template, 'Ada Example, Dean', AT, nodeEngine);
  const [first, ...others] = signed.page.elements;
  assert.ok(first);
  const moved = { ...first, box: { ...first.box, x: first.box.x + 0.1 } };
  const changed = { ...signed, page: { ...signed.page, elements: [moved, ...others] } };
  const { standing, outdated } = signOffState(changed, nodeEngine);
  assert.deepEqual([standing.length, outdated.map(({ by }) => by)], [0, ['Ada Example, Dean']]);
});

test('the same person twice is one person, and their newer word counts', () => {
  const once = signOff(template, 'Ada Example', AT, nodeEngine);
  const twice = signOff(once, ' ada  EXAMPLE', '2026-07-02T08:00:00Z', nodeEngine);
  assert.deepEqual(
    signOffState(twice, nodeEngine).standing.map(({ at }) => at),
    ['2026-07-02T08:00:00Z'],
  );
  const doubled = { ...once, signOffs: [...(once.signOffs ?? []), ...(twice.signOffs ?? [])] };
  assert.equal(signOffState(doubled, nodeEngine).standing.length, 1);
  assert.equal(signOffState(signOff(once, 'Bo Example', AT, nodeEngine), nodeEngine).standing.length, 2);
});

test('the digest is that of canonical JSON (RFC 8785)', () => {
  // The RFC's own ordering of keys: by UTF-16 code units.
  const odd = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '\ud83d\ude00': 4, '\u0080': 5, '\u00f6': 6 };
  const canonical = '{"\\r":2,"\u0080":5,"\u00f6":6,"\u20ac":1,"\ud83d\ude00":4,"\ufb33":3}';
  const expected = createHash('sha256').update(canonical).digest('hex');
  assert.equal(digestOf(odd as unknown as Template, nodeEngine), expected);
});
