/** JSON read so that two readers cannot understand it differently: RFC 8259 narrowed to I-JSON (RFC 7493 clause 2). */
export type StrictJson = null | boolean | number | string | readonly StrictJson[] | StrictObject;

export type StrictObject = ReadonlyMap<string, StrictJson>;

const JSON_LIMITS = { bytes: 64 * 1024 * 1024, depth: 64, values: 500_000 } as const;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\r\n]*/y;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * @returns undefined for anything that is not exactly one JSON text in UTF-8 without byte order mark, for a member
 *   name given twice, a lone surrogate, or a text beyond `JSON_LIMITS`.
 */
export function readStrictJson(bytes: Uint8Array): StrictJson | undefined {
  if (bytes.length > JSON_LIMITS.bytes) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return new Reader(text).readText();
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** The same as plain objects, as `JSON.parse` makes them. */
export function plainJson(value: StrictJson): unknown {
  if (Array.isArray(value)) return (value as readonly StrictJson[]).map(plainJson);
  return value instanceof Map
    ? Object.fromEntries([...value].map(([name, item]) => [name, plainJson(item)]))
    : value;
}

class Reader {
  readonly #text: string;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readText(): StrictJson {
    const value = this.#readValue(0);
    if (this.#next() !== '') throw new SyntaxError('more than one value');
    return value;
  }

  /** Skips white space and looks at the character there. */
  #next(): string {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
    return this.#text.charAt(this.#at);
  }

  #take(character: string): boolean {
    if (this.#next() !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw new SyntaxError(`${character} expected`);
  }

  #readValue(depth: number): StrictJson {
    if (depth > JSON_LIMITS.depth || ++this.#values > JSON_LIMITS.values) throw new SyntaxError('too much');
    switch (this.#next()) {
      case '{':
        return this.#readObject(depth);
      case '[':
        return this.#readArray(depth);
      case '"':
        return this.#readString();
      case 't':
        return this.#readWord('true', true);
      case 'f':
        return this.#readWord('false', false);
      case 'n':
        return this.#readWord('null', null);
      default:
        return this.#readNumber();
    }
  }

  #readObject(depth: number): StrictObject {
    const members = new Map<string, StrictJson>();
    this.#expect('{');
    if (this.#take('}')) return members;
    do {
      if (this.#next() !== '"') throw new SyntaxError('name expected');
      const name = this.#readString();
      if (members.has(name)) throw new SyntaxError('name given twice');
      this.#expect(':');
      members.set(name, this.#readValue(depth + 1));
    } while (this.#take(','));
    this.#expect('}');
    return members;
  }

  #readArray(depth: number): readonly StrictJson[] {
    const items: StrictJson[] = [];
    this.#expect('[');
    if (this.#take(']')) return items;
    do items.push(this.#readValue(depth + 1));
    while (this.#take(','));
    this.#expect(']');
    return items;
  }

  /** Payloads are strings of megabytes, so the closing quote is searched for, not walked to. */
  #readString(): string {
    const start = this.#at;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end === -1) throw new SyntaxError('string without end');
    } while (this.#isEscaped(end));
    this.#at = end + 1;
    const text = this.#text.slice(start, end + 1);
    const value: unknown = JSON.parse(text);
    // Text decoded from UTF-8 has a lone surrogate only where an escape makes one.
    if (typeof value !== 'string' || (text.includes('\\') && LONE_SURROGATE.test(value)))
      throw new SyntaxError('string');
    return value;
  }

  #isEscaped(quote: number): boolean {
    let before = quote - 1;
    while (this.#text.charAt(before) === '\\') before--;
    return (quote - before) % 2 === 0;
  }

  #readWord<T extends StrictJson>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw new SyntaxError('value expected');
    this.#at += word.length;
    return value;
  }

  #readNumber(): number {
    NUMBER.lastIndex = this.#at;
    const [digits] = NUMBER.exec(this.#text) ?? [];
    const value = Number(digits);
    if (digits === undefined || !Number.isFinite(value)) throw new SyntaxError('value expected');
    this.#at += digits.length;
    return value;
  }
}
