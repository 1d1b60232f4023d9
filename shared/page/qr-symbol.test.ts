import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeQR } from 'qr';
import { encodeSymbol, sizeOfSymbol } from './qr-symbol.ts';

/** What the package of that name draws: level M, mask 2. */
function theirs(text: string): string {
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', border: 1, mask: 2 });
  return bordered
    .slice(1, -1)
    .map((row) => row.slice(1, -1).map(Number).join(''))
    .join('\n');
}

function ours(text: string): string {
  const { size, dark } = encodeSymbol(text);
  return Array.from({ length: size }, (_, y) => dark.subarray(y * size, (y + 1) * size).join('')).join('\n');
}

test('codes of every version are those of another encoder, in both modes', () => {
  const sizes = new Set<number>();
  for (const [alphabet, most] of [
    ['MC1:7K%E0 $Z*+-./9', 3391],
    ['https://verify.example/#é', 2250],
  ] as const) {
    for (let length = 1; length <= most; length += 1 + (length >> 5)) {
      const text = `${alphabet.repeat(200)}`.slice(length % 7, (length % 7) + length);
      if (new TextEncoder().encode(text).length > 2331 && alphabet.includes('é')) break;
      if (!/\D/.test(text)) continue;
      assert.equal(ours(text), theirs(text), `${length} of ${alphabet}`);
      sizes.add(sizeOfSymbol(text));
    }
  }
  assert.equal(sizes.size, 40);
});

test('what no version holds is refused', () => {
  assert.equal(sizeOfSymbol('A'.repeat(3391)), 177);
  assert.throws(() => encodeSymbol('A'.repeat(3392)), RangeError);
  assert.throws(() => sizeOfSymbol('a'.repeat(2332)), RangeError);
});
