import type { Concept } from '../../credential/concept.ts';
import type { CalendarDate } from '../../credential/credential.ts';
import type { Language, LocalizedText } from '../../language.ts';
import { LANGUAGE_CONCEPTS } from '../../vocabulary/languages.ts';
import { type Json, type JsonObject, LocalId } from '../json.ts';

/** A language map, or value objects one for each language: as the document's context has it. */
export type Words = JsonObject | readonly JsonObject[];

/** Writes the nodes of one document, or of the part of it that every learner of a course shares. */
export interface NodeWriter {
  readonly languages: readonly Language[];
  /** A node of this document with an id of its own; `name` is unique in the document. */
  node(name: string, type: string, properties: JsonObject): JsonObject;
  /** In the offered languages; undefined when there are no words at all. */
  words(text: LocalizedText | undefined): Words | undefined;
  note(name: string, text: LocalizedText | undefined, subject?: Concept): JsonObject | undefined;
  webResource(name: string, url: string | undefined): JsonObject | undefined;
  concept(concept: Concept): JsonObject;
  /** What a URI of the world is written as: `make` is asked the first time only. */
  once(uri: string, make: () => JsonObject): JsonObject;
  language(language: Language): JsonObject;
}

/**
 * One URI is one RDF node, so a concept met twice with different labels would merge into one with two labels in one
 * language, which the shapes refuse (skos:prefLabel, sh:uniqueLang). The first writing of a URI therefore counts.
 */
export function nodeWriter(languages: readonly Language[]): NodeWriter {
  const written = new Map<string, JsonObject>();

  const once = (uri: string, make: () => JsonObject): JsonObject => {
    const known = written.get(uri);
    if (known) return known;
    const made = make();
    written.set(uri, made);
    return made;
  };

  const node = (name: string, type: string, properties: JsonObject): JsonObject => ({
    id: new LocalId(name),
    type,
    ...properties,
  });

  const words = (text: LocalizedText | undefined): JsonObject | undefined => {
    const map: Record<string, Json> = {};
    for (const language of languages) {
      const told = text?.[language]?.trim();
      if (told) map[language] = told;
    }
    return Object.keys(map).length > 0 ? map : undefined;
  };

  const concept = (from: Concept): JsonObject =>
    once(from.uri, () => ({
      id: from.uri,
      type: 'Concept',
      inScheme: { id: from.scheme, type: 'ConceptScheme' },
      notation: from.notation,
      prefLabel: words(from.label) ?? { ...from.label },
    }));

  return {
    languages,
    node,
    words,
    concept,
    once,
    language: (language) => concept(LANGUAGE_CONCEPTS[language]),
    note: (name, text, subject) => {
      const noteLiteral = words(text);
      return noteLiteral && node(name, 'Note', { noteLiteral, subject: subject && concept(subject) });
    },
    webResource: (name, url) => (url ? node(name, 'WebResource', { contentURL: url }) : undefined),
  };
}

/** A list property: the items that are there, undefined when none is. */
export function list(...items: readonly (JsonObject | undefined)[]): readonly JsonObject[] | undefined {
  const present = items.filter((item) => item !== undefined);
  return present.length > 0 ? present : undefined;
}

/** xsd:dateTime of a day; the shapes want a time and the zone must be said, so it is the day's start in UTC. */
export function dayStart(day: CalendarDate): string {
  return `${day}T00:00:00Z`;
}

export function dayEnd(day: CalendarDate): string {
  return `${day}T23:59:59Z`;
}

/** xsd:duration of a number of hours, minutes precision: 62.5 is `PT62H30M`. */
export function duration(hours: number): string {
  const minutes = Math.round(hours * 60);
  const rest = minutes % 60;
  return `PT${Math.floor(minutes / 60)}H${rest > 0 ? `${rest}M` : ''}`;
}
