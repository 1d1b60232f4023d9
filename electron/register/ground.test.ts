import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesPerson } from './ground.ts';

test('a ground names a person by two words of the name, in any case and order, with accents or without', () => {
  for (const [ground, name] of [
    ['for Göran Bäckström', 'Göran Bäckström'],
    ['request of BACKSTROM, Goran (4 March)', 'Göran Bäckström'],
    ['αίτηση του Παπαδόπουλος Γιώργος', 'Γιώργος Παπαδόπουλος'],
    ['letter of Prince', 'Prince'],
  ] as const) {
    assert.equal(namesPerson(ground, name), true, ground);
  }
  for (const [ground, name] of [
    ['decision 23/2026 of the Bäckström committee', 'Göran Bäckström'],
    ['besluit van de raad, Jan 2026', 'Jan de Vries'],
    ['decision of 3 May 2026', 'May van Dyck'],
    ['', 'Göran Bäckström'],
    ['decision 23/2026', ''],
  ] as const) {
    assert.equal(namesPerson(ground, name), false, ground);
  }
});
