import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** A sheet scanned at 600 dpi has some 35 million pixels; what claims more is not opened. */
const MOST_PIXELS = 80_000_000;

let prepared: Promise<unknown> | undefined;

/** Texts of the QR codes in a PNG or JPEG, none when it is no picture; nothing is fetched. */
export async function readQrCodes(picture: Uint8Array): Promise<readonly string[]> {
  if (pixelsIn(picture) > MOST_PIXELS) return [];
  prepared ??= prepare();
  await prepared;
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

async function prepare(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = await readFile(path);
  // Without the bytes the library would load them from a content network.
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: false });
}

/** Width times height of IHDR or SOFn; 0 for what has neither. */
function pixelsIn(picture: Uint8Array): number {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  if (picture[0] === 0x89) return picture.length < 24 ? 0 : view.getUint32(16) * view.getUint32(20);
  for (let at = 2; at + 9 < picture.length && picture[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = picture[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return view.getUint16(at + 5) * view.getUint16(at + 7);
  }
  return 0;
}
