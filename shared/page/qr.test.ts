import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { nodeEngine } from '../../electron/engine.ts';
import { outlinesOf, placeSymbol, QUIET_ZONE } from './qr.ts';
import { encodeSymbol, sizeOfSymbol } from './qr-symbol.ts';

const TEXTS = [
  'SEALWRIGHT:1:HAL-2026-00042:0198F3C2-7A51-7C3E-9D40-5B1F6F0A2E11:2026-06-26',
  'Ķēniņš',
  'x'.repeat(700),
];

/** A square of `side` units with the code in the middle. */
function draw(text: string, side: number, pixels: number) {
  const symbol = encodeSymbol(text);
  const { x, y, module } = placeSymbol(symbol.size, { x: 0, y: 0, width: side, height: side });
  const d = outlinesOf(symbol)
    .map((corners) => `M${corners.join(' ')}Z`)
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="M0 0L${side} 0L${side} ${side}L0 ${side}Z" fill="#fff"/><path transform="translate(${x} ${y})scale(${module})" d="${d}"/></svg>`;
  return nodeEngine.rasterise(svg, pixels);
}

test('the outlines fill exactly the dark modules, with four light ones around', () => {
  for (const text of TEXTS) {
    const squares = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE, mask: 2 });
    assert.equal(squares.length, sizeOfSymbol(text) + 2 * QUIET_ZONE);
    const { rgba, width } = draw(text, 100, squares.length * 4);
    for (const [row, line] of squares.entries()) {
      for (const [column, dark] of line.entries()) {
        const middle = ((row * 4 + 2) * width + column * 4 + 2) * 4;
        assert.equal((rgba[middle] ?? 0) < 128, dark, `${row},${column}`);
      }
    }
  }
});

test('the size of an alphanumeric code hangs on its length alone', () => {
  for (let length = 300; length < 420; length += 7) {
    const told = sizeOfSymbol('A'.repeat(length));
    assert.equal(told, encodeSymbol('MC1:Z9$%*+-./: Q'.repeat(40).slice(0, length)).size);
  }
});

test('a reader reads back what it holds', () => {
  for (const text of TEXTS) {
    const { rgba, width, height } = draw(text, 100, 700);
    assert.equal(decodeQR({ data: rgba, width, height }), text);
  }
});
