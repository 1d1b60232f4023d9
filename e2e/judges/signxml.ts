import { readAnswers } from './answers.ts';
import { filesOf, finding, type Judge } from './finding.ts';
import { missingPython, runPython } from './python.ts';
import { sealSpoilsOf } from './spoil.ts';

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly wholeDocument?: boolean;
}

/** signxml: an enveloped XAdES seal over the root element and its SignedProperties, trusted up to the given root. */
export const signxml: Judge = {
  name: 'signxml',
  formats: ['xml'],
  missing: missingPython,
  spoils: sealSpoilsOf('xml'),
  async judge(batch) {
    const files = filesOf(batch, 'xml');
    const ran = await runPython('python/signxml_judge.py', ['--root', batch.root], files);
    return readAnswers<Answer>('signxml', files, ran).map(({ file, error, wholeDocument }) =>
      finding(
        file,
        error !== undefined ? [error] : wholeDocument ? [] : ['the root element is not what is sealed'],
      ),
    );
  },
};
