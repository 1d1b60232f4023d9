import type { Part } from '../credential/part.ts';
import { CONTENT_LANGUAGES, type Language, type LocalizedText, textIn } from '../language.ts';
import type { StackResult } from './judge.ts';
import type { StackRules } from './rules.ts';

/** What a complete stack puts into the larger credential. */
export interface Stacked {
  readonly parts: readonly Part[];
  /** Hours and credits together, when the rules have them added up. */
  readonly workload?: { readonly hours: number; readonly ects?: number };
}

/**
 * Parts as the credential tells of them: in all its languages, where the part has none of its own words in one the
 * original ones, since titles and names of institutions are not ours to translate.
 */
export function stackedOf(
  { parts, ects, hours }: StackResult,
  { sumWorkload }: StackRules,
  languages: readonly Language[],
): Stacked {
  const told = parts.map(({ part }): Part => {
    const { id, serial, courses, title, workload, awardingBody, awardedOn } = part;
    return {
      id,
      ...(serial !== undefined && { serial }),
      courses,
      title: inAll(title, languages),
      workload,
      awardingBody: { ...awardingBody, legalName: inAll(awardingBody.legalName, languages) },
      awardedOn,
    };
  });
  if (!sumWorkload || hours === undefined) return { parts: told };
  return { parts: told, workload: { hours, ...(ects > 0 && { ects }) } };
}

function inAll(text: LocalizedText, languages: readonly Language[]): LocalizedText {
  return Object.fromEntries(
    languages.map((language) => [
      language,
      textIn(text, language, [...languages, ...CONTENT_LANGUAGES]) ?? '',
    ]),
  );
}
