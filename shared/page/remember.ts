import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { LaidOut, PreparedLayout } from './layout.ts';

/** Checking, drawing and printing ask for the same page one after the other; it is laid out once. */
export function rememberPages(layout: PreparedLayout): PreparedLayout {
  const known = new WeakMap<Credential, Map<Language, LaidOut>>();
  return {
    design: layout.design,
    layOut(credential, language) {
      const pages = known.get(credential) ?? new Map<Language, LaidOut>();
      known.set(credential, pages);
      const laid = pages.get(language) ?? layout.layOut(credential, language);
      pages.set(language, laid);
      return laid;
    },
  };
}

/**
 * Everything that keeps the credential's pages in these languages from being printed. A text that overflows is told in
 * each language, since each is mended in its own words; what else is wrong with an element in one language mostly is in
 * the others too, and the first says it.
 */
export function pageProblems(
  layout: PreparedLayout,
  credential: Credential,
  languages: readonly Language[] = credential.languages,
): readonly Problem[] {
  const said = new Set<string>();
  return languages
    .flatMap((language) => layout.layOut(credential, language).problems)
    .filter(({ code, where, facts }) => {
      const before = said.size;
      const language = code === 'row.text-overflows' ? where?.language : undefined;
      return said.add(JSON.stringify([code, where?.element, language, facts])).size > before;
    });
}
