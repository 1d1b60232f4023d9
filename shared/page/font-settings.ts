import { type Face, type Fonts, missingLetters, normalise } from './fonts.ts';
import { type Setting, settingOf } from './metrics.ts';
import type { FontKey } from './placed.ts';

/** How text is set in each face, for pages that no template describes. @throws RangeError for a face that is not there. */
export function settingsOf(fonts: Fonts): (font: FontKey) => Setting {
  const settings = new Map<FontKey, Setting>();
  return (font) => {
    const known = settings.get(font);
    if (known) return known;
    const face = fonts.face(font);
    if (!face) throw new RangeError(`no ${font}`);
    const made = settingOf(face, 0);
    settings.set(font, made);
    return made;
  };
}

/** A letter that the face lacks stands as a question mark. */
export function settable(text: string, face: Face): string {
  let shown = normalise(text);
  for (const letter of missingLetters(shown, face)) shown = shown.replaceAll(letter, '?');
  return shown;
}
