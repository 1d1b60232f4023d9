import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ANSWER_WORDS } from './answer/words.ts';
import { LANGUAGES, type WindowLanguage } from './language.ts';
import { PROBLEM_CODES } from './problem.ts';
import { VERDICT_REASONS } from './verifying/verdict.ts';

type Space = 'problems' | 'verdict' | 'answer' | 'elements' | 'app' | 'seal' | 'print' | 'outputs';

function words(language: WindowLanguage, space: Space): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`../locales/${language}/${space}.json`, import.meta.url), 'utf8'));
}

/** Annex I to Council Recommendation 2022/C 243/02: 11 mandatory and 5 optional elements; then the model's own. */
const ELEMENTS = [
  'learner',
  'title',
  'country',
  'awardingBody',
  'awardedOn',
  'outcomes',
  'workload',
  'level',
  'assessment',
  'participation',
  'qualityAssurance',
  'prerequisites',
  'supervision',
  'grade',
  'stackability',
  'furtherInformation',
  'partners',
  'mandate',
  'issuer',
  'accreditation',
  'complements',
  'setting',
  'field',
  'description',
  'seal',
];

/** What i18next appends to a key for each plural category of CLDR. */
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The keys of app.json as this language needs them: a counted one in each plural category CLDR has for it. */
function appKeys(language: WindowLanguage): readonly string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const stems = new Set(Object.keys(words('en', 'app')).map((key) => key.replace(PLURAL, '_')));
  return [...stems].flatMap((stem) =>
    stem.endsWith('_') ? pluralCategories.map((category) => stem + category) : stem,
  );
}

function keysOf(space: Space, language: WindowLanguage): readonly string[] {
  switch (space) {
    case 'problems':
      return PROBLEM_CODES;
    case 'verdict':
      return VERDICT_REASONS;
    case 'answer':
      return ANSWER_WORDS;
    case 'elements':
      return ELEMENTS;
    case 'app':
      return appKeys(language);
    case 'seal':
    case 'print':
    case 'outputs':
      return Object.keys(words('en', space));
  }
}

function placesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].sort();
}

/** Quotation marks as the Official Journal sets them (Interinstitutional style guide). */
const QUOTES: Readonly<Record<WindowLanguage, string>> = {
  bg: '„“',
  cs: '„“',
  da: '»«',
  de: '„“',
  el: '«»',
  en: '“”',
  es: '«»',
  et: '„“',
  fi: '””',
  fr: '«»',
  ga: '“”',
  hr: '„”',
  hu: '„”',
  it: '«»',
  lt: '„“',
  lv: '“”',
  mt: '“”',
  nl: '“”',
  pl: '„”',
  pt: '«»',
  ro: '„”',
  sk: '„“',
  sl: '„“',
  sv: '””',
};

/** Words that are spelt as in English. */
const ALIKE: Readonly<Partial<Record<WindowLanguage, readonly string[]>>> = {
  da: ['Register'],
  de: ['Register'],
  et: ['Register', 'Number'],
  fr: ['Guides', 'Actions'],
  nl: ['Register', 'Help'],
  sk: ['Register'],
  sl: ['Register'],
  sv: ['Register'],
};

const FOREIGN_TO_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const OWN_SCRIPT: Readonly<Partial<Record<WindowLanguage, RegExp>>> = {
  bg: /\p{Script=Cyrillic}/u,
  el: /\p{Script=Greek}/u,
};

/** Not one word may mix scripts: a Latin o in a Greek word looks right and is found by no search. */
function assertScripts(text: string, language: WindowLanguage): void {
  const script = OWN_SCRIPT[language];
  const bare = text.replace(/\{\{\w+\}\}/g, ' ');
  if (!script) {
    assert.doesNotMatch(bare, FOREIGN_TO_LATIN);
    return;
  }
  assert.match(bare, script);
  for (const word of bare.match(/[\p{L}\p{M}]+/gu) ?? [])
    assert.ok(!(script.test(word) && /\p{Script=Latin}/u.test(word)), `${word} mixes scripts`);
}

for (const language of LANGUAGES) {
  for (const space of [
    'problems',
    'verdict',
    'answer',
    'elements',
    'app',
    'seal',
    'print',
    'outputs',
  ] as const) {
    test(`${language}: every one of the ${space} has words, with the same places as in English`, () => {
      const english = words('en', space);
      const own = words(language, space);
      assert.deepEqual(Object.keys(own).sort(), [...keysOf(space, language)].sort());
      for (const [key, text] of Object.entries(own)) {
        const model = english[key] ?? english[key.replace(PLURAL, '_other')] ?? '';
        assert.ok(text.trim(), key);
        assert.equal(text, text.normalize('NFC').trim(), key);
        assert.deepEqual(placesIn(text), placesIn(model), key);
        assert.doesNotMatch(text.replace(/\{\{\w+\}\}/g, ''), /\{\{|\}\}/, `${key}: a place is misspelt`);
        assert.equal(text.includes('{kind.statement}'), model.includes('{kind.statement}'), key);
        if (language === 'en') continue;
        assert.ok(text !== model || ALIKE[language]?.includes(text), `${key} is still in English`);
        assertScripts(text, language);
      }
    });
  }
}

for (const language of LANGUAGES) {
  test(`${language} tells what to do next: a problem is at least two sentences`, () => {
    for (const [code, text] of Object.entries(words(language, 'problems'))) {
      assert.match(text, /\S[.:;·] .+\.$/su, code);
    }
  });

  test(`${language}: no two problems have the same words`, () => {
    const texts = Object.values(words(language, 'problems'));
    assert.equal(new Set(texts).size, texts.length);
  });
}

for (const language of LANGUAGES) {
  test(`${language} quotes with its own marks`, () => {
    for (const space of ['problems', 'verdict', 'answer', 'app', 'seal', 'print', 'outputs'] as const) {
      for (const [key, text] of Object.entries(words(language, space))) {
        const marks = text.match(/[“”„‟«»"]/g) ?? [];
        assert.equal(marks.join(''), QUOTES[language].repeat(marks.length / 2), `${key}: ${text}`);
      }
    }
  });
}

test('French puts a no-break space before : ; ! ? » and after «', () => {
  for (const space of ['problems', 'verdict', 'answer', 'app', 'seal', 'print', 'outputs'] as const) {
    for (const [key, text] of Object.entries(words('fr', space)))
      assert.doesNotMatch(text, / [:;!?»]|« /, key);
  }
});
