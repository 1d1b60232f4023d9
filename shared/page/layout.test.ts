import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import type { Credential } from '../credential/credential.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import type { PageDesign, PageElement } from '../template/design.ts';
import { readFonts } from './fonts.ts';
import { type LaidOut, prepareLayout } from './layout.ts';
import type { Block, GlyphRun, Mark } from './placed.ts';
import { marksOf } from './svg.ts';

const proof = ({ serial }: Credential) => `MC1:${serial}`;

const fonts = readFonts(loadFonts());
const { page: example }: { page: PageDesign } = JSON.parse(
  readFileSync(new URL('../../examples/university/template.json', import.meta.url), 'utf8'),
);

function named(fullName: string): Credential {
  return { ...sampleCredential, learner: { ...sampleCredential.learner, fullName } };
}

function design(...elements: readonly PageElement[]): PageDesign {
  const styles = {
    plain: { family: 'sans', size: 10, colour: '#000000' },
    name: { family: 'display', size: 40, minSize: 20, colour: '#000000', align: 'centre' },
  } as const;
  return { width: 210, height: 297, styles, elements };
}

function textElement(id: string, text: string, more: Partial<PageElement> = {}): PageElement {
  const box = { x: 20, y: 20, width: 170, height: 16 };
  const words = { en: text, el: text };
  return { id, kind: 'text', role: 'p', style: 'plain', box, text: words, ...more } as PageElement;
}

function runsOf(blocks: readonly Block[]): readonly GlyphRun[] {
  return blocks.flatMap(marksOf).filter((mark): mark is GlyphRun => mark.kind === 'glyphs');
}

function wordsOf({ pages }: LaidOut): readonly string[] {
  return runsOf(pages[0]?.content ?? []).map(({ text }) => text);
}

function leavesOf(block: Block): readonly Block[] {
  return block.blocks ? block.blocks.flatMap(leavesOf) : [block];
}

test('the example page has no problems and stays within its edges', () => {
  const layout = prepareLayout(example, fonts, proof);
  for (const language of ['en', 'el'] as const) {
    const laid = layout.layOut(sampleCredential, language);
    assert.deepEqual(laid.problems, []);
    const [page] = laid.pages;
    assert.ok(page?.seal);
    for (const run of runsOf(page.content)) {
      const advance = run.glyphs.reduce((sum, glyph) => sum + glyph.advance, 0);
      assert.ok(run.x >= 0 && run.x + (advance * run.size) / 1000 <= page.width, run.text);
      assert.ok(run.y > 0 && run.y < page.height, run.text);
    }
  }
});

test('what no learner shows in stays the same object from one learner to the next', () => {
  const layout = prepareLayout(example, fonts, proof);
  const first = layout.layOut(named('Ana Ilić'), 'en');
  const other = { ...named('Þóra Ønsk'), serial: 'HAL-2026-00043', id: 'urn:uuid:0' };
  const second = layout.layOut(other, 'en');
  const parts = ({ pages }: LaidOut) => ({
    artifacts: pages[0]?.artifacts ?? [],
    leaves: (pages[0]?.content ?? []).flatMap(leavesOf),
  });
  const [a, b] = [parts(first), parts(second)];
  assert.deepEqual(
    a.artifacts.map((mark, at) => mark === b.artifacts[at]),
    a.artifacts.map(() => true),
  );
  const changed = b.leaves.filter((leaf, at) => leaf !== a.leaves[at]);
  assert.ok(changed.length > 0);
  for (const leaf of changed)
    assert.ok(
      second.varying.has(leaf),
      runsOf([leaf])
        .map(({ text }) => text)
        .join(),
    );
  const shown = new Set<Block | Mark>([...b.leaves, ...b.artifacts]);
  for (const one of second.varying) assert.ok(shown.has(one));
});

test('each slot speaks its own language, and is left out when the credential has no such one', () => {
  const layout = prepareLayout(
    design(
      textElement('first', '{title}'),
      textElement('second', '{title}', { slot: 1, alone: { x: 0, y: 0, width: 1, height: 1 } }),
    ),
    fonts,
    proof,
  );
  const { en, el } = sampleCredential.achievement.title;
  assert.deepEqual(wordsOf(layout.layOut(sampleCredential, 'en')), [en, el]);
  assert.deepEqual(wordsOf(layout.layOut(sampleCredential, 'el')), [el, en]);
  assert.deepEqual(wordsOf(layout.layOut({ ...sampleCredential, languages: ['el'] }, 'el')), [el]);
  const [page] = layout.layOut(sampleCredential, 'el').pages;
  assert.deepEqual(
    page?.content.map(({ language }) => language),
    ['el', 'en'],
  );
});

test('long names shrink, then take two lines, then are a problem of the row', () => {
  const layout = prepareLayout(
    design(textElement('name', '{learner.name}', { style: 'name' } as object)),
    fonts,
    proof,
  );
  const set = (name: string) => {
    const laid = layout.layOut(named(name), 'en');
    return { laid, runs: runsOf(laid.pages[0]?.content ?? []) };
  };
  assert.equal(set('Bo Ek').runs[0]?.size, 40);

  const long = set('María de los Ángeles Fernández-Villaverde Echeverría');
  assert.deepEqual(long.laid.problems, []);
  assert.ok((long.runs[0]?.size ?? 40) < 40);

  const endless = set('Maximilian '.repeat(30));
  assert.equal(endless.laid.problems[0]?.code, 'row.text-overflows');
  assert.equal(endless.laid.problems[0]?.where?.element, 'name');
});

