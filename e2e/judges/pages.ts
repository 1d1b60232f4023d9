import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { hyphenation } from '../../electron/files/hyphenation.ts';
import { PREVIEW_TEXT } from '../../electron/studio/preview-text.ts';
import { insert } from '../../renderer/designer/edit.ts';
import {
  FLOWED_KINDS,
  fromPicture,
  NEW_KINDS,
  newElement,
  newFlowed,
  PICTURES,
} from '../../renderer/designer/new-element.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import { GALLERY_NAMES, galleryTemplate } from '../../shared/gallery/gallery.ts';
import { preparePress } from '../../shared/issue.ts';
import { CONTENT_LANGUAGES, type Language } from '../../shared/language.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { prepareLayout } from '../../shared/page/layout.ts';
import { facesFor } from '../../shared/page/own-fonts.ts';
import { describe } from '../../shared/page/pdf/description.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import { Repertoire } from '../../shared/page/pdf/repertoire.ts';
import { sizeOfPage } from '../../shared/page/pdf/sample-size.ts';
import { svgOf } from '../../shared/page/svg.ts';
import { makeSampleSeal } from '../../shared/sealing/sample-seal.ts';
import { specimenOf } from '../../shared/template/specimen.ts';
import type { Template } from '../../shared/template/template.ts';
import type { Batch, Judge } from './finding.ts';
import type { Line, Trial } from './hearing.ts';
import { mutool } from './mutool.ts';
import { missing as missingPrograms, readingOrder, sameOnScreen, sheetSize } from './pages/drawn-page.ts';
import { pdfinfo } from './pdfinfo.ts';
import { qpdf } from './qpdf.ts';
import { raster } from './raster.ts';
import { verapdf } from './verapdf.ts';

/** The template's whole set of languages with `SEALWRIGHT_ALL_PAGES=1`; else each language in one template, three in each. */
const ALL = process.env.SEALWRIGHT_ALL_PAGES === '1';

const PAPER_JUDGES: readonly Judge[] = [verapdf, qpdf, raster, mutool, pdfinfo];

const COURSE = 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44';

/** One page of the gallery as the screen shows it and as it is printed. */
export interface DrawnPage {
  readonly name: string;
  readonly template: Template;
  readonly credential: Credential;
  readonly svgs: readonly string[];
  readonly pdf: string;
}

/**
 * The bundled templates in the languages of the Union, with nothing and with a seal: PDF/A-3a and PDF/UA-1, whole fonts
 * as subsets, the screen as the paper, the words in reading order.
 */
export const pages: Trial = {
  name: 'Pages of the gallery',
  async missing() {
    for (const judge of PAPER_JUDGES) {
      const missing = await judge.missing();
      if (missing) return missing;
    }
    return missingPrograms();
  },
  async *hear(scratch) {
    const folder = join(scratch, 'pages');
    await mkdir(folder, { recursive: true });
    const drawn = await drawPages(folder);
    const unsealed = drawn.map(({ pdf }) => pdf);
    for (const judge of PAPER_JUDGES) yield hearFiles(judge, 'gallery', unsealed, scratch);
    yield hearEach('screen is paper', drawn, sameOnScreen);
    yield hearEach('reading order', drawn, readingOrder);
    yield hearEach('size of the sheet', drawn, sheetSize);
    const sealed = await sealPages(drawn, folder);
    for (const judge of [verapdf, qpdf, mutool, pdfinfo])
      yield hearFiles(judge, 'gallery, sealed', sealed, scratch);
    yield hearSizes(sealed);
  },
};

function languagesOf(index: number): readonly Language[] {
  return ALL ? CONTENT_LANGUAGES : CONTENT_LANGUAGES.filter((_, at) => at % GALLERY_NAMES.length === index);
}

/**
 * A page in an institution's own fonts: one whose licence bits allow no subset, and letters of EB Garamond as CFF.
 */
