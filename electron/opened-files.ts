import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a file manager may hand to the program: sealed files and scans to verify, templates, and packages of them. */
const ENDINGS = [
  ...['.pdf', '.xml', '.json', '.jsonld', '.jwt', '.asice', '.png', '.svg', '.jpg', '.jpeg'],
  ...['.sealwright', '.swtemplate'],
];
/** More than anybody marks at once on purpose. */
const MOST = 50;

/** Files among the words of a command line; switches and whatever is not there are passed over. */
export function filesOpened(words: readonly string[], folder: string): readonly string[] {
  return words
    .filter((word) => !word.startsWith('-') && ENDINGS.includes(extname(word).toLowerCase()))
    .map((word) => pathOf(word, folder))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .slice(0, MOST);
}

/** File managers of Linux hand over URLs of files (`%U` in the desktop entry), shells paths. */
function pathOf(word: string, folder: string): string {
  if (!word.startsWith('file:')) return isAbsolute(word) ? word : resolve(folder, word);
  try {
    return fileURLToPath(word);
  } catch {
    // Of another machine, or misspelt: there is no such file here.
    return '';
  }
}
