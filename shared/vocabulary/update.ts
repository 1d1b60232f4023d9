import { CONTENT_LANGUAGES, isLanguage, type LocalizedText } from '../language.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { decodeUtf8 } from './csv-table.ts';
import { type Draft, type DraftConcept, MOST_CONCEPTS } from './draft.ts';
import { readListCsv } from './list-csv.ts';
import { listOfScheme } from './schemes.ts';
import { readSkosXml } from './skos-xml.ts';
import type { ListedConcept, Vocabulary } from './vocabulary.ts';

/** Bytes; the largest export, the languages of the world in RDF/XML, is about half of it. */
export const LARGEST_UPDATE = 64 * 1024 * 1024;

/**
 * Reads a newer state of one of our lists: our own JSON, the Publications Office's SKOS in RDF/XML, or comma separated
 * values (`readListCsv`). It becomes the list in use by `mergeVocabulary`. `version` is for files that tell none.
 * Problems: `file.too-large`, `vocabulary.unreadable` with `row`, `vocabulary.column-missing`, `vocabulary.too-many`,
 * `vocabulary.other-scheme` for a list that is none of ours, `vocabulary.entry-wrong` with `uri`.
 */
export function readVocabulary(bytes: Uint8Array, version = ''): Outcome<Vocabulary> {
  if (bytes.length > LARGEST_UPDATE) {
    return refused({ code: 'file.too-large', facts: { limit: LARGEST_UPDATE / (1024 * 1024) } });
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) return refused({ code: 'vocabulary.unreadable', facts: { row: 1 } });
  const draft = readDraft(text);
  return draft.ok ? admit(draft.value, version) : draft;
}

/**
 * `current` as `update` says it: entries gone from the list stay, marked as retired, so that credentials which name them
 * keep their words; where the update has no words in a language, those we had stay.
 * Problems: `vocabulary.other-scheme`; `vocabulary.fragment` when more than half of the list would be retired, for then
 * the file is a part of it rather than a newer state.
 */
export function mergeVocabulary(current: Vocabulary, update: Vocabulary): Outcome<Vocabulary> {
  if (update.scheme !== current.scheme) {
    return refused({ code: 'vocabulary.other-scheme', facts: { scheme: update.scheme } });
  }
  const known = new Map(current.concepts.map((concept) => [concept.uri, concept]));
  const told = new Set(update.concepts.map(({ uri }) => uri));
  const gone = current.concepts.filter(({ uri }) => !told.has(uri));
  const going = gone.filter(({ retired }) => !retired).length;
  const living = current.concepts.filter(({ retired }) => !retired).length;
  if (going > living / 2) {
    return refused({ code: 'vocabulary.fragment', facts: { entries: living, missing: going } });
  }
  const concepts = [
    ...update.concepts.map((concept) => ({
      ...concept,
      label: { ...known.get(concept.uri)?.label, ...concept.label },
    })),
    ...gone.map((concept): ListedConcept => ({ ...concept, retired: true })),
  ];
  const worded = CONTENT_LANGUAGES.filter((language) =>
    update.concepts.every(({ label }) => label[language]),
  );
  const translation = Object.fromEntries(
    Object.entries(current.translation).filter(([language]) => !worded.some((one) => one === language)),
  );
  return done({ ...current, version: update.version, source: update.source, translation, concepts });
}

function readDraft(text: string): Outcome<Draft> {
  const [first] = /\S/.exec(text) ?? [];
  if (first === '{') return readOwnJson(text);
  return first === '<' ? readSkosXml(text) : readListCsv(text);
}

function readOwnJson(text: string): Outcome<Draft> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused({ code: 'vocabulary.unreadable', facts: { row: 1 } });
  }
  const { scheme, version, source, concepts } = json as Readonly<Record<string, unknown>>;
  if (typeof scheme !== 'string' || !Array.isArray(concepts)) {
    return refused({ code: 'vocabulary.unreadable', facts: { row: 1 } });
  }
  if (concepts.length > MOST_CONCEPTS) {
    return refused({ code: 'vocabulary.too-many', facts: { limit: MOST_CONCEPTS } });
  }
  return done({
    scheme,
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof source === 'string' ? { source } : {}),
    concepts: concepts.map(ownConcept),
  });
}

/** What is not of the right type is left empty here and refused by `admit`. */
function ownConcept(json: unknown): DraftConcept {
  const { uri, notation, broader, label, retired } = Object(json) as Readonly<Record<string, unknown>>;
  const words = Object.entries(Object(label)).filter(([language]) => isLanguage(language));
  return {
    uri: typeof uri === 'string' ? uri : '',
    label: Object.fromEntries(
      words.map(([language, text]) => [language, typeof text === 'string' ? text : '']),
    ),
    ...(typeof notation === 'string' ? { notation } : {}),
    ...(typeof broader === 'string' ? { broader } : {}),
    ...(retired === true ? { retired } : {}),
  };
}

/** Only entries of a list of ours, each once, with English words and no control characters. */
function admit(draft: Draft, version: string): Outcome<Vocabulary> {
  const list = listOfScheme(draft.scheme);
  if (!list) return refused({ code: 'vocabulary.other-scheme', facts: { scheme: draft.scheme } });
  const folder = draft.scheme.replace(/\/25831c2$/, '');
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const concepts = draft.concepts.filter(({ label }) => Object.keys(label).length > 0);
  for (const concept of concepts) {
    const { uri } = concept;
    if (!uri.startsWith(`${folder}/`) || seen.has(uri) || !isWorded(concept)) {
      problems.push({ code: 'vocabulary.entry-wrong', facts: { uri } });
    }
    seen.add(uri);
  }
  const [first, ...more] = problems.slice(0, 20);
  if (first) return refused(first, ...more);
  if (concepts.length === 0) return refused({ code: 'vocabulary.unreadable', facts: { row: 1 } });
  return done({
    list,
    title: list,
    scheme: draft.scheme,
    source: draft.source ?? draft.scheme,
    version: draft.version ?? version,
    complete: true,
    translation: {},
    concepts,
  });
}

/** UTF-16 units of the longest label, twice that of the longest there is. */
const LONGEST_LABEL = 400;
const LINE = /^(?=\S)[^\p{Cc}\p{Cs}\u2028\u2029]+$/u;

function isWorded({ label, notation = 'x', broader = 'x' }: DraftConcept): boolean {
  const words = label as LocalizedText;
  return (
    words.en !== undefined &&
    [...Object.values(words), notation, broader].every(
      (text) => text.length <= LONGEST_LABEL && LINE.test(text),
    )
  );
}
