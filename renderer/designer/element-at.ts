import type { Problem } from '../../shared/problem.ts';
import type { PageDesign } from '../../shared/template/design.ts';

/**
 * The element of the page that a problem is about: by its place in the template, else by its name. An element may bear
 * the name of what it shows, so a place in the contents outweighs it.
 */
export function elementAt({ elements }: PageDesign, { where, facts }: Problem): string | undefined {
  const path = String(facts?.path ?? '');
  const [, index] = /^\/page\/elements\/(\d+)/.exec(path) ?? [];
  if (index !== undefined) return elements[Number(index)]?.id;
  return path === '' ? elements.find(({ id }) => id === where?.element)?.id : undefined;
}
