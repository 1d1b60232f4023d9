/** Of one part of a path, in UTF-8: short of 255 bytes a name, and of the 260 characters of a whole Windows path. */
const LONGEST = 120;

/** What Windows takes for a path, a drive, a stream, a wildcard or a pipe (Microsoft, "Naming Files, Paths, and Namespaces"). */
export const FORBIDDEN = /[<>:"/\\|?*]/g;

/**
 * Control and format characters (bidi overrides and isolates, zero-width characters and byte order marks among them),
 * separators of lines, private use, unassigned, lone surrogates: none is seen, and with some a name reads otherwise than
 * it is.
 */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu;

/** Names of devices, whatever follows after a full stop; superscript digits count as well (same source). */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)/i;

const utf8 = new TextEncoder();

/**
 * The nearest name that Windows, macOS, Linux and archives all take and that stays in its folder: NFC, nothing unseen,
 * no character with a meaning of its own, no stop or space at either end, no device, at most 120 bytes of UTF-8.
 * Empty when nothing of `text` can stand in a name.
 */
export function safeName(text: string): string {
  const plain = text.normalize('NFC').replace(UNSEEN, '').replace(FORBIDDEN, '-').replace(/\s+/gu, ' ');
  const name = trimmed(cut(trimmed(plain), LONGEST));
  return DEVICE.test(name) ? `_${name}` : name;
}

/** Windows drops stops and spaces at the end without a word; a stop in front hides a file elsewhere. */
function trimmed(name: string): string {
  return name.replace(/^[.\s]+|[.\s]+$/gu, '');
}

/** Never within a letter and its marks. */
function cut(name: string, bytes: number): string {
  if (utf8.encode(name).length <= bytes) return name;
  let kept = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    length += utf8.encode(segment).length;
    if (length > bytes) break;
    kept += segment;
  }
  return kept;
}

/**
 * Gives each name once: what NTFS, APFS or an archive's reader could take for one that was given before, in other case or
 * other form of Unicode, gets a number. Order alone decides which.
 */
export function distinctNames(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let distinct = name;
    for (let number = 2; given.has(alike(distinct)); number++) {
      const ending = `-${number}`;
      distinct = `${trimmed(cut(name, LONGEST - ending.length))}${ending}`;
    }
    given.add(alike(distinct));
    return distinct;
  };
}

/** Upper case first, so that ß and ss, ſ and s, ı and i fall together as they do on some systems. */
function alike(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
