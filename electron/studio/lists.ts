import type { Data, VocabularyDesk } from '../../shared/desk/vocabulary.ts';
import { done } from '../../shared/problem.ts';
import { openSkills, type Skills } from './skills.ts';
import { openVocabularies, type Vocabularies } from './vocabularies.ts';

/** What a clerk chooses from, of one data folder. */
interface Lists {
  readonly vocabularies: Vocabularies;
  readonly skills: Skills;
}

/** The lists of every data folder asked for, each read once: searching while typing reads no file. */
export interface OpenLists {
  /** Of the studio's own folder when untold. */
  in(data?: string): Lists;
}

export function openLists(own: () => string): OpenLists {
  const open = new Map<string, Lists>();
  return {
    in(data = own()) {
      const known = open.get(data) ?? { vocabularies: openVocabularies(data), skills: openSkills(data) };
      open.set(data, known);
      return known;
    },
  };
}

export function serveVocabularies(lists: OpenLists): VocabularyDesk {
  const at = ({ data }: Data) => lists.in(data);
  return {
    'vocabulary.lists': async (order) => done(await at(order).vocabularies.reports()),
    'vocabulary.search': async (order) =>
      done(await at(order).vocabularies.search(order.list, order.text, order.language, order.limit)),
    'vocabulary.update': (order) => at(order).vocabularies.update(order),
    'esco.import': (order) => at(order).skills.import(order.files),
    'esco.search': (order) => at(order).skills.search(order),
  };
}
