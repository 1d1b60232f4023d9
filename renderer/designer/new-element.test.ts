import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkTemplate } from '../../shared/template/check.ts';
import type { FlowElement, PageElement } from '../../shared/template/design.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import { insert } from './edit.ts';
import { FLOWED_KINDS, fromPicture, NEW_KINDS, newElement, newFlowed, PICTURES } from './new-element.ts';
import { patchElement } from './patch.ts';

const read = readTemplate(readFileSync('examples/university/template.json'));
assert.ok(read.ok);
const template = read.value;
const { page, languages } = template;
const SVG = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0L20 10" stroke="#123456"/></svg>',
).toString('base64')}`;

test('whatever is added can be saved and issued as it stands, and every kind of the page can be added', () => {
  const made: PageElement[] = NEW_KINDS.map((kind) => newElement(kind, page, languages));
  for (const of of PICTURES) {
    const picture = fromPicture(of, SVG, page, languages);
    assert.ok(picture.ok);
    made.push(picture.value);
  }
  const flow = newElement('flow', page, languages) as FlowElement;
  const elements = FLOWED_KINDS.map((kind) => newFlowed(kind, page, languages, new Set(['text'])));
  made.push({ ...flow, next: flow.box, endsAbove: 200, elements });

  const added = insert(page, made).page;
  const saved = readTemplate(new TextEncoder().encode(JSON.stringify({ ...template, page: added })));
  assert.deepEqual(saved.ok ? checkTemplate(saved.value) : saved.problems, checkTemplate(template));
  const kinds = new Set(made.map(({ kind }) => kind));
  assert.equal(kinds.size, 11);
  assert.deepEqual(
    elements.map(({ id }) => id),
    ['text-2', 'outcomes', 'facts', 'parts'],
  );
});

test('what is no drawing is said, and a property taken out is absent from the file', () => {
  const none = fromPicture('drawing', 'data:image/svg+xml;base64,PHN2Zy8+', page, languages);
  assert.deepEqual(none, { ok: false, problems: [{ code: 'file.not-a-drawing' }] });
  const { page: added } = insert(page, [newElement('rectangle', page, languages)]);
  const round = patchElement(added, 'rectangle', 'shape', { radius: 2, stroke: undefined });
  const last = round.elements.at(-1);
  assert.ok(last?.kind === 'shape');
  assert.equal(last.radius, 2);
  assert.equal('stroke' in last, false);
});
