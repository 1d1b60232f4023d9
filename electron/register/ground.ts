import type { RegisterRow } from '../../shared/desk/register.ts';
import type { Problem, Where } from '../../shared/problem.ts';
import { searchable } from './entries.ts';

/** `register.ground-names` for a ground that names the holder. */
export function groundProblem(
  ground: string,
  { name, serial }: Pick<RegisterRow, 'name' | 'serial'>,
  where: Where,
): Problem | undefined {
  if (!namesPerson(ground, name)) return undefined;
  return { code: 'register.ground-names', where, facts: { credential: serial } };
}

/**
 * Whether a ground tells whom it is about: two words of the name, or its only one. What is entered with an event stays for
 * good, under the chain's hashes and in what auditors are given, when the name itself is erased.
 */
export function namesPerson(ground: string, name: string): boolean {
  const words = wordsIn(name);
  const said = wordsIn(ground);
  const told = [...words].filter((word) => said.has(word)).length;
  return words.size > 0 && told >= Math.min(2, words.size);
}

/** Shorter ones are particles, initials and articles. */
function wordsIn(text: string): ReadonlySet<string> {
  return new Set(searchable(text).match(/\p{L}{3,}/gu));
}
