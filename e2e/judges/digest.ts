import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SEALED_FORMATS, type SealedFormat } from '../../shared/issue/sealed-file.ts';
import { type Finding, finding, type Judge } from './finding.ts';
import { each } from './program.ts';
import { SEAL_SPOILS } from './spoil.ts';

const FORMATS = Object.keys(SEALED_FORMATS) as readonly SealedFormat[];

/** The register's own word: each file is the one that was entered. */
export const digest: Judge = {
  name: 'register digests',
  formats: FORMATS,
  missing: async () => undefined,
  spoils: SEAL_SPOILS,
  async judge({ credentials }) {
    const findings = await each(credentials, async ({ files, entry }): Promise<readonly Finding[]> => {
      if (entry === undefined) return [];
      return Promise.all(
        FORMATS.flatMap((format) => {
          const file = files[format];
          return file === undefined ? [] : [compare(file, entry.digests[format])];
        }),
      );
    });
    return findings.flat();
  },
};

const compare = async (file: string, entered: string | undefined): Promise<Finding> => {
  const now = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return finding(file, now === entered ? [] : [`digest ${now} where the register has ${entered}`]);
};
