import { defineConfig } from 'i18next-cli';
import { LANGUAGES } from './shared/language.ts';

/** What `npm run words` checks: every word that the screens say is there in every language, and none is written into them. */
export default defineConfig({
  locales: [...LANGUAGES],
  extract: {
    input: ['renderer/**/*.{ts,tsx}'],
    ignore: ['**/*.test.ts'],
    output: 'locales/{{language}}/{{namespace}}.json',
    defaultNS: 'app',
    keySeparator: false,
    nsSeparator: ':',
    primaryLanguage: 'en',
  },
  status: {
    // Keys that it makes of values which never stand there.
    ignoreKeys: ['designer.align.*', 'office.role.*', 'seals.place.file', 'issue.password.file'],
  },
});
