import type { Concept } from '../credential/concept.ts';
import { type Language, type LocalizedText, textIn } from '../language.ts';
import { type Finder, find, prepareFinder } from './finder.ts';
import type { ListName } from './schemes.ts';

/** A controlled list (SKOS concept scheme) with where it is from. */
export interface Vocabulary {
  readonly list: ListName;
  readonly title: string;
  /** URI of the list (skos:inScheme of its concepts). */
  readonly scheme: string;
  readonly source: string;
  /** The source's own version, or the date of its state, as written there. */
  readonly version: string;
  /** False for a selection: a URI of the scheme that is not here may still be right. */
  readonly complete: boolean;
  /**
   * By language who worded its labels when it was not the source: `own` for our translation, `CLDR 48` for the Unicode
   * Common Locale Data Repository. An update from the source takes their place.
   */
  readonly translation: LocalizedText;
  readonly concepts: readonly ListedConcept[];
}

export interface ListedConcept {
  readonly uri: string;
  readonly notation?: string;
  /** URI of the concept it is part of (skos:broader). */
  readonly broader?: string;
  readonly label: LocalizedText;
  /** No longer in the list; credentials that name it stay readable. */
  readonly retired?: boolean;
}

interface Index {
  readonly byUri: ReadonlyMap<string, ListedConcept>;
  /** What can be chosen, the retired left out. */
  readonly offered: readonly ListedConcept[];
  readonly finders: Map<Language, Finder<ListedConcept>>;
}

const INDEXES = new WeakMap<Vocabulary, Index>();

/** The entry of that URI, retired ones too. */
export function listedBy(vocabulary: Vocabulary, uri: string): ListedConcept | undefined {
  return indexOf(vocabulary).byUri.get(uri);
}

/** The entry of that URI as a credential names it. */
export function conceptBy(vocabulary: Vocabulary, uri: string): Concept | undefined {
  const listed = listedBy(vocabulary, uri);
  return listed && asConcept(vocabulary, listed);
}

/** The words for it in `language`, else in English; its URI when it has neither. */
export function labelIn(
  concept: { readonly uri: string; readonly label: LocalizedText },
  language: Language,
): string {
  return textIn(concept.label, language, ['en']) ?? concept.uri;
}

/**
 * At most `limit` entries that fit what was typed in `language`: every word typed begins a word of the label or the
 * notation. Case and diacritics do not count. Retired entries are not offered. Before anything is typed the list is
 * offered from its beginning, as a reader of `language` would sort it.
 */
export function search(
  vocabulary: Vocabulary,
  text: string,
  language: Language,
  limit: number,
): readonly Concept[] {
  const { offered, finders } = indexOf(vocabulary);
  if (text.trim() === '') return inOrder(offered, language, limit).map((one) => asConcept(vocabulary, one));
  let finder = finders.get(language);
  if (!finder) {
    finder = prepareFinder(offered, (concept) => [
      labelIn(concept, language),
      ...(concept.notation === undefined ? [] : [concept.notation]),
    ]);
    finders.set(language, finder);
  }
  return find(finder, text, limit).map((listed) => asConcept(vocabulary, listed));
}

function inOrder(
  offered: readonly ListedConcept[],
  language: Language,
  limit: number,
): readonly ListedConcept[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...offered]
    .sort((one, other) => compare(labelIn(one, language), labelIn(other, language)))
    .slice(0, limit);
}

function indexOf(vocabulary: Vocabulary): Index {
  const known = INDEXES.get(vocabulary);
  if (known) return known;
  const byUri = new Map(vocabulary.concepts.map((concept) => [concept.uri, concept]));
  const offered = vocabulary.concepts.filter(({ retired }) => !retired);
  const index: Index = { byUri, offered, finders: new Map() };
  INDEXES.set(vocabulary, index);
  return index;
}

function asConcept({ scheme }: Vocabulary, { uri, label, notation }: ListedConcept): Concept {
  return { uri, scheme, label, ...(notation === undefined ? {} : { notation }) };
}
