import type { Concept } from '../credential/concept.ts';
import { isLanguage, type Language, type LocalizedText } from '../language.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { decodeUtf8, readCsvTable } from './csv-table.ts';
import { type Finder, find, prepareFinder } from './finder.ts';

/** The list that ESCO's skills, competences and knowledge concepts are in. */
export const ESCO_SKILLS = 'http://data.europa.eu/esco/concept-scheme/skills';

export interface SkillIndex {
  readonly languages: readonly Language[];
  readonly skills: readonly Skill[];
}

export interface Skill {
  readonly uri: string;
  /** ESCO's skill type: `knowledge` or `skill/competence`. */
  readonly type: string;
  /** ESCO's reuse level: `transversal`, `cross-sector`, `sector-specific` or `occupation-specific`. */
  readonly reuse: string;
  readonly label: LocalizedText;
  /** Other names it is found by, one a line. */
  readonly alternatives: LocalizedText;
}

/** One file of the download: `skills_de.csv` in German. */
export interface SkillFile {
  readonly language: Language;
  readonly bytes: Uint8Array;
}

/** ESCO 1.2 has 13,939 skills; its largest language is about 25 MB. */
export const ESCO_BOUNDS = { bytes: 64 * 1024 * 1024, skills: 40_000, label: 400 } as const;

/** The language that a file of ESCO's download is in, by its name. */
export function languageOfSkillFile(name: string): Language | undefined {
  const tag = /(?:^|[\\/])skills_([a-z]{2})\.csv$/i.exec(name)?.[1]?.toLowerCase();
  return tag !== undefined && isLanguage(tag) ? tag : undefined;
}

const COLUMNS = [
  'conceptType',
  'conceptUri',
  'skillType',
  'reuseLevel',
  'preferredLabel',
  'altLabels',
  'status',
];

/**
 * Joins files of ESCO's download of skills (classification, CSV) by URI. Only what is released is taken; a skill
 * without a name in one language keeps those of the others.
 * Problems: `file.too-large`, `vocabulary.unreadable`, `vocabulary.column-missing`, `vocabulary.too-many`,
 * `vocabulary.entry-wrong` with `uri`; all with the `language` of the file.
 */
export function readSkills(files: readonly SkillFile[]): Outcome<SkillIndex> {
  const skills = new Map<string, Growing>();
  for (const file of files) {
    const read = readSkillFile(file, skills);
    if (!read.ok) {
      const [first, ...more] = read.problems.map((problem) => ({
        ...problem,
        where: { language: file.language },
      }));
      return first ? refused(first, ...more) : read;
    }
  }
  if (skills.size === 0) return refused({ code: 'vocabulary.unreadable', facts: { row: 1 } });
  return done({
    languages: [...new Set(files.map(({ language }) => language))],
    skills: [...skills.values()],
  });
}

interface Growing extends Skill {
  readonly label: Partial<Record<Language, string>>;
  readonly alternatives: Partial<Record<Language, string>>;
}

/** Languages imported apart as one, joined by URI; of the same language in two of them the later counts. */
export function joinSkills(indexes: readonly SkillIndex[]): SkillIndex {
  const skills = new Map<string, Growing>();
  for (const skill of indexes.flatMap((index) => index.skills)) {
    const known = skills.get(skill.uri);
    if (known) {
      Object.assign(known.label, skill.label);
      Object.assign(known.alternatives, skill.alternatives);
    } else
      skills.set(skill.uri, { ...skill, label: { ...skill.label }, alternatives: { ...skill.alternatives } });
  }
  return {
    languages: [...new Set(indexes.flatMap(({ languages }) => languages))],
    skills: [...skills.values()],
  };
}

function readSkillFile({ language, bytes }: SkillFile, skills: Map<string, Growing>): Outcome<true> {
  if (bytes.length > ESCO_BOUNDS.bytes) {
    return refused({ code: 'file.too-large', facts: { limit: ESCO_BOUNDS.bytes / (1024 * 1024) } });
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) return refused({ code: 'vocabulary.unreadable', facts: { row: 1 } });
  const table = readCsvTable(text, COLUMNS, ESCO_BOUNDS.skills);
  if (!table.ok) return table;
  const seen = new Set<string>();
  for (const { cell } of table.value.records) {
    if (cell('status') !== 'released' || cell('conceptType') !== 'KnowledgeSkillCompetence') continue;
    const uri = cell('conceptUri');
    const name = cell('preferredLabel');
    if (!/^http:\/\/data\.europa\.eu\/esco\/[\w/.-]+$/.test(uri) || seen.has(uri) || !isLine(name)) {
      return refused({ code: 'vocabulary.entry-wrong', facts: { uri } });
    }
    seen.add(uri);
    if (name === '') continue;
    const skill = skills.get(uri) ?? {
      uri,
      type: cell('skillType'),
      reuse: cell('reuseLevel'),
      label: {},
      alternatives: {},
    };
    skill.label[language] = name;
    const others = linesOf(`${cell('altLabels')}\n${cell('hiddenLabels')}`).filter((other) => other !== name);
    if (others.length > 0) skill.alternatives[language] = others.join('\n');
    skills.set(uri, skill);
  }
  return done(true);
}

function isLine(text: string): boolean {
  return text.length <= ESCO_BOUNDS.label && !/[\p{Cc}\u2028\u2029]/u.test(text);
}

/** The names in one cell, each once. */
function linesOf(cell: string): readonly string[] {
  const lines = cell.split(/[\r\n]+/).map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== '' && isLine(line));
}

const FINDERS = new WeakMap<SkillIndex, Map<Language, Finder<Skill>>>();

/**
 * At most `limit` skills for what was typed in `language`, for `LearningOutcome.skills`: every word typed begins a word
 * of the skill's name or of one of its other names. Where ESCO has no name in the language, English is searched.
 */
export function searchSkills(
  index: SkillIndex,
  text: string,
  language: Language,
  limit: number,
): readonly Concept[] {
  const finders = FINDERS.get(index) ?? new Map<Language, Finder<Skill>>();
  FINDERS.set(index, finders);
  let finder = finders.get(language);
  if (!finder) {
    finder = prepareFinder(index.skills, ({ label, alternatives }) => {
      const spoken = label[language] === undefined ? 'en' : language;
      return [label[spoken] ?? '', ...(alternatives[spoken]?.split('\n') ?? [])];
    });
    finders.set(language, finder);
  }
  return find(finder, text, limit).map(({ uri, label }) => ({ uri, scheme: ESCO_SKILLS, label }));
}
