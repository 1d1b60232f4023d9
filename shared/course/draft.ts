import type { Language, LocalizedText } from '../language.ts';
import type { Course } from './course.ts';

/**
 * The beginning of a template, as JSON: what the course says, over a template of the institution that brings awarding
 * body, page and the rest. Without one it lacks most of what is mandatory, and `checkTemplate` names all of it. Words in
 * languages that the course does not speak are dropped where the course says something else.
 */
export function draftTemplate(
  course: Course,
  id: string,
  base: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const languages = Object.keys(course.title) as Language[];
  const before = isObject(base.achievement) ? base.achievement : {};
  const workload = isObject(before.workload) ? before.workload : {};
  const hours = course.hours ?? workload.hours;
  const ects = course.ects ?? workload.ects;
  return {
    schema: 'sealwright-template/1',
    kind: 'micro-credential',
    ...base,
    id,
    version: 1,
    name: course.title,
    languages: inOrder(languages, course.language),
    achievement: {
      ...before,
      title: course.title,
      description: course.description ?? { ...course.title },
      outcomes: course.outcomes.map((title: LocalizedText) => ({ title, skills: [] })),
      workload: { ...(hours !== undefined && { hours }), ...(ects !== undefined && { ects }) },
      ...(course.language && { instructionLanguage: course.language }),
    },
  };
}

function inOrder(languages: readonly Language[], first: Language | undefined): readonly Language[] {
  return first && languages.includes(first)
    ? [first, ...languages.filter((one) => one !== first)]
    : languages;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
