import type { ListReport, SearchOrder, UpdateOrder } from '../../../shared/desk/vocabulary.ts';
import type { Language } from '../../../shared/language.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { LIST_NAMES, type ListName } from '../../../shared/vocabulary/schemes.ts';
import { labelIn } from '../../../shared/vocabulary/vocabulary.ts';
import { defineCommand, tell, type Values } from '../command.ts';
import { EXIT } from '../exit.ts';
import { languagesIn, missing, nothingElse, one, text, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';

export const DATA_HELP =
  '  --data FOLDER      where updates and imports are kept; the system’s place for data when left out';
const MOST = 500;

export const vocabularyListCommand = defineCommand<{ readonly data?: string }>({
  name: 'vocabulary list',
  summary: 'show the controlled lists in use, their sources and versions',
  help: `sealwright vocabulary list [--data FOLDER]

Name, version, entries and retired entries of each European list that credentials choose from, and where it is from.
A + marks a list that has been updated from a file.

${DATA_HELP}`,
  options: { data: one },
  read(values, files) {
    const [other] = nothingElse(files);
    return other ? refused(other) : done(dataIn(values));
  },
  async run(order, { ask, voice }) {
    return tell(await ask('vocabulary.lists', order), voice, (lists) => {
      voice.object({ kind: 'result', lists });
      for (const list of lists) voice.line(lineOf(list));
      return EXIT.ok;
    });
  },
});

interface Sought extends Omit<SearchOrder, 'language'> {
  readonly language?: Language;
}

export const vocabularySearchCommand = defineCommand<Sought & { readonly list: ListName }>({
  name: 'vocabulary search',
  summary: 'find entries of a controlled list',
  help: `sealwright vocabulary search LIST WORDS… [--lang LANGUAGE] [--limit N] [--data FOLDER]

Entries of a list that fit the words, as they are found while typing: every word begins a word of the entry. LIST is one
of: ${LIST_NAMES.join(', ')}.

  --limit N          at most N entries (20 when left out)
${DATA_HELP}`,
  options: { data: one, limit: one },
  read(values, [list, ...words]) {
    const name = LIST_NAMES.find((each) => each === list);
    if (!name) return refused(list === undefined ? missing('LIST') : wrong('LIST', list));
    const sought = soughtIn(values, words);
    return sought.ok ? done({ ...sought.value, list: name }) : sought;
  },
  async run(order, { ask, voice }) {
    const language = order.language ?? voice.words.language;
    return tell(await ask('vocabulary.search', { ...order, language }), voice, (found) => {
      tellConcepts(found, language, voice);
      return EXIT.ok;
    });
  },
});

export const vocabularyUpdateCommand = defineCommand<UpdateOrder>({
  name: 'vocabulary update',
  summary: 'take a newer state of a controlled list into use',
  help: `sealwright vocabulary update FILE [--version V] [--data FOLDER]

FILE is the list as the Publications Office exports it (SKOS in RDF/XML), comma separated values with uri, scheme and a
column for each language, or Sealwright's own JSON; which list it is says its scheme. Entries that are gone stay for
credentials that name them, and are no longer offered.

  --version V        the list's version, for files that do not tell it
${DATA_HELP}`,
  options: { data: one, version: one },
  read(values, [file, ...others]) {
    if (file === undefined) return refused(missing('FILE'));
    const [other] = nothingElse(others);
    if (other) return refused(other);
    return done({
      file,
      ...dataIn(values),
      ...(values.version !== undefined && { version: text(values.version) }),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('vocabulary.update', order), voice, (report) => {
      voice.object({ kind: 'result', ...report });
      voice.line(`${report.before} → ${lineOf(report)}  +${report.added}`);
      return EXIT.ok;
    });
  },
});

export function dataIn({ data }: Values): { readonly data?: string } {
  return data === undefined ? {} : { data: text(data) };
}

/** Problems: `usage.…`. */
export function soughtIn(values: Values, words: readonly string[]): Outcome<Sought> {
  if (words.length === 0) return refused(missing('WORDS'));
  const limit = Number(values.limit ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    return refused(wrong('--limit', text(values.limit)));
  }
  const language = languagesIn(values.lang);
  if (!language.ok) return language;
  const [chosen] = language.value ?? [];
  return done({ text: words.join(' '), limit, ...dataIn(values), ...(chosen && { language: chosen }) });
}

export function tellConcepts(
  found: readonly { readonly uri: string; readonly label: Parameters<typeof labelIn>[0]['label'] }[],
  language: Language,
  voice: Voice,
): void {
  voice.object({ kind: 'result', concepts: found });
  for (const concept of found) voice.line(`${labelIn(concept, language)}  ${concept.uri}`);
}

function lineOf({ list, version, entries, retired, updated, source }: ListReport): string {
  const counts = `${String(entries).padStart(6)}${retired > 0 ? ` −${retired}` : ''}`;
  return `${list.padEnd(22)}${updated ? '+' : ' '} ${version.padEnd(12)}${counts}  ${source}`;
}
