import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credential } from '../../../shared/credential/credential.ts';
import { sampleCredential } from '../../../shared/credential/sample-credential.ts';
import { sampleVariants } from '../../../shared/credential/sample-variants.ts';
import { type EdcProfile, elmCredential, type PageImage } from '../../../shared/formats/elm.ts';
import { writeJson } from '../../../shared/formats/json.ts';

/** Begins as a PNG does, which is all the judge asks of it. */
const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** The European Digital Credential as it is before sealing, with a picture of nothing for each language. */
export const withoutPages = (credential: Credential, profile?: EdcProfile): Uint8Array => {
  const pages = credential.languages.map(
    (language): PageImage => ({ language, page: 1, mediaType: 'image/png', bytes: PICTURE }),
  );
  return writeJson(elmCredential(credential, pages, profile));
};

/** Writes every variant of the sample into `folder` and says which files those are. */
export const writeVariants = async (folder: string): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true });
  const variants: readonly (readonly [string, Credential, EdcProfile?])[] = [
    ['sample', sampleCredential],
    ['no-cv', sampleCredential, 'edc-generic-no-cv'],
    ...Object.entries(sampleVariants),
  ];
  const files: string[] = [];
  for (const [name, credential, profile] of variants) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, withoutPages(credential, profile));
    files.push(file);
  }
  return files;
};

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: node e2e/judges/elm/variants.ts FOLDER');
  for (const file of await writeVariants(folder)) process.stdout.write(`${file}\n`);
}
