import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONTENT_LANGUAGES } from '../../shared/language.ts';
import { alphabetOf } from '../../shared/page/alphabets.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import type { FontKey } from '../../shared/page/placed.ts';
import { loadFonts } from './fonts.ts';

test('every face has every letter of the 24 languages', () => {
  const fonts = readFonts(loadFonts());
  const letters = new Set(CONTENT_LANGUAGES.flatMap((language) => [...alphabetOf(language)]));
  assert.ok(letters.size > 300 && letters.has('ẞ') && letters.has('Ђ') === false && letters.has('Ώ'));
  for (const family of ['sans', 'serif', 'display'] as const) {
    for (const variant of ['', '-bold', '-italic', '-bold-italic'] as const) {
      const key: FontKey = `${family}${variant}`;
      const face = fonts.face(key);
      assert.ok(face, key);
      const missing = [...letters].filter((letter) => face.glyph(letter.codePointAt(0) ?? 0) === undefined);
      assert.deepEqual(missing, [], key);
    }
  }
});
