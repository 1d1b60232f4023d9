import type { Language } from '../language.ts';
import { done, type Outcome, refused } from '../problem.ts';
import type { Template } from './template.ts';

/**
 * The template speaking these of its languages only, in this order; the first becomes the primary one.
 * Problems: `template.language-missing` for a language the template does not speak, `usage.value-wrong` when none or
 * one twice is chosen.
 */
export function chooseLanguages(template: Template, chosen: readonly Language[]): Outcome<Template> {
  const [first, ...others] = chosen;
  if (first === undefined || new Set(chosen).size < chosen.length) {
    return refused({ code: 'usage.value-wrong', facts: { option: '--languages', value: chosen.join(',') } });
  }
  const [missing, ...more] = chosen
    .filter((language) => !template.languages.includes(language))
    .map((language) => ({
      code: 'template.language-missing' as const,
      where: { language, element: 'languages' },
      facts: { path: '/languages' },
    }));
  return missing ? refused(missing, ...more) : done({ ...template, languages: [first, ...others] });
}
