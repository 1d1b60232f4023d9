import { join } from 'node:path';
import type { Concept } from '../../shared/credential/concept.ts';
import type { SearchOrder, SkillPath, SkillReport } from '../../shared/desk/vocabulary.ts';
import { CONTENT_LANGUAGES, type Language } from '../../shared/language.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import {
  ESCO_BOUNDS,
  joinSkills,
  readSkills,
  type Skill,
  type SkillIndex,
  searchSkills,
} from '../../shared/vocabulary/esco.ts';
import { inFile, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { makeFolder } from './folder.ts';

/** ESCO's skills as imported, two files for each language. */
export interface Skills {
  /**
   * Takes the place of what was imported in these languages before.
   * Problems: those of the files and of `readSkills`. @throws StudioFault when it cannot be kept.
   */
  import(files: readonly SkillPath[]): Promise<Outcome<SkillReport>>;
  /** Problem: `vocabulary.skills-absent` when nothing has been imported. */
  search(order: Omit<SearchOrder, 'data'>): Promise<Outcome<readonly Concept[]>>;
}

/**
 * @param data the studio's data folder. Names are read when first asked for, in every language, since a learning outcome
 *   tells them all; other names, the larger part, only in a language that is searched.
 */
export function openSkills(data: string): Skills {
  const folder = join(data, 'esco');
  let named: Promise<SkillIndex | undefined> | undefined;
  const found = new Map<Language, Promise<SkillIndex | undefined>>();

  const indexFor = async (language: Language): Promise<SkillIndex | undefined> => {
    named ??= readIndex(folder, 'skills');
    const all = await named;
    if (!all) return undefined;
    const others = await readIndex(folder, 'other-names', [...new Set<Language>([language, 'en'])]);
    return others ? joinSkills([all, others]) : all;
  };

  return {
    async import(files) {
      const read: SkillIndex[] = [];
      for (const { file, language } of files) {
        const bytes = await readBounded(file, ESCO_BOUNDS.bytes);
        if (!bytes.ok) return bytes;
        const skills = inFile(file, readSkills([{ language, bytes: bytes.value }]));
        if (!skills.ok) return skills;
        read.push(skills.value);
      }
      makeFolder(folder);
      for (const { languages, skills } of read) {
        const [language] = languages;
        if (!language) continue;
        const others = skills.filter((skill) => skill.alternatives[language] !== undefined);
        await keep(
          folder,
          'skills',
          language,
          skills.map((skill) => ({ ...skill, alternatives: {} })),
        );
        await keep(
          folder,
          'other-names',
          language,
          others.map((skill) => ({ ...skill, label: {} })),
        );
      }
      found.clear();
      named = readIndex(folder, 'skills');
      const { languages = [], skills = [] } = (await named) ?? {};
      return done({ languages, skills: skills.length });
    },

    async search({ text, language, limit }) {
      const index = found.get(language) ?? indexFor(language);
      found.set(language, index);
      const known = await index;
      if (known) return done(searchSkills(known, text, language, limit));
      found.delete(language);
      named = undefined;
      return refused({ code: 'vocabulary.skills-absent' });
    },
  };
}

type Part = 'skills' | 'other-names';

function keep(folder: string, part: Part, language: Language, skills: readonly Skill[]): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(skills));
  return replaceFile(join(folder, `${part}_${language}.json`), bytes);
}

async function readIndex(
  folder: string,
  part: Part,
  languages: readonly Language[] = CONTENT_LANGUAGES,
): Promise<SkillIndex | undefined> {
  const imported: SkillIndex[] = [];
  for (const language of languages) {
    const file = await readBounded(join(folder, `${part}_${language}.json`), ESCO_BOUNDS.bytes);
    // Written by us alone; a file that is broken all the same is imported again.
    const skills = file.ok ? skillsIn(file.value) : undefined;
    if (skills) imported.push({ languages: [language], skills });
  }
  return imported.length === 0 ? undefined : joinSkills(imported);
}

function skillsIn(bytes: Uint8Array): readonly Skill[] | undefined {
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(told) ? (told as readonly Skill[]) : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
