import { done, type Outcome, refused } from '../problem.ts';

/** A JSON value read (RFC 8259). Objects have no prototype, so a key is never more than a key. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

const DEEPEST = 32;

/**
 * Reads JSON as RFC 8259 writes it, UTF-8 only, and refuses an object that names one key twice: readers differ in
 * which of the two they believe (clause 4), and `JSON.parse` takes the last without a word.
 * Problems: `template.unreadable` with `line` and `column` of the first character at fault, both from 1;
 * `template.field-twice` with `field` and the `path` (JSON Pointer) of its object.
 */
export function readJson(bytes: Uint8Array): Outcome<JsonValue> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError)
      return refused({ code: 'template.unreadable', facts: { line: 1, column: 1 } });
    throw error;
  }
  const reader = new JsonReader(text.replace(/^\uFEFF/, ''));
  try {
    return done(reader.readDocument());
  } catch (error) {
    if (error instanceof Malformed) return refused({ code: 'template.unreadable', facts: reader.position() });
    if (error instanceof KeyTwice) {
      return refused({ code: 'template.field-twice', facts: { field: error.key, path: error.path } });
    }
    throw error;
  }
}

/** JSON Pointer (RFC 6901) of what lies along `keys`; the empty pointer is the whole document. */
export function pointer(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

class Malformed extends Error {}

class KeyTwice extends Error {
  readonly key: string;
  readonly path: string;

  constructor(key: string, path: string) {
    super(key);
    this.key = key;
    this.path = path;
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\p{Cc}]*)*"/uy;
const LITERALS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class JsonReader {
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): JsonValue {
    const value = this.#readValue();
    if (this.#at < this.#text.length) throw new Malformed();
    return value;
  }

  position(): { line: number; column: number } {
    const before = this.#text.slice(0, this.#at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  /** One value with the space around it. */
  #readValue(): JsonValue {
    this.#take(SPACE);
    const value = this.#readBare();
    this.#take(SPACE);
    return value;
  }

  #readBare(): JsonValue {
    if (this.#path.length > DEEPEST) throw new Malformed();
    const next = this.#text[this.#at];
    if (next === '{') return this.#readObject();
    if (next === '[') return this.#readArray();
    if (next === '"') return this.#readString();
    for (const [literal, value] of LITERALS) {
      if (this.#text.startsWith(literal, this.#at)) {
        this.#at += literal.length;
        return value;
      }
    }
    const number = Number(this.#take(NUMBER));
    if (!Number.isFinite(number)) throw new Malformed();
    return number;
  }

  #readObject(): JsonObject {
    const object: Record<string, JsonValue> = Object.create(null);
    this.#at++;
    this.#take(SPACE);
    if (this.#skip('}')) return object;
    do {
      this.#take(SPACE);
      const key = this.#readString();
      if (Object.hasOwn(object, key)) throw new KeyTwice(key, pointer(this.#path));
      this.#take(SPACE);
      this.#expect(':');
      this.#path.push(key);
      object[key] = this.#readValue();
      this.#path.pop();
    } while (this.#skip(','));
    this.#expect('}');
    return object;
  }

  #readArray(): readonly JsonValue[] {
    const array: JsonValue[] = [];
    this.#at++;
    this.#take(SPACE);
    if (this.#skip(']')) return array;
    do {
      this.#path.push(array.length);
      array.push(this.#readValue());
      this.#path.pop();
    } while (this.#skip(','));
    this.#expect(']');
    return array;
  }

  #readString(): string {
    const start = this.#at;
    const text: unknown = JSON.parse(this.#take(STRING));
    // An escaped lone surrogate is no character, and could not be written as UTF-8 again.
    if (typeof text === 'string' && !/\p{Cs}/u.test(text)) return text;
    this.#at = start;
    throw new Malformed();
  }

  #take(token: RegExp): string {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text)?.[0];
    if (found === undefined) throw new Malformed();
    this.#at += found.length;
    return found;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#skip(character)) throw new Malformed();
  }
}
