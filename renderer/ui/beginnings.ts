/** True when every word of the search begins a word of the text; accents, case and order do not matter. */
export function fits(text: string, search: string): boolean {
  const words = wordsIn(text);
  return wordsIn(search).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

export function wordsIn(text: string): readonly string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Without accents and case; a letter stays one letter, so that places agree with those of the text in NFC. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
