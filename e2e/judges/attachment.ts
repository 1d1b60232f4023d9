import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { ATTACHMENT_SPOIL } from './spoil.ts';

/** poppler's pdfdetach: the file inside the PDF is the sealed JSON, byte for byte. */
export const attachment: Judge = {
  name: 'pdfdetach',
  formats: ['pdf'],
  missing: () => missingCommand('pdfdetach', 'poppler-utils'),
  spoils: [ATTACHMENT_SPOIL],
  async judge({ credentials, scratch }) {
    const findings = await each(credentials, async ({ files }): Promise<readonly Finding[]> => {
      if (files.pdf === undefined || files.json === undefined) return [];
      const folder = join(scratch, `attached-${randomUUID()}`);
      await mkdir(folder);
      const { code, err } = await run('pdfdetach', ['-saveall', '-o', folder, files.pdf]);
      const names = await readdir(folder);
      const inside = await Promise.all(names.map((name) => readFile(join(folder, name))));
      await rm(folder, { recursive: true });
      if (code !== 0) return [finding(files.pdf, [`exit ${code}: ${err.trim()}`])];
      const json = await readFile(files.json);
      const equal = inside.length === 1 && inside[0]?.equals(json) === true;
      return [
        finding(files.pdf, equal ? [] : [`attached: ${names.join(', ') || 'nothing'}, not the sealed JSON`]),
      ];
    });
    return findings.flat();
  },
};
