import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { previewTemplate } from '../electron/studio/gallery.ts';
import { GALLERY_NAMES } from '../shared/gallery/gallery.ts';
import type { Language } from '../shared/language.ts';

/** Draws the pictures of docs/gallery.md: `node e2e/gallery.ts`. */
const OUT = join(import.meta.dirname, '../docs/images/gallery');
/** One language each, so that many are seen. */
const SHOWN: Readonly<Record<string, readonly [Language, ...Language[]]>> = {
  diploma: ['fr'],
  badge: ['de'],
  transcript: ['fi'],
  supplement: ['en', 'el'],
  training: ['hu'],
  landscape: ['bg'],
  photo: ['mt'],
  plain: ['pl'],
};
/** Pixels a millimetre. */
const SCALE = 2.4;

const scratch = await mkdtemp(join(tmpdir(), 'gallery-'));
for (const template of GALLERY_NAMES) {
  const languages = SHOWN[template] ?? ['en'];
  const out = join(scratch, template);
  const drawn = await previewTemplate({ template, languages, out }, new Date('2026-07-01T08:00:00Z'));
  if (!drawn.ok) throw new Error(`${template}: ${drawn.problems[0].code}`);
  const svg = await readFile(join(out, `${languages[0]}-1.svg`), 'utf8');
  const wide = template === 'training' || template === 'landscape' ? 297 : 210;
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: Math.round(wide * SCALE) } }).render();
  await writeFile(join(OUT, `${template}.png`), image.asPng());
}
await rm(scratch, { recursive: true });
