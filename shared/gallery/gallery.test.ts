import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import { hyphenation } from '../../electron/files/hyphenation.ts';
import { CONTENT_LANGUAGES } from '../language.ts';
import { readFonts } from '../page/fonts.ts';
import { prepareLayout } from '../page/layout.ts';
import type { Block } from '../page/placed.ts';
import { checkTemplate, weakTemplateClaims } from '../template/check.ts';
import { checkContrast } from '../template/check-contrast.ts';
import { readTemplate } from '../template/parse.ts';
import { specimenOf } from '../template/specimen.ts';
import { checkConcepts } from '../vocabulary/check.ts';
import { loadVocabularies } from '../vocabulary/lists.ts';
import content from './content.json' with { type: 'json' };
import { GALLERY_NAMES, galleryTemplate } from './gallery.ts';
import phrases from './phrases.json' with { type: 'json' };

const ID = 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44';
const fonts = readFonts(loadFonts());
/** As long as a proof by RSA-3072. */
const PROOF = 'X'.repeat(900);

test('every word is there in every language, in its own alphabet, and no two languages share a sentence', () => {
  for (const [name, text] of Object.entries({ ...phrases, ...content })) {
    assert.deepEqual(Object.keys(text).sort(), [...CONTENT_LANGUAGES].sort(), name);
    assert.match(text.bg, /\p{Script=Cyrillic}/u, name);
    if (name !== 'ects') assert.match(text.el, /\p{Script=Greek}/u, name);
    for (const language of CONTENT_LANGUAGES) {
      if (language !== 'bg')
        assert.doesNotMatch(text[language], /\p{Script=Cyrillic}/u, `${name} ${language}`);
      if (language !== 'el') assert.doesNotMatch(text[language], /\p{Script=Greek}/u, `${name} ${language}`);
      assert.equal(text[language].includes('{page}'), name === 'page', `${name} ${language}`);
    }
    const long = CONTENT_LANGUAGES.map((language) => text[language]).filter((words) => words.length > 24);
    assert.equal(new Set(long).size, long.length, name);
  }
});

test('every template in every language is fit to be issued, and its page fits a long name on one sheet', async () => {
  const vocabularies = await loadVocabularies();
  for (const name of GALLERY_NAMES) {
    for (const language of CONTENT_LANGUAGES) {
      const template = await galleryTemplate(name, [language], ID);
      const where = `${name} ${language}`;
      assert.deepEqual(checkTemplate(template), [], where);
      assert.deepEqual(checkConcepts(template, vocabularies), [], where);
      assert.deepEqual(checkContrast(template.page), [], where);
      const drawn = specimenOf(template, '2026-07-01T08:00:00Z', true);
      assert.ok(drawn.ok, where);
      const { pages, problems } = prepareLayout(template.page, fonts, () => PROOF).layOut(
        drawn.value,
        language,
      );
      assert.deepEqual(problems, [], where);
      assert.equal(pages.length, 1, where);
      assert.ok(pages.at(-1)?.seal, where);
    }
  }
});

test('a supplement speaks three languages beside each other on one sheet, whichever they are', async () => {
  const divided = readFonts(loadFonts(), hyphenation);
  for (const [first, ...rest] of [
    ['en', 'el', 'bg'],
    ['hu', 'de', 'et'],
    ['mt', 'ga', 'lt'],
  ] as const) {
    const template = await galleryTemplate('supplement', [first, ...rest], ID);
    assert.deepEqual(checkTemplate(template), [], first);
    const drawn = specimenOf(template, '2026-07-01T08:00:00Z', true);
    assert.ok(drawn.ok);
    const { pages, problems } = prepareLayout(template.page, divided, () => PROOF).layOut(drawn.value, first);
    assert.deepEqual(problems, []);
    assert.equal(pages.length, 1, first);
    const said = pages.flatMap(({ content }) => content.flatMap(wordsOf)).join('');
    for (const language of [first, ...rest]) {
      for (const word of [phrases.outcomes, phrases.supplement, content.title])
        assert.ok(said.includes(word[language]), `${language}: ${word[language]}`);
    }
  }
});

function wordsOf({ marks = [], blocks = [] }: Block): readonly string[] {
  return [
    ...marks.flatMap((mark) => (mark.kind === 'glyphs' ? [mark.text] : [])),
    ...blocks.flatMap(wordsOf),
  ];
}

test('a template written to a file is read again as it was, and claims nothing that nobody could check', async () => {
  for (const name of GALLERY_NAMES) {
    const template = await galleryTemplate(name, ['de', 'fr', 'el'], ID);
    assert.deepEqual(checkTemplate(template), [], name);
    const read = readTemplate(new TextEncoder().encode(JSON.stringify(template)));
    assert.ok(read.ok, name);
    assert.deepEqual(read.value, JSON.parse(JSON.stringify(template)), name);
    const claims = weakTemplateClaims(template, '2026-07-01').map(({ code }) => code);
    assert.ok(claims.length < 8, `${name}: ${claims}`);
  }
});