test('a letter without a glyph is a problem of the row when it is the learner’s, else of the template', () => {
  const layout = prepareLayout(
    design(textElement('a', '{learner.name}'), textElement('b', '漢')),
    fonts,
    proof,
  );
  const { problems } = layout.layOut(named('Li 明'), 'en');
  assert.deepEqual(
    problems.map(({ code, where, facts }) => [code, where?.element, facts?.letter, facts?.code]),
    [
      ['row.letter-missing', 'a', '明', 'U+660E'],
      ['template.letter-missing', 'b', '漢', 'U+6F22'],
    ],
  );
});

test('unknown styles, fields and missing languages are told, not drawn', () => {
  const layout = prepareLayout(
    design(
      textElement('style', 'x', { style: 'absent' } as object),
      textElement('field', '{learner.shoeSize}'),
      textElement('when', 'x', { when: 'toString' }),
      textElement('words', 'x', { text: { el: 'ψ' } } as object),
    ),
    fonts,
    proof,
  );
  const laid = layout.layOut(sampleCredential, 'en');
  assert.deepEqual(
    laid.problems.map(({ code, where }) => [code, where?.element]),
    [
      ['template.style-unknown', 'style'],
      ['template.field-unknown', 'field'],
      ['template.field-unknown', 'when'],
      ['template.language-missing', 'words'],
    ],
  );
  assert.deepEqual(laid.pages[0]?.content, []);
});

test('outcomes are a list, facts a table whose empty rows are dropped', () => {
  const box = { x: 20, y: 60, width: 80, height: 60 };
  const row = (label: string, value: string) => ({ label: { en: label }, value: { en: value } });
  const layout = prepareLayout(
    design(
      { id: 'o', kind: 'outcomes', style: 'plain', box },
      {
        id: 'f',
        kind: 'facts',
        labelStyle: 'plain',
        valueStyle: 'plain',
        labelShare: 0.4,
        box,
        rows: [row('ECTS', '{ects} credits'), row('Grade', '{grade} ({gradeScheme})'), row('Kind', 'fixed')],
      },
    ),
    fonts,
    proof,
  );
  const { grade: _, ...ungraded } = sampleCredential.achievement;
  const graded = layout.layOut(sampleCredential, 'en').pages[0]?.content ?? [];
  const dropped = layout.layOut({ ...sampleCredential, achievement: ungraded }, 'en').pages[0]?.content ?? [];
  assert.deepEqual(
    graded.map(({ type }) => type),
    ['L', 'Table'],
  );
  const [list, table] = graded;
  assert.equal(list?.blocks?.length, sampleCredential.achievement.outcomes.length);
  assert.deepEqual(
    list?.blocks?.[0]?.blocks?.map(({ type }) => type),
    ['Lbl', 'LBody'],
  );
  assert.equal(table?.blocks?.length, 3);
  assert.deepEqual(
    table?.blocks?.[0]?.blocks?.map(({ type }) => type),
    ['TH', 'TD'],
  );
  assert.equal(dropped[1]?.blocks?.length, 2);
  assert.equal(dropped[1]?.blocks?.[0], table?.blocks?.[0], 'a row above the change keeps its identity');
});

test('the seal’s place covers its box and is named by its words', () => {
  const box = { x: 100, y: 250, width: 60, height: 25 };
  const words = { en: 'Sealed by\n{issuer.name}' };
  const laid = prepareLayout(
    design({ id: 's', kind: 'seal', style: 'plain', box, text: words }),
    fonts,
    proof,
  ).layOut(sampleCredential, 'en');
  const seal = laid.pages[0]?.seal;
  assert.equal(seal?.name, 'Sealed by Halcyon University');
  assert.ok(Math.abs((seal?.width ?? 0) - 170.079) < 0.001);
});

test('a code whose modules a phone could not read is refused, with the size that it needs', () => {
  const box = { x: 20, y: 20, width: 27, height: 40 };
  const code: PageElement = { kind: 'qr', id: 'code', box, colour: '#000000', alt: { en: 'QR' } };
  // 897 characters fill version 19: 93 modules and 8 of quiet zone (ISO/IEC 18004 table 7), 28.28 mm at 0.28.
  const problemsAt = (width: number) =>
    prepareLayout(design({ ...code, box: { ...box, width } }), fonts, () => 'A'.repeat(897))
      .layOut(sampleCredential, 'en')
      .problems.map(({ code, where, facts }) => [code, where?.element, facts?.side]);
  assert.deepEqual(problemsAt(28.2), [['template.code-too-small', 'code', 29]]);
  assert.deepEqual(problemsAt(28.3), []);
});

test('the certificate’s code is laid out once for all learners', () => {
  const box = { x: 20, y: 20, width: 40, height: 40 };
  const code: PageElement = {
    kind: 'qr',
    id: 'code',
    box,
    colour: '#000000',
    alt: { en: 'QR' },
    holds: 'certificate',
  };
  const layout = prepareLayout(design(code), fonts, () => 'MCC1:A');
  const [one, other] = ['Anna', 'Berta'].map((name) => layout.layOut(named(name), 'en'));
  assert.equal(one?.pages[0]?.content[0], other?.pages[0]?.content[0]);
  assert.equal(one?.varying.size, 0);
});
