import type { Engine } from '../engine.ts';
import { crc32 } from '../zlib.ts';
import { readPicture } from './picture.ts';
import type { Picture } from './placed.ts';
import { readSvg } from './svg-drawing.ts';

/**
 * Whether a picture can be drawn to its last pixel: a page that is sealed with half of one can never be mended. PDF takes
 * what PNG and JPEG have compressed as it is, so nothing else would find out.
 */
export function isSoundPicture(source: string, engine: Engine): boolean {
  if (readSvg(source)) return true;
  const picture = readPicture(source);
  if (!picture) return false;
  return picture.mediaType === 'image/png' ? isWholePng(picture, engine) : isDrawn(picture, engine);
}

const SAMPLES: Readonly<Record<Picture['channels'], number>> = {
  grey: 1,
  palette: 1,
  'grey-alpha': 2,
  rgb: 3,
  rgba: 4,
};
/** PNG (ISO/IEC 15948) clause 9.2: none, sub, up, average, Paeth. */
const LAST_FILTER = 4;

/** Every chunk with its checksum, and as many rows as the header tells, each with a filter that there is. */
function isWholePng({ bytes, width, height, channels }: Picture, { inflate }: Engine): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array[] = [];
  let palette = false;
  let ended = false;
  for (let at = 8; !ended; ) {
    const end = at + 12 <= bytes.length ? at + 12 + view.getUint32(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      return false;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, end - 4));
    palette ||= type === 'PLTE';
    ended = type === 'IEND';
    at = end;
  }
  if (channels === 'palette' && !palette) return false;
  const stream = new Uint8Array(data.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of data) {
    stream.set(part, to);
    to += part.length;
  }
  const row = width * SAMPLES[channels] + 1;
  try {
    const rows = inflate(stream.subarray(2, stream.length - 4), row * height);
    if (rows.length !== row * height) return false;
    for (let at = 0; at < rows.length; at += row) if ((rows[at] ?? 0) > LAST_FILTER) return false;
    return true;
  } catch {
    // Whatever zlib says of it: it cannot be inflated, or is longer than the header tells.
    return false;
  }
}

/** A JPEG has no holes: what is not drawn could not be decoded. */
function isDrawn({ source, width, height }: Picture, { rasterise }: Engine): boolean {
  const size = `width="${width}" height="${height}"`;
  const page = `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}"><image ${size} href="${source}"/></svg>`;
  const { rgba } = rasterise(page, Math.min(width, 64));
  return rgba.length > 0 && rgba.every((value, at) => at % 4 !== 3 || value === 255);
}
