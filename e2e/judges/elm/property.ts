import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Credential } from '../../../shared/credential/credential.ts';
import { elmo } from '../../../shared/formats/elmo.ts';
import { writeCanonical } from '../../../shared/sealing/xml.ts';
import { acceptedCredential } from '../../../shared/template/sample-arbitrary.ts';
import { withoutPages } from './variants.ts';

/** Credentials made at random that no check of ours refuses: the judges must not either. The same for the same seed. */
export const randomCredentials = (runs: number, seed: number): readonly Credential[] =>
  fc.sample(acceptedCredential, { numRuns: runs, seed });

/** Writes each as a European Digital Credential and as ELMO, unsealed, and says which files those are. */
export const writeRandom = async (
  folder: string,
  credentials: readonly Credential[],
): Promise<{ readonly elm: readonly string[]; readonly elmo: readonly string[] }> => {
  await mkdir(folder, { recursive: true });
  const files = { elm: [] as string[], elmo: [] as string[] };
  for (const [index, credential] of credentials.entries()) {
    const stem = join(folder, `random-${String(index + 1).padStart(3, '0')}`);
    await writeFile(`${stem}.json`, withoutPages(credential));
    await writeFile(`${stem}.xml`, writeCanonical(elmo(credential)));
    files.elm.push(`${stem}.json`);
    files.elmo.push(`${stem}.xml`);
  }
  return files;
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { runs: { type: 'string', default: '150' }, seed: { type: 'string', default: '2026' } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (folder === undefined)
    throw new Error('usage: node e2e/judges/elm/property.ts [--runs N] [--seed N] FOLDER');
  const files = await writeRandom(folder, randomCredentials(Number(values.runs), Number(values.seed)));
  for (const file of [...files.elm, ...files.elmo]) process.stdout.write(`${file}\n`);
}
