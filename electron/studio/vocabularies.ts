import { basename, join } from 'node:path';
import type { Concept } from '../../shared/credential/concept.ts';
import type { ListReport, UpdateOrder, UpdateReport } from '../../shared/desk/vocabulary.ts';
import type { Language } from '../../shared/language.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { loadVocabulary } from '../../shared/vocabulary/lists.ts';
import { LIST_NAMES, type ListName } from '../../shared/vocabulary/schemes.ts';
import { LARGEST_UPDATE, mergeVocabulary, readVocabulary } from '../../shared/vocabulary/update.ts';
import { search, type Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { inFile, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { makeFolder } from './folder.ts';

/** The lists in use: those delivered, in the state of the updates kept in a folder. */
export interface Vocabularies {
  list(name: ListName): Promise<Vocabulary>;
  all(): Promise<readonly Vocabulary[]>;
  reports(): Promise<readonly ListReport[]>;
  search(name: ListName, text: string, language: Language, limit: number): Promise<readonly Concept[]>;
  /**
   * The update is kept as it is and laid over the list that is delivered, so that words of ours are never taken for the
   * source's. Problems: those of the file, of `readVocabulary` and of `mergeVocabulary`.
   * @throws StudioFault when it cannot be kept.
   */
  update(order: Omit<UpdateOrder, 'data'>): Promise<Outcome<UpdateReport>>;
}

/** @param data the studio's data folder; nothing is written there but by `update`. */
export function openVocabularies(data: string): Vocabularies {
  const folder = join(data, 'vocabularies');
  const inUse = new Map<ListName, Promise<Vocabulary>>();
  const list = (name: ListName): Promise<Vocabulary> => {
    const known = inUse.get(name) ?? load(folder, name);
    inUse.set(name, known);
    return known;
  };
  return {
    list,
    all: () => Promise.all(LIST_NAMES.map(list)),
    reports: () => Promise.all(LIST_NAMES.map(async (name) => reportOf(await list(name)))),
    search: async (name, text, language, limit) => search(await list(name), text, language, limit),

    async update({ file, version }) {
      const bytes = await readBounded(file, LARGEST_UPDATE);
      if (!bytes.ok) return bytes;
      const update = inFile(file, readVocabulary(bytes.value, version ?? basename(file)));
      if (!update.ok) return update;
      const before = await list(update.value.list);
      const merged = inFile(file, mergeVocabulary(before, update.value));
      if (!merged.ok) return merged;
      const { scheme, source, concepts } = update.value;
      makeFolder(folder);
      const kept = JSON.stringify({ scheme, version: update.value.version, source, concepts });
      await replaceFile(pathOf(folder, update.value.list), new TextEncoder().encode(kept));
      inUse.set(update.value.list, Promise.resolve(merged.value));
      const known = new Set(before.concepts.map(({ uri }) => uri));
      const added = merged.value.concepts.filter(({ uri }) => !known.has(uri)).length;
      return done({ ...(await reportOf(merged.value)), before: before.version, added });
    },
  };
}

/** An update that is older than what is delivered by now, or that nobody can read any more, is passed over. */
async function load(folder: string, name: ListName): Promise<Vocabulary> {
  const delivered = await loadVocabulary(name);
  const file = await readBounded(pathOf(folder, name), LARGEST_UPDATE);
  const update = file.ok ? readVocabulary(file.value) : file;
  if (!update.ok || update.value.version < delivered.version) return delivered;
  const merged = mergeVocabulary(delivered, update.value);
  return merged.ok ? merged.value : delivered;
}

async function reportOf(vocabulary: Vocabulary): Promise<ListReport> {
  const { list, title, scheme, source, version, complete, concepts } = vocabulary;
  const retired = concepts.filter((concept) => concept.retired).length;
  const delivered = await loadVocabulary(list);
  const counted = { entries: concepts.length - retired, retired };
  return { list, title, scheme, source, version, complete, ...counted, updated: vocabulary !== delivered };
}

function pathOf(folder: string, name: ListName): string {
  return join(folder, `${name}.json`);
}
