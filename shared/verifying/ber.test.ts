import assert from 'node:assert/strict';
import { test } from 'node:test';
import { berLength } from './ber.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** ITU-T X.690 clauses 8.1.3 to 8.1.5 and the worked example of clause A.3, shortened. */
const VALUES: readonly (readonly [string, string, number | undefined])[] = [
  ['a primitive value', '0203010001', 5],
  ['a value and padding behind it', '30030201050000', 5],
  ['long form of a short length', '30810302010a', 6],
  ['indefinite length', '308002010a0000', 7],
  ['indefinite inside definite', '300730800201050000', 9],
  ['indefinite running past its definite parent', '300630800201050000', undefined],
  ['a child longer than its parent', '3003020205', undefined],
  ['a child shorter than its parent leaves a torso', '300402010500', undefined],
  ['cut off', '3005020105', undefined],
  ['end-of-contents cut off', '308002010500', undefined],
  ['a primitive value of indefinite length', '02800000', undefined],
  ['nothing', '', undefined],
];

for (const [title, hex, length] of VALUES) {
  test(title, () => assert.equal(berLength(bytes(hex)), length));
}

test('nesting is bounded', () => {
  const deep = new Uint8Array(5000);
  for (let at = 0; at < deep.length; at += 2) deep.set([0x30, 0x80], at);
  assert.equal(berLength(deep), undefined);
});
