import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import type { RosterEncoding } from '../../shared/roster/encodings.ts';
import { HOSTILE_CELLS, REAL_NAMES } from '../../shared/roster/sample-names.ts';
import { readSource } from '../../shared/roster/source.ts';
import { columnLetters } from '../../shared/workbook/sheet.ts';
import { writeXlsx } from '../../shared/workbook/write-xlsx.ts';
import type { Line, Trial } from './hearing.ts';
import { missingPython, runPython } from './python.ts';

/** Files changed at random, of rosters, of course packages and of platforms' exports each. */
const SPOILED = 10_000;
const TESTS = [
  'shared/roster/fuzz.test.ts',
  'shared/course/course.test.ts',
  'shared/platforms/one-roster-classes.test.ts',
];

interface Answer {
  readonly file: string;
  /** By reference, A1. */
  readonly cells: Readonly<Record<string, string | number>>;
  readonly encoding: RosterEncoding | null;
}

/** openpyxl and pandas read the same workbooks, ODS and CSV files, cell by cell; then come the spoiled ones. */
export const rosters: Trial = {
  name: 'rosters (openpyxl, pandas)',
  missing: missingPython,
  async *hear(scratch) {
    const folder = join(scratch, 'rosters');
    await mkdir(folder, { recursive: true });
    const started = performance.now();
    const names = [...HOSTILE_CELLS, ...REAL_NAMES].filter((name) => !/^\s|\s$|_x[0-9A-F]{4}_/.test(name));
    const ours = writeXlsx('Ours', [['Name'], ...names.map((name) => [name])], nodeEngine);
    await writeFile(join(folder, 'ours.xlsx'), ours);
    const ran = await runPython('roster/make_and_read.py', [folder]);
    const answers = ran.out
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Answer);
    const failures = ran.code === 0 ? [] : [ran.err.slice(-1000)];
    let cells = 0;
    for (const answer of answers) {
      const differing = await compare(answer);
      if (differing === undefined) cells += Object.keys(answer.cells).length;
      else failures.push(`${basename(answer.file)}: ${differing}`);
    }
    // A wrong cell must be seen, or agreement means nothing.
    const [first] = answers;
    const spoilt = first && (await compare({ ...first, cells: { ...first.cells, A1: 'else' } }));
    if (spoilt === undefined) failures.push('a changed cell was not noticed');
    yield line('cells', cells, failures, started);
    yield spoiledFiles();
  },
};

function spoiledFiles(): Line {
  const started = performance.now();
  // Within a test run Node would skip the files without a word.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const ran = spawnSync(process.execPath, ['--test', '--test-reporter=tap', ...TESTS], {
    encoding: 'utf8',
    env: { ...environment, SEALWRIGHT_FUZZ: String(SPOILED) },
  });
  const tried = ran.stdout.match(new RegExp(`^\\s*ok \\d+ - ${SPOILED} `, 'gm'))?.length ?? 0;
  const failures = ran.status === 0 && tried === TESTS.length ? [] : [ran.stdout.slice(-2000)];
  return line('spoiled files', failures.length === 0 ? tried * SPOILED : 0, failures, started);
}

function line(what: string, passed: number, failures: readonly string[], started: number): Line {
  return { judge: rosters.name, what, passed, failures, seconds: (performance.now() - started) / 1000 };
}

/** What differs first; undefined when nothing does. */
async function compare({ file, cells, encoding }: Answer): Promise<string | undefined> {
  const source = readSource(new Uint8Array(await readFile(file)), nodeEngine, {
    header: 1,
    hidden: 'read',
    ...(encoding && { encoding }),
  });
  if (!source.ok) return source.problems[0].code;
  const { columns, rows } = source.value.table;
  const ours = new Map<string, string>();
  for (const [line, row] of [[1, columns] as const, ...rows.map((row) => [row.line, row.cells] as const)]) {
    for (const [at, text] of row.entries()) if (text !== '') ours.set(`${columnLetters(at)}${line}`, text);
  }
  for (const [place, theirs] of Object.entries(cells)) {
    if (!same(ours.get(place), theirs)) return `${place}: ${ours.get(place)} where they read ${theirs}`;
  }
  const more = [...ours.keys()].find((place) => !(place in cells));
  return more === undefined ? undefined : `${more}: ${ours.get(more)} where they read nothing`;
}

/** Numbers to the fifteen digits that a spreadsheet shows; percentages are hundredths. */
function same(ours: string | undefined, theirs: string | number): boolean {
  if (ours === undefined) return false;
  // The header's cells are trimmed, and so are line ends within cells kept as the file has them.
  if (typeof theirs === 'string') return ours.replaceAll('\r\n', '\n') === theirs;
  const number = ours.endsWith('%') ? Number(ours.slice(0, -1)) / 100 : Number(ours);
  return Math.abs(number - theirs) <= Math.abs(theirs) * 1e-14;
}
