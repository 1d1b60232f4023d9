import { basename, resolve } from 'node:path';
import type { FontAdded, FontOrder } from '../../shared/desk/template.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { encodeBase64 } from '../../shared/sealing/base64.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import type { Template } from '../../shared/template/template.ts';
import { inFile } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { readFontFile } from '../reading/read-font.ts';
import { openTemplate } from './template-file.ts';

/**
 * Puts a font file into a template, as the family's face that is named; what was there is replaced. The template's
 * version rises by one, for it is another one now. Problems: those of the template, of the file and of its font.
 * @throws StudioFault when the template cannot be written.
 */
export async function addFont(order: FontOrder): Promise<Outcome<FontAdded>> {
  const opened = await openTemplate(order.template);
  if (!opened.ok) return opened;
  const read = await readFontFile(order.font);
  if (!read.ok) {
    const [{ code, facts, where }] = read.problems;
    const element = { file: order.font, element: order.family, ...where };
    return refused({ code, where: element, facts: { ...facts, font: basename(order.font) } });
  }
  const { bytes: font, outlines, embedding, whole, lacking } = read.value;
  const { template } = opened.value;
  const source = `data:font/${outlines === 'CFF' ? 'otf' : 'ttf'};base64,${encodeBase64(font)}`;
  const family = { regular: source, ...template.page.fonts?.[order.family], [order.face]: source };
  const changed: Template = {
    ...template,
    version: template.version + 1,
    page: { ...template.page, fonts: { ...template.page.fonts, [order.family]: family } },
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(changed, undefined, 2)}\n`);
  const again = inFile(order.template, readTemplate(bytes));
  if (!again.ok) return again;
  const path = resolve(order.template);
  await replaceFile(path, bytes);
  return done({ path, version: changed.version, outlines, embedding, whole, lacking });
}
