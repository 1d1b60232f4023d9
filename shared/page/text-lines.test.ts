import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import { readFonts } from './fonts.ts';
import { type Setting, settingOf } from './metrics.ts';
import { balanceLines, breakLines, cutText, type Line, type Piece } from './text-lines.ts';
import { runOf } from './text-run.ts';

const face = readFonts(loadFonts()).face('sans');
assert.ok(face);
const setting: Setting = settingOf(face, 0);

function shown(pieces: readonly Piece[], lines: readonly Line[] | undefined): readonly string[] {
  const pen = { setting, size: 10, colour: '#000000' };
  return (lines ?? []).map((line) => runOf(pieces, line, pen, 0, 0).text);
}

function broken(text: string, measure: number): readonly string[] {
  const pieces = cutText(text, setting);
  return shown(pieces, breakLines(pieces, setting, measure));
}

test('lines break at spaces, which stay at the end of the line for whoever copies the text', () => {
  assert.deepEqual(broken('one two three', 5000), ['one two ', 'three']);
  assert.equal(broken('one two three', 5000).join(''), 'one two three');
});

test('lines break after a hyphen between letters, never inside dates and numbers', () => {
  assert.deepEqual(broken('Anna-Maria', 3500), ['Anna-', 'Maria']);
  assert.deepEqual(broken('HAL-2026-00042', 3500), []);
  assert.deepEqual(broken('see 2026-06-30', 7000), ['see ', '2026-06-30']);
});

test('no break at a no-break space; a forced one at each newline', () => {
  assert.deepEqual(broken('vale 2,5\u00a0ECTS', 5500), ['vale ', '2,5\u00a0ECTS']);
  assert.deepEqual(broken('a\nb', 9000), ['a ', 'b']);
});

test('a soft hyphen shows only where the line ends at it', () => {
  assert.deepEqual(broken('Donau\u00addampf', 9000), ['Donaudampf']);
  assert.deepEqual(broken('Donau\u00addampf', 4000), ['Donau\u00ad', 'dampf']);
});

test('a word is divided only where the line would else be left half empty', () => {
  const syllables = settingOf(face, 0, (word) => word.replace(/(ung)(?=.)|(?<=^Ver)/g, '$1\u00ad'));
  const lines = (text: string, measure: number) => {
    const pieces = cutText(text, syllables);
    return shown(pieces, breakLines(pieces, syllables, measure));
  };
  assert.deepEqual(lines('eine lange Versicherung hier', 9000), ['eine lange Ver\u00ad', 'sicherung hier']);
  // The last word is not left with its end alone on a line, unless no line holds it.
  assert.deepEqual(lines('eine lange Versicherung', 9000), ['eine lange ', 'Versicherung']);
  assert.deepEqual(lines('lange Versicherung', 5200), ['lange ', 'Ver\u00ad', 'sicherung']);
  assert.deepEqual(lines('eine ganz lange Versicherung', 9000), ['eine ganz lange ', 'Versicherung']);
});

test('a word that may be divided is set as if it could not, where it is not', () => {
  const whole = setting.set('Schifffahrtsoffizier');
  const pieces = cutText('Schiff\u00adfahrts\u00adof\u00adfi\u00adzier', setting);
  const [line] = breakLines(pieces, setting, 20_000) ?? [];
  assert.ok(line && Math.abs(line.width - whole.width) < 0.01);
  const pen = { setting, size: 10, colour: '#000000' };
  assert.deepEqual(runOf(pieces, line, pen, 0, 0).glyphs, whole.glyphs);
});

test('a word wider than the line is not cut', () => {
  assert.equal(breakLines(cutText('Unteilbarkeit', setting), setting, 2000), undefined);
});

test('no line is wider than the measure, as fontkit’s advances add up', () => {
  const text = 'Plánování a provádění průzkumu pobřeží – szörnyűséges időjárásban, Ηράκλειο και Търново';
  const pieces = cutText(text, setting);
  for (const measure of [8000, 12000, 20000]) {
    for (const line of breakLines(pieces, setting, measure) ?? []) {
      const { glyphs } = runOf(pieces, line, { setting, size: 10, colour: '#000000' }, 0, 0);
      const trailing = glyphs.at(-1)?.id === setting.space.id ? setting.space.advance : 0;
      const width = glyphs.reduce((sum, { advance }) => sum + advance, 0) - trailing;
      assert.ok(width <= measure + 0.01);
      assert.ok(Math.abs(width - line.width) < 0.01);
    }
  }
});

test('balanced lines are as many as greedy ones and more even', () => {
  const pieces = cutText('Coastal Data for Communities and their Administrations', setting);
  const greedy = breakLines(pieces, setting, 22000) ?? [];
  const even = balanceLines(pieces, setting, 22000) ?? [];
  const spread = (lines: readonly Line[]) =>
    Math.max(...lines.map(({ width }) => width)) - Math.min(...lines.map(({ width }) => width));
  assert.equal(greedy.length, 2);
  assert.equal(even.length, 2);
  assert.ok(spread(even) < spread(greedy));
  assert.equal(shown(pieces, even).join(''), shown(pieces, greedy).join(''));
});
