import type { Engine } from '../../engine.ts';
import { zlib } from '../../zlib.ts';
import type { Picture } from '../placed.ts';
import type { PdfFile } from './file.ts';
import { byteString, reference } from './syntax.ts';

/** A picture as an image XObject (ISO 32000-1 8.9.5); returns its number. */
export function writePicture(file: PdfFile, engine: Engine, picture: Picture): number {
  const { width, height, channels, bytes } = picture;
  const head = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8`;
  if (picture.mediaType === 'image/jpeg') {
    const space = channels === 'grey' ? '/DeviceGray' : '/DeviceRGB';
    return file.stream(`${head}/ColorSpace${space}/Filter/DCTDecode`, bytes);
  }
  const chunks = chunksOf(bytes);
  const space = spaceOf(channels, chunks.PLTE);
  const alpha = channels === 'grey-alpha' || channels === 'rgba';
  if (!alpha && !chunks.tRNS) {
    // PNG's filters are PDF's predictors (7.4.4.4), so the data goes over as it is.
    const colours = channels === 'rgb' ? 3 : 1;
    const how = `/DecodeParms<</Predictor 15/Colors ${colours}/BitsPerComponent 8/Columns ${width}>>`;
    return file.stream(`${head}/ColorSpace${space}/Filter/FlateDecode${how}`, chunks.IDAT);
  }
  const { colour, opacity } = splitAlpha(picture, chunks, engine);
  const mask = file.stream(`${head}/ColorSpace/DeviceGray/Filter/FlateDecode`, zlib(engine, opacity, 9));
  return file.stream(
    `${head}/ColorSpace${space}/SMask ${reference(mask)}/Filter/FlateDecode`,
    zlib(engine, colour, 9),
  );
}

interface Chunks {
  readonly IDAT: Uint8Array;
  readonly PLTE?: Uint8Array | undefined;
  readonly tRNS?: Uint8Array | undefined;
}

/** PNG (ISO/IEC 15948) 5.3: length, type, data, CRC. */
function chunksOf(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array[] = [];
  const found: { PLTE?: Uint8Array; tRNS?: Uint8Array } = {};
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') data.push(body);
    else if (type === 'PLTE' || type === 'tRNS') found[type] = body;
    at += 12 + length;
  }
  const IDAT = new Uint8Array(data.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of data) {
    IDAT.set(part, to);
    to += part.length;
  }
  return { IDAT, ...found };
}

function spaceOf(channels: Picture['channels'], palette: Uint8Array | undefined): string {
  if (channels === 'palette' && palette) {
    return `[/Indexed/DeviceRGB ${palette.length / 3 - 1}${byteString(palette)}]`;
  }
  return channels === 'rgb' || channels === 'rgba' ? '/DeviceRGB' : '/DeviceGray';
}

const SAMPLES: Readonly<Record<Picture['channels'], number>> = {
  grey: 1,
  palette: 1,
  'grey-alpha': 2,
  rgb: 3,
  rgba: 4,
};

function splitAlpha(
  { width, height, channels }: Picture,
  { IDAT, tRNS }: Chunks,
  engine: Engine,
): { readonly colour: Uint8Array; readonly opacity: Uint8Array } {
  const samples = SAMPLES[channels];
  const pixels = unfiltered(
    inflateZlib(IDAT, engine, (width * samples + 1) * height),
    width * samples,
    samples,
  );
  if (channels === 'palette') {
    return { colour: pixels, opacity: pixels.map((index) => tRNS?.[index] ?? 255) };
  }
  const own = channels === 'rgb' || channels === 'rgba' ? 3 : 1;
  const colour = new Uint8Array(width * height * own);
  const opacity = new Uint8Array(width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let at = 0; at < own; at++) colour[pixel * own + at] = pixels[pixel * samples + at] ?? 0;
    if (samples > own) opacity[pixel] = pixels[pixel * samples + own] ?? 255;
    // tRNS names one colour that is not there, two bytes for each sample.
    else if (
      tRNS &&
      Array.from({ length: own }, (_, at) => tRNS[2 * at + 1] === pixels[pixel * samples + at]).every(Boolean)
    )
      opacity[pixel] = 0;
  }
  return { colour, opacity };
}

/** Without the two bytes before and the checksum behind (RFC 1950). */
function inflateZlib(bytes: Uint8Array, engine: Engine, length: number): Uint8Array {
  return engine.inflate(bytes.subarray(2, bytes.length - 4), length);
}

/** Undoes the filters of PNG, clause 9. */
function unfiltered(rows: Uint8Array, stride: number, step: number): Uint8Array {
  const height = Math.floor(rows.length / (stride + 1));
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at++) {
      const to = row * stride + at;
      const left = at >= step ? (out[to - step] ?? 0) : 0;
      const up = row > 0 ? (out[to - stride] ?? 0) : 0;
      const corner = row > 0 && at >= step ? (out[to - stride - step] ?? 0) : 0;
      out[to] = (rows[row * (stride + 1) + 1 + at] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
