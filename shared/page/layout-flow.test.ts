import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import type { Credential } from '../credential/credential.ts';
import type { Part } from '../credential/part.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import type { FlowElement, PageDesign, PageElement } from '../template/design.ts';
import { readFonts } from './fonts.ts';
import { prepareLayout } from './layout.ts';
import type { GlyphRun, LaidOutPage } from './placed.ts';
import { marksOf } from './svg.ts';

const fonts = readFonts(loadFonts());
const MM = 72 / 25.4;

const flow: FlowElement = {
  id: 'flow',
  kind: 'flow',
  box: { x: 20, y: 60, width: 170, height: 120 },
  next: { x: 20, y: 30, width: 170, height: 200 },
  endsAbove: 200,
  elements: [
    { id: 'heading', kind: 'text', role: 'h2', style: 'head', text: { en: 'Courses' } },
    {
      id: 'parts',
      kind: 'parts',
      headStyle: 'head',
      style: 'plain',
      rule: '#cccccc',
      rowGap: 2,
      columns: [
        { field: 'number', label: { en: 'No' }, share: 0.1 },
        { field: 'title', label: { en: 'Course' }, share: 0.7 },
        { field: 'ects', label: { en: 'ECTS' }, share: 0.2, align: 'end' },
      ],
    },
    { id: 'end', kind: 'text', role: 'p', style: 'plain', gap: 5, text: { en: 'End of the record.' } },
  ],
};

function design(...elements: readonly PageElement[]): PageDesign {
  const styles = {
    plain: { family: 'sans', size: 10, colour: '#000000' },
    head: { family: 'sans', bold: true, size: 10, colour: '#000000' },
  } as const;
  return { width: 210, height: 297, styles, elements };
}

function withParts(count: number): Credential {
  const parts = Array.from(
    { length: count },
    (_, at): Part => ({
      id: `urn:uuid:${at}`,
      courses: [],
      title: { en: `Course with the number ${at + 1}` },
      workload: { ects: 2.5 },
      awardingBody: sampleCredential.award.awardingBody,
      awardedOn: '2026-01-01',
    }),
  );
  return { ...sampleCredential, languages: ['en'], parts };
}

function runsOf(page: LaidOutPage | undefined): readonly GlyphRun[] {
  return (page?.content ?? []).flatMap(marksOf).filter((mark): mark is GlyphRun => mark.kind === 'glyphs');
}

const number: PageElement = {
  id: 'number',
  kind: 'page-number',
  box: { x: 20, y: 285, width: 170, height: 5 },
  style: 'plain',
  text: { en: 'Page {page} of {pages}' },
};

test('a table goes on over as many sheets as it needs, every row once, in order, with its headers on each', () => {
  const layout = prepareLayout(design(flow, number), fonts, () => 'P');
  for (const count of [1, 20, 30, 77, 200]) {
    const { pages, problems } = layout.layOut(withParts(count), 'en');
    assert.deepEqual(problems, []);
    const numbers = pages.flatMap((page) =>
      runsOf(page)
        .map(({ text }) => text)
        .filter((text) => text.startsWith('Course with')),
    );
    assert.deepEqual(
      numbers,
      Array.from({ length: count }, (_, at) => `Course with the number ${at + 1}`),
    );
    for (const [at, page] of pages.entries()) {
      const runs = runsOf(page);
      const box = at === 0 ? flow.box : (flow.next ?? flow.box);
      const lowest = at === pages.length - 1 ? 200 : box.y + box.height;
      for (const run of runs) {
        assert.ok(run.y > box.y * MM, `${run.text} above`);
        assert.ok(run.y <= Math.min(lowest, box.y + box.height) * MM, `${run.text} below on ${at}`);
      }
      const rows = runs.some(({ text }) => text.startsWith('Course with'));
      assert.equal(runs.filter(({ text }) => text === 'ECTS').length, rows ? 1 : 0);
      const shown = page.artifacts.filter((mark) => mark.kind === 'glyphs').map(({ text }) => text);
      assert.deepEqual(shown, [`Page ${at + 1} of ${pages.length}`]);
    }
    if (count === 1) assert.equal(pages.length, 1);
    if (count === 200) assert.ok(pages.length > 4);
  }
});

