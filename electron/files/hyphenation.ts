import { createRequire } from 'node:module';
import type { Language } from '../../shared/language.ts';
import type { Hyphenation, Syllables } from '../../shared/page/hyphenation.ts';

/**
 * TeX's patterns (hyph-utf8) as the package `hyphen` has them, only those under permissive licences. Words of Czech,
 * Slovak and Irish (GPL), Latvian (GPL or LGPL), Hungarian (MPL 1.1, GPL or LGPL), Romanian (no licence told) and
 * Maltese (no patterns) stay whole, but for soft hyphens that the template's author sets. docs/decisions/0050.
 */
const PATTERNS: Readonly<Partial<Record<Language, string>>> = {
  bg: 'bg',
  da: 'da',
  de: 'de-1996',
  el: 'el-monoton',
  en: 'en-gb',
  es: 'es',
  et: 'et',
  fi: 'fi',
  fr: 'fr',
  hr: 'hr',
  it: 'it',
  lt: 'lt',
  nl: 'nl',
  pl: 'pl',
  pt: 'pt',
  sl: 'sl',
  sv: 'sv',
  is: 'is',
  nb: 'nb',
  nn: 'nn',
};

const known = new Map<Language, Syllables>();

/** The patterns of a language are read when the first text of it asks for them. */
export const hyphenation: Hyphenation = (language) => {
  const name = PATTERNS[language];
  if (!name) return undefined;
  const before = known.get(language);
  if (before) return before;
  const require = createRequire(import.meta.url);
  const prepare = require('hyphen/hyphen.js') as (
    patterns: unknown,
    options: { readonly html: boolean },
  ) => (text: string) => string;
  const syllables = prepare(require(`hyphen/patterns/${name}.js`), { html: false });
  known.set(language, syllables);
  return syllables;
};
