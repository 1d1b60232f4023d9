import { nodeEngine } from '../../../electron/engine.ts';
import type { Raster } from '../../../shared/engine.ts';
import type { Language } from '../../../shared/language.ts';
import { describe } from '../../../shared/page/pdf/description.ts';
import type { Flowed, PageElement } from '../../../shared/template/design.ts';
import { fill } from '../../../shared/template/field-text.ts';
import type { DrawnPage } from '../pages.ts';
import { factsOf } from '../pdfinfo.ts';
import { missingCommand, run } from '../program.ts';

export const missing = (): Promise<string | undefined> => missingCommand('pdftoppm', 'poppler-utils');

const DPI = 288;
/** Pixels along the side of a window, a millimetre and a half, and how far apart windows begin. */
const WINDOW = 16;
const STEP = 8;
/**
 * Of 255: by how much anti-aliasing and a glyph snapped to the raster may change the mean of a window. Measured: 38 at
 * most between equal pages, 45 when a letter of the smallest print is lost, 109 for one of the text, 73 when a page is
 * moved by a point.
 */
const SHADES = 42;

/**
 * resvg's raster of the screen's SVG and poppler's of the PDF: in every window the same amount of every colour, give or
 * take anti-aliasing. A letter that is lost or moved, another colour, another weight are more than that.
 */
export const sameOnScreen = async ({ svgs, pdf }: DrawnPage): Promise<readonly string[]> => {
  for (const [at, svg] of svgs.entries()) {
    const number = String(at + 1);
    const thin = ['-thinlinemode', 'shape'];
    const { bytes } = await run('pdftoppm', [
      ...thin,
      '-cropbox',
      '-r',
      String(DPI),
      '-f',
      number,
      '-l',
      number,
      pdf,
    ]);
    const paper = readPpm(bytes);
    if (!paper) return [`pdftoppm draws nothing of page ${number}`];
    const screen = nodeEngine.rasterise(svg, paper.width);
    if (Math.abs(screen.height - paper.height) > 1) return [`${screen.height} rows and ${paper.height}`];
    const worst = worstWindow(screen, paper);
    if (worst.by > SHADES) {
      const [x, y] = [worst.x, worst.y].map((pixels) => Math.round((pixels / DPI) * 25.4));
      return [`page ${number}: ${worst.by.toFixed(0)} of 255 apart at ${x} mm, ${y} mm`];
    }
  }
  return [];
};

const worstWindow = (one: Raster, other: Raster): { x: number; y: number; by: number } => {
  let worst = { x: 0, y: 0, by: 0 };
  const [width, height] = [Math.min(one.width, other.width), Math.min(one.height, other.height)];
  for (let y = 0; y + WINDOW <= height; y += STEP) {
    for (let x = 0; x + WINDOW <= width; x += STEP) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let row = y; row < y + WINDOW; row++) {
          for (let column = x; column < x + WINDOW; column++) {
            sum += one.rgba[(row * one.width + column) * 4 + channel] ?? 0;
            sum -= other.rgba[(row * other.width + column) * 4 + channel] ?? 0;
          }
        }
        const by = Math.abs(sum) / WINDOW ** 2;
        if (by > worst.by) worst = { x, y, by };
      }
    }
  }
  return worst;
};

/** Binary PPM, eight bits a sample. */
const readPpm = (bytes: Uint8Array): Raster | undefined => {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 40)));
  if (!head) return undefined;
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgba = new Uint8Array(width * height * 4).fill(255);
  const rgb = bytes.subarray(head[0].length);
  for (let pixel = 0; pixel < width * height; pixel++)
    rgba.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  return { width, height, rgba };
};

/**
 * pdftotext in the order of the content: what the template says, filled from the credential and nothing else of ours,
 * stands there word for word and one behind the other, each element in its own of the languages side by side.
 */
export const readingOrder = async ({ template, credential, pdf }: DrawnPage): Promise<readonly string[]> => {
  const { code, out, err } = await run('pdftotext', ['-raw', '-enc', 'UTF-8', pdf, '-']);
  if (code !== 0) return [`exit ${code}: ${err.trim()}`];
  const read = plain(out);
  const filled = (text: string, language: Language): string => {
    const told = fill(text, credential, language);
    return told.ok ? plain(told.value.replaceAll('**', '')) : '';
  };
  const wordsOf = (element: PageElement | Flowed, language: Language): readonly string[] => {
    if (element.when !== undefined && filled(`{${element.when}}`, language) === '') return [];
    switch (element.kind) {
      case 'text':
      case 'seal':
        return [filled(element.text[language] ?? '', language)];
      case 'outcomes':
        return credential.achievement.outcomes.map(({ title }) => plain(title[language] ?? ''));
      case 'facts':
        return element.rows.flatMap(({ label, value }) => {
          const told = filled(value[language] ?? '', language);
          return told === '' ? [] : [plain(label[language] ?? ''), told];
        });
      case 'parts':
        return (credential.parts ?? []).map(({ title }) => plain(title[language] ?? ''));
      case 'flow':
        return element.elements.flatMap((flowed) => wordsOf(flowed, language));
      default:
        return [];
    }
  };
  const expected = template.page.elements
    .filter(({ on }) => on !== 'following')
    .flatMap((element) => {
      const language = credential.languages[element.slot ?? 0];
      return language ? wordsOf(element, language) : [];
    })
    .filter((words) => words !== '');
  if (expected.length < 10) return ['too little is expected'];
  let from = 0;
  for (const words of expected) {
    const at = read.indexOf(words, from);
    if (at < 0) return [read.includes(words) ? `“${words}” is out of order` : `“${words}” is missing`];
    from = at + words.length;
  }
  return [];
};

/** pdfinfo: the trimmed sheet is as large as the template says, to a hundredth of a point; the title is the credential's. */
export const sheetSize = async ({ template, credential, pdf }: DrawnPage): Promise<readonly string[]> => {
  const facts = await factsOf(pdf);
  const [, width, height] = /^([\d.]+) x ([\d.]+) pts/.exec(facts.get('Page size') ?? '') ?? [];
  const points = (millimetres: number) => (millimetres / 25.4) * 72;
  const { page } = template;
  if (
    Math.abs(Number(width) - points(page.width)) > 0.01 ||
    Math.abs(Number(height) - points(page.height)) > 0.01
  )
    return [`${facts.get('Page size')} for ${page.width} mm x ${page.height} mm`];
  const title = describe(credential).title.normalize('NFC');
  return facts.get('Title')?.normalize('NFC') === title ? [] : [`${facts.get('Title')} for ${title}`];
};

/** Without what lines and hyphens make of it. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\u00ad\s*/g, '')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll('- ', '-')
    .trim();
