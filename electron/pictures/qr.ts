import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Engine } from '../../shared/engine.ts';
import { type PagePicture, pagePictures, rgbaOf } from '../../shared/verifying/pdf/page-pictures.ts';
import { renderedPages } from './rendered-pages.ts';

/** A sheet scanned at 600 dpi has some 35 million pixels; what claims more is not opened. */
const MOST_PIXELS = 80_000_000;

let prepared: Promise<unknown> | undefined;

/** Texts of the QR codes in a PNG or JPEG, none when it is no picture; nothing is fetched. */
export async function readQrCodes(picture: Uint8Array): Promise<readonly string[]> {
  return pixelsIn(picture) > MOST_PIXELS ? [] : readCodes(picture);
}

/**
 * The same of the pictures and drawn codes on the pages of a PDF. Where our own reader finds none, because a scanner has
 * compressed its pictures otherwise than with Deflate or JPEG, the pages are looked at as a viewer shows them.
 */
export async function readQrCodesOfPdf(pdf: Uint8Array, engine: Engine): Promise<readonly string[]> {
  const found: string[] = [];
  for (const picture of pagePictures(pdf, engine)) {
    found.push(
      ...(picture.kind === 'jpeg' ? await readQrCodes(picture.bytes) : await readCodes(imageOf(picture))),
    );
  }
  if (found.length > 0) return found;
  for await (const page of renderedPages(pdf)) found.push(...(await readCodes(imageOf(page))));
  return found;
}

/** The same of one picture of a camera. */
export function readQrCodesOfFrame(frame: Grey): Promise<readonly string[]> {
  return readCodes(imageOf(frame));
}

type Grey = Pick<Extract<PagePicture, { kind: 'grey' }>, 'width' | 'height' | 'grey'>;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

function imageOf({ width, height, grey }: Grey): Pixels {
  return { width, height, data: rgbaOf({ grey }) };
}

async function readCodes(picture: Uint8Array | Pixels): Promise<readonly string[]> {
  prepared ??= prepare();
  await prepared;
  const found = await readBarcodes(picture as Parameters<typeof readBarcodes>[0], {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 8,
  });
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
