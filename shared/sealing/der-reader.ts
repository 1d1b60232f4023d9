/** One value of a DER encoding (ITU-T X.690), seen in place: nothing is copied. */
export interface DerValue {
  /** The identifier octet: class, constructed bit and tag number. */
  readonly tag: number;
  readonly contents: Uint8Array;
  /** Identifier, length and contents. */
  readonly whole: Uint8Array;
}

/** Thrown for bytes that are no DER; the readers of this folder turn it into a Problem. */
export class NotDer extends Error {}

/**
 * The one value that `bytes` consist of.
 * @throws NotDer when they are cut short, when something follows, or when the length is not in its shortest form.
 */
export function readDer(bytes: Uint8Array): DerValue {
  const value = readAt(bytes, 0);
  if (value.whole.length !== bytes.length) throw new NotDer('bytes after the value');
  return value;
}

/**
 * The values inside a constructed one.
 * @param tag what `parent` must be, `0x30` for a SEQUENCE when untold.
 * @throws NotDer when `parent` is another or its contents are no row of values.
 */
export function derChildren(parent: DerValue | undefined, tag = 0x30): DerValue[] {
  const { contents } = expectTag(parent, tag);
  const children: DerValue[] = [];
  for (let at = 0; at < contents.length; ) {
    const child = readAt(contents, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** @throws NotDer when `value` is absent or has another tag. */
export function expectTag(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw new NotDer(`expected tag ${tag}, found ${value?.tag}`);
  return value;
}

/** Tag numbers above 30 and lengths beyond four octets occur in nothing read here. */
function readAt(bytes: Uint8Array, start: number): DerValue {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new NotDer('no identifier');
  let length = first;
  let from = start + 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 4) throw new NotDer('indefinite or outsized length');
    length = 0;
    for (; octets > from - start - 2; from++) length = length * 256 + (bytes[from] ?? Number.NaN);
    // X.690 clause 10.1: "encoded in the minimum number of octets".
    if (!(length >= 0x80 && length >= 256 ** (octets - 1))) throw new NotDer('length not shortest');
  }
  const end = from + length;
  if (end > bytes.length) throw new NotDer('cut short');
  return { tag, contents: bytes.subarray(from, end), whole: bytes.subarray(start, end) };
}

/** @throws NotDer when `value` is no OBJECT IDENTIFIER. */
export function derOidText(value: DerValue | undefined): string {
  const { contents } = expectTag(value, 0x06);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of contents) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    if (arcs.length > 0) arcs.push(arc);
    else if (arc < 80n) arcs.push(arc / 40n, arc % 40n);
    else arcs.push(2n, arc - 80n);
    arc = 0n;
  }
  if (arcs.length === 0 || (contents[contents.length - 1] ?? 0) >= 0x80) throw new NotDer('OID cut short');
  return arcs.join('.');
}

/** Text of any of the string types, or undefined for another type. */
export function derText({ tag, contents }: DerValue): string | undefined {
  switch (tag) {
    case 0x0c: // UTF8String
    case 0x12: // NumericString
    case 0x13: // PrintableString
    case 0x16: // IA5String
    case 0x1a: // VisibleString
      return utf8.decode(contents);
    case 0x14: // TeletexString, written as Latin-1 by those who still write it
      return latin1.decode(contents);
    case 0x1e: // BMPString
      return utf16.decode(contents);
    default:
      return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const latin1 = new TextDecoder('latin1');
const utf16 = new TextDecoder('utf-16be', { ignoreBOM: true });

/**
 * UTCTime or GeneralizedTime as RFC 5280 clause 4.1.2.5 allows them: to the second, in UTC.
 * @throws NotDer for anything else.
 */
export function derDate(value: DerValue | undefined): Date {
  const text = value ? utf8.decode(value.contents) : '';
  const short = value?.tag === 0x17;
  const match = (
    short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
  ).exec(text);
  if (!match || (!short && value?.tag !== 0x18)) throw new NotDer('no time');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const fullYear = short ? year + (year < 50 ? 2000 : 1900) : year;
  return new Date(Date.UTC(fullYear, month - 1, day, hour, minute, second));
}
