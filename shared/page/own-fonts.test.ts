import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import { encodeBase64 } from '../sealing/base64.ts';
import type { OwnFont, PageDesign } from '../template/design.ts';
import { facesFor, ownFontNotices, ownFontProblems } from './own-fonts.ts';

const bundled = loadFonts();
const cff = new Uint8Array(readFileSync(new URL('pdf/sample-cff.otf', import.meta.url)));

function designWith(font: OwnFont, bold = false): PageDesign {
  return {
    ...{ width: 210, height: 297, elements: [] },
    fonts: { 'own-house': font },
    styles: { body: { family: 'own-house', bold, size: 10, colour: '#000000' } },
  };
}

const url = (bytes: Uint8Array, type = 'ttf') => `data:font/${type};base64,${encodeBase64(bytes)}`;

test('a font of one’s own is a face beside the bundled ones', () => {
  const design = designWith({ regular: url(bundled.serif), bold: url(cff, 'otf') }, true);
  assert.deepEqual(ownFontProblems(design), []);
  const faces = facesFor(design, bundled);
  assert.deepEqual(faces['own-house'], bundled.serif);
  assert.deepEqual(faces['own-house-bold'], cff);
  assert.equal(faces.sans, bundled.sans);
});

test('letters that a language needs are told for it alone', () => {
  const design = designWith({ regular: url(cff, 'otf') });
  const told = ownFontNotices(design, ['pl', 'de']).filter(({ code }) => code === 'notice.font-letters');
  assert.deepEqual(
    told.map(({ where }) => where?.language),
    ['pl', 'de'],
  );
  assert.match(String(told[0]?.facts?.letters), /ą ć ę ł/);
  assert.doesNotMatch(String(told[1]?.facts?.letters), /ä|ą/);
  assert.deepEqual(ownFontNotices(designWith({ regular: url(bundled.serif) }), ['pl', 'el', 'bg']), []);
});

test('a face that a style asks for and nobody added is told', () => {
  const [problem, ...more] = ownFontProblems(designWith({ regular: url(bundled.serif) }, true));
  assert.equal(problem?.code, 'font.face-missing');
  assert.deepEqual([problem?.facts?.face, problem?.where?.element], ['bold', 'body']);
  assert.deepEqual(more, []);
});

test('a font whose outlines cannot be drawn is refused before a batch meets them', () => {
  const broken = new Uint8Array(cff);
  // Behind the directory and the short tables lie the outlines.
  const at = new TextDecoder('latin1').decode(cff).indexOf('CFF ');
  const offset = new DataView(cff.buffer).getUint32(at + 8);
  broken.fill(0xff, offset, offset + 64);
  const [problem] = ownFontProblems(designWith({ regular: url(broken, 'otf') }));
  assert.deepEqual([problem?.code, problem?.facts?.table], ['font.unsound', 'CFF']);
  assert.equal(facesFor(designWith({ regular: url(broken, 'otf') }), bundled)['own-house'], undefined);
});
