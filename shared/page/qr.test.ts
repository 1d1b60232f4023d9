import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { nodeEngine } from '../../electron/engine.ts';
import { QUIET_ZONE, qrPath } from './qr.ts';

const TEXTS = [
  'SEALWRIGHT:1:HAL-2026-00042:0198F3C2-7A51-7C3E-9D40-5B1F6F0A2E11:2026-06-26',
  'Ķēniņš',
  'x'.repeat(700),
];

function draw(d: string, side: number, pixels: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="M0 0L${side} 0L${side} ${side}L0 ${side}Z" fill="#fff"/><path d="${d}"/></svg>`;
  return nodeEngine.rasterise(svg, pixels);
}

test('the outline fills exactly the dark modules, with four light ones around', () => {
  for (const text of TEXTS) {
    const { d, modules, module } = qrPath(text, { x: 0, y: 0, width: 100, height: 100 });
    const squares = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE, mask: 2 });
    assert.equal(squares.length, modules + 2 * QUIET_ZONE);
    assert.ok(Math.abs(module * squares.length - 100) < 1e-9);
    const { rgba, width } = draw(d, 100, squares.length * 4);
    for (const [row, line] of squares.entries()) {
      for (const [column, dark] of line.entries()) {
        const middle = ((row * 4 + 2) * width + column * 4 + 2) * 4;
        assert.equal((rgba[middle] ?? 0) < 128, dark, `${row},${column}`);
      }
    }
  }
});

test('a reader reads back what it holds', () => {
  for (const text of TEXTS) {
    const { d } = qrPath(text, { x: 0, y: 0, width: 100, height: 100 });
    const { rgba, width, height } = draw(d, 100, 700);
    assert.equal(decodeQR({ data: rgba, width, height }), text);
  }
});
