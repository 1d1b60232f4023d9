import { createHash } from 'node:crypto';

/** Kept short of every common limit: 255 bytes a name, and 260 characters for a whole Windows path. */
const SERIAL_LENGTH = 40;
const SLUG_LENGTH = 60;

/** Letters that Unicode does not take apart into a base letter and marks. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ħ: 'h',
    ł: 'l',
    ŀ: 'l',
    ı: 'i',
    ŋ: 'n',
    ŧ: 't',
  },
  // Greek by ISO 843, Cyrillic by the Bulgarian Transliteration Act of 2009; good enough to recognise a file by.
  ...{
    α: 'a',
    β: 'v',
    γ: 'g',
    δ: 'd',
    ε: 'e',
    ζ: 'z',
    η: 'i',
    θ: 'th',
    ι: 'i',
    κ: 'k',
    λ: 'l',
    μ: 'm',
    ν: 'n',
  },
  ...{ ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' },
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh' },
  ...{
    щ: 'sht',
    ъ: 'a',
    ь: 'y',
    ю: 'yu',
    я: 'ya',
    ы: 'y',
    э: 'e',
    ё: 'yo',
    і: 'i',
    ї: 'yi',
    є: 'ye',
    ґ: 'g',
  },
};

/**
 * The name, without extension, of one learner's files: `<serial>-<learner's name>`, of letters, digits, `-` and `_`
 * only, so that it is the same on every system, in every archive and in every mail, and never a device of Windows.
 * Different serials make different names.
 */
export function fileStem(serial: string, learnerName: string): string {
  return `${portableSerial(serial)}-${slug(learnerName)}`;
}

/** Lower-case Latin letters and digits with single hyphens between; `learner` when nothing else is left. */
export function slug(name: string): string {
  const bare = spell(name.normalize('NFC').toLowerCase().replace(/ο[υύ]/g, 'ou'))
    .normalize('NFKD')
    .replace(/[\p{M}'’ʼ`]/gu, '');
  const plain = spell(bare)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
  return plain || 'learner';
}

function spell(text: string): string {
  return [...text].map((letter) => LETTERS[letter] ?? letter).join('');
}

function portableSerial(serial: string): string {
  const portable = serial
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[_-]+/, '')
    .slice(0, SERIAL_LENGTH);
  if (portable === serial && portable !== '') return portable;
  // What was changed could now equal another serial that was not.
  const digest = createHash('sha256').update(serial).digest('hex').slice(0, 8);
  return `${portable || 'credential'}-${digest}`;
}
