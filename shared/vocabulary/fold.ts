/** Letters that Unicode does not take apart into a base and a mark, as people without them on the keyboard write them. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};

const LETTERS = new RegExp(`[${Object.keys(WRITTEN_AS).join('')}]`, 'g');

/**
 * What stays of a text when case, marks and punctuation do not count: words parted by one space.
 * "Économie (générale)" and "economie generale" are the same.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(LETTERS, (letter) => WRITTEN_AS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
