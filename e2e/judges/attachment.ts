import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { ATTACHMENT_SPOIL } from './spoil.ts';

/** poppler's pdfdetach: the files inside the PDF are the sealed JSON and, where it was made, the sealed XML, byte for byte. */
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
      const attached = await Promise.all(
        (await readdir(folder))
          .sort()
          .map(async (name) => [name, await readFile(join(folder, name))] as const),
      );
      await rm(folder, { recursive: true });
      if (code !== 0) return [finding(files.pdf, [`exit ${code}: ${err.trim()}`])];
      const sealed = await Promise.all(
        [files.json, files.xml].flatMap((file) => (file === undefined ? [] : [readFile(file)])),
      );
      const equal =
        attached.length === sealed.length &&
        sealed.every((file, at) => attached[at]?.[1].equals(file) === true);
      const names = attached.map(([name]) => name).join(', ') || 'nothing';
      return [finding(files.pdf, equal ? [] : [`attached: ${names}, not the sealed data`])];
    });
    return findings.flat();
  },
};
