import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { encodeSymbol } from '../qr-symbol.ts';
import { codeRows, packCode } from './code-stream.ts';

/** zlib reads it, and tests the check value. */
const read = (stream: Uint8Array) => inflateSync(stream).toString('latin1');

test('the lines are the symbol again', () => {
  const { size, dark } = encodeSymbol('MC1:ROWS OF DARK MODULES');
  const again = new Uint8Array(dark.length);
  for (const [x = 0, y = 0, length = 0] of linesOf(codeRows({ size, dark }))) {
    assert.equal(again[y * size + x], 0);
    again.fill(1, y * size + x, y * size + x + length);
  }
  assert.deepEqual(again, dark);
});

function linesOf(rows: string): readonly (readonly number[])[] {
  return [...rows.matchAll(/^(\d+) (\d+) (\d+) 1 re$/gm)].map(([, ...numbers]) => numbers.map(Number));
}

test('zlib reads the operators of every run, of codes of every size', () => {
  for (let length = 4; length <= 3300; length += 300) {
    const symbol = encodeSymbol('MC1:7K%E0 '.repeat(331).slice(0, length));
    assert.equal(read(packCode(symbol, 'q\n', 'f\nQ\n')), `q\n${codeRows(symbol)}f\nQ\n`);
  }
});

test('zlib reads whatever is dark', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(21, 33, 105, 177),
      fc.infiniteStream(fc.nat(3)),
      fc.string(),
      (size, pixels, seed) => {
        const dark = Uint8Array.from({ length: size * size }, () => (pixels.next().value === 0 ? 0 : 1));
        const text = seed.replaceAll(/[^\x20-\x7e]/g, '');
        assert.equal(read(packCode({ size, dark }, text, '')), text + codeRows({ size, dark }));
      },
    ),
    { numRuns: 40 },
  );
});

test('zlib reads a code with no light, and one with no dark', () => {
  for (const size of [21, 97, 101, 177])
    for (const one of [0, 1]) {
      const symbol = { size, dark: new Uint8Array(size * size).fill(one) };
      const modules = linesOf(codeRows(symbol)).reduce((sum, [, , length = 0]) => sum + length, 0);
      assert.equal(modules, one * size * size);
      assert.equal(read(packCode(symbol, '', '')), codeRows(symbol));
    }
});

test('it is smaller than what zlib finds by searching a little', () => {
  const symbol = encodeSymbol(
    `MC1:${Array.from({ length: 640 }, (_, at) => (at ** 3 % 36).toString(36))
      .join('')
      .toUpperCase()}`,
  );
  assert.ok(packCode(symbol, '', '').length < codeRows(symbol).length / 4);
});
