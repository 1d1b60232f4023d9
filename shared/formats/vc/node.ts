import type { Concept } from '../../credential/concept.ts';
import type { Language, LocalizedText } from '../../language.ts';
import { LANGUAGE_CONCEPTS } from '../../vocabulary/languages.ts';
import { type NodeWriter, nodeWriter } from '../elm/node.ts';
import type { JsonObject } from '../json.ts';

export interface VcWriter extends NodeWriter {
  /** A writer for what one learner's credential alone has, behind everything written so far. */
  after(): VcWriter;
}

/**
 * Writes the nodes of the European Learning Model as VC Data Model 2.0 wants them: words as value objects with their
 * language (clause 11.1), and everything once. Where a concept or organisation is met again its id stands for it:
 * JSON-LD merges nodes of one id, and a reader of plain JSON has met the full one before.
 */
export function vcWriter(languages: readonly Language[], before: Iterable<string> = []): VcWriter {
  const { node, webResource } = nodeWriter(languages);
  const written = new Set(before);

  const once = (uri: string, make: () => JsonObject): JsonObject => {
    if (written.has(uri)) return { id: uri };
    written.add(uri);
    return make();
  };

  const words = (text: LocalizedText | undefined) => {
    const values = valueObjects(text, languages);
    return values.length > 0 ? values : undefined;
  };

  const concept = ({ uri, scheme, label, notation }: Concept): JsonObject =>
    once(uri, () => ({
      id: uri,
      type: 'Concept',
      prefLabel: words(label) ?? valueObjects(label, Object.keys(label) as Language[]),
      notation,
      inScheme: once(scheme, () => ({ id: scheme, type: 'ConceptScheme' })),
    }));

  return {
    after: () => vcWriter(languages, written),
    languages,
    node,
    webResource,
    once,
    words,
    concept,
    language: (language) => concept(LANGUAGE_CONCEPTS[language]),
    note: (name, text, subject) => {
      const noteLiteral = words(text);
      return noteLiteral && node(name, 'Note', { noteLiteral, subject: subject && concept(subject) });
    },
  };
}

function valueObjects(
  text: LocalizedText | undefined,
  languages: readonly Language[],
): readonly JsonObject[] {
  return languages.flatMap((language) => {
    const value = text?.[language]?.trim();
    return value ? [{ '@value': value, '@language': language }] : [];
  });
}
