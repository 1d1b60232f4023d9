import { readAnswers } from './answers.ts';
import { filesOf, finding, type Judge } from './finding.ts';
import { missingJava, runJava } from './java.ts';
import { PDFA_PART_SPOIL, PDFUA_PART_SPOIL } from './spoil.ts';

interface Profile {
  readonly compliant: boolean;
  readonly checks: number;
  /** Rule → what is wrong at the first place it fails. */
  readonly failed: Readonly<Record<string, string>>;
}

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly '3a'?: Profile;
  readonly ua1?: Profile;
}

/** veraPDF: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), both, for every PDF. */
export const verapdf: Judge = {
  name: 'veraPDF 3a and ua1',
  formats: ['pdf'],
  missing: missingJava,
  spoils: [PDFA_PART_SPOIL, PDFUA_PART_SPOIL],
  async judge(batch) {
    const files = filesOf(batch, 'pdf');
    const answers = readAnswers<Answer>('veraPDF', files, await runJava(['verapdf'], files));
    return answers.map((answer) =>
      finding(
        answer.file,
        answer.error === undefined
          ? [...objections('3a', answer['3a']), ...objections('ua1', answer.ua1)]
          : [answer.error],
      ),
    );
  },
};

const objections = (name: string, profile: Profile | undefined): readonly string[] => {
  if (profile === undefined || profile.checks === 0) return [`${name}: nothing was checked`];
  if (profile.compliant) return [];
  return Object.entries(profile.failed).map(([rule, words]) => `${name} ${rule}: ${words}`);
};
