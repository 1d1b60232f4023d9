/**
 * Writes the lists of countries and languages in shared/vocabulary/data from the official list (URI and English label)
 * and the Unicode Common Locale Data Repository that this Node brings along; and from all lists the concepts that the
 * program itself names. Run again when either has a new version:
 *
 *     node e2e/vocabulary/generate.ts FOLDER
 *
 * FOLDER holds country.csv and language.csv with the columns uri, label_en and inScheme.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CONTENT_LANGUAGES, type Language, type LocalizedText } from '../../shared/language.ts';
import { countryCodes } from '../../shared/vocabulary/country-codes.ts';
import { loadVocabulary } from '../../shared/vocabulary/lists.ts';
import type { ListName } from '../../shared/vocabulary/schemes.ts';
import { conceptBy, type ListedConcept } from '../../shared/vocabulary/vocabulary.ts';

const DATA = new URL('../../shared/vocabulary/data/', import.meta.url);
const CLDR = `CLDR ${process.versions.cldr}`;
const TRANSLATED = CONTENT_LANGUAGES.filter((language) => language !== 'en');

/** In the list only to mark data as provisional; neither a country nor a language. */
const PLACEHOLDER = 'OP_DATPRO';

/** CLDR's everyday form, where its long one says more than the official list does. */
const SHORT = new Set(['HK', 'MO', 'PS']);

/** Names CLDR has in every official language but one. */
const ADDED: Readonly<Record<string, LocalizedText>> = {
  IO: { mt: 'Territorju Brittaniku tal-Oċean Indjan' },
};

/** CLDR takes these for the language they belong to: Mandarin for Chinese, Standard Latvian for Latvian… */
const MERGED = new Set(['CMN', 'GUG', 'KMR', 'LVS', 'ZLM']);

interface Row {
  readonly uri: string;
  readonly label_en: string;
  readonly inScheme: string;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Which folder are country.csv and language.csv in?');

const countries = writeList('country', 'Countries and territories', true, (code) => {
  const alpha2 = new Map(countryCodes()).get(code);
  if (alpha2 === undefined) throw new Error(`No alpha-2 code is known for ${code}.`);
  return (language) =>
    ADDED[alpha2]?.[language] ?? name(language, 'region', alpha2, SHORT.has(alpha2) ? 'short' : 'long');
});
const languages = writeList('language', 'Languages', false, (code) => {
  return (language) =>
    MERGED.has(code) ? undefined : name(language, 'language', code.toLowerCase(), 'long');
});
await writeNamed();
process.stdout.write(`${countries} countries, ${languages} languages from ${CLDR}\n`);

function name(language: Language, type: 'region' | 'language', code: string, style: 'long' | 'short') {
  return new Intl.DisplayNames([language], { type, style, fallback: 'none' }).of(code);
}

/** Concepts that have a name in every language; a list of which some have none is a selection, not `complete`. */
function writeList(
  list: ListName,
  title: string,
  complete: boolean,
  namesOf: (code: string) => (language: Language) => string | undefined,
): number {
  const rows: readonly Row[] = parse(readFileSync(join(folder ?? '', `${list}.csv`)), {
    columns: true,
    bom: true,
  });
  const concepts = rows.flatMap(({ uri, label_en }): readonly ListedConcept[] => {
    const code = uri.slice(uri.lastIndexOf('/') + 1);
    if (label_en === '' || code === PLACEHOLDER) return [];
    const nameIn = namesOf(code);
    const label: Partial<Record<Language, string>> = {};
    for (const language of CONTENT_LANGUAGES) {
      const words = language === 'en' ? label_en : nameIn(language);
      if (words === undefined) {
        if (complete) throw new Error(`${uri} has no name in ${language}.`);
        return [];
      }
      label[language] = words;
    }
    return [{ uri, ...(list === 'language' ? { notation: code } : {}), label }];
  });
  write(list, {
    list,
    scheme: rows[0]?.inScheme,
    title,
    source: 'European Learning Model 3, copy of the Publications Office’s authority list (CC BY 4.0)',
    version: '2024-02',
    complete,
    translation: Object.fromEntries(TRANSLATED.map((language) => [language, CLDR])),
    concepts,
  });
  return concepts.length;
}

/** Small enough to be there at once: what every credential names without a clerk having chosen it. */
async function writeNamed(): Promise<void> {
  const named: Partial<Record<ListName, readonly string[]>> = {
    country:
      'AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE ISL LIE NOR'.split(
        ' ',
      ),
    language:
      'BUL CES DAN DEU ELL ENG SPA EST FIN FRA GLE HRV HUN ITA LIT LAV MLT NLD POL POR RON SLK SLV SWE ISL NOB NNO'.split(
        ' ',
      ),
    credential: ['e34929035b'],
    'learning-opportunity': ['74a4a268e8', '79343569f3'],
    'education-credit': ['6fcec5c5af'],
  };
  const concepts = [];
  for (const [list, codes] of Object.entries(named)) {
    const vocabulary = await loadVocabulary(list as ListName);
    for (const code of codes) {
      const base = vocabulary.scheme.replace(/\/25831c2$/, '');
      const concept = conceptBy(vocabulary, `${base}/${code}`);
      if (!concept) throw new Error(`${code} is not in ${list}.`);
      concepts.push(concept);
    }
  }
  write('named', concepts);
}

function write(file: string, value: unknown): void {
  writeFileSync(new URL(`${file}.json`, DATA), `${JSON.stringify(value, null, 2)}\n`);
}
