import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sampleXlsx } from '../../shared/workbook/sample-xlsx.ts';
import { columnLetters } from '../../shared/workbook/sheet.ts';

const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'sealwright-roster-'));
after(() => rmSync(root, { recursive: true, force: true }));

function roster(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, [LAUNCHER, 'roster', ...words, '--json'], {
    encoding: 'utf8',
    input: '',
    env: { ...process.env, LANG: 'en_IE.UTF-8', LC_ALL: '', SEALWRIGHT_DATA: join(root, 'data') },
  });
  const last = ran.stdout.trim().split('\n').at(-1) ?? '{}';
  return { code: ran.status, told: JSON.parse(last), err: ran.stderr };
}

function file(name: string, content: Uint8Array | string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

const row = (line: number, ...cells: readonly string[]) =>
  `<row r="${line}">${cells.map((cell, at) => `<c r="${columnLetters(at)}${line}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

test('a workbook with a title above the headings: inspected, mapped with an answer, remembered, checked, mended', () => {
  const path = file(
    'students.xlsx',
    sampleXlsx({
      sheets: {
        Notes: row(1, 'nothing'),
        Students:
          row(1, 'Spring 2026') +
          row(3, 'Student number', 'Given name', 'Family name', 'Date of birth', 'Score') +
          row(4, 'S1', 'Žaneta', 'Ó Briain', '03/04/2001', '80') +
          row(5, 'S2', '', 'Gil', '05/06/2002', '90') +
          row(6, 'S3', 'Eva', 'Ost', '05/06/2002', '40'),
      },
    }),
  );
  const seen = roster('inspect', path, '--sheet', 'Students');
  assert.equal(seen.code, 0, seen.err);
  assert.deepEqual([seen.told.format, seen.told.header, seen.told.rows], ['xlsx', 3, 3]);
  assert.equal(roster('inspect', path, '--sheet', 'None').code, 3);

  const asked = roster('map', path, '--sheet', 'Students');
  assert.equal(asked.code, 3);
  assert.match(asked.err, /“Date of birth”, such as 03\/04\/2001, can be read in two ways/);
  const mapping = join(root, 'mapping.json');
  const answered = roster(
    ...['map', path, '--sheet', 'Students', '--dates', 'day-first'],
    ...['--at-least', 'Score=50', '--out', mapping, '--remember'],
  );
  assert.equal(answered.code, 0, answered.err);
  assert.deepEqual(JSON.parse(readFileSync(mapping, 'utf8')).source, { sheet: 'Students' });

  const refusedTo = join(root, 'refused.csv');
  const checked = roster('check', path, '--mapping', mapping, '--refused', refusedTo);
  assert.equal(checked.code, 5, checked.err);
  const { good, passedOver, refusals } = checked.told;
  assert.deepEqual([good, passedOver], [1, [6]]);
  assert.equal(refusals[0].problems[0].where.cell, 'B5');
  assert.match(readFileSync(refusedTo, 'utf8'), /"S2";"";"Gil";.*"B5: Row 5: “Given name” is empty\./);

  const corrections = file(
    'corrections.json',
    JSON.stringify({
      schema: 'sealwright-corrections/1',
      cells: [{ cell: 'B5', column: 'Given name', learner: 'S2', was: '', is: 'Ana' }],
    }),
  );
  const mended = roster('check', path, '--mapping', mapping, '--corrections', corrections);
  assert.deepEqual([mended.code, mended.told.good], [0, 2]);

  // The headings are enough to remember it by, in another file too.
  const csv = file(
    'next.csv',
    'Student number;Given name;Family name;Date of birth;Score\nS9;Leo;Ost;01/02/2003;51\nS8;Mia;Ost;01/02/2003;5\n',
  );
  const next = roster('check', csv);
  assert.deepEqual(
    [next.code, next.told.by, next.told.good, next.told.passedOver],
    [0, 'remembered', 1, [3]],
  );
});

test('an encoding is asked with a sample and taken when told', () => {
  const path = file(
    'latin.csv',
    Uint8Array.from([...'Given name;Family name;Student ID\nJörg;Müßig;S1\n'].map((c) => c.charCodeAt(0))),
  );
  const asked = roster('check', path);
  assert.equal(asked.code, 3);
  assert.match(asked.err, /probably windows-1252\. If these words read right – Jörg, Müßig –/);
  assert.deepEqual(roster('check', path, '--encoding', 'windows-1252').told.good, 1);
  assert.equal(roster('check', path, '--encoding', 'utf-7').code, 2);
});

test('a letter that the fonts lack is told with its row, by the fonts of the template that is named', () => {
  const path = file(
    'letters.csv',
    ['Student number;Given name;Family name', '1;Ζωή;Ångström', '2;Ѭна;Ѧне', '3;王;芳'].join('\n'),
  );
  const lacking = (...words: readonly string[]) => {
    const refusals: { row: number; problems: { code: string }[] }[] = roster('check', path, ...words).told
      .refusals;
    return refusals.flatMap(({ row, problems }) =>
      problems.some(({ code }) => code === 'row.letter-missing') ? [row] : [],
    );
  };
  assert.deepEqual(lacking(), [4]);
  // An institution's own font counts as well: this one lacks what the bundled sans serif has.
  const own = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../examples/university/template.json', import.meta.url)), 'utf8'),
  );
  const garamond = '@expo-google-fonts/eb-garamond/400Regular/EBGaramond_400Regular.ttf';
  const font = readFileSync(fileURLToPath(new URL(`../../node_modules/${garamond}`, import.meta.url)));
  own.page.fonts = { 'own-house': { regular: `data:font/ttf;base64,${font.toString('base64')}` } };
  const [style] = Object.keys(own.page.styles);
  own.page.styles[style ?? ''] = {
    ...own.page.styles[style ?? ''],
    family: 'own-house',
    bold: false,
    italic: false,
  };
  assert.deepEqual(lacking('--template', file('own.json', JSON.stringify(own))), [3, 4]);
});
