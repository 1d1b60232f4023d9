import type { Problem } from '../../shared/problem.ts';

/**
 * Everything told of a draft: of saving it, of what it lacks, of its page with a learner on it. The page tells what is
 * missing a second time, without saying where; that is left out.
 */
export function toldOf(
  file: string,
  told: {
    readonly saving: readonly Problem[];
    readonly lacks: readonly Problem[];
    readonly page: readonly Problem[];
  },
): readonly Problem[] {
  const placed = [...told.saving, ...told.lacks];
  const known = new Set(placed.map(matter));
  return [...placed, ...told.page.filter((problem) => !known.has(matter(problem)))].map((problem) => ({
    ...problem,
    where: { file, ...problem.where },
  }));
}

function matter({ code, where }: Problem): string {
  return [code.replace(/^[^.]+/, ''), where?.element, where?.language].join(' ');
}
