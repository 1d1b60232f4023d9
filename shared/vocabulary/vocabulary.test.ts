import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { CONTENT_LANGUAGES, LANGUAGES, type Language } from '../language.ts';
import { loadVocabularies, loadVocabulary } from './lists.ts';
import { LIST_NAMES, type ListName, SCHEMES } from './schemes.ts';
import { conceptBy, labelIn, search, type Vocabulary } from './vocabulary.ts';

const ELM = new URL('../../../shared/reference/elm/', import.meta.url);
const skip = existsSync(ELM) ? false : 'the controlled lists are not beside the repository';

const FILES: Readonly<Partial<Record<ListName, string>>> = {
  accreditation: 'europass-accreditation-types',
  assessment: 'europass-learning-assessment-types',
  country: 'country',
  credential: 'europass-credential-types',
  'education-credit': 'credit-points',
  eqf: 'eqf',
  'isced-f': 'isced-f',
  language: 'language',
  'learning-activity': 'europass-learning-activity-types',
  'learning-opportunity': 'europass-learning-opportunity-types',
  'learning-setting': 'europass-learning-setting-types',
  mode: 'europass-modes',
  nqf: 'nqf',
  'skill-reuse-level': 'skill-reuse-levels',
  'skill-type': 'skill-types',
};

interface Row {
  readonly uri: string;
  readonly label_en: string;
  readonly inScheme: string;
}

test('the lists are those of the European Learning Model: URI, English label and scheme', {
  skip,
}, async () => {
  for (const [list, file] of Object.entries(FILES) as [ListName, string][]) {
    const vocabulary = await loadVocabulary(list);
    const rows = parse(readFileSync(new URL(`vocab/${file}.csv`, ELM)), { columns: true }) as Row[];
    const official = new Map(rows.map((row) => [row.uri, row]));
    for (const { uri, label } of vocabulary.concepts) {
      assert.deepEqual(official.get(uri), { uri, label_en: label.en, inScheme: vocabulary.scheme }, uri);
    }
    if (!vocabulary.complete) continue;
    const here = new Set(vocabulary.concepts.map(({ uri }) => uri));
    const absent = rows.filter(({ uri }) => !here.has(uri) && !uri.endsWith('/OP_DATPRO'));
    assert.deepEqual(absent, [], list);
  }
});

test('the methods of supervision are those of the official spreadsheet template', { skip }, async () => {
  const sheet = unzipSync(readFileSync(new URL('sheets/EDC_template-generic.xlsm', ELM)));
  const strings = strFromU8(sheet['xl/sharedStrings.xml'] ?? new Uint8Array());
  for (const { uri, label } of (await loadVocabulary('supervision')).concepts) {
    assert.ok(strings.includes(`>${uri}<`), uri);
    assert.ok(strings.includes(`>${label.en}<`), label.en);
  }
});

const OWN_SCRIPT: Readonly<Partial<Record<Language, RegExp>>> = {
  bg: /^[\p{Script=Cyrillic}\P{L}]+$/u,
  el: /^[\p{Script=Greek}\P{L}]+$/u,
};
/** Acronyms and names that are written in Latin letters in Bulgarian and Greek too. */
const LATIN_TOO = new Set(['MOOC']);

test('every list has all its words in every content language, each entry its own', async () => {
  for (const { list, concepts, translation } of await loadVocabularies()) {
    // ISCED-F has no words in the languages of Iceland and Norway: a template that names a field brings them itself.
    const spoken: readonly Language[] = list === 'isced-f' ? LANGUAGES : CONTENT_LANGUAGES;
    if (list === 'nqf') continue; // Names of national frameworks: no European list has them in other languages.
    for (const language of spoken) {
      const seen = new Map<string, string>();
      for (const { uri, label } of concepts) {
        const words = label[language];
        assert.ok(words, `${uri} ${language}`);
        assert.equal(words, words.normalize('NFC').trim(), uri);
        assert.doesNotMatch(words, /[\p{Cc}{}|]| {2}/u, uri);
        const script = OWN_SCRIPT[language];
        if (script && !LATIN_TOO.has(words)) assert.match(words, script, uri);
        // ISCED-F has fields of one name on several levels; there alone may words recur, where English does too.
        const before = seen.get(words);
        if (before !== undefined) assert.equal(before, label.en, `${list} ${language} "${words}"`);
        seen.set(words, label.en ?? '');
      }
    }
    assert.deepEqual(Object.keys(translation).sort(), spoken.filter((l) => l !== 'en').toSorted(), list);
  }
});

test('a list names its source, its scheme, and entries that hang together', async () => {
  for (const vocabulary of await loadVocabularies()) {
    assert.equal(vocabulary.scheme, SCHEMES[vocabulary.list]);
    assert.ok(vocabulary.source && vocabulary.version && vocabulary.title);
    const uris = vocabulary.concepts.map(({ uri }) => uri);
    assert.equal(new Set(uris).size, uris.length);
    for (const { broader } of vocabulary.concepts) {
      if (broader !== undefined) assert.ok(conceptBy(vocabulary, broader), broader);
    }
  }
  for (const list of LIST_NAMES) {
    assert.ok(statSync(new URL(`data/${list}.json`, import.meta.url)).size < 400_000, list);
  }
});

test('words are found by their beginnings, whatever the case and the marks', async () => {
  const fields = await loadVocabulary('isced-f');
  const found = (text: string, language: Language) =>
    search(fields, text, language, 5).map((concept) => labelIn(concept, language));
  assert.equal(found('economi', 'pt')[0], 'Economia');
  assert.equal(found('SCIENCES ECO', 'fr')[0], 'Sciences économiques');
  assert.equal(found('οικονομικα', 'el')[0], 'Οικονομικά');
  assert.equal(found('budownictwo lad', 'pl')[0], 'Budownictwo i inżynieria lądowa i wodna');
  assert.equal(search(fields, '0613', 'de', 5)[0]?.notation, '0613');
  assert.deepEqual(found('zzz', 'en'), []);
  const country = await loadVocabulary('country');
  assert.equal(labelIn(search(country, 'osterr', 'de', 1)[0] ?? assert.fail(), 'de'), 'Österreich');
});

test('before anything is typed a list is offered as its readers sort it', async () => {
  const labels = async (list: ListName, language: Language) =>
    search(await loadVocabulary(list), ' ', language, 3).map((concept) => labelIn(concept, language));
  assert.deepEqual(await labels('eqf', 'en'), ['Level 1', 'Level 2', 'Level 3']);
  const countries = await labels('country', 'de');
  assert.deepEqual([...countries].sort(new Intl.Collator('de').compare), countries);
  assert.match(countries[0] ?? '', /^[AÄ]/);
});

test('a search among 10,000 entries finds no more than asked', () => {
  const concepts = Array.from({ length: 10_000 }, (_, at) => ({
    uri: `urn:x:${at}`,
    label: { en: `Entry ${at} of ${['applied', 'general', 'further'][at % 3]} studies in field ${at % 97}` },
  }));
  const vocabulary: Vocabulary = {
    list: 'isced-f',
    title: 'Many',
    scheme: 'urn:x',
    source: 'test',
    version: '1',
    complete: true,
    translation: {},
    concepts,
  };
  search(vocabulary, 'warm', 'en', 10);
  const typed = ['a', 'ap', 'app', 'applied', 'applied st', 'field 9', 'entry 9999', 'nothing'];
  // How fast that is, `npm run bench:search` measures.
  for (const text of typed) {
    const found = search(vocabulary, text, 'en', 20);
    assert.ok(found.length <= 20 && found.length > 0 === (text !== 'nothing'), text);
  }
});
