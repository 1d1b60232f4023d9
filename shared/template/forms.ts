import type { Language } from '../language.ts';
import type { Choice, FieldText } from './field-text.ts';
import { FIELDS, type Field, type FieldName } from './fields.ts';
import { pluralFormsOf } from './locale-form.ts';

export interface MissingForm {
  readonly field: FieldName;
  /** A plural category of CLDR, or a value of the field. */
  readonly form: string;
}

/** The forms that a text's choices lack in its language: without them a page would be set in the wrong one. */
export function missingForms(text: FieldText, language: Language): readonly MissingForm[] {
  return text.parts.flatMap((part) => {
    if (typeof part === 'string' || !('cases' in part)) return [];
    const within = [...part.cases.values()].flatMap((words) => missingForms(words, language));
    const lacking = formsAsked(part, language).filter((form) => !part.cases.has(form));
    return [...lacking.map((form) => ({ field: part.name, form })), ...within];
  });
}

function formsAsked({ by, field }: Choice, language: Language): readonly string[] {
  return by === 'plural' ? pluralFormsOf(language) : (field.chooses ?? []);
}

/** A choice by the field with each of the language's forms, its words still to be written; undefined when it has none. */
export function choiceBy(name: FieldName, language: Language): string | undefined {
  const field: Field = FIELDS[name];
  const cases = (forms: readonly string[], words: string) =>
    forms.map((form) => `${form} {${words}}`).join(' ');
  if (field.chooses) return `{${name}, select, ${cases([...field.chooses, 'other'], '…')}}`;
  return field.amount && `{${name}, plural, ${cases(pluralFormsOf(language), '# …')}}`;
}
