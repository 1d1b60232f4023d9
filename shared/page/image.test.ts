import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import type { Credential } from '../credential/credential.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import type { Language } from '../language.ts';
import type { PageDesign } from '../template/design.ts';
import { readFonts } from './fonts.ts';
import { preparePageImages } from './image.ts';
import { prepareLayout } from './layout.ts';
import { svgOf } from './svg.ts';

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
const { PNG }: { PNG: { sync: { read(bytes: Uint8Array): Decoded } } } = createRequire(import.meta.url)(
  'pngjs',
);

const WIDTH = 910;
const { page: design }: { page: PageDesign } = JSON.parse(
  readFileSync(new URL('../../examples/university/template.json', import.meta.url), 'utf8'),
);
const fonts = readFonts(loadFonts());
/** Another code for every learner. */
const layout = prepareLayout(design, fonts, ({ serial }) => `MC1:${serial}`.padEnd(400, serial));
const images = preparePageImages(layout, fonts, nodeEngine, { width: WIDTH });

function learner(fullName: string, serial: string, grade?: string): Credential {
  const { grade: _, ...achievement } = sampleCredential.achievement;
  return {
    ...sampleCredential,
    serial,
    learner: { ...sampleCredential.learner, fullName },
    achievement: grade ? { ...achievement, grade: { value: grade } } : achievement,
  };
}

/** Decoded by pngjs, which checks every chunk's CRC and, through zlib, the Adler-32 of the rows. */
function drawn(credential: Credential, language: Language): Decoded {
  const image = PNG.sync.read(Buffer.from(images.draw(credential, language).bytes));
  assert.equal(image.width, WIDTH);
  return image;
}

test('each picture is what resvg makes of the whole page, but for the softness of edges', () => {
  const learners = [
    learner('Ελένη Παπαδοπούλου', 'HAL-2026-00001', '8.5'),
    learner('Bo Ek', 'HAL-2026-00002'),
    learner('María de los Ángeles Fernández-Villaverde Echeverría', 'HAL-2026-00003', '10'),
    learner('Ķēniņš Đorđević', 'HAL-2026-00002', '5'),
  ];
  for (const credential of learners) {
    for (const language of ['en', 'el'] as const) {
      const image = drawn(credential, language);
      const [page] = layout.layOut(credential, language).pages;
      assert.ok(page);
      const whole = nodeEngine.rasterise(svgOf(page, fonts), WIDTH);
      assert.equal(image.height, whole.height);
      let sum = 0;
      let far = 0;
      for (let at = 0; at < whole.rgba.length; at++) {
        const off = Math.abs((image.data[at] ?? 0) - (whole.rgba[at] ?? 0));
        sum += off;
        if (off > 48) far++;
      }
      assert.ok(sum / whole.rgba.length < 0.15, `mean ${sum / whole.rgba.length}`);
      // resvg samples curves four times a pixel; we take their exact area.
      assert.ok(far / whole.rgba.length < 0.0002, `${far} values are far off`);
    }
  }
});

test('one learner’s picture holds nothing of another’s', () => {
  const first = drawn(learner('Ana Ilić', 'HAL-2026-00001', '9'), 'en');
  drawn(learner('Maximilian Featherstonehaugh', 'HAL-2026-99999', '5'), 'en');
  const again = drawn(learner('Ana Ilić', 'HAL-2026-00001', '9'), 'en');
  assert.deepEqual(again.data, first.data);
});

test('a page is well under 100 KB', () => {
  const { mediaType, bytes } = images.draw(sampleCredential, 'en');
  assert.equal(mediaType, 'image/png');
  assert.ok(bytes.length < 90_000, `${bytes.length}`);
});
