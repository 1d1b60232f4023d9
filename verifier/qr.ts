import wasm from 'virtual:qr-reader';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { decodeBase64 } from '../shared/sealing/base64.ts';

let prepared = false;

/** Texts of the QR codes in a PNG or JPEG, or in the pixels of a camera; what reads them is part of this page. */
export async function readQrCodes(picture: Uint8Array | ImageData): Promise<readonly string[]> {
  if (!prepared) {
    const bytes = decodeBase64(wasm, 'base64');
    if (!bytes) throw new Error('the reader of QR codes is damaged');
    prepareZXingModule({ overrides: { wasmBinary: bytes.slice().buffer }, fireImmediately: false });
    prepared = true;
  }
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}
