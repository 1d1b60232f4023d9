import { crc32 } from './archive.ts';
import type { Engine } from './engine.ts';

/** 1 January 1980, the first day ZIP knows: archives of equal content are equal. */
const FIRST_DAY = 0x0021;
const UTF8_NAMES = 0x0800;

/** A ZIP archive (PKWARE APPNOTE 6.3) of small files, deflated; texts in UTF-8, in the order told. */
export function writeArchive(
  files: Readonly<Record<string, string | Uint8Array>>,
  engine: Engine,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, file] of Object.entries(files)) {
    const name = new TextEncoder().encode(path);
    const content = typeof file === 'string' ? new TextEncoder().encode(file) : file;
    const packed = engine.deflate(content, 'finish');
    const common = (view: DataView, at: number): void => {
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, UTF8_NAMES, true);
      view.setUint16(at + 4, 8, true);
      view.setUint16(at + 8, FIRST_DAY, true);
      view.setUint32(at + 10, crc32(content), true);
      view.setUint32(at + 14, packed.length, true);
      view.setUint32(at + 18, content.length, true);
      view.setUint16(at + 22, name.length, true);
    };
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    common(local, 4);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    central.setUint16(4, 20, true);
    common(central, 6);
    central.setUint32(42, offset, true);
    pieces.push(new Uint8Array(local.buffer), name, packed);
    directory.push(new Uint8Array(central.buffer), name);
    offset += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, directory.length / 2, true);
  end.setUint16(10, directory.length / 2, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return joined([...pieces, ...directory, new Uint8Array(end.buffer)]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
