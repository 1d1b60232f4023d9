import { joinBytes } from '../../sealing/bytes.ts';

/**
 * An ICC profile (version 4.2, ISO 15076-1) of the sRGB colour space, IEC 61966-2-1, made from its published numbers:
 * D50-adapted primaries and the parametric transfer curve. Half a kilobyte, and nobody's copyright.
 */
export function srgbProfile(): Uint8Array {
  const curve = tag(
    'para',
    u16(3),
    u16(0),
    ...[2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].map(fixed),
  );
  const tags: readonly (readonly [signature: string, data: Uint8Array])[] = [
    ['desc', words('sRGB IEC61966-2.1')],
    ['cprt', words('Public domain')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    // Bradford adaptation from D65 to D50, as version 4 asks of a display profile.
    [
      'chad',
      tag(
        'sf32',
        ...[1.04791, 0.02293, -0.0502, 0.0296, 0.99046, -0.01707, -0.00925, 0.01506, 0.75179].map(fixed),
      ),
    ],
    ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
    ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
    ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];

  const directory: Uint8Array[] = [u32(tags.length)];
  const bodies: Uint8Array[] = [];
  const placed = new Map<Uint8Array, number>();
  let end = 128 + 4 + 12 * tags.length;
  for (const [signature, data] of tags) {
    let offset = placed.get(data);
    if (offset === undefined) {
      offset = end;
      placed.set(data, offset);
      bodies.push(data, new Uint8Array(-data.length & 3));
      end += (data.length + 3) & ~3;
    }
    directory.push(letters(signature), u32(offset), u32(data.length));
  }
  return joinBytes(header(end), ...directory, ...bodies);
}

/** Clause 7.2. The date is that of the specification: a profile made twice is the same profile. */
function header(size: number): Uint8Array {
  const bytes = new Uint8Array(128);
  bytes.set(u32(size), 0);
  bytes.set(u32(0x04200000), 8);
  bytes.set(letters('mntrRGB XYZ '), 12);
  bytes.set(joinBytes(...[2010, 12, 1, 0, 0, 0].map(u16)), 24);
  bytes.set(letters('acsp'), 36);
  bytes.set(joinBytes(...[0.9642, 1, 0.8249].map(fixed)), 68);
  return bytes;
}

/** multiLocalizedUnicodeType with one record, English. */
function words(text: string): Uint8Array {
  const units = [...text].map((letter) => u16(letter.charCodeAt(0)));
  return tag('mluc', u32(1), u32(12), letters('enUS'), u32(2 * units.length), u32(28), ...units);
}

function xyz(x: number, y: number, z: number): Uint8Array {
  return tag('XYZ ', fixed(x), fixed(y), fixed(z));
}

function tag(type: string, ...data: readonly Uint8Array[]): Uint8Array {
  return joinBytes(letters(type), u32(0), ...data);
}

/** s15Fixed16Number. */
function fixed(value: number): Uint8Array {
  return u32(Math.round(value * 65536) >>> 0);
}

function u16(value: number): Uint8Array {
  return new Uint8Array([value >>> 8, value & 0xff]);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function letters(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
