import { SEALED_FORMATS, type SealedFile } from '../../shared/issue/sealed-file.ts';
import type { VaultFile } from '../files/vault.ts';
import type { Entry } from '../register/entries.ts';

/** One learner's files as the register will speak of them; they lie on the disk. */
export type MadeFiles = Entry['files'];

export type NamedFile = VaultFile & Pick<SealedFile, 'format'>;

/** `stem` is what the files of one learner have in common. */
export function nameFiles(files: readonly SealedFile[], stem: string): readonly NamedFile[] {
  return files.map(({ format, bytes, sha256 }) => ({
    format,
    name: `${stem}.${SEALED_FORMATS[format].extension}`,
    bytes,
    sha256,
  }));
}
