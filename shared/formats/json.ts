/**
 * JSON as the formats build it: plain values, and three kinds of leaf or root that are written specially because a
 * batch writes nearly the same document thousands of times. `JSON.stringify` of such a tree gives the same text as
 * `writeJson`, only slower.
 */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject | LocalId | Base64 | Based;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The id of a node of this document: written as the document's own id, `#`, and the name. */
export class LocalId {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Bytes that stand in the document as a base64 string (RFC 4648 clause 4). */
export class Base64 {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  toJSON(): string {
    const text = new Uint8Array(encodedLength(this.bytes));
    encodeBase64(this.bytes, text, 0);
    return new TextDecoder().decode(text);
  }
}

/** A whole document: the tree, and the id its `LocalId`s hang on. */
export class Based {
  readonly base: string;
  readonly tree: Json;

  constructor(base: string, tree: Json) {
    this.base = base;
    this.tree = tree;
  }

  toJSON(): unknown {
    return resolve(this.tree, this.base);
  }
}

/** A run of bytes, the name of a `LocalId`, or bytes yet to be encoded. */
type Piece = Uint8Array | Base64 | typeof BASE;
const BASE = Symbol('base');

const constants = new WeakMap<JsonObject, readonly Piece[]>();

/** Says that `object` never changes and will be written again: its text is made once. */
export function constant<T extends JsonObject>(object: T): T {
  constants.set(object, piecesOf(object));
  return object;
}

/** The JSON text of `value`, UTF-8 (RFC 8259), without insignificant white space. */
export function writeJson(value: Json): Uint8Array {
  const [base, tree] = value instanceof Based ? [value.base, value.tree] : ['', value];
  const baseBytes = utf8.encode(JSON.stringify(base).slice(1, -1));
  const pieces = piecesOf(tree);
  let length = 0;
  for (const piece of pieces) {
    if (piece === BASE) length += baseBytes.length;
    else length += piece instanceof Base64 ? encodedLength(piece.bytes) : piece.length;
  }
  const out = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    if (piece instanceof Base64) {
      at = encodeBase64(piece.bytes, out, at);
    } else {
      const bytes = piece === BASE ? baseBytes : piece;
      out.set(bytes, at);
      at += bytes.length;
    }
  }
  return out;
}

const utf8 = new TextEncoder();

function piecesOf(value: Json): Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  const flush = () => {
    if (text) pieces.push(utf8.encode(text));
    text = '';
  };
  const write = (node: Json) => {
    if (typeof node !== 'object' || node === null) {
      text += JSON.stringify(node);
    } else if (node instanceof LocalId) {
      text += '"';
      flush();
      pieces.push(BASE);
      text = `#${JSON.stringify(node.name).slice(1)}`;
    } else if (node instanceof Base64) {
      text += '"';
      flush();
      pieces.push(node);
      text = '"';
    } else if (node instanceof Based) {
      throw new TypeError('a document inside a document');
    } else if (isArray(node)) {
      text += '[';
      node.forEach((item, index) => {
        if (index > 0) text += ',';
        write(item);
      });
      text += ']';
    } else {
      const known = constants.get(node);
      if (known) {
        flush();
        pieces.push(...known);
        return;
      }
      let separator = '{';
      for (const key in node) {
        const item = node[key];
        if (item === undefined) continue;
        text += `${separator}${JSON.stringify(key)}:`;
        separator = ',';
        write(item);
      }
      text += separator === '{' ? '{}' : '}';
    }
  };
  write(value);
  flush();
  return pieces;
}

function resolve(node: Json | undefined, base: string): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (node instanceof LocalId) return `${base}#${node.name}`;
  if (node instanceof Base64) return node.toJSON();
  if (node instanceof Based) throw new TypeError('a document inside a document');
  if (isArray(node)) return node.map((item) => resolve(item, base));
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, resolve(item, base)]));
}

/** `Array.isArray` does not narrow a readonly array away. */
function isArray(node: readonly Json[] | JsonObject): node is readonly Json[] {
  return Array.isArray(node);
}

const ALPHABET = utf8.encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
/** Two characters for every 12 bits, low byte first. */
const PAIRS = Uint16Array.from(
  { length: 4096 },
  (_, bits) => (ALPHABET[bits >> 6] ?? 0) | ((ALPHABET[bits & 63] ?? 0) << 8),
);

function encodedLength(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / 3) * 4;
}

/** Writes the base64 of `bytes` into `out` from `at`; gives the place after it. Page images are large: no string on the way. */
function encodeBase64(bytes: Uint8Array, out: Uint8Array, at: number): number {
  const whole = bytes.length - (bytes.length % 3);
  let to = at;
  for (let from = 0; from < whole; from += 3) {
    const bits = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    const first = PAIRS[bits >> 12] ?? 0;
    const second = PAIRS[bits & 4095] ?? 0;
    out[to] = first;
    out[to + 1] = first >> 8;
    out[to + 2] = second;
    out[to + 3] = second >> 8;
    to += 4;
  }
  if (whole < bytes.length) {
    const bits = ((bytes[whole] ?? 0) << 16) | ((bytes[whole + 1] ?? 0) << 8);
    const first = PAIRS[bits >> 12] ?? 0;
    out[to] = first;
    out[to + 1] = first >> 8;
    out[to + 2] = whole + 1 < bytes.length ? (ALPHABET[(bits >> 6) & 63] ?? 0) : 0x3d;
    out[to + 3] = 0x3d;
    to += 4;
  }
  return to;
}
