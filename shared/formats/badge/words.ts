import { type Language, type LocalizedText, textIn } from '../../language.ts';

/** Open Badges 3.0 has strings where the model has texts in many languages: one badge speaks one language. */
export interface Speaker {
  readonly language: Language;
  /** In the badge's language; in another the credential offers only where that one is missing. */
  say(text: LocalizedText | undefined): string | undefined;
  /** `say` for a text that has to be there. */
  tell(text: LocalizedText): string;
}

export function speaker(language: Language, offered: readonly Language[]): Speaker {
  const say = (text: LocalizedText | undefined) => text && textIn(text, language, offered)?.trim();
  return {
    language,
    say,
    // A concept may have a label only in a language nobody offers.
    tell: (text) => say(text) ?? Object.values(text)[0] ?? '',
  };
}

/** Plain words inside Markdown, so that none of them becomes emphasis, a link or HTML (CommonMark clause 2.4). */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
