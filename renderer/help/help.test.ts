import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findInGuides } from './find.ts';
import { readGuide } from './read-guide.ts';
import { HELP_OF } from './where.ts';

const folder = new URL('../../docs/guide/', import.meta.url);
const guides = readdirSync(folder).map((file) =>
  readGuide(file.replace('.md', ''), readFileSync(new URL(file, folder), 'utf8')),
);

const isThere = (guide: string, section?: string) =>
  guides.some(
    ({ name, sections }) =>
      name === guide && (section === undefined || sections.some(({ id }) => id === section)),
  );

test('every screen has a place in the guides, and every link and picture of them leads somewhere', () => {
  const astray = Object.entries(HELP_OF).filter(([, { guide, section }]) => !isThere(guide, section));
  assert.deepEqual(astray, []);
  for (const block of guides.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))) {
    if (block.kind === 'picture') {
      assert.ok(existsSync(new URL(`../images/${block.source}`, folder)), block.source);
      assert.notEqual(block.alternative, '');
    }
    const texts = block.kind === 'paragraph' ? [block.text] : block.kind === 'list' ? block.items : [];
    for (const piece of texts.flat()) {
      if (piece.kind === 'link') assert.ok(isThere(piece.guide, piece.section), piece.words);
    }
  }
});

test('a guide keeps its words, and what the window cannot show is refused at build time', () => {
  const { title, sections } = readGuide(
    'one',
    '# One & two\n\nA *b* **c** `d <e>` [f](g.md#h) ([why](../i.md)).\n',
  );
  assert.equal(title, 'One & two');
  assert.deepEqual(sections[0]?.blocks, [
    {
      kind: 'paragraph',
      text: [
        { kind: 'words', words: 'A ' },
        { kind: 'emphasis', words: 'b' },
        { kind: 'words', words: ' ' },
        { kind: 'strong', words: 'c' },
        { kind: 'words', words: ' ' },
        { kind: 'code', words: 'd <e>' },
        { kind: 'words', words: ' ' },
        { kind: 'link', words: 'f', guide: 'g', section: 'h' },
        { kind: 'words', words: ' (' },
        { kind: 'words', words: 'why: docs/i.md' },
        { kind: 'words', words: ').' },
      ],
    },
  ]);
  assert.throws(() => readGuide('one', '# One\n\n<b>two</b>\n'), /cannot show html/);
});

test('beginnings of words in any order find a section, its heading before its text', () => {
  const [first, ...others] = findInGuides(guides, 'erase');
  assert.ok(first && [first, ...others].every(({ section }) => /erase/i.test(section.words)));
  assert.equal(findInGuides(guides, 'PERSON forg')[0]?.section.id, 'forget-a-person');
  assert.equal(findInGuides(guides, 'back up')[0]?.section.title, 'Back up');
  assert.deepEqual(findInGuides(guides, 'zzyzx'), []);
  assert.deepEqual(findInGuides(guides, ' '), []);
});
