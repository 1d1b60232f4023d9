import type { SearchOrder, SkillOrder, SkillPath } from '../../../shared/desk/vocabulary.ts';
import type { Language } from '../../../shared/language.ts';
import { done, refused } from '../../../shared/problem.ts';
import { languageOfSkillFile } from '../../../shared/vocabulary/esco.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { languagesIn, missing, one } from '../options.ts';
import { DATA_HELP, dataIn, soughtIn, tellConcepts } from './vocabulary.ts';

export const escoImportCommand = defineCommand<SkillOrder>({
  name: 'esco import',
  summary: 'take ESCO’s skills into use, from its CSV download',
  help: `sealwright esco import FILE… [--language LANGUAGE] [--data FOLDER]

FILE is skills_en.csv, skills_de.csv … of the classification, CSV, at https://esco.ec.europa.eu/use-esco/download. Take
the languages of your templates, and English. Importing a language again takes the place of what was there.

  --language LANGUAGE  of the file, when its name does not say it
${DATA_HELP}`,
  options: { data: one, language: one },
  read(values, files) {
    if (files.length === 0) return refused(missing('FILE'));
    const told = languagesIn(values.language);
    if (!told.ok) return told;
    const paths: SkillPath[] = [];
    for (const file of files) {
      const language = told.value?.[0] ?? languageOfSkillFile(file);
      if (!language) return refused(missing('--language'));
      paths.push({ file, language });
    }
    return done({ files: paths, ...dataIn(values) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('esco.import', order), voice, (report) => {
      voice.object({ kind: 'result', ...report });
      voice.line(`ESCO ${report.languages.join(', ')}: ${report.skills}`);
      return EXIT.ok;
    });
  },
});

export const escoSearchCommand = defineCommand<
  Omit<SearchOrder, 'language'> & { readonly language?: Language }
>({
  name: 'esco search',
  summary: 'find skills for learning outcomes',
  help: `sealwright esco search WORDS… [--lang LANGUAGE] [--limit N] [--data FOLDER]

Skills that fit the words, by their names and other names, as they are found while typing: every word begins a word of
the skill. With --json each is a concept as templates hold them in a learning outcome's skills.

  --limit N          at most N skills (20 when left out)
${DATA_HELP}`,
  options: { data: one, limit: one },
  read: soughtIn,
  async run(order, { ask, voice }) {
    const language = order.language ?? voice.words.language;
    return tell(await ask('esco.search', { ...order, language }), voice, (found) => {
      tellConcepts(found, language, voice);
      return EXIT.ok;
    });
  },
});