async function inOwnFonts(language: Language): Promise<Template> {
  const serif = loadFonts();
  const whole = (bytes: Uint8Array) => {
    const view = new DataView(bytes.slice().buffer);
    for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
      if (view.getUint32(at) === 0x4f532f32) view.setUint16(view.getUint32(at + 8) + 8, 0x0104);
    }
    return `data:font/ttf;base64,${Buffer.from(view.buffer).toString('base64')}`;
  };
  const cff = await readFile(new URL('../../shared/page/pdf/sample-cff.otf', import.meta.url));
  const template = await galleryTemplate('plain', [language], COURSE);
  const { section, ...styles } = template.page.styles;
  if (!section) throw new Error('the plain template has no such style');
  return {
    ...template,
    page: {
      ...template.page,
      fonts: {
        'own-house': { regular: whole(serif.serif), bold: whole(serif['serif-bold']) },
        'own-crest': { regular: `data:font/otf;base64,${cff.toString('base64')}` },
      },
      styles: {
        ...Object.fromEntries(
          Object.entries(styles).map(([name, style]) => [
            name,
            style.family === 'serif' ? { ...style, family: 'own-house' as const } : style,
          ]),
        ),
        section: { ...section, family: 'own-crest', bold: false },
      },
    },
  };
}

const CREST = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 9C6 0 9 10 20 2" fill="none" stroke="#123456"/></svg>',
).toString('base64')}`;

/** Everything that the designer can add, signatures and a table of parts among it, on the sheet that follows. */
async function asAdded(language: Language): Promise<Template> {
  const { stack } = await galleryTemplate('transcript', [language], COURSE);
  const template = { ...(await galleryTemplate('plain', [language], COURSE)), ...(stack && { stack }) };
  const { page, languages } = template;
  // Between its head and its foot stands what was added.
  const kept = page.elements.filter(({ box }) => box.y < 60 || box.y > 235);
  const flow = newElement('flow', page, languages);
  if (flow.kind !== 'flow') throw new Error('a flow was asked for');
  const flowed = FLOWED_KINDS.map((kind) => newFlowed(kind, page, languages, new Set()));
  const pictures = PICTURES.flatMap((of) => {
    const made = fromPicture(of, CREST, page, languages);
    return made.ok ? [made.value] : [];
  });
  const plain = NEW_KINDS.filter((kind) => !['flow', 'seal', 'qr'].includes(kind)).map((kind) =>
    newElement(kind, page, languages),
  );
  // A page holds one seal and needs one code; the others stand below the flow, each with the room it needs.
  const places: Readonly<Record<string, readonly [x: number, y: number, width: number, height: number]>> = {
    outcomes: [20, 152, 85, 26],
    facts: [110, 152, 80, 26],
    text: [20, 180, 100, 8],
    'page-number': [125, 180, 30, 6],
    rectangle: [20, 190, 30, 4],
    ellipse: [55, 190, 30, 4],
    line: [90, 192, 60, 0],
    signature: [20, 197, 60, 28],
    picture: [85, 197, 40, 28],
    drawing: [130, 197, 40, 28],
  };
  const elements = [...plain, ...pictures].map((each) => {
    const [x, y, width, height] = places[each.id] ?? [20, 20, 20, 20];
    return { ...each, box: { x, y, width, height } };
  });
  const box = { x: 20, y: 112, width: 170, height: 36 };
  const added = insert({ ...page, elements: kept }, [
    ...elements,
    { ...flow, box, next: { ...box, y: 40, height: 180 }, elements: flowed },
  ]);
  return { ...template, page: added.page };
}

async function drawPages(folder: string): Promise<readonly DrawnPage[]> {
  const drawn: DrawnPage[] = [];
  const templates: (readonly [name: string, Language, Template])[] = [
    ['own-fonts', 'en', await inOwnFonts('en')],
    ['as-added', 'nb', await asAdded('nb')],
    ['as-added', 'el', await asAdded('el')],
    ['trilingual', 'en', await galleryTemplate('supplement', ['en', 'el', 'bg'], COURSE)],
  ];
  for (const [index, name] of GALLERY_NAMES.entries()) {
    for (const language of languagesOf(index))
      templates.push([name, language, await galleryTemplate(name, [language], COURSE)]);
  }
  for (const [name, language, template] of templates) {
    const set = facesFor(template.page, loadFonts());
    const fonts = readFonts(set, hyphenation);
    const specimen = specimenOf(template, `${new Date().toISOString().slice(0, 19)}Z`, true);
    if (!specimen.ok) throw new Error(`${name} ${language}: ${specimen.problems[0].code}`);
    const credential = specimen.value;
    const layout = prepareLayout(template.page, fonts, PREVIEW_TEXT);
    const { pages: laid } = layout.layOut(credential, language);
    const repertoire = new Repertoire().add(laid);
    const press = preparePdf({
      fonts: repertoire.facesIn(set),
      codePoints: repertoire.of,
      engine: nodeEngine,
    });
    const { bytes } = press.write({ pages: laid, document: describe(credential), attachments: [] });
    const pdf = join(folder, `${name}-${language}.pdf`);
    await writeFile(pdf, bytes);
    drawn.push({
      ...{ name: `${name}-${language}`, template, credential, pdf },
      svgs: laid.map((page) => svgOf(page, fonts)),
    });
  }
  return drawn;
}

async function sealPages(drawn: readonly DrawnPage[], folder: string): Promise<readonly string[]> {
  const seal = await makeSampleSeal('ES256');
  const fonts = loadFonts();
  const files: string[] = [];
  for (const { name, template, credential } of drawn) {
    const design = template.page;
    const press = preparePress({
      design,
      exports: ['pdf'],
      fonts,
      hyphenation,
      seal,
      engine: nodeEngine,
      specimens: [credential],
    });
    if (!press.ok) throw new Error(press.problems[0].code);
    const issued = await press.value.issue(credential);
    if (!issued.ok) throw new Error(`${name}: ${JSON.stringify(issued.problems[0])}`);
    const file = join(folder, `${name}-sealed.pdf`);
    await writeFile(file, issued.files[0]?.bytes ?? new Uint8Array());
    files.push(file);
  }
  return files;
}

/** One page of a bundled template, sealed, in bytes, besides its pictures and what is attached. */
const MOST = 60_000;

/** By what the file system and the file's own lengths say. */
async function hearSizes(sealed: readonly string[]): Promise<Line> {
  const start = performance.now();
  const failures: string[] = [];
  const bundled = sealed.filter((file) =>
    GALLERY_NAMES.some((name) => basename(file).startsWith(`${name}-`)),
  );
  for (const file of bundled) {
    const size = sizeOfPage(await readFile(file));
    if (size > MOST) failures.push(`${basename(file)}: ${size} bytes`);
  }
  return {
    ...{ judge: 'size', what: 'gallery, sealed', passed: bundled.length - failures.length, failures },
    seconds: (performance.now() - start) / 1000,
  };
}

/** What a judge of PDF says of files that are no batch. */
export async function hearFiles(
  judge: Judge,
  what: string,
  files: readonly string[],
  scratch: string,
): Promise<Line> {
  const start = performance.now();
  const batch: Batch = {
    credentials: files.map((pdf) => ({ files: { pdf } })),
    ...{ root: '', crls: [], scratch },
  };
  const findings = await judge.judge(batch);
  const failures = findings.flatMap(({ file, passed, why }) => (passed ? [] : [`${basename(file)}: ${why}`]));
  if (findings.length < files.length) failures.push(`judged ${findings.length} of ${files.length} files`);
  return {
    ...{ judge: judge.name, what, passed: findings.length - failures.length, failures },
    seconds: (performance.now() - start) / 1000,
  };
}

async function hearEach(
  what: string,
  drawn: readonly DrawnPage[],
  judge: (page: DrawnPage) => Promise<readonly string[]>,
): Promise<Line> {
  const start = performance.now();
  const failures: string[] = [];
  for (const page of drawn) {
    const [why] = await judge(page);
    if (why !== undefined) failures.push(`${page.name}: ${why}`);
  }
  return {
    ...{ judge: 'poppler', what, passed: drawn.length - failures.length, failures },
    seconds: (performance.now() - start) / 1000,
  };
}
