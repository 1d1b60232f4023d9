import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { readRosterFile } from '../../electron/reading/read-roster.ts';
import type { Outcome } from '../../shared/problem.ts';
import type { Source } from '../../shared/roster/source.ts';
import { sampleXlsx } from '../../shared/workbook/sample-xlsx.ts';
import { missingPython, runPython } from '../judges/python.ts';

const HELP = `Reads large rosters beside openpyxl and pandas, and files that were made to cost a lot, each in a process of its own
with the studio's bounds. Fails when 100,000 rows take more than 5 s of the processor or 512 MB, or a refusal more than 2 s.

  npm run bench:roster -- [--rows N]      (Linux)

  --rows N   of the large rosters, 100000 when left out
`;

const MOST = { large: 5, refused: 2, megabytes: 512 } as const;
const MIB = 1024 * 1024;

interface Told {
  readonly reply: Outcome<Source>;
  readonly seconds: number;
  readonly megabytes: number;
}

/** Undefined when the process grew beyond its memory or took a minute, as the studio's reader would be ended. */
function read(file: string): Promise<Told | undefined> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'roster-child.ts'), {
      execArgv: ['--max-old-space-size=384', '--no-warnings'],
      serialization: 'advanced',
      silent: true,
    });
    const clock = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.on('message', (told) => {
      resolve(told as Told);
      child.kill();
    });
    child.on('exit', () => {
      clearTimeout(clock);
      resolve(undefined);
    });
    child.send({ errand: 'roster', order: { file, choices: {} } });
  });
}

/** Small on disk or dense inside: each would cost a reader without bounds seconds or gigabytes. */
function hostile(): Readonly<Record<string, Uint8Array>> {
  const ods = (rows: string) =>
    zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': strToU8(
        `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="S">${rows}</table:table></office:document-content>`,
      ),
    });
  return {
    'zeros.xlsx': sampleXlsx({ sheets: { S: ' '.repeat(193 * MIB) } }),
    'cells.xlsx': sampleXlsx({ sheets: { S: `<row r="1">${'<c/>'.repeat(8_000_000)}</row>` } }),
    'strings.xlsx': sampleXlsx({
      sheets: { S: '<row r="1"><c t="s"><v>0</v></c></row>' },
      strings: '<si><t>a</t></si>'.repeat(6_000_000),
    }),
    'merged.xlsx': sampleXlsx({
      sheets: { S: '' },
      after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(300_000)}</mergeCells>`,
    }),
    'deep.xlsx': sampleXlsx({ sheets: { S: '<row>'.repeat(4_000_000) } }),
    'entities.xlsx': sampleXlsx({
      sheets: { S: '<row/>' },
      doctype: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    }),
    'repeated.ods': ods(
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row>',
    ),
    'spans.xls': strToU8(
      `<html><table>${'<tr><td colspan="1000" rowspan="65000">a'.repeat(250_000)}</table></html>`,
    ),
    'quote.csv': strToU8(`Given name;Family name\n"${'a;b\n'.repeat(15 * MIB)}`),
    'rows.csv': strToU8(`Given name;Family name\n${'a;b\n'.repeat(15 * MIB)}`),
    'empty.csv': strToU8(';'.repeat(60 * MIB)),
    'objects.json': strToU8(`[${'{},'.repeat(20 * MIB)}{}]`),
    'nested.json': strToU8('['.repeat(60 * MIB)),
    'one-roster.zip': zipSync({ 'manifest.csv': strToU8('a'), 'users.csv': strToU8('a;'.repeat(60 * MIB)) }),
  };
}

let failed = 0;
function tell(
  name: string,
  reader: string,
  told: Told | undefined,
  most: number,
  expected: 'read' | 'refused',
): void {
  const how =
    told === undefined
      ? 'ended'
      : told.reply.ok
        ? `${told.reply.value.table.rows.length} rows`
        : told.reply.problems[0].code;
  const costs = told && `${told.seconds.toFixed(2)} s, ${told.megabytes.toFixed(0)} MB`;
  const wrong =
    told?.reply.ok !== (expected === 'read') || told.seconds > most || told.megabytes > MOST.megabytes;
  if (wrong) failed++;
  process.stdout.write(
    `${name.padEnd(28)} ${reader.padEnd(10)} ${how.padEnd(24)} ${costs ?? ''}${wrong ? '  TOO MUCH' : ''}\n`,
  );
}

async function compare(folder: string, rows: string): Promise<void> {
  const why = await missingPython();
  if (why) throw new Error(why);
  const made = await runPython('roster/make_and_time.py', ['make', folder, rows]);
  if (made.code !== 0) throw new Error(made.err);
  for (const [name, readers] of [
    ['large.csv', ['pandas']],
    ['large.xlsx', ['openpyxl', 'pandas']],
    ['tenth.ods', ['pandas']],
  ] as const) {
    const file = join(folder, name);
    tell(name, 'ours', await read(file), MOST.large, 'read');
    const start = performance.now();
    await readRosterFile(file);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    process.stdout.write(`${''.padEnd(28)} and through the studio's reader ${seconds} s by the clock\n`);
    for (const reader of readers) {
      const theirs = await runPython('roster/make_and_time.py', [reader, file]);
      process.stdout.write(
        `${basename(file).padEnd(28)} ${reader.padEnd(10)} ${theirs.out.trim() || theirs.err.slice(-200)}\n`,
      );
    }
  }
}

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(HELP);
else {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-bench-roster-'));
  try {
    for (const [name, bytes] of Object.entries(hostile())) {
      const file = join(folder, name);
      writeFileSync(file, bytes);
      tell(
        `${name} (${Math.ceil(bytes.length / 1024)} KB)`,
        'ours',
        await read(file),
        MOST.refused,
        'refused',
      );
      rmSync(file);
    }
    await compare(folder, values.rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = failed === 0 ? 0 : 1;
}
