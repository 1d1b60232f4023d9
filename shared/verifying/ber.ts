const DEEPEST = 40;

/**
 * How many bytes the first BER value takes (ITU-T X.690 clause 8.1), or undefined unless every value inside it fills
 * its parent to the byte. Libraries read on over lengths that do not add up; then one signed value has many forms.
 */
export function berLength(bytes: Uint8Array): number | undefined {
  try {
    return valueEnd(bytes, 0, bytes.length, 0);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** @throws RangeError */
function valueEnd(bytes: Uint8Array, start: number, limit: number, depth: number): number {
  if (depth > DEEPEST) throw new RangeError('nested too deep');
  const tag = byteAt(bytes, start, limit);
  // High tag numbers occur nowhere in CMS or X.509.
  if ((tag & 0x1f) === 0x1f) throw new RangeError('high tag number');
  const first = byteAt(bytes, start + 1, limit);
  const constructed = (tag & 0x20) !== 0;
  if (first === 0x80) return indefiniteEnd(bytes, start + 2, limit, constructed, depth);
  let length = first;
  let at = start + 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new RangeError('length too long');
    length = 0;
    for (const end = at + count; at < end; at += 1) length = length * 256 + byteAt(bytes, at, limit);
  }
  const end = at + length;
  if (end > limit) throw new RangeError('runs past its parent');
  if (!constructed) return end;
  while (at < end) at = valueEnd(bytes, at, end, depth + 1);
  return end;
}

/** Values up to the end-of-contents octets `00 00` (clause 8.1.5). */
function indefiniteEnd(
  bytes: Uint8Array,
  start: number,
  limit: number,
  constructed: boolean,
  depth: number,
): number {
  if (!constructed) throw new RangeError('a primitive value without a length');
  let at = start;
  while (byteAt(bytes, at, limit) !== 0 || byteAt(bytes, at + 1, limit) !== 0) {
    at = valueEnd(bytes, at, limit, depth + 1);
  }
  return at + 2;
}

function byteAt(bytes: Uint8Array, at: number, limit: number): number {
  const byte = at < limit ? bytes[at] : undefined;
  if (byte === undefined) throw new RangeError('cut off');
  return byte;
}
