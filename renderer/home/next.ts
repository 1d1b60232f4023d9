import type { DiaryEntry } from '../../shared/desk/diary.ts';
import type { ShelvedTemplate } from '../../shared/desk/shelf.ts';

/** Something that wants to be done. */
export type Next =
  | { readonly kind: 'draft'; readonly template: ShelvedTemplate }
  | { readonly kind: 'seal' | 'seal.over' | 'status' | 'extension'; readonly entry: DiaryEntry };

const DAY = 24 * 60 * 60 * 1000;
/** Days before something ends: a certification authority takes weeks, a publication minutes. */
const AHEAD = { seal: 60, status: 14, extension: 90 } as const;
/** Drafts are what a desk is full of; those touched last are the ones that wait. */
const DRAFTS = 3;

/**
 * What ends first comes first, then the drafts; of registers only the one that is open.
 * @param now milliseconds.
 */
export function whatNext(
  diary: readonly DiaryEntry[],
  templates: readonly ShelvedTemplate[],
  register: string | undefined,
  now: number,
): readonly Next[] {
  const ending = diary
    .filter(({ kind, of }) => kind === 'seal' || of === register)
    .filter(({ kind, until }) => Date.parse(until) - now < AHEAD[kind] * DAY)
    .map((entry): Next => {
      const over = entry.kind === 'seal' && Date.parse(entry.until) < now;
      return { kind: over ? 'seal.over' : entry.kind, entry };
    });
  const drafts = templates
    .filter(({ state }) => state === 'draft')
    .slice(0, DRAFTS)
    .map((template): Next => ({ kind: 'draft', template }));
  return [...ending, ...drafts];
}
