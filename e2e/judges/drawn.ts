import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sampleVariants } from '../../shared/credential/sample-variants.ts';
import { randomCredentials, writeRandom } from './elm/property.ts';
import { writeVariants } from './elm/variants.ts';
import { elmo } from './elmo.ts';
import type { Batch, Judge } from './finding.ts';
import type { Line, Trial } from './hearing.ts';
import { shacl } from './shacl.ts';

/** Enough to meet every field of the model several times, alone and beside each other. */
const RANDOM = 150;
/** The same ones in every run, so that a failure can be looked at. */
const SEED = 2026;
/** Each without what its application profile asks of it. */
const SPOILED: readonly (readonly [variant: string, needed: string])[] = [
  ['mandated', 'evidence'],
  ['accredited', 'evidence'],
  ['degree', 'displayParameter'],
  ['joint', 'issuer'],
];

/**
 * What no batch of one course shows: every kind and format, joint awards, mandates, accreditation, and credentials made
 * at random that our own checks let through. Drawn up and written, but not sealed: the contents are judged here.
 */
export const drawnElm: Trial = {
  name: 'SHACL (ELM)',
  missing: () => shacl.missing(),
  async *hear(scratch) {
    const folder = join(scratch, 'drawn');
    const variants = await writeVariants(join(folder, 'kinds'));
    yield hear(shacl, 'every kind', variants, scratch, true);
    yield hear(shacl, 'kinds spoiled', await spoilVariants(folder), scratch, false);
    const { elm } = await writeRandom(join(folder, 'random'), randomCredentials(RANDOM, SEED));
    yield hear(shacl, 'made at random', elm, scratch, true);
  },
};

export const drawnElmo: Trial = {
  name: 'ELMO schema',
  missing: () => elmo.missing(),
  async *hear(scratch) {
    const random = await writeRandom(join(scratch, 'drawn-elmo'), randomCredentials(RANDOM, SEED));
    yield hear(elmo, 'made at random', random.elmo, scratch, true);
  },
};

const spoilVariants = async (folder: string): Promise<readonly string[]> => {
  const files: string[] = [];
  for (const [variant, needed] of SPOILED) {
    if (!(variant in sampleVariants)) throw new Error(`no variant ${variant}`);
    const credential = JSON.parse(await readFile(join(folder, 'kinds', `${variant}.json`), 'utf8')) as object;
    const kept = Object.entries(credential).filter(([key]) => key !== needed);
    const file = join(folder, `${variant}-without-${needed}.json`);
    await writeFile(file, JSON.stringify(Object.fromEntries(kept)));
    files.push(file);
  }
  return files;
};

const hear = async (
  judge: Judge,
  what: string,
  files: readonly string[],
  scratch: string,
  good: boolean,
): Promise<Line> => {
  const start = performance.now();
  const [format = 'json'] = judge.formats;
  const batch: Batch = {
    credentials: files.map((file) => ({ files: { [format]: file } })),
    root: '',
    crls: [],
    scratch,
  };
  const findings = await judge.judge(batch);
  const wrong = findings.filter(({ passed }) => passed !== good);
  const failures = wrong.map(({ file, why }) =>
    good ? `${basename(file)}: ${why}` : `passes ${basename(file)}`,
  );
  if (findings.length < files.length) failures.push(`judged ${findings.length} of ${files.length} files`);
  const passed = findings.length - wrong.length;
  return { judge: judge.name, what, passed, failures, seconds: (performance.now() - start) / 1000 };
};
