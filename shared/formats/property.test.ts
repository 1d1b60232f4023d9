import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Credential } from '../credential/credential.ts';
import { writeCanonical } from '../sealing/xml.ts';
import { acceptedCredential } from '../template/sample-arbitrary.ts';
import { parseXml } from '../verifying/xml/parse.ts';
import { type ElementNode, elementsOf, textOf } from '../verifying/xml/tree.ts';
import { elmCredential } from './elm.ts';
import { elmo } from './elmo.ts';
import { writeJson } from './json.ts';

/*
 * Whatever template and learner our checks let through, the formats write soundly. The official shapes and schemas ask
 * the same of 150 of them in the conformance run (e2e/judges/elm/property.ts).
 */

type Tree = null | string | number | boolean | readonly Tree[] | { readonly [key: string]: Tree };
type Node = { readonly [key: string]: Tree };

const read = (credential: Credential): Tree =>
  JSON.parse(new TextDecoder().decode(writeJson(elmCredential(credential, [])))) as Tree;

function* nodes(tree: Tree): Generator<Node> {
  if (typeof tree !== 'object' || tree === null) return;
  if (!Array.isArray(tree)) yield tree as Node;
  for (const item of Object.values(tree)) yield* nodes(item);
}

const holds = (name: string, says: (credential: Credential) => void, skip: string | false = false) =>
  test(name, { skip }, () => {
    fc.assert(fc.property(acceptedCredential, says), { numRuns: 60 });
  });

holds('ELM: one id is one node, and every language offered has the words', (credential) => {
  const written = new Map<Tree | undefined, Node>();
  for (const node of nodes(read(credential))) {
    if (typeof node.type === 'string') {
      const before = written.get(node.id);
      if (before) assert.deepEqual(node, before);
      written.set(node.id, node);
    }
    for (const key of ['title', 'description', 'noteLiteral', 'legalName']) {
      if (key in node) assert.deepEqual(Object.keys(node[key] ?? {}), [...credential.languages]);
    }
  }
});

const CONTEXTS = new URL('../../../shared/reference/elm/context/', import.meta.url);

holds(
  'ELM: no key or type is unknown to the official contexts',
  (credential) => {
    for (const node of nodes(read(credential))) {
      for (const type of [node.type ?? []].flat()) assert.ok(terms().has(String(type)), String(type));
      // The keys of a language map are languages; every other object has an id or is the identified root's own.
      if (!('type' in node)) continue;
      for (const key of Object.keys(node)) assert.ok(key === '@context' || terms().has(key), key);
    }
  },
  existsSync(CONTEXTS) ? false : 'the official contexts are not beside the repository',
);

let known: ReadonlySet<string> | undefined;

function terms(): ReadonlySet<string> {
  known ??= new Set(['w3c-credentials-v1.jsonld', 'edc-ap-context.jsonld'].flatMap(termsOf));
  return known;
}

function termsOf(name: string): readonly string[] {
  const document = JSON.parse(readFileSync(new URL(name, CONTEXTS), 'utf8')) as { '@context': Node };
  const scoped = (document['@context'].VerifiableCredential as Node | undefined)?.['@context'] as Node;
  return [...Object.keys(document['@context']), ...Object.keys(scoped ?? {})];
}

const child = (parent: ElementNode, local: string): readonly ElementNode[] =>
  elementsOf(parent).filter((element) => element.local === local);

holds('ELMO: read back as XML it says the learner’s names and the title as they were told', (credential) => {
  const { root } = parseXml(new TextEncoder().encode(writeCanonical(elmo(credential))));
  const { learner, achievement, languages } = credential;
  const [person] = child(root, 'learner');
  const [report] = child(root, 'report');
  const [course] = report ? child(report, 'learningOpportunitySpecification') : [];
  assert.ok(person && course);
  assert.deepEqual(child(person, 'familyName').map(textOf), [learner.familyName]);
  assert.deepEqual(
    child(course, 'title').map(textOf),
    languages.map((language) => achievement.title[language]?.trim()),
  );
});
