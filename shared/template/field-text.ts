import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { FIELDS, type Field, type FieldName, type Format, isField } from './fields.ts';
import { numberIn, pluralOf } from './locale-form.ts';

/** Text around the places it holds. */
export interface FieldText {
  readonly parts: readonly (string | Place | Choice)[];
}

export interface Place {
  readonly name: FieldName;
  readonly field: Field;
  readonly format: Format;
}

/**
 * Words that hang on a field, written as in ICU MessageFormat: `{ects, plural, one {# credit} other {# credits}}` by
 * the plural rules of the language (CLDR), or `{degree, select, degree {Diploma} other {Certificate}}` by its value.
 */
export interface Choice {
  readonly name: FieldName;
  readonly field: Field;
  readonly by: 'plural' | 'select';
  readonly cases: ReadonlyMap<string, FieldText>;
}
const PLACE = /\{([^{}:]*)(?::([^{}]*))?\}/g;

/** Every name in braces, known or not, in order. */
export function fieldsIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map((found) => found[1] ?? '');
}

/** Parses once what `fillParts` then fills for each learner. Problem: `template.field-unknown`. */
export function readFieldText(text: string): Outcome<FieldText> {
  const unknown: Problem[] = [];
  const parts = readParts(text, unknown);
  const [first, ...more] = unknown;
  return first ? refused(first, ...more) : done({ parts });
}

/** The head of a choice; what follows are its cases. */
const CHOICE = /^\{\s*([\w.]+)\s*,\s*(plural|select)\s*,/;

function readParts(text: string, unknown: Problem[]): FieldText['parts'] {
  const parts: FieldText['parts'][number][] = [];
  let words = '';
  for (let at = 0; at < text.length; ) {
    const braced = text[at] === '{' ? bracedAt(text, at) : undefined;
    if (braced === undefined) {
      words += text[at++];
      continue;
    }
    if (words !== '') parts.push(words);
    words = '';
    at += braced.length;
    const part = CHOICE.test(braced) ? readChoice(braced, unknown) : readPlace(braced);
    if (part) parts.push(part);
    else unknown.push({ code: 'template.field-unknown', facts: { field: braced.slice(1, -1) } });
  }
  if (words !== '') parts.push(words);
  return parts;
}

/** From the brace at `from` to the one that closes it; undefined when none does. */
function bracedAt(text: string, from: number): string | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return text.slice(from, at + 1);
  }
  return undefined;
}

function readPlace(braced: string): Place | undefined {
  const [, name = '', wanted] = /^\{([^{}:]*)(?::([^{}]*))?\}$/.exec(braced) ?? [];
  const field: Field | undefined = isField(name) ? FIELDS[name] : undefined;
  if (field?.chooses) return undefined;
  const format = field?.formats.find((known) => known === (wanted ?? field.formats[0]));
  return field && format && isField(name) ? { name, field, format } : undefined;
}

/** A choice without the case `other` could say nothing. */
function readChoice(braced: string, unknown: Problem[]): Choice | undefined {
  const [head = '', name = '', by] = CHOICE.exec(braced) ?? [];
  if (!isField(name)) return undefined;
  const field: Field = FIELDS[name];
  if (by === 'plural' && !field.amount) return undefined;
  const cases = new Map<string, FieldText>();
  let rest = braced.slice(head.length, -1).trimStart();
  while (rest !== '') {
    const key = /^[\w=-]+\s*(?=\{)/.exec(rest)?.[0];
    const body = key && bracedAt(rest, key.length);
    if (!key || !body) return undefined;
    cases.set(key.trim(), { parts: readParts(body.slice(1, -1), unknown) });
    rest = rest.slice(key.length + body.length).trimStart();
  }
  return cases.has('other') ? { name, field, by: by === 'plural' ? 'plural' : 'select', cases } : undefined;
}

/**
 * The words with every place filled. Empty when the text has places and all of them are empty: a label of nothing
 * ("ECTS: ") is not shown.
 */
export function fillParts(text: FieldText, credential: Credential, language: Language): string {
  let filled = '';
  let places = 0;
  let empty = 0;
  for (const part of text.parts) {
    if (typeof part === 'string') {
      filled += part;
      continue;
    }
    const value =
      'cases' in part
        ? chosen(part, credential, language)
        : part.field.value(credential, language, part.format);
    places++;
    if (value === '') empty++;
    filled += value;
  }
  return places > 0 && empty === places ? '' : filled;
}

function chosen({ field, by, cases }: Choice, credential: Credential, language: Language): string {
  const amount = field.amount?.(credential);
  if (by === 'plural' && amount === undefined) return '';
  const key =
    by === 'plural' ? pluralOf(amount ?? 0, language) : field.value(credential, language, field.formats[0]);
  const exact = by === 'plural' ? cases.get(`=${amount}`) : undefined;
  const taken = exact ?? cases.get(key) ?? cases.get('other');
  const words = taken ? fillParts(taken, credential, language) : '';
  return by === 'plural' ? words.replaceAll('#', numberIn(amount ?? 0, language)) : words;
}

/** As `readFieldText` and `fillParts` in one go. Problem: `template.field-unknown`. */
export function fill(text: string, credential: Credential, language: Language): Outcome<string> {
  const read = readFieldText(text);
  return read.ok ? done(fillParts(read.value, credential, language)) : read;
}

/** True when any of its words may differ from learner to learner. */
export function varies(text: FieldText): boolean {
  return text.parts.some(
    (part) =>
      typeof part !== 'string' &&
      (part.field.of === 'learner' || ('cases' in part && [...part.cases.values()].some(varies))),
  );
}
