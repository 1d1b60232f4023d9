import type { Engine } from '../../engine.ts';
import { isArray, isDict, NotPdf, type PdfDict, PdfName, type PdfStream, type PdfValue } from './value.ts';

const LARGEST = 32 * 1024 * 1024;

/**
 * The content of a stream that has no filter or FlateDecode (ISO 32000-2 clause 7.4.4), with at most one predictor.
 * @throws NotPdf for other filters: what they hold is never needed to judge a seal.
 */
export function decodedStream({ dict, raw }: PdfStream, engine: Engine): Uint8Array {
  const filter = single(dict.get('Filter'));
  if (filter === undefined) return raw;
  if (!(filter instanceof PdfName) || !['FlateDecode', 'Fl'].includes(filter.name))
    throw new NotPdf('filter');
  const content = inflated(raw, engine);
  const parameters = single(dict.get('DecodeParms'));
  return isDict(parameters) ? unpredicted(content, parameters) : content;
}

/** RFC 1950 clause 2.2. Neither the window's size nor the checksum says anything that a seal over the bytes does not. */
function inflated(raw: Uint8Array, engine: Engine): Uint8Array {
  const [method = 0, flags = 0] = raw;
  if ((method & 0x0f) !== 8 || (method * 256 + flags) % 31 !== 0) throw new NotPdf('no zlib');
  try {
    return engine.inflate(raw.subarray(2), LARGEST);
  } catch {
    throw new NotPdf('no DEFLATE');
  }
}

function single(value: PdfValue | undefined): PdfValue | undefined {
  if (!isArray(value)) return value ?? undefined;
  if (value.length > 1) throw new NotPdf('several filters');
  return value[0] ?? undefined;
}

/** The PNG filters (clause 7.4.4.4), which object and cross-reference streams use. */
function unpredicted(content: Uint8Array, parameters: PdfDict): Uint8Array {
  const number = (key: string, otherwise: number): number => {
    const value = parameters.get(key);
    return typeof value === 'number' ? value : otherwise;
  };
  const predictor = number('Predictor', 1);
  if (predictor === 1) return content;
  const [colors, bits, columns] = [number('Colors', 1), number('BitsPerComponent', 8), number('Columns', 1)];
  const pixel = Math.max(1, (colors * bits) >> 3);
  const row = (colors * bits * columns + 7) >> 3;
  if (predictor < 10 || !(row > 0 && row < 1 << 20)) throw new NotPdf('predictor');
  const rows = Math.floor(content.length / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let line = 0; line < rows; line++) {
    const kind = content[line * (row + 1)] ?? 0;
    for (let column = 0; column < row; column++) {
      const at = line * row + column;
      const left = column >= pixel ? (out[at - pixel] ?? 0) : 0;
      const up = line > 0 ? (out[at - row] ?? 0) : 0;
      const corner = line > 0 && column >= pixel ? (out[at - row - pixel] ?? 0) : 0;
      out[at] = (content[line * (row + 1) + 1 + column] ?? 0) + predicted(kind, left, up, corner);
    }
  }
  return out;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      throw new NotPdf('predictor');
  }
}
