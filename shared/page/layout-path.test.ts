import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { readPath, writePath } from './layout-path.ts';

function pixels(d: string): Uint8Array {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="${d}"/></svg>`;
  return nodeEngine.rasterise(svg, 200).rgba;
}

test('every command comes out as M, L, C and Z that resvg draws alike', () => {
  const drawings = [
    'M10 10H90V90h-80z',
    'm10,10 l80 0 0 80-80 0z m20 20 v40h40v-40z',
    'M10 80C40 10 65 10 95 80S150 150 10 90Z',
    'm10 50q25-60 40 0t40 0l0 40-80 0z',
    'M50 10A40 40 0 1 1 49.9 10Z',
    'M20 50a30 18 30 013 3a25 12 -40 1050 10L90 90Z',
    'M10.5.5l.5.5 60-.5 1e1 80Z',
    'M10 10L40 10L40 40ZL90 90L90 10Z',
  ];
  for (const drawing of drawings) {
    const steps = readPath(drawing);
    assert.ok(steps, drawing);
    const written = writePath(steps, 1, 1, 0, 0);
    assert.match(written, /^[MLCZ\d .e-]*$/);
    const [ours, theirs] = [pixels(written), pixels(drawing)];
    assert.ok(theirs.some((value) => value !== 0));
    const off = ours.map((value, at) => Math.abs(value - (theirs[at] ?? 0)));
    // resvg samples four rows a pixel: a hair's difference in a curve may cost one of them, a quarter of 255.
    const worst = off.reduce((most, value) => Math.max(most, value), 0);
    assert.ok(worst <= 64, `${drawing}: off by ${worst}`);
    const mean = off.reduce((sum, value) => sum + value, 0) / off.length;
    assert.ok(mean < 0.05, `${drawing}: off by ${mean} on average`);
  }
});

test('data that is no path is refused', () => {
  for (const wrong of ['L10 10', 'M10', 'M1 1Q2 2', 'M1 1X', 'M1 1 L a b', 'M1 1Z5', '10 10', 'M1..5--3']) {
    assert.equal(readPath(wrong), undefined, wrong);
  }
});
