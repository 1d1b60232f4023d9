import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { GalleryEntry, GalleryOrder, Written } from '../../shared/desk/gallery.ts';
import { GALLERY_NAMES, galleryTemplate } from '../../shared/gallery/gallery.ts';
import { beginWith } from '../../shared/institution/begin.ts';
import type { Institution } from '../../shared/institution/institution.ts';
import type { Language } from '../../shared/language.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { prepareLayout } from '../../shared/page/layout.ts';
import { facesFor, ownFontProblems } from '../../shared/page/own-fonts.ts';
import { describe } from '../../shared/page/pdf/description.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import { Repertoire } from '../../shared/page/pdf/repertoire.ts';
import { svgOf } from '../../shared/page/svg.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { onSheet, sheetOf } from '../../shared/template/paper.ts';
import { specimenOf } from '../../shared/template/specimen.ts';
import type { Template } from '../../shared/template/template.ts';
import { nodeEngine } from '../engine.ts';
import { loadFonts } from '../files/fonts.ts';
import { hyphenation } from '../files/hyphenation.ts';
import { replaceFile } from '../files/replace.ts';
import { diskFault } from '../files/vault.ts';
import { instant } from './prepare-batch.ts';
import { PREVIEW_TEXT } from './preview-text.ts';
import { openTemplate } from './template-file.ts';

/** The bundled templates and the paper each is made for. */
export async function listGallery(): Promise<readonly GalleryEntry[]> {
  return Promise.all(
    GALLERY_NAMES.map(async (name) => {
      const { page } = await galleryTemplate(name, ['en'], `urn:uuid:${randomUUID()}`);
      return { name, width: page.width, height: page.height };
    }),
  );
}

/**
 * Writes a bundled template as a file of the institution's own, with a new URI for its course, in the name of
 * `institution` when it is known.
 * Problem: `usage.value-wrong` when the file is there already: nothing is written over. @throws StudioFault when it cannot be written.
 */
export async function newTemplate(
  { name, languages, paper, out }: GalleryOrder,
  institution: Institution | null = null,
): Promise<Outcome<Written>> {
  const path = resolve(out);
  if (existsSync(path))
    return refused({ code: 'usage.value-wrong', facts: { option: '--out', value: path } });
  const made = await galleryTemplate(name, languages, `urn:uuid:${randomUUID()}`);
  const bundled = paper ? { ...made, page: onSheet(made.page, sheetOf(paper, made.page)) } : made;
  const template = institution ? beginWith(bundled, institution) : bundled;
  await replaceFile(path, new TextEncoder().encode(`${JSON.stringify(template, undefined, 2)}\n`));
  return done({ files: [path] });
}

/**
 * Draws a bundled template, or one from a file, for an invented learner: a PDF that is not sealed and an SVG of each
 * sheet, in every language the template speaks. @throws StudioFault when they cannot be written.
 */
export async function previewTemplate(
  order: { readonly template: string; readonly languages?: GalleryOrder['languages']; readonly out: string },
  at: Date,
): Promise<Outcome<Written>> {
  const read = await templateOf(order.template, order.languages);
  if (!read.ok) return read;
  const template = read.value;
  const specimen = specimenOf(template, instant(at), true);
  if (!specimen.ok) return specimen;
  const [wrong, ...more] = ownFontProblems(template.page);
  if (wrong) return refused(wrong, ...more);
  const set = facesFor(template.page, loadFonts());
  const fonts = readFonts(set, hyphenation);
  const layout = prepareLayout(template.page, fonts, PREVIEW_TEXT);
  const folder = resolve(order.out);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw diskFault(folder, cause);
  }
  const files: string[] = [];
  const write = async (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    await replaceFile(path, bytes);
    files.push(path);
  };
  for (const language of template.languages) {
    const credential = { ...specimen.value, languages: leading(language, template.languages) };
    const { pages, problems } = layout.layOut(credential, language);
    const [problem, ...more] = problems;
    if (problem) return refused(problem, ...more);
    const repertoire = new Repertoire().add(pages);
    const press = preparePdf({
      fonts: repertoire.facesIn(set),
      codePoints: repertoire.of,
      engine: nodeEngine,
    });
    await write(
      `${language}.pdf`,
      press.write({ pages, document: describe(credential), attachments: [] }).bytes,
    );
    for (const [sheet, page] of pages.entries()) {
      await write(`${language}-${sheet + 1}.svg`, new TextEncoder().encode(svgOf(page, fonts)));
    }
  }
  return done({ files });
}

async function templateOf(
  named: string,
  languages: GalleryOrder['languages'] | undefined,
): Promise<Outcome<Template>> {
  const bundled = GALLERY_NAMES.find((name) => name === named);
  if (bundled) return done(await galleryTemplate(bundled, languages ?? ['en'], `urn:uuid:${randomUUID()}`));
  const opened = await openTemplate(named, languages);
  return opened.ok ? done(opened.value.template) : opened;
}

function leading(first: Language, all: readonly Language[]): readonly [Language, ...Language[]] {
  return [first, ...all.filter((language) => language !== first)];
}
