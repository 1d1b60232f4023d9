import { type Finding, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { BLANK_PAGE_SPOIL } from './spoil.ts';

/** poppler's pdftotext: the learner's name, code point for code point, is what a reader copies from the page. */
export const pdftotext: Judge = {
  name: 'pdftotext',
  formats: ['pdf'],
  missing: () => missingCommand('pdftotext', 'poppler-utils'),
  spoils: [BLANK_PAGE_SPOIL],
  async judge({ credentials }) {
    const findings = await each(credentials, async ({ files, entry }): Promise<readonly Finding[]> => {
      if (files.pdf === undefined || entry === undefined) return [];
      const { code, out, err } = await run('pdftotext', ['-enc', 'UTF-8', files.pdf, '-']);
      if (code !== 0) return [finding(files.pdf, [`exit ${code}: ${err.trim()}`])];
      // A long name may be broken into lines, at its spaces only.
      const found = out.replaceAll(/\s+/g, ' ').includes(entry.name);
      return [finding(files.pdf, found ? [] : [`the name ${entry.name} is not in the text`])];
    });
    return findings.flat();
  },
};
