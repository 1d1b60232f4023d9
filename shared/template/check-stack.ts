import { languagesMissing } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { CourseRule } from '../stack/rules.ts';
import { pointer } from './json.ts';
import type { Template } from './template.ts';

/**
 * What keeps the rules of a stack from ever being fulfilled or understood: no rule at all, the template among its own
 * parts, a group that must have more than it may, a rule without its name in one of the languages.
 */
export function checkStack({ id, languages, stack }: Template): readonly Problem[] {
  if (!stack) return [];
  const rules = (key: 'required' | 'electives') =>
    stack[key].flatMap((rule, index) => checkRule(rule, ['stack', key, index]));
  const checkRule = (rule: CourseRule, keys: readonly (string | number)[]): readonly Problem[] => [
    ...languagesMissing(rule.name, languages).map(
      (language): Problem => ({
        code: 'template.language-missing',
        where: { element: 'stack', language },
        facts: { path: pointer([...keys, 'name']) },
      }),
    ),
    ...rule.courses.flatMap((course, index) =>
      course === id ? [wrong([...keys, 'courses', index], `≠ ${id}`)] : [],
    ),
  ];
  const empty = stack.required.length + stack.electives.length === 0;
  return [
    ...(empty ? [wrong(['stack', 'required'], '[ … ]')] : []),
    ...rules('required'),
    ...rules('electives'),
    ...stack.electives.flatMap(({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }, index) =>
      atLeast > atMost ? [wrong(['stack', 'electives', index, 'atMost'], `≥ ${atLeast}`)] : [],
    ),
  ];
}

function wrong(keys: readonly (string | number)[], expected: string): Problem {
  return {
    code: 'template.value-wrong',
    where: { element: 'stack' },
    facts: { path: pointer(keys), expected },
  };
}
