import { readAnswers } from './answers.ts';
import { filesOf, finding, type Judge } from './finding.ts';
import { missingPython, runPython } from './python.ts';
import { sealSpoilsOf } from './spoil.ts';

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly {
    readonly intact: boolean;
    readonly valid: boolean;
    readonly trusted: boolean;
    readonly bottomLine: boolean;
    readonly coverage: string;
    readonly modification: string;
    readonly docMdpOk: boolean;
    readonly problem: string | null;
  }[];
}

/** pyHanko: one seal, intact, trusted up to the given root with its CRLs, over the entire file, nothing changed. */
export const pyhanko: Judge = {
  name: 'pyHanko',
  formats: ['pdf'],
  missing: missingPython,
  spoils: sealSpoilsOf('pdf'),
  async judge(batch) {
    const files = filesOf(batch, 'pdf');
    const trust = ['--root', batch.root, ...batch.crls.flatMap((crl) => ['--crl', crl])];
    const ran = await runPython('python/pyhanko_judge.py', trust, files);
    return readAnswers<Answer>('pyHanko', files, ran).map((answer) =>
      finding(answer.file, objections(answer)),
    );
  },
};

const objections = (answer: Answer): readonly string[] => {
  if (answer.error !== undefined) return [answer.error];
  const signatures = answer.signatures ?? [];
  const [seal] = signatures;
  if (seal === undefined || signatures.length !== 1)
    return [`${signatures.length} seals where one is expected`];
  const why: string[] = [];
  if (!seal.intact) why.push('not intact');
  if (!seal.valid) why.push('signature not valid');
  if (!seal.trusted) why.push(`not trusted ${seal.problem ?? ''}`);
  if (seal.coverage !== 'ENTIRE_FILE') why.push(`covers ${seal.coverage}`);
  if (seal.modification !== 'NONE') why.push(`modified: ${seal.modification}`);
  if (!seal.docMdpOk) why.push('certification broken');
  if (!seal.bottomLine && why.length === 0) why.push(`refused ${seal.problem ?? ''}`);
  return why;
};