test('a heading is not left behind, and two lines of a paragraph stay together', () => {
  const line = 'words that fill a line and then another, so that there are several of them in all, ';
  const text = (id: string, role: 'h2' | 'p', en: string) =>
    ({ id, kind: 'text', role, style: 'plain', text: { en } }) as const;
  for (let filler = 1; filler < 24; filler++) {
    const elements = [
      text('first', 'p', Array.from({ length: filler }, (_, at) => `line ${at}`).join('\n')),
      text('heading', 'h2', 'Heading'),
      text('body', 'p', `body ${line.repeat(6)}`),
    ];
    const box = { x: 20, y: 60, width: 100, height: 100 };
    const layout = prepareLayout(design({ ...flow, box, next: box, elements }), fonts, () => 'P');
    const { pages, problems } = layout.layOut({ ...sampleCredential, languages: ['en'] }, 'en');
    assert.deepEqual(problems, []);
    const sheets = pages.map((page) => runsOf(page).map((run) => run.text));
    const heading = sheets.findIndex((texts) => texts.includes('Heading'));
    assert.ok(
      sheets[heading]?.some((words) => words.startsWith('body')),
      `${filler}`,
    );
    const bodies = sheets.map((texts) => texts.filter((words) => !/^(?:line \d|Heading)/.test(words)).length);
    for (const count of bodies) assert.notEqual(count, 1, `${filler}: ${bodies}`);
  }
});

test('without a place to go on, what does not fit is a problem', () => {
  const { next: _, ...fixed } = flow;
  const layout = prepareLayout(design(fixed), fonts, () => 'P');
  assert.deepEqual(
    layout.layOut(withParts(60), 'en').problems.map(({ code }) => code),
    ['row.text-overflows'],
  );
  assert.deepEqual(layout.layOut(withParts(5), 'en').problems, []);
});

test('elements stand on the sheets they name and are read out once', () => {
  const at = (id: string, on: 'first' | 'last' | 'every' | 'following'): PageElement => ({
    ...{ id, on, kind: 'text', role: 'p', style: 'plain', text: { en: id } },
    box: { x: 20, y: 5, width: 60, height: 8 },
  });
  const elements = [
    at('first', 'first'),
    at('last', 'last'),
    at('every', 'every'),
    at('following', 'following'),
  ];
  const layout = prepareLayout(design(flow, ...elements), fonts, () => 'P');
  const { pages } = layout.layOut(withParts(50), 'en');
  const names = new Set(['first', 'last', 'every', 'following']);
  const read = pages.map((page) =>
    runsOf(page)
      .map(({ text }) => text)
      .filter((text) => names.has(text)),
  );
  const seen = pages.map((page) =>
    page.artifacts.flatMap((mark) => (mark.kind === 'glyphs' && names.has(mark.text) ? [mark.text] : [])),
  );
  assert.equal(pages.length, 3);
  assert.deepEqual(read, [['first', 'every'], ['following'], ['last']]);
  assert.deepEqual(seen, [[], ['every'], ['every', 'following']]);
});

test('marks make bold and italic, and an asterisk in a name stays one', () => {
  const element: PageElement = {
    ...{ id: 'rich', kind: 'text', role: 'p', style: 'plain', rich: true },
    box: { x: 20, y: 20, width: 170, height: 10 },
    text: { en: 'has **completed** the *{title}* cou**rse**, {learner.name}.' },
  };
  const layout = prepareLayout(design(element), fonts, () => 'P');
  const learner = { ...sampleCredential.learner, fullName: 'A *B* C' };
  const { pages, problems } = layout.layOut({ ...sampleCredential, languages: ['en'], learner }, 'en');
  assert.deepEqual(problems, []);
  const runs = runsOf(pages[0]);
  assert.equal(
    runs.map(({ text }) => text).join(''),
    `has completed the ${sampleCredential.achievement.title.en} course, A *B* C.`,
  );
  const bold = runs.filter(({ font }) => font === 'sans-bold').map(({ text }) => text);
  assert.deepEqual(bold, ['completed', 'rse']);
  assert.ok(runs.some(({ font, text }) => font === 'sans-italic' && text !== ''));
  for (const [at, run] of runs.entries()) {
    const next = runs[at + 1];
    const end = run.x + (run.glyphs.reduce((sum, { advance }) => sum + advance, 0) * run.size) / 1000;
    if (next) assert.ok(Math.abs(end - next.x) < 0.01);
  }
});
