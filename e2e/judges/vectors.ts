import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnswers } from './answers.ts';
import type { Trial } from './hearing.ts';
import { missingPython, runPython } from './python.ts';

const FOLDER = join(import.meta.dirname, '../../docs/vectors/paper-proof');

/** The published vectors of the proof on paper, before the Python packages cwt and cddl-verifier. */
export const vectors: Trial = {
  name: 'vectors of the proof',
  missing: missingPython,
  async *hear() {
    const start = performance.now();
    const files: string[] = [];
    for await (const name of glob('*[0-9].json', { cwd: FOLDER })) files.push(join(FOLDER, name));
    const spoiled = files.flatMap((file) => [`${file}#signature`, `${file}#date`]);
    const ran = await runPython(
      'python/vector_judge.py',
      [join(FOLDER, 'proof.cddl')],
      [...files, ...spoiled],
    );
    const answers = readAnswers<{ readonly file: string; readonly error?: string }>(
      'vectors',
      [...files, ...spoiled],
      ran,
    );
    const failures = answers.flatMap(({ file, error }) => {
      if (!file.includes('#')) return error === undefined ? [] : [`${file}: ${error}`];
      const wanted = file.endsWith('#date') ? /^ValueError: CDDL/ : /Verif|Signature/i;
      return wanted.test(error ?? '') ? [] : [`${file}: ${error ?? 'passes'}`];
    });
    if (files.length < 4) failures.push(`${files.length} vectors`);
    const passed = answers.length - failures.length;
    yield {
      ...{ judge: 'cwt, cddl-verifier', what: 'vectors', passed, failures },
      seconds: (performance.now() - start) / 1000,
    };
  },
};
