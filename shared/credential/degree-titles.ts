/*
 * Words by which degrees are known in the 24 languages, and their usual abbreviations. Only those that hardly mean
 * anything else: "diploma" and "licence" name too many other things, "master" alone is a verb, "MA" a word.
 */
const STEMS = [
  'bachelor',
  'baccalaure',
  'bakalár',
  'bakalář',
  'bakalaur',
  'bakalavr',
  'bakałarz',
  'kandidat(?:grad|examen)',
  'бакалавър',
  'магистър',
  'master of',
  'master’?s degree',
  'máster universitario',
  'mestrado',
  'magister',
  'magistr(?:s|as|ský|ské)',
  'magisterij',
  'magisterexamen',
  'maisteri(?:n)?',
  'kandidaatin tutkinto',
  'doctor of',
  'doctorate',
  'doctorat',
  'doctorado',
  'doutoramento',
  'dottorato',
  'doktorát',
  'doktorat',
  'dottorat',
  'tohtori',
  'διδακτορικ',
  'μεταπτυχιακό δίπλωμα',
  'πτυχίο',
  'laurea',
  'licenciatura',
  'alapképzés',
  'mesterképzés',
  'céim (?:bhaitsiléara|mháistir)',
];
const ABBREVIATIONS = ['B\\.?Sc', 'M\\.?Sc', 'Ph\\.?D', 'LL\\.?[BM]', 'MBA', 'B\\.?Eng', 'M\\.?Eng'];

const WORD = new RegExp(`(?<![\\p{L}\\p{N}])(?:${STEMS.join('|')})\\p{L}*`, 'iu');
const ABBREVIATION = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ABBREVIATIONS.join('|')})(?![\\p{L}\\p{N}])`, 'u');

/** The first word of a title that makes it sound like a degree's; undefined when there is none. */
export function degreeTitleIn(title: string): string | undefined {
  const composed = title.normalize('NFC');
  return (WORD.exec(composed) ?? ABBREVIATION.exec(composed))?.[0];
}
