import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from 'fontkit';
import { loadFonts } from '../../electron/files/fonts.ts';
import { type Face, missingLetters, normalise, readFonts } from './fonts.ts';
import { settingOf } from './metrics.ts';
import type { FontKey } from './placed.ts';

const set = loadFonts();
const fonts = readFonts(set);

function faceOf(key: FontKey): Face {
  const face = fonts.face(key);
  assert.ok(face);
  return face;
}

const NAMES = [
  'AVATAR',
  'Αθανασίου',
  'Τσαγκαράκη-Ώρλοφ',
  'Търновска',
  'Ťažký',
  'L’Aquila',
  'Ó-Súilleabháin',
  'Fjällström',
  'Ķēniņš',
  'Źdźbło',
  'Ġużè',
  'Steffi',
  'Pfäffli-Affleck',
  'Offizierflöße',
];

test('ligatures and kerning by pairs equal fontkit shaping the whole name', () => {
  for (const key of ['sans', 'serif-bold', 'display', 'display-italic'] as const) {
    const bytes = set[key];
    assert.ok(bytes);
    const font = create(Buffer.from(bytes));
    assert.ok('layout' in font);
    const setting = settingOf(faceOf(key), 0);
    for (const name of NAMES) {
      const features = { liga: true, clig: false, calt: false, ccmp: false, locl: false };
      const whole = font.layout(name, features);
      const ours = setting.set(name).glyphs;
      assert.deepEqual(
        ours.map(({ id, advance }) => [id, advance]),
        whole.glyphs.map(({ id }, at) => [id, whole.positions[at]?.xAdvance]),
        `${key} ${name}`,
      );
    }
  }
});

test('a ligature stands for its letters, and spaced letters are not joined', () => {
  const face = faceOf('serif');
  const joined = settingOf(face, 0).set('Offizier').glyphs;
  assert.deepEqual(
    joined.map(({ codePoints }) => String.fromCodePoint(...codePoints)),
    ['O', 'ffi', 'z', 'i', 'e', 'r'],
  );
  assert.equal(settingOf(face, 40).set('Offizier').glyphs.length, 8);
});

test('letters without a glyph are told, each once', () => {
  assert.deepEqual(missingLetters('Zoë 漢字漢 Ω', faceOf('serif')), ['漢', '字']);
  assert.deepEqual(missingLetters('Cafe\u0301\u00a0\u202fsoft\u00adhyphen\n', faceOf('display')), []);
  assert.deepEqual(missingLetters('x\u0323\u0301', faceOf('sans')), ['\u0323', '\u0301']);
});

test('text is composed and its rarer spaces are brought to two', () => {
  assert.equal(normalise('I\u0307\tz\u202f%\r\n\u2003'), '\u0130 z\u00a0%\n ');
});

test('tracking widens every letter alike', () => {
  const close = settingOf(faceOf('sans'), 0).set('ABC');
  const wide = settingOf(faceOf('sans'), 50).set('ABC');
  assert.equal(Math.round(wide.width - close.width), 150);
});
