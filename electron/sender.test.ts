import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOurPage } from './sender.ts';

const ours = 'app://sealwright';

test('the top frame of our own page is heard', () => {
  assert.equal(isOurPage({ url: 'app://sealwright/', parent: null }, ours), true);
  assert.equal(isOurPage({ url: 'app://sealwright/index.html#register', parent: null }, ours), true);
});

for (const [who, frame] of [
  ['a frame that has gone', null],
  ['a frame inside our page', { url: 'app://sealwright/', parent: {} }],
  ['a host that begins like ours', { url: 'app://sealwright.example/', parent: null }],
  ['our host under another scheme', { url: 'https://sealwright/', parent: null }],
  ['an empty page', { url: 'about:blank', parent: null }],
  ['no address at all', { url: '', parent: null }],
] as const) {
  test(`${who} is not heard`, () => assert.equal(isOurPage(frame, ours), false));
}
