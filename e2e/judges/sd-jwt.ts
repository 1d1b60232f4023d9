import { readAnswers } from './answers.ts';
import { filesOf, finding, type Judge } from './finding.ts';
import { missingPython, runPython } from './python.ts';
import { sealSpoilsOf } from './spoil.ts';

interface Answer {
  readonly file: string;
  readonly ok: boolean;
  readonly error?: string;
}

/** The OpenWallet Foundation's own implementation in Python on every SD-JWT VC, its certificates up to the root. */
export const sdJwt: Judge = {
  name: 'sd-jwt (Python)',
  formats: ['sd-jwt'],
  missing: missingPython,
  spoils: sealSpoilsOf('sd-jwt'),
  async judge(batch) {
    const files = filesOf(batch, 'sd-jwt');
    if (files.length === 0) return [];
    const ran = await runPython('sd-jwt/validate.py', ['--root', batch.root], files);
    return readAnswers<Answer>('sd-jwt', files, ran).map(({ file, ok, error }) =>
      finding(file, ok ? [] : [error ?? 'refused']),
    );
  },
};
