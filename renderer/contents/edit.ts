import type { Language, LocalizedText } from '../../shared/language.ts';
import type { Template } from '../../shared/template/template.ts';

/** The words in one language changed; a language without words is missing, not empty. */
export function withWords(text: LocalizedText | undefined, language: Language, words: string): LocalizedText {
  const others = Object.entries(text ?? {}).filter(([key]) => key !== language);
  return Object.fromEntries(words === '' ? others : [...others, [language, words]]);
}

/** Names of the fields that `T` can do without. */
export type OptionalField<T> = {
  [K in keyof T]-?: object extends Pick<T, K> ? K : never;
}[keyof T];

/** An optional field told, or taken away again: what is not said is absent from the file too. */
export function withOptional<T extends object, K extends OptionalField<T>>(
  of: T,
  field: K,
  value: T[K] | undefined,
): T {
  const { [field]: _, ...rest } = of;
  // The field is one that may be absent, so what is left is still a T.
  return (value === undefined ? rest : { ...rest, [field]: value }) as T;
}

/** No words in any language is not said at all. */
export function saidOrNot(text: LocalizedText): LocalizedText | undefined {
  return Object.keys(text).length === 0 ? undefined : text;
}

/** The entry at `index` changed, or taken out when `entry` is undefined. */
export function withEntry<T>(list: readonly T[], index: number, entry: T | undefined): readonly T[] {
  return list.flatMap((each, at) => (at === index ? (entry === undefined ? [] : [entry]) : [each]));
}

/** The entry at `index` one place up (-1) or down (1), if there is one. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const [entry, other] = [list[index], list[index + by]];
  if (entry === undefined || other === undefined) return list;
  const next = [...list];
  next[index] = other;
  next[index + by] = entry;
  return next;
}

/** The language comes last; the first one is the primary one, in which the page falls back. */
export function withLanguage(template: Template, language: Language): Template {
  if (template.languages.includes(language)) return template;
  return { ...template, languages: [...template.languages, language] };
}

/** Its words stay in the template, unused, so that taking a language out by mistake loses nothing. */
export function withoutLanguage(template: Template, language: Language): Template {
  const [first, ...more] = template.languages.filter((each) => each !== language);
  return first === undefined ? template : { ...template, languages: [first, ...more] };
}
