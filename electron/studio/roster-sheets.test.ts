import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writeArchive } from '../../shared/archive-writer.ts';
import { sampleXlsx } from '../../shared/workbook/sample-xlsx.ts';
import { columnLetters } from '../../shared/workbook/sheet.ts';
import { nodeEngine } from '../engine.ts';
import { openRoster } from './open-roster.ts';
import { inspectRoster, mapRoster } from './roster-report.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-sheets-'));
process.env.SEALWRIGHT_DATA = join(root, 'data');
after(() => rmSync(root, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
}

const row = (line: number, ...cells: readonly string[]) =>
  `<row r="${line}">${cells.map((cell, at) => `<c r="${columnLetters(at)}${line}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

/** As the window does: the columns of another sheet are guessed, and kept for whenever this is opened again. */
async function choose(roster: string, sheet: string): Promise<void> {
  const guessed = await mapRoster({ roster, sheet });
  assert.ok(guessed.ok, JSON.stringify(guessed));
  const kept = await mapRoster({ roster, change: guessed.value.mapping, remember: true });
  assert.ok(kept.ok, JSON.stringify(kept));
}

test('a sheet that is chosen stays chosen, whatever the headings of the first', async () => {
  const roster = file(
    'sheets.xlsx',
    sampleXlsx({
      sheets: {
        Notes: row(1, 'Term', 'Room') + row(2, 'Spring', '7'),
        Students: row(1, 'Student number', 'Given name', 'Family name') + row(2, 'S1', 'Žaneta', 'Ó Briain'),
      },
    }),
  );
  const before = await inspectRoster({ roster });
  assert.equal(before.ok && before.value.sheet, 'Notes');
  await choose(roster, 'Students');
  const inspection = await inspectRoster({ roster });
  assert.deepEqual(inspection.ok && [inspection.value.sheet, inspection.value.remembered], [
    'Students',
    true,
  ]);
  const opened = await openRoster({ roster }, '2026-06-30');
  assert.ok(opened.ok, JSON.stringify(opened));
  assert.deepEqual([opened.value.by, opened.value.recipients[0]?.givenName], ['remembered', 'Žaneta']);
});

function classes(names: readonly string[]): Uint8Array {
  const line = (cells: readonly string[]) => `${cells.join(',')}\n`;
  return writeArchive(
    {
      'manifest.csv': 'propertyName,value\noneroster.version,1.2\n',
      'users.csv': `sourcedId,enabledUser,givenName,familyName,identifier\n${names.map((name, at) => line([`u${at}`, 'true', 'Ana', name, `S${at}`])).join('')}`,
      'classes.csv': `sourcedId,title\n${names.map((name, at) => line([`k${at}`, name])).join('')}`,
      'enrollments.csv': `classSourcedId,userSourcedId,role\n${names.map((_, at) => line([`k${at}`, `u${at}`, 'student'])).join('')}`,
    },
    nodeEngine,
  );
}

test('of several classes none is taken before one is chosen; last term’s that is not there is asked for again', async () => {
  const roster = file('term-1.zip', classes(['Sea', 'Land']));
  const asked = await openRoster({ roster }, '2026-06-30');
  assert.deepEqual(!asked.ok && asked.problems, [
    { code: 'roster.class-asked', where: { file: roster }, facts: { count: 2, classes: 'Sea, Land' } },
  ]);
  await choose(roster, 'Land');
  const opened = await openRoster({ roster }, '2026-06-30');
  assert.deepEqual(opened.ok && opened.value.recipients.map(({ familyName }) => familyName), ['Land']);

  const next = await openRoster({ roster: file('term-2.zip', classes(['Sky', 'Wind'])) }, '2026-06-30');
  assert.equal(!next.ok && next.problems[0].code, 'roster.class-asked');
});

test('an export that is known is read as what it is, also before anybody has looked at its columns', async () => {
  const lines = [
    'First name,Last name,ID number,Email address,Course total (Real),Last downloaded from this course',
    ...['Anna,Weiß,78,a@x.example,85.00,1718000000', 'Jörg,Müller,77,j@x.example,-,1718000000'],
  ];
  const roster = file('moodle.csv', new TextEncoder().encode(`${lines.join('\n')}\n`));
  const opened = await openRoster({ roster }, '2026-06-30');
  assert.ok(opened.ok, JSON.stringify(opened));
  assert.deepEqual(
    opened.value.recipients.map(({ familyName, grade }) => [familyName, grade]),
    [['Weiß', '85.00']],
  );
  assert.deepEqual([opened.value.by, opened.value.passedOver], ['guess', [3]]);
});
