import type { Concept } from '../credential/concept.ts';
import concepts from './data/named.json' with { type: 'json' };

const BY_URI: ReadonlyMap<string, Concept> = new Map(concepts.map((concept) => [concept.uri, concept]));

/**
 * A concept that the program itself names, with its words in all 24 languages. These are there at once, without the
 * list they are of; which they are is said in e2e/vocabulary/generate.ts, that writes their file from the lists.
 */
export function named(uri: string): Concept {
  const concept = BY_URI.get(uri);
  if (!concept) throw new Error(`${uri} is not in data/named.json`);
  return concept;
}
