import type { Credential } from '../credential/credential.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import type { PreparedLayout } from './layout.ts';

/** What is said of a learner's row while a batch runs is said of the template when its specimen shows it. */
const OF_TEMPLATE: Readonly<Partial<Record<ProblemCode, ProblemCode>>> = {
  'row.text-overflows': 'template.text-overflows',
  'row.letter-missing': 'template.letter-missing',
};

/**
 * Whether a page says the same in every language it speaks: texts that do not fit, letters that no face has, words
 * that are not there, a QR code too fine, language by language. Each language leads once, since what leads stands in
 * other places than what follows.
 */
export function parityProblems(layout: PreparedLayout, credential: Credential): readonly Problem[] {
  const said = new Set<string>();
  return credential.languages
    .flatMap((language) => layout.layOut(credential, language).problems)
    .map((problem) => ({ ...problem, code: OF_TEMPLATE[problem.code] ?? problem.code }))
    .filter(({ code, where, facts }) => {
      const before = said.size;
      return said.add(JSON.stringify([code, where?.element, where?.language, facts])).size > before;
    });
}
