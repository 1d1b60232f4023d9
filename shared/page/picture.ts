import { decodeBase64 } from '../sealing/base64.ts';
import type { Picture } from './placed.ts';

/** Pixels; A3 at 600 dpi is 70 millions. */
const MOST_PIXELS = 80_000_000;

/**
 * Reads what a PNG or JPEG says of itself. Undefined when it is neither, damaged at the front, or of a kind that no
 * page can show: CMYK, 16 bits, interlaced, fewer than 8 bits with transparency.
 */
export function readPicture(source: string): Picture | undefined {
  const found = /^data:(image\/(?:png|jpeg));base64,/.exec(source);
  if (!found) return undefined;
  const bytes = decodeBase64(source.slice(found[0].length), 'base64');
  if (!bytes) return undefined;
  const told = found[1] === 'image/png' ? readPng(bytes) : readJpeg(bytes);
  if (!told || told.width * told.height > MOST_PIXELS || told.width * told.height === 0) return undefined;
  return { ...told, bytes, source, mediaType: found[1] === 'image/png' ? 'image/png' : 'image/jpeg' };
}

type Told = Pick<Picture, 'width' | 'height' | 'channels'>;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** PNG (ISO/IEC 15948) 11.2.2, colour type. */
const CHANNELS: Readonly<Record<number, Picture['channels']>> = {
  0: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'grey-alpha',
  6: 'rgba',
};

function readPng(bytes: Uint8Array): Told | undefined {
  if (bytes.length < 33 || SIGNATURE.some((byte, at) => bytes[at] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = CHANNELS[bytes[25] ?? -1];
  const [depth, interlaced] = [bytes[24], bytes[28]];
  if (!channels || depth !== 8 || interlaced !== 0) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20), channels };
}

/** The frame header (ITU-T T.81 B.2.2) is behind a chain of segments that tell their lengths. */
function readJpeg(bytes: Uint8Array): Told | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 10 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!frame) {
      at += 2 + view.getUint16(at + 2);
      continue;
    }
    const components = bytes[at + 9];
    if (bytes[at + 4] !== 8 || (components !== 1 && components !== 3)) return undefined;
    const channels = components === 1 ? 'grey' : 'rgb';
    return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), channels };
  }
  return undefined;
}
