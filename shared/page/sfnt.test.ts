import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFonts } from '../../electron/files/fonts.ts';
import { readFontFile } from './sfnt.ts';

const sans = loadFonts().sans;

/** Noto Sans with other bytes at a place inside one of its tables. */
function changed(tag: string, at: number, ...bytes: readonly number[]): Uint8Array {
  const font = new Uint8Array(sans);
  font.set(bytes, offsetOf(tag) + at);
  return font;
}

function offsetOf(tag: string): number {
  const view = new DataView(sans.buffer, sans.byteOffset);
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    if (new TextDecoder().decode(sans.subarray(at, at + 4)) === tag) return view.getUint32(at + 8);
  }
  throw new Error(tag);
}

test('the licence bits of OS/2 decide whether and how a font may be embedded', () => {
  const read = (fsType: number) => {
    const told = readFontFile(changed('OS/2', 8, fsType >> 8, fsType & 0xff));
    return told.ok ? [told.file.embedding, told.file.whole] : told;
  };
  assert.deepEqual(read(0x0000), ['installable', false]);
  assert.deepEqual(read(0x0008), ['editable', false]);
  assert.deepEqual(read(0x0004), ['printing', false]);
  assert.deepEqual(read(0x0104), ['printing', true]);
  assert.deepEqual(read(0x0002), ['forbidden', false]);
  // Of several bits the least restrictive holds; bitmaps only is no outline to embed.
  assert.deepEqual(read(0x000e), ['editable', false]);
  assert.deepEqual(read(0x0208), ['forbidden', false]);
});

test('what is called a font but is no static face is named', () => {
  const head = (signature: string) => {
    const font = new Uint8Array(sans);
    font.set(new TextEncoder().encode(signature));
    return readFontFile(font);
  };
  assert.deepEqual(head('wOF2'), { ok: false, kind: 'WOFF2' });
  assert.deepEqual(head('ttcf'), { ok: false, kind: 'TrueType Collection (TTC)' });
  assert.deepEqual(head('%PDF'), { ok: false, table: 'sfnt' });
});

test('tables that contradict each other are told', () => {
  assert.deepEqual(readFontFile(sans.subarray(0, sans.length - 1000)), { ok: false, table: 'sfnt' });
  assert.deepEqual(readFontFile(changed('head', 18, 0, 3)), { ok: false, table: 'head' });
  assert.deepEqual(readFontFile(changed('maxp', 4, 0xff, 0xff)), { ok: false, table: 'hmtx' });
  assert.deepEqual(readFontFile(changed('hhea', 34, 0xff, 0xff)), { ok: false, table: 'hhea' });
  assert.deepEqual(readFontFile(changed('loca', 4, 0xff, 0xff, 0xff, 0xff)), { ok: false, table: 'loca' });
});

test('no byte of the directory makes the reader fall', () => {
  for (let at = 0; at < 12 + 16 * 20; at++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const font = new Uint8Array(sans);
      font[at] = value;
      assert.equal(typeof readFontFile(font).ok, 'boolean');
    }
  }
  for (const length of [0, 3, 12, 40]) assert.equal(readFontFile(sans.subarray(0, length)).ok, false);
});
