import type { Face, Fonts } from './fonts.ts';
import type { Block, FontKey, LaidOutPage, Mark, PictureMark } from './placed.ts';
import { outlinesOf } from './qr.ts';
import { round } from './text-run.ts';

/** The page as an SVG document of paths, in points, on white. Text is outlines: it looks the same everywhere. */
export function svgOf(page: LaidOutPage, fonts: Fonts): string {
  return svgOfMarks([...page.artifacts, ...page.content.flatMap(marksOf)], page.width, page.height, fonts);
}

/** All marks below a block, in reading order. */
export function marksOf(block: Block): readonly Mark[] {
  return block.blocks ? block.blocks.flatMap(marksOf) : (block.marks ?? []);
}

export function svgOfMarks(marks: readonly Mark[], width: number, height: number, fonts: Fonts): string {
  const outlines = new Map<string, string>();
  let body = '';
  let clips = 0;
  for (const mark of marks) {
    if (mark.kind === 'path') {
      const { d, fill = 'none', stroke, strokeWidth } = mark;
      const line = stroke ? ` stroke="${stroke}" stroke-width="${strokeWidth ?? 1}"` : '';
      body += `<path d="${d}" fill="${fill}"${line}/>`;
      continue;
    }
    if (mark.kind === 'picture') {
      body += pictureOf(mark, ++clips);
      continue;
    }
    if (mark.kind === 'code') {
      const code = mark.draw();
      const d = outlinesOf(code).map(outlineData).join('');
      const { x, y, module } = code;
      body += `<path transform="translate(${x} ${y})scale(${module})" d="${d}" fill="${mark.fill}"/>`;
      continue;
    }
    const face = fonts.face(mark.font);
    if (!face) continue;
    const scale = mark.size / 1000;
    let pen = 0;
    body += `<g transform="translate(${mark.x} ${mark.y})scale(${scale} ${-scale})" fill="${mark.colour}">`;
    for (const { id, advance } of mark.glyphs) {
      const name = nameOf(mark.font, id);
      if (!outlines.has(name)) outlines.set(name, outlineOf(face, id));
      if (outlines.get(name)) body += `<use href="#${name}" x="${round(pen)}"/>`;
      pen += advance;
    }
    body += '</g>';
  }
  let defs = '';
  for (const [name, d] of outlines) if (d) defs += `<path id="${name}" d="${d}"/>`;
  const [w, h] = [round(width), round(height)];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}pt" height="${h}pt" viewBox="0 0 ${w} ${h}">` +
    `<defs>${defs}</defs><path d="M0 0L${w} 0L${w} ${h}L0 ${h}Z" fill="#ffffff"/>${body}</svg>`
  );
}

function pictureOf({ x, y, width, height, picture, clip }: PictureMark, number: number): string {
  const image = `<image x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" \
preserveAspectRatio="none" href="${picture.source}"/>`;
  if (!clip) return image;
  const shape = `<rect x="${round(clip.x)}" y="${round(clip.y)}" width="${round(clip.width)}" height="${round(clip.height)}"/>`;
  return `<clipPath id="clip-${number}">${shape}</clipPath><g clip-path="url(#clip-${number})">${image}</g>`;
}

function outlineData(corners: readonly number[]): string {
  let d = '';
  for (let at = 0; at < corners.length; at += 2)
    d += `${at === 0 ? 'M' : 'L'}${corners[at]} ${corners[at + 1]}`;
  return `${d}Z`;
}

function nameOf(font: FontKey, glyph: number): string {
  return `${font}-${glyph}`;
}

function outlineOf(face: Face, glyph: number): string {
  let d = '';
  for (const { step, points } of face.outline(glyph)) d += step + points.map(round).join(' ');
  return d;
}
