import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Outcome } from '../problem.ts';
import { loadVocabulary } from './lists.ts';
import { mergeVocabulary, readVocabulary } from './update.ts';
import { conceptBy, listedBy, search, type Vocabulary } from './vocabulary.ts';

const VOCAB = new URL('../../../shared/reference/elm/vocab/', import.meta.url);
const skip = existsSync(VOCAB) ? false : 'the controlled lists are not beside the repository';

const encode = (text: string) => new TextEncoder().encode(text);

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ code }) => code).join());
  return outcome.value;
}

function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
}

const SETTING = 'http://data.europa.eu/snb/learning-setting';

/** As the Publications Office writes its exports: typed nodes, descriptions apart, much that no list needs. */
const RDF = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
  xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:euvoc="http://publications.europa.eu/ontology/euvoc#"
  xmlns:dct="http://purl.org/dc/terms/" xmlns:skosxl="http://www.w3.org/2008/05/skos-xl#">
  <skos:ConceptScheme rdf:about="${SETTING}/25831c2">
    <owl:versionInfo>20260318-0</owl:versionInfo>
    <skos:prefLabel xml:lang="en">Europass learning setting types</skos:prefLabel>
  </skos:ConceptScheme>
  <skos:Concept rdf:about="${SETTING}/6fd4685715">
    <skos:inScheme rdf:resource="${SETTING}/25831c2"/>
    <skos:prefLabel xml:lang="en">formal learning</skos:prefLabel>
    <skos:prefLabel xml:lang="de">formales &lt;amtliches&gt; Lernen</skos:prefLabel>
    <skos:prefLabel xml:lang="no">formell læring</skos:prefLabel>
    <skosxl:prefLabel><skosxl:Label rdf:about="urn:x:1"><skosxl:literalForm xml:lang="en">not this</skosxl:literalForm></skosxl:Label></skosxl:prefLabel>
  </skos:Concept>
  <rdf:Description rdf:about="${SETTING}/e207a81fc7">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:inScheme rdf:resource="${SETTING}/25831c2"/>
    <skos:prefLabel xml:lang="en">non-formal learning</skos:prefLabel>
    <euvoc:status rdf:resource="http://publications.europa.eu/resource/authority/concept-status/DEPRECATED"/>
  </rdf:Description>
  <rdf:Description rdf:about="${SETTING}/aaaaaaaaaa">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:inScheme rdf:resource="${SETTING}/25831c2"/>
    <skos:broader rdf:resource="${SETTING}/6fd4685715"/>
    <skos:notation>new</skos:notation>
    <skos:prefLabel xml:lang="en">informal learning</skos:prefLabel>
  </rdf:Description>
  <rdf:Description rdf:about="${SETTING}/aaaaaaaaaa"><skos:prefLabel xml:lang="fr">apprentissage informel</skos:prefLabel></rdf:Description>
