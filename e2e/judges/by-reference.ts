import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedFormat } from '../../shared/issue.ts';
import { readAnswers } from './answers.ts';
import { type Finding, filesOf, finding, type Judge, type Spoil } from './finding.ts';
import { byTheThousand } from './program.ts';
import { missingPython, runPython } from './python.ts';

/** Official schemas and shapes lie beside the repository; they are not ours to hand on. */
const REFERENCE = join(import.meta.dirname, '../../../shared/reference');

interface Answer {
  readonly file: string;
  readonly ok: boolean;
  readonly messages: readonly string[];
}

/** A judge of contents: a Python script of this folder that measures files by a standard's own schemas. */
export const judgeByReference = (judge: {
  readonly name: string;
  readonly format: SealedFormat;
  readonly script: string;
  /** Folder and a file in it, below the reference folder. */
  readonly reference: string;
  readonly needs: string;
  readonly spoils: readonly Spoil[];
}): Judge => {
  const reference = join(REFERENCE, judge.reference);
  return {
    name: judge.name,
    formats: [judge.format],
    spoils: judge.spoils,
    async missing() {
      if (!existsSync(join(reference, judge.needs))) return `the official data is not in ${reference}`;
      return missingPython();
    },
    async judge(batch) {
      const findings: Finding[] = [];
      for (const files of byTheThousand(filesOf(batch, judge.format))) {
        const ran = await runPython(judge.script, ['--reference', reference, ...files]);
        // Its exit code 1 says that some file does not conform, which the answers say as well.
        const heard = ran.code === 1 && ran.out !== '' ? { ...ran, code: 0 } : ran;
        for (const { file, ok, messages } of readAnswers<Answer>(judge.script, files, heard)) {
          findings.push(finding(file, ok ? [] : ['refused', ...messages]));
        }
      }
      return findings;
    },
  };
};
