import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import type { Language } from '../language.ts';
import type { PageDesign, TextElement } from '../template/design.ts';
import { readFonts } from './fonts.ts';
import { parityTable } from './parity-table.ts';

const fonts = readFonts(loadFonts());
const textOf = () => 'MC1:';
const { page: example }: { page: PageDesign } = JSON.parse(
  readFileSync(new URL('../../examples/university/template.json', import.meta.url), 'utf8'),
);

function line(id: string, text: TextElement['text'], more: Partial<TextElement> = {}): TextElement {
  const box = { x: 20, y: 20, width: 60, height: 6 };
  return { id, kind: 'text', role: 'p', style: 'plain', box, text, ...more };
}

function tableOf(...elements: readonly TextElement[]) {
  const styles = {
    plain: { family: 'sans', size: 12, minSize: 6, colour: '#000000' },
    pale: { family: 'sans', size: 12, colour: '#eeeeee' },
  } as const;
  const design: PageDesign = { width: 210, height: 297, styles, elements };
  return parityTable(design, fonts, textOf, { ...sampleCredential, languages: ['en', 'el'] });
}

/** What is told of the element in the language; undefined where it has no cell. */
function told(table: ReturnType<typeof parityTable>, element: string, language: Language) {
  return table.find((row) => row.element === element)?.cells.find((cell) => cell.language === language);
}

test('each language is told what it falls short of, and only it', () => {
  const table = tableOf(
    line('uneven', { en: 'Short', el: 'Μεγάλη πρόταση που χωράει μόνο όταν μικρύνει' }),
    line('endless', { en: 'Too long in any size '.repeat(12), el: 'Λίγα' }),
    line('half', { en: 'Only English' }),
    line('lettered', { en: 'A 漢字', el: 'Α' }),
    line('pale', { en: 'Pale', el: 'Χλωμό' }, { style: 'pale' }),
  );
  const falls = (id: string) => [told(table, id, 'en')?.falls, told(table, id, 'el')?.falls];
  assert.deepEqual(falls('uneven'), [[], ['shrunk']]);
  const small = told(table, 'uneven', 'el')?.size;
  assert.ok(small !== undefined && small < 12 && small >= 6, `${small}`);
  assert.deepEqual(told(table, 'endless', 'en')?.falls[0], 'overflows');
  assert.deepEqual(told(table, 'endless', 'el')?.falls, []);
  assert.deepEqual(falls('half'), [[], ['missing']]);
  assert.deepEqual(falls('lettered'), [['letters'], []]);
  assert.equal(told(table, 'lettered', 'en')?.letters, '漢字');
  assert.deepEqual(falls('pale'), [['contrast'], ['contrast']]);
});

test('what follows in a second language is told under the language it speaks', () => {
  const table = tableOf(line('second', { en: 'English' }, { slot: 1 }), line('third', {}, { slot: 2 }));
  assert.deepEqual(told(table, 'second', 'en')?.falls, []);
  assert.deepEqual(told(table, 'second', 'el')?.falls, ['missing']);
  assert.deepEqual(table[1]?.cells, []);
});

test('the example falls short of nothing, whatever shape it has', () => {
  const table = parityTable(example, fonts, textOf, sampleCredential);
  const bad = table.flatMap(({ element, cells }) =>
    cells.flatMap(({ language, falls }) =>
      falls.filter((each) => each !== 'shrunk').map((each) => [element, language, each]),
    ),
  );
  assert.deepEqual(bad, []);
  const decorations = example.elements.filter(({ kind }) => kind === 'shape').map(({ id }) => id);
  assert.ok(!table.some(({ element }) => decorations.includes(element)));
});
