import { fits, folded, wordsIn } from '../ui/beginnings.ts';
import type { Guide, Section } from './guide.ts';

export interface Found {
  readonly guide: Guide;
  readonly section: Section;
  /** Some words around the first that was found. */
  readonly excerpt: string;
}

/** Characters of an excerpt. */
const EXCERPT = 140;

/** Sections in which every word of the search begins some word; those that have them in the heading first. */
export function findInGuides(guides: readonly Guide[], search: string): readonly Found[] {
  const [first] = wordsIn(search);
  if (first === undefined) return [];
  const found = guides.flatMap((guide) =>
    guide.sections
      .filter(({ words }) => fits(words, search))
      .map((section) => ({ guide, section, excerpt: excerptOf(section, first) })),
  );
  const rank = ({ section }: Found) => (fits(section.title, search) ? 0 : 1);
  return found.toSorted((one, other) => rank(one) - rank(other));
}

function excerptOf({ title, words }: Section, first: string): string {
  const text = words.slice(title.length + 1);
  const at = Math.max(0, folded(text).indexOf(first) - EXCERPT / 4);
  const from = at === 0 ? 0 : text.indexOf(' ', at) + 1;
  const more = from + EXCERPT < text.length;
  return `${from > 0 ? '… ' : ''}${text.slice(from, from + EXCERPT)}${more ? ' …' : ''}`;
}
