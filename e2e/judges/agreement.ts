import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { readAnswers } from './answers.ts';
import type { Line, Trial } from './hearing.ts';
import { missingJava, runJava } from './java.ts';

const SAMPLES = join(import.meta.dirname, '../../../shared/reference/signatures');
const FOLDERS = ['attack-examples', 'pades', 'xades', 'jades', 'tl'];
const EXPLAINED = join(import.meta.dirname, '../../docs/verifier-and-dss.md');

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly { readonly indication: string; readonly subIndication: string | null }[];
}

/**
 * EU DSS and our verifier over other people's files, nobody trusted: the same indication and sub-indication, or the
 * difference stands, as it is, in docs/verifier-and-dss.md. A difference that is told there and no longer found is a
 * failure too.
 */
export const agreement: Trial = {
  name: 'Agreement with DSS',
  missing: missingJava,
  async *hear() {
    if (!existsSync(SAMPLES)) return;
    const start = performance.now();
    const files = (await Promise.all(FOLDERS.map((folder) => filesIn(join(SAMPLES, folder))))).flat();
    const answers = readAnswers<Answer>('DSS', files, await runJava(['dss'], files));
    const explained = await explanations();
    const failures: string[] = [];
    for (const [index, file] of files.entries()) {
      const name = relative(SAMPLES, file);
      const [own, theirs] = [await ownWord(file), wordOf(answers[index])];
      const told = explained.get(name);
      explained.delete(name);
      if (told === undefined ? own === theirs : told === `${own} | ${theirs}`) continue;
      failures.push(`${name}: ${own}, DSS ${theirs}${told === undefined ? '' : `, explained is ${told}`}`);
    }
    for (const name of explained.keys()) failures.push(`${name}: explained, but not at hand`);
    yield line(files.length, failures, start);
  },
};

const line = (files: number, failures: readonly string[], start: number): Line => ({
  judge: 'Agreement with DSS',
  what: 'file by file',
  passed: files - failures.length,
  failures,
  seconds: (performance.now() - start) / 1000,
});

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const nobody = prepareTrust({ roots: [] });

async function ownWord(file: string): Promise<string> {
  const bytes = new Uint8Array(await readFile(file));
  const { verdict } = await verifyFile(bytes, nobody, new Date(), nodeEngine);
  if (verdict.reason === 'not-sealed') return 'no signature';
  return [verdict.indication, verdict.subIndication].filter(Boolean).join(' ');
}

/** DSS judges every signature by itself; the first that fails decides what is said of the file. */
function wordOf(answer: Answer | undefined): string {
  // What it cannot read it refuses with an exception.
  if (!answer?.signatures) return 'TOTAL-FAILED FORMAT_FAILURE';
  const [first] = answer.signatures;
  if (!first) return 'no signature';
  const failed = answer.signatures.find(({ indication }) => indication === 'TOTAL_FAILED') ?? first;
  return [failed.indication.replace('_', '-'), failed.subIndication].filter(Boolean).join(' ');
}

/** The rows of the table: `| file | ours | DSS | why |`. */
async function explanations(): Promise<Map<string, string>> {
  const rows = (await readFile(EXPLAINED, 'utf8')).matchAll(/^\| `([^`]+)` *\| ([^|]+?) *\| ([^|]+?) *\|/gm);
  return new Map(Array.from(rows, ([, file = '', own = '', theirs = '']) => [file, `${own} | ${theirs}`]));
}
