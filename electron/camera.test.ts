import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MediaQuestion, makeCameraGate } from './camera.ts';

const ORIGIN = 'app://sealwright';
const ours: MediaQuestion = {
  permission: 'media',
  origin: `${ORIGIN}/`,
  mainFrame: true,
  media: ['video'],
};

test('only the picture, only for our page, only between pressing the button and having it', () => {
  const gate = makeCameraGate(ORIGIN);
  assert.equal(gate.allows(ours, 0), false);
  gate.set(true, 0);
  assert.equal(gate.allows(ours, 1), true);
  for (const other of [
    { media: ['audio'] },
    { media: ['video', 'audio'] },
    { media: [] },
    { origin: 'app://sealwright.example/' },
    { origin: 'https://sealwright/' },
    { origin: '' },
    { mainFrame: false },
    { permission: 'display-capture' },
    { permission: 'geolocation' },
  ]) {
    assert.equal(gate.allows({ ...ours, ...other }, 1), false, JSON.stringify(other));
  }
  gate.set(false, 2);
  assert.equal(gate.allows(ours, 3), false);
  gate.set(true, 0);
  assert.equal(gate.allows(ours, 3_600_000), false);
});