</rdf:RDF>`;

test('reads the SKOS export in RDF/XML', () => {
  const update = value(readVocabulary(encode(RDF)));
  assert.equal(update.list, 'learning-setting');
  assert.equal(update.version, '20260318-0');
  assert.deepEqual(update.concepts, [
    { uri: `${SETTING}/6fd4685715`, label: { en: 'formal learning', de: 'formales <amtliches> Lernen' } },
    { uri: `${SETTING}/e207a81fc7`, label: { en: 'non-formal learning' }, retired: true },
    {
      uri: `${SETTING}/aaaaaaaaaa`,
      label: { en: 'informal learning', fr: 'apprentissage informel' },
      notation: 'new',
      broader: `${SETTING}/6fd4685715`,
    },
  ]);
});

test('an update takes the place of our words where it has its own, and says what is retired', async () => {
  const current = await loadVocabulary('learning-setting');
  const merged = value(mergeVocabulary(current, value(readVocabulary(encode(RDF)))));
  const formal = listedBy(merged, `${SETTING}/6fd4685715`);
  assert.equal(formal?.label.de, 'formales <amtliches> Lernen');
  assert.equal(formal?.label.it, 'apprendimento formale');
  // German came for one entry only, so some of the German words are still ours.
  assert.equal(merged.translation.de, 'own');
  assert.ok(listedBy(merged, `${SETTING}/e207a81fc7`)?.retired);
  assert.equal(conceptBy(merged, `${SETTING}/e207a81fc7`)?.label.en, 'non-formal learning');
  assert.deepEqual(search(merged, 'non-formal', 'en', 5), []);
  assert.equal(search(merged, 'informel', 'fr', 5)[0]?.uri, `${SETTING}/aaaaaaaaaa`);
});

test('an entry that is gone stays, retired; a list of other words is not merged; a part is told from the whole', async () => {
  const current = await loadVocabulary('mode');
  const update = (concepts: Vocabulary['concepts']) =>
    value(readVocabulary(encode(JSON.stringify({ ...current, version: '2026', concepts }))));
  const merged = value(mergeVocabulary(current, update(current.concepts.slice(1))));
  const [gone] = current.concepts;
  assert.ok(gone);
  assert.deepEqual(listedBy(merged, gone.uri), { ...gone, retired: true });
  assert.equal(merged.concepts.length, current.concepts.length);
  // What is retired already does not count against a later, equally complete file.
  const again = value(mergeVocabulary(merged, update(current.concepts.slice(2))));
  assert.equal(again.concepts.filter(({ retired }) => retired).length, 2);
  assert.deepEqual(codesOf(mergeVocabulary(current, update(current.concepts.slice(4)))), [
    'vocabulary.fragment',
  ]);
  assert.deepEqual(codesOf(mergeVocabulary(await loadVocabulary('eqf'), update(current.concepts))), [
    'vocabulary.other-scheme',
  ]);
});

test('reads the columns of the official list, and languages beside', { skip }, async () => {
  for (const [file, list] of [
    ['isced-f.csv', 'isced-f'],
    ['country.csv', 'country'],
  ] as const) {
    const update = value(readVocabulary(readFileSync(new URL(file, VOCAB)), '2024-02'));
    const current = await loadVocabulary(list);
    const merged = value(mergeVocabulary(current, update));
    assert.equal(merged.list, list);
    for (const concept of current.concepts)
      assert.deepEqual(listedBy(merged, concept.uri)?.label, concept.label);
  }
  const csv = `uri,inScheme,label_en,label_el,status\r\n${SETTING}/6fd4685715,${SETTING}/25831c2,"formal, ""real"" learning",τυπική,\r\n${SETTING}/e207a81fc7,${SETTING}/25831c2,other,άλλη,retired\r\n`;
  assert.deepEqual(value(readVocabulary(encode(csv), '1')).concepts, [
    { uri: `${SETTING}/6fd4685715`, label: { en: 'formal, "real" learning', el: 'τυπική' } },
    { uri: `${SETTING}/e207a81fc7`, label: { en: 'other', el: 'άλλη' }, retired: true },
  ]);
});

test('every list we keep reads as an update of itself', async () => {
  for (const list of ['isced-f', 'country', 'language', 'supervision'] as const) {
    const current = await loadVocabulary(list);
    const update = value(readVocabulary(readFileSync(new URL(`data/${list}.json`, import.meta.url))));
    assert.deepEqual(value(mergeVocabulary(current, update)).concepts, current.concepts);
  }
});

const csvOf = (...rows: readonly string[]) => encode(['uri,label_en,inScheme', ...rows].join('\n'));

test('what is no list of ours, or hurts, is refused with its own code', () => {
  const row = `${SETTING}/6fd4685715,formal learning,${SETTING}/25831c2`;
  const hurt = {
    'vocabulary.unreadable': [
      Uint8Array.of(0xff, 0xfe, 0x41),
      encode('{"scheme": 1}'),
      encode('{"scheme":'),
      encode('<a>'),
      encode('<html xmlns="http://www.w3.org/1999/xhtml"/>'),
      encode(RDF.replace('<rdf:RDF', '<!DOCTYPE rdf:RDF [<!ENTITY a "b">]><rdf:RDF')),
      encode(RDF.replace('&lt;', '&unknown;')),
      csvOf(row, '"open'),
    ],
    'vocabulary.column-missing': [encode(''), encode(`uri,inScheme\n${SETTING}/1,${SETTING}/25831c2`)],
    'vocabulary.too-many': [csvOf(...Array.from({ length: 20_001 }, () => row))],
    'vocabulary.other-scheme': [
      csvOf('http://example.org/1,one,http://example.org/'),
      csvOf(row, `${SETTING}/e207a81fc7,x,http://example.org/`),
      encode(RDF.replaceAll(`${SETTING}/25831c2`, 'http://example.org/list')),
    ],
    'vocabulary.entry-wrong': [
      csvOf(row, row),
      csvOf(`http://example.org/1,one,${SETTING}/25831c2`),
      csvOf(`${SETTING}/6fd4685715,${'x'.repeat(500)},${SETTING}/25831c2`),
      encode(
        JSON.stringify({
          scheme: `${SETTING}/25831c2`,
          concepts: [{ uri: `${SETTING}/a`, label: { de: 'x' } }],
        }),
      ),
      encode(
        JSON.stringify({
          scheme: `${SETTING}/25831c2`,
          concepts: [{ uri: `${SETTING}/a`, label: { en: 'a\nb' } }],
        }),
      ),
    ],
  };
  for (const [code, files] of Object.entries(hurt)) {
    for (const [at, bytes] of files.entries()) {
      assert.equal(codesOf(readVocabulary(bytes))[0], code, `${code} ${at}`);
    }
  }
});
