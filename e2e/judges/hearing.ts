import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Batch, Judge, JudgedCredential } from './finding.ts';

/** How many credentials are spoiled in each way, to see the judge refuse them. */
const SPOILED = 3;

/** What came of one hearing. */
export interface Line {
  readonly judge: string;
  readonly what: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** A hearing of files made for it, in formats that a batch need not hold. */
export interface Trial {
  readonly name: string;
  /** How to install what is missing; undefined when it can be held. */
  missing(): Promise<string | undefined>;
  /** `scratch`: a folder to fill. */
  hear(scratch: string): AsyncGenerator<Line>;
}

/** Both things to learn of a judge: that it passes what we made, and that it does not pass just anything. */
export async function* hear(judge: Judge, batch: Batch): AsyncGenerator<Line> {
  const registered = batch.credentials.some(({ entry }) => entry !== undefined);
  let judged = 0;
  const there = judge.formats.filter((format) => batch.credentials.some(({ files }) => files[format]));
  // A template chooses its exports; those it has when it does not choose must be there.
  if (there.length === 0 && !judge.formats.some((format) => ['pdf', 'xml', 'json'].includes(format))) return;
  yield await timed(judge.name, there.join(' '), async (failures) => {
    const findings = await judge.judge(batch);
    judged = findings.length;
    // Somebody's folder of PDFs gives some judges nothing to do; a register promises work for all.
    if (judged === 0 && registered) failures.push('judged no file at all');
    for (const { file, passed, why } of findings) if (!passed) failures.push(`${basename(file)}: ${why}`);
    return findings.filter(({ passed }) => passed).length;
  });
  if (judged === 0) return;
  yield await timed(judge.name, 'one byte changed', async (failures) => {
    const credentials = await spoil(judge, batch);
    const spoiled = new Set(credentials.map((credential) => credential.spoiled));
    const findings = await judge.judge({ ...batch, credentials });
    const provoked = findings.filter(({ file }) => spoiled.has(file));
    const heard = new Set(provoked.map(({ file }) => file));
    if (heard.size < Math.max(1, spoiled.size)) {
      failures.push(`judged ${heard.size} of ${spoiled.size} spoiled files`);
    }
    for (const { file, passed } of provoked) if (passed) failures.push(`passes ${basename(file)}`);
    return provoked.filter(({ passed }) => !passed).length;
  });
}

/** One line of a trial, whose files are made for it: something must have been judged. */
export function timedTrial(
  judge: string,
  what: string,
  hearing: (failures: string[]) => Promise<number>,
): Promise<Line> {
  return timed(judge, what, async (failures) => {
    const passed = await hearing(failures);
    if (passed + failures.length === 0) failures.push('judged no file at all');
    return passed;
  });
}

const timed = async (
  judge: string,
  what: string,
  hearing: (failures: string[]) => Promise<number>,
): Promise<Line> => {
  const start = performance.now();
  const failures: string[] = [];
  let passed = 0;
  try {
    passed = await hearing(failures);
  } catch (error) {
    // A judge that breaks down has decided nothing.
    failures.push(error instanceof Error ? error.message : String(error));
  }
  return { judge, what, passed, failures, seconds: (performance.now() - start) / 1000 };
};

/** The judge's own changes of one byte, on credentials spread over the batch; their other files stay as they are. */
const spoil = async (
  judge: Judge,
  batch: Batch,
): Promise<readonly (JudgedCredential & { readonly spoiled: string })[]> => {
  const credentials: (JudgedCredential & { readonly spoiled: string })[] = [];
  const folder = join(batch.scratch, 'spoiled', judge.name.replaceAll(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  for (const [number, change] of judge.spoils.entries()) {
    for (const credential of spread(
      batch.credentials.filter(({ files }) => files[change.format] !== undefined),
    )) {
      const whole = credential.files[change.format];
      if (whole === undefined) continue;
      const bytes = await readFile(whole);
      const changed = change.spoil(bytes);
      if (difference(bytes, changed) !== 1) throw new Error(`${change.name} is not one byte in ${whole}`);
      const spoiled = join(folder, `${number}_${change.name.replaceAll(/\W+/g, '-')}_${basename(whole)}`);
      await writeFile(spoiled, changed);
      credentials.push({ ...credential, files: { ...credential.files, [change.format]: spoiled }, spoiled });
    }
  }
  return credentials;
};

/** A few, from all over the list. */
const spread = <Item>(items: readonly Item[]): readonly Item[] => {
  const step = Math.max(1, Math.floor(items.length / SPOILED));
  return items.filter((_, index) => index % step === 0).slice(0, SPOILED);
};

const difference = (one: Uint8Array, other: Uint8Array): number => {
  let count = Math.abs(one.length - other.length);
  for (let index = 0; index < Math.min(one.length, other.length); index += 1) {
    if (one[index] !== other[index]) count += 1;
  }
  return count;
};
