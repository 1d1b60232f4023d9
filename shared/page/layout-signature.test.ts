import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import type { PageDesign, SignatureElement } from '../template/design.ts';
import { readFonts } from './fonts.ts';
import { prepareLayout } from './layout.ts';

const POINTS = 72 / 25.4;
const fonts = readFonts(loadFonts());
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 10L40 20L20 0Z"/></svg>';
const signature: SignatureElement = {
  ...{ kind: 'signature', id: 'rector', style: 'plain', wordsHeight: 12, rule: '#112233' },
  box: { x: 30, y: 200, width: 60, height: 32 },
  source: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  alt: { en: 'Signature of the rector', el: 'Υπογραφή του πρύτανη' },
  text: { en: '{awardingBody.name}\nRector', el: '{awardingBody.name}\nΠρύτανης' },
};

function layOut(element: SignatureElement, language: 'en' | 'el' = 'en') {
  const styles = { plain: { family: 'sans', size: 10, colour: '#000000' } } as const;
  const design: PageDesign = { width: 210, height: 297, styles, elements: [element] };
  const layout = prepareLayout(design, fonts, () => 'MC1:');
  const [page] = layout.layOut(sampleCredential, language).pages;
  assert.ok(page);
  return { page, problems: layout.layOut(sampleCredential, language).problems, layout };
}

test('a signature is a figure with its alternative text, a line, and name and office below it', () => {
  const { page, problems } = layOut(signature, 'el');
  assert.deepEqual(problems, []);
  const [figure, words, ...more] = page.content;
  assert.deepEqual(
    [figure?.type, figure?.alt, words?.type, more.length],
    ['Figure', 'Υπογραφή του πρύτανη', 'P', 0],
  );
  const [line] = page.artifacts;
  assert.ok(line?.kind === 'path' && line.stroke === '#112233');
  const [, y] = line.d.match(/-?[\d.]+/g) ?? [];
  assert.ok(Math.abs(Number(y) - 220 * POINTS) < 0.01, line.d);
  const runs = (words?.marks ?? []).flatMap((mark) => (mark.kind === 'glyphs' ? [mark] : []));
  assert.equal(runs.at(-1)?.text, 'Πρύτανης');
  for (const run of runs) assert.ok(run.y > 220 * POINTS && run.y < 232 * POINTS);
});

test('words too long for their part of the box are told, and so is a missing alternative text', () => {
  const long = layOut({ ...signature, text: { en: 'Name\nOffice\nFaculty\nUniversity\nTown' } });
  assert.deepEqual(
    long.problems.map(({ code }) => code),
    ['row.text-overflows'],
  );
  const silent = layOut({ ...signature, alt: { el: 'Υπογραφή' } });
  assert.deepEqual(
    silent.problems.map(({ code, where }) => [code, where?.language]),
    [['template.language-missing', 'en']],
  );
});

test('one that names no learner stays the same objects from learner to learner', () => {
  const { layout } = layOut(signature);
  const [first, second] = ['A', 'B'].map((serial) => layout.layOut({ ...sampleCredential, serial }, 'en'));
  assert.deepEqual(
    first?.pages[0]?.content.map((block, at) => block === second?.pages[0]?.content[at]),
    [true, true],
  );
});
