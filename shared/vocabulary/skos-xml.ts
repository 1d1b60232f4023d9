import { SaxesParser, type SaxesTagNS } from 'saxes';
import { isLanguage } from '../language.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { type Draft, type DraftConcept, MOST_CONCEPTS } from './draft.ts';
import { listOfScheme } from './schemes.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const OWL = 'http://www.w3.org/2002/07/owl#';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** An RDF resource with what of it a list needs: the values of its properties by their URI. */
interface Resource {
  readonly uri: string;
  readonly types: Set<string>;
  readonly values: Map<string, Value[]>;
}

/** A literal with its language, or a link to another resource. */
interface Value {
  readonly text: string;
  readonly language: string;
}

/**
 * A list as the Publications Office exports it: SKOS in RDF/XML, each concept a node with `rdf:about` below `rdf:RDF`.
 * Of what else there is in the file nothing is read. A document type declaration is refused, and so are its entities.
 * Problems: `vocabulary.unreadable` with `line`, `vocabulary.too-many`, `vocabulary.other-scheme`.
 */
export function readSkosXml(text: string): Outcome<Draft> {
  const resources = new Map<string, Resource>();
  const parser = new SaxesParser({ xmlns: true, position: true });
  try {
    follow(parser, resources);
    parser.write(text).close();
  } catch (error) {
    if (error instanceof TooMany)
      return refused({ code: 'vocabulary.too-many', facts: { limit: MOST_CONCEPTS } });
    if (!(error instanceof Malformed)) throw error;
    return refused({ code: 'vocabulary.unreadable', facts: { row: parser.line } });
  }
  const concepts = [...resources.values()].filter(({ types }) => types.has(`${SKOS}Concept`));
  const scheme = schemeOf(concepts);
  if (scheme === undefined) {
    const told = concepts.flatMap(({ values }) => values.get(`${SKOS}inScheme`) ?? [])[0]?.text ?? '';
    return refused({ code: 'vocabulary.other-scheme', facts: { scheme: told } });
  }
  const version = resources.get(scheme)?.values.get(`${OWL}versionInfo`)?.[0]?.text;
  return done({
    scheme,
    ...(version ? { version } : {}),
    concepts: concepts.filter((concept) => linksTo(concept, 'inScheme', scheme)).map(draftOf),
  });
}

class Malformed extends Error {}
class TooMany extends Error {}

/** Depths in RDF/XML: the document's `rdf:RDF`, a resource, one of its properties. */
const RESOURCE = 1;
const PROPERTY = 2;
const DEEPEST = 50;

function follow(
  parser: SaxesParser<{ xmlns: true; position: true }>,
  resources: Map<string, Resource>,
): void {
  let depth = 0;
  let resource: Resource | undefined;
  let property: { readonly name: string; readonly language: string; text: string } | undefined;
  parser.on('error', () => {
    throw new Malformed();
  });
  parser.on('doctype', () => {
    throw new Malformed();
  });
  parser.on('opentag', (tag) => {
    const name = `${tag.uri}${tag.local}`;
    if (depth === 0 && name !== `${RDF}RDF`) throw new Malformed();
    if (depth > DEEPEST) throw new Malformed();
    if (depth === RESOURCE) resource = resourceOf(tag, resources);
    if (depth === PROPERTY && resource) {
      const link = attribute(tag, RDF, 'resource');
      if (name === `${RDF}type` && link !== undefined) resource.types.add(link);
      if (link !== undefined) add(resource, name, { text: link, language: '' });
      else property = { name, language: attribute(tag, XML, 'lang') ?? '', text: '' };
    }
    depth++;
  });
  parser.on('text', (text) => {
    if (property && depth === PROPERTY + 1) property.text += text;
  });
  parser.on('closetag', () => {
    depth--;
    if (depth === PROPERTY && resource && property) {
      add(resource, property.name, { text: property.text.trim(), language: property.language.toLowerCase() });
      property = undefined;
    }
    if (depth === RESOURCE) resource = undefined;
  });
}

/** A file may tell of one resource in several places; nodes without a name are not of a list. */
function resourceOf(tag: SaxesTagNS, resources: Map<string, Resource>): Resource | undefined {
  const uri = attribute(tag, RDF, 'about');
  if (uri === undefined) return undefined;
  const known = resources.get(uri) ?? { uri, types: new Set<string>(), values: new Map<string, Value[]>() };
  known.types.add(`${tag.uri}${tag.local}`);
  resources.set(uri, known);
  if (resources.size > MOST_CONCEPTS) throw new TooMany();
  return known;
}

function attribute(tag: SaxesTagNS, uri: string, local: string): string | undefined {
  return Object.values(tag.attributes).find((one) => one.uri === uri && one.local === local)?.value;
}

function add({ values }: Resource, name: string, value: Value): void {
  const known = values.get(name);
  if (known) known.push(value);
  else values.set(name, [value]);
}

function linksTo({ values }: Resource, property: string, uri: string): boolean {
  return values.get(SKOS + property)?.some(({ text }) => text === uri) ?? false;
}

/** The one of our lists that most of the concepts are in. */
function schemeOf(concepts: readonly Resource[]): string | undefined {
  const members = new Map<string, number>();
  for (const { values } of concepts) {
    for (const { text } of values.get(`${SKOS}inScheme`) ?? []) {
      if (listOfScheme(text)) members.set(text, (members.get(text) ?? 0) + 1);
    }
  }
  return [...members].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function draftOf({ uri, values }: Resource): DraftConcept {
  const label = Object.fromEntries(
    (values.get(`${SKOS}prefLabel`) ?? [])
      .filter(({ text, language }) => text !== '' && isLanguage(language))
      .map(({ text, language }) => [language, text]),
  );
  const notation = values.get(`${SKOS}notation`)?.[0]?.text;
  const broader = values.get(`${SKOS}broader`)?.[0]?.text;
  return {
    uri,
    label,
    ...(notation ? { notation } : {}),
    ...(broader ? { broader } : {}),
    ...(isRetired(values) ? { retired: true } : {}),
  };
}

/** owl:deprecated; or a status of ADMS or the EU vocabularies that says so. */
function isRetired(values: ReadonlyMap<string, readonly Value[]>): boolean {
  return [...values].some(([name, all]) =>
    all.some(({ text }) =>
      /[/#]deprecated$/i.test(name)
        ? text === 'true' || text === '1'
        : /[/#]status$/i.test(name) && /(?:^|[/#])(?:deprecated|retired|obsolete)$/i.test(text),
    ),
  );
}
