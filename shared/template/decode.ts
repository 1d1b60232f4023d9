import { isLanguage, type Language, type LocalizedText } from '../language.ts';
import type { Problem } from '../problem.ts';
import { type JsonObject, type JsonValue, pointer } from './json.ts';

/**
 * Makes a value of JSON, or undefined having told `place` why not. Everything is told, not only the first fault;
 * a value made in spite of a fault told inside it is never used.
 */
export type Decode<T> = (json: JsonValue, place: Place) => T | undefined;

/** Where in the document the decoder stands, and where it tells its problems. */
export class Place {
  readonly #keys: readonly (string | number)[];
  readonly #problems: Problem[];

  constructor(problems: Problem[], keys: readonly (string | number)[] = []) {
    this.#problems = problems;
    this.#keys = keys;
  }

  at(key: string | number): Place {
    return new Place(this.#problems, [...this.#keys, key]);
  }

  /** `expected` is JSON's or the format's own term, the same in every language. */
  wrong(expected: string): undefined {
    this.#tell('template.value-wrong', { expected });
  }

  missing(element: string): undefined {
    this.#problems.push({
      code: 'template.element-missing',
      where: { element },
      facts: { path: pointer([...this.#keys, element]) },
    });
  }

  unknown(field: string): undefined {
    this.#tell('template.field-unknown', { field });
  }

  #tell(code: Problem['code'], facts: Readonly<Record<string, string>>): void {
    this.#problems.push({ code, facts: { ...facts, path: pointer(this.#keys) || '/' } });
  }
}

export const text: Decode<string> = (json, place) =>
  typeof json === 'string' && json.trim() !== '' ? json : place.wrong('string');

export const flag: Decode<boolean> = (json, place) =>
  typeof json === 'boolean' ? json : place.wrong('true | false');

/** A string of the one form; `expected` names it. */
export function written(form: RegExp, expected: string): Decode<string> {
  return (json, place) => (typeof json === 'string' && form.test(json) ? json : place.wrong(expected));
}

/** RFC 3986 characters, an absolute URI of these schemes. */
export const uri = written(/^(?:https?:\/\/|urn:)[^\s<>"{}|\\^`\p{Cc}]+$/u, 'https:// | http:// | urn:');

/** ETSI EN 319 412-1 clause 5.1.4: identity type, country, hyphen, number. */
export const eidasIdentifier = written(
  /^(?:(?:VAT|NTR|PSD|LEI)|[A-Z]{2}:)[A-Z]{2}-[\x21-\x7e]+$/,
  'VATEL-… | NTRDE-… | LEIXG-… (ETSI EN 319 412-1, 5.1.4)',
);

export function number(least: number, most: number): Decode<number> {
  return (json, place) =>
    typeof json === 'number' && json >= least && json <= most ? json : place.wrong(`${least} – ${most}`);
}

export function whole(least: number, most: number): Decode<number> {
  const inRange = number(least, most);
  return (json, place) =>
    Number.isInteger(json) ? inRange(json, place) : place.wrong(`${least}, ${least + 1} … ${most}`);
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Decode<T> {
  return (json, place) => values.find((value) => value === json) ?? place.wrong(values.join(' | '));
}

export function list<T>(decode: Decode<T>): Decode<readonly T[]> {
  return (json, place) => {
    if (!isArray(json)) return place.wrong('[ ]');
    return json.flatMap((each, index) => decode(each, place.at(index)) ?? []);
  };
}

/** A list with at least one value. */
export function some<T>(decode: Decode<T>): Decode<readonly [T, ...T[]]> {
  const all = list(decode);
  return (json, place) => {
    if (isArray(json) && json.length === 0) return place.wrong('[ … ]');
    const [first, ...more] = all(json, place) ?? [];
    return first === undefined ? undefined : [first, ...more];
  };
}

export const language: Decode<Language> = (json, place) =>
  typeof json === 'string' && isLanguage(json) ? json : place.wrong('bg | cs | da | de | el | en …');

/** Control characters but the line break, and marks that turn the direction of writing: unseen, they alter what is read. */
const UNFIT = /(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Words by language. */
export const localized: Decode<LocalizedText> = (json, place) => {
  if (!isObject(json)) return place.wrong('{ "en": "…" }');
  const words: Partial<Record<Language, string>> = {};
  for (const [key, value] of Object.entries(json)) {
    if (!isLanguage(key)) place.unknown(key);
    else if (typeof value !== 'string') place.at(key).wrong('string');
    else if (UNFIT.test(value)) place.at(key).wrong('U+0020 …');
    else words[key] = value.normalize('NFC');
  }
  return words;
};

/** Values by names that the author chooses. */
export function named<T>(name: RegExp, decode: Decode<T>): Decode<Readonly<Record<string, T>>> {
  return (json, place) => {
    if (!isObject(json)) return place.wrong('{ }');
    const values: Record<string, T> = {};
    for (const [key, each] of Object.entries(json)) {
      const value = name.test(key) ? decode(each, place.at(key)) : place.unknown(key);
      if (value !== undefined) values[key] = value;
    }
    return values;
  };
}

/** The fields of `T`, each needed or optional exactly as the type has it: the compiler sees that none is forgotten. */
export type Shape<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K>
    ? { readonly optional: Decode<Exclude<T[K], undefined>> }
    : Decode<T[K]>;
};

export function optional<T>(decode: Decode<T>): { readonly optional: Decode<T> } {
  return { optional: decode };
}

/** An object with these fields and no other. */
export function object<T extends object>(shape: Shape<T>): Decode<T> {
  const fields = Object.entries<Decode<unknown> | { readonly optional: Decode<unknown> }>(shape);
  return (json, place) => {
    if (!isObject(json)) return place.wrong('{ }');
    const values: Record<string, unknown> = {};
    for (const [field, entry] of fields) {
      const value = json[field];
      const decode = typeof entry === 'function' ? entry : entry.optional;
      if (value !== undefined) values[field] = decode(value, place.at(field));
      else if (decode === entry) place.missing(field);
    }
    for (const key of Object.keys(json)) if (!Object.hasOwn(shape, key)) place.unknown(key);
    // Complete by the loop above, or a problem has been told and nobody looks at it.
    return values as T;
  };
}

/** An object whose field `kind` says which of the shapes it has. */
export function byKind<T extends { readonly kind: string }>(
  shapes: {
    readonly [K in T['kind']]: Decode<Extract<T, { readonly kind: K }>>;
  },
): Decode<T> {
  const decoders: Readonly<Record<string, Decode<T>>> = shapes;
  return (json, place) => {
    if (!isObject(json)) return place.wrong('{ }');
    const kind = json.kind;
    if (typeof kind !== 'string' || !Object.hasOwn(decoders, kind)) {
      return place.at('kind').wrong(Object.keys(decoders).join(' | '));
    }
    return decoders[kind]?.(json, place);
  };
}

function isArray(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}

function isObject(json: JsonValue): json is JsonObject {
  return typeof json === 'object' && json !== null && !isArray(json);
}
