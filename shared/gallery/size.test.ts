import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { preparePress } from '../issue.ts';
import type { Language } from '../language.ts';
import { sizeOfPage } from '../page/pdf/sample-size.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { specimenOf } from '../template/specimen.ts';
import { type GalleryName, galleryTemplate } from './gallery.ts';

const ID = 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44';
/** The largest of the eight templates in 27 languages, and the largest in two languages. */
const LARGEST: readonly (readonly [GalleryName, readonly [Language, ...Language[]]])[] = [
  ['diploma', ['el']],
  ['landscape', ['el']],
  ['photo', ['el']],
  ['supplement', ['en', 'el']],
];
const MOST = 60_000;

test('a sealed page with the largest of codes takes no more than 60 KB besides its pictures and attachments', async () => {
  const seal = await makeSampleSeal('PS256', 'Sample seal', 3072);
  for (const [name, languages] of LARGEST) {
    const template = await galleryTemplate(name, languages, ID);
    const specimen = specimenOf(template, '2026-07-01T08:00:00Z', true);
    assert.ok(specimen.ok);
    const press = preparePress({
      ...{ design: template.page, fonts: loadFonts(), seal, engine: nodeEngine, specimens: [specimen.value] },
      // What is attached then needs no picture of the page, which nobody measures here.
      exports: ['pdf', 'vc-jwt'],
    });
    assert.ok(press.ok);
    const issued = await press.value.issue(specimen.value);
    assert.ok(issued.ok, name);
    const [pdf] = issued.files;
    assert.equal(pdf?.format, 'pdf');
    const size = sizeOfPage(pdf.bytes);
    assert.ok(size > 30_000 && size <= MOST, `${name} ${languages}: ${size} bytes`);
  }
});
