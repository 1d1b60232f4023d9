import { encodeBase64, encodeBase64Bytes } from '../sealing/base64.ts';
import { joinBytes } from '../sealing/bytes.ts';

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
    return encodeBase64(this.bytes);
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

/** A run of bytes, or the place of the document's own id. */
type Piece = Uint8Array | typeof BASE;
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
  return joinBytes(...piecesOf(tree).map((piece) => (piece === BASE ? baseBytes : piece)));
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
      // Page images are large: no string on the way.
      pieces.push(encodeBase64Bytes(node.bytes, 'base64'));
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
