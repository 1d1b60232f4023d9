import { CONTENT_LANGUAGES, type LocalizedText } from '../language.ts';
import type { Problem } from '../problem.ts';
import { fold } from './fold.ts';
import { type ListedConcept, listedBy, type Vocabulary } from './vocabulary.ts';

/**
 * Asks every concept in a template, wherever it stands, whether its list has it and says the same of it. `path` in the
 * facts is the JSON Pointer (RFC 6901) of the concept. Lists of other schemes than those of `vocabularies` are not known.
 * Problems: `template.concept-unknown` with the nearest entry as `suggestion`; `template.concept-mislabelled` when its
 * words are those of another entry; and, as a notice, `template.concept-retired`.
 */
export function checkConcepts(template: object, vocabularies: readonly Vocabulary[]): readonly Problem[] {
  const byScheme = new Map(vocabularies.map((vocabulary) => [vocabulary.scheme, vocabulary]));
  return [...conceptsIn(template, [])].flatMap(({ keys, uri, scheme, label }) => {
    const vocabulary = byScheme.get(scheme);
    return vocabulary ? checkConcept(vocabulary, uri, label, keys) : [];
  });
}

/** An entry that is gone from its list is still what it was: a notice, and no reason to refuse. */
export function isRetired({ code }: Problem): boolean {
  return code === 'template.concept-retired';
}

interface FoundConcept {
  readonly keys: readonly string[];
  readonly uri: string;
  readonly scheme: string;
  readonly label: LocalizedText;
}

/** What has a URI, a scheme and a label is a concept. */
function* conceptsIn(value: object, keys: readonly string[]): Generator<FoundConcept> {
  const { uri, scheme, label } = value as Readonly<Record<string, unknown>>;
  if (typeof uri === 'string' && typeof scheme === 'string' && typeof label === 'object' && label !== null) {
    yield { keys, uri, scheme, label };
    return;
  }
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'object' && part !== null) yield* conceptsIn(part, [...keys, key]);
  }
}

function checkConcept(
  vocabulary: Vocabulary,
  uri: string,
  label: LocalizedText,
  keys: readonly string[],
): readonly Problem[] {
  const where = { element: elementOf(keys) };
  const facts = { path: `/${keys.join('/')}`, uri, version: vocabulary.version };
  const entry = listedBy(vocabulary, uri);
  if (!entry) {
    if (!vocabulary.complete) return [];
    const nearest = nearestTo(vocabulary, uri, label);
    return [{ code: 'template.concept-unknown', where, facts: { ...facts, suggestion: spoken(nearest) } }];
  }
  if (entry.retired) return [{ code: 'template.concept-retired', where, facts }];
  const other = saidOfAnother(vocabulary, entry, label);
  return other
    ? [{ code: 'template.concept-mislabelled', where, facts: { ...facts, suggestion: spoken(other) } }]
    : [];
}

/** `achievement.assessment.type` and `achievement.level.eqf` are told by the element they are of. */
function elementOf(keys: readonly string[]): string {
  const names = keys.filter((key) => !/^\d+$/.test(key));
  const last = names.at(-1) ?? '';
  return ['type', 'eqf', 'nqf'].includes(last) ? (names.at(-2) ?? last) : last;
}

function spoken(entry: ListedConcept | undefined): string {
  return entry ? `${entry.label.en ?? ''} <${entry.uri}>` : '–';
}

/** The entry whose words these are in any language, else the one whose URI needs the fewest letters changed. */
function nearestTo({ concepts }: Vocabulary, uri: string, label: LocalizedText): ListedConcept | undefined {
  const living = concepts.filter(({ retired }) => !retired);
  const named = living.find((entry) => sharesWords(entry, label));
  if (named) return named;
  let nearest: ListedConcept | undefined;
  let least = 4;
  for (const entry of living) {
    const changes = distance(uri, entry.uri, least);
    if (changes < least) [nearest, least] = [entry, changes];
  }
  return nearest;
}

/** Another entry of which these are the very words, while `entry` has none of them. */
function saidOfAnother(
  { concepts }: Vocabulary,
  entry: ListedConcept,
  label: LocalizedText,
): ListedConcept | undefined {
  if (sharesWords(entry, label)) return undefined;
  return concepts.find((other) => other !== entry && sharesWords(other, label));
}

function sharesWords(entry: ListedConcept, label: LocalizedText): boolean {
  return CONTENT_LANGUAGES.some((language) => {
    const [told, known] = [label[language], entry.label[language]];
    return told !== undefined && known !== undefined && (told === known || fold(told) === fold(known));
  });
}

/** Levenshtein's distance, `limit` when it is that or more. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let at = 1; at <= b.length; at++) {
      const change = (before[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      now.push(Math.min(change, (before[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1));
    }
    if (Math.min(...now) >= limit) return limit;
    before = now;
  }
  return Math.min(before.at(-1) ?? limit, limit);
}
