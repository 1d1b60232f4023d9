import type { Part } from '../credential/part.ts';
import { CONTENT_LANGUAGES, type Language, type LocalizedText, textIn } from '../language.ts';

/** In `language`, else in any: a message must name what it is about. */
export function anyWords(text: LocalizedText, language: Language): string {
  return textIn(text, language, CONTENT_LANGUAGES) ?? '';
}

/** Title and number of a part, for messages. */
export function partName({ title, serial, id }: Part, language: Language): string {
  return `${anyWords(title, language) || id}${serial ? ` (${serial})` : ''}`;
}
