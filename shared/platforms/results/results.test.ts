import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { nodeEngine } from '../../../electron/engine.ts';
import { readCourse } from '../../course/read.ts';
import type { SummaryRow } from '../../formats/summary/row.ts';
import { readSeparated } from '../../roster/csv.ts';
import { HOSTILE_CELLS } from '../../roster/sample-names.ts';
import { issuedJson, openApi } from './api.ts';
import { webLinkCartridge } from './cartridge.ts';
import { type CourseFacts, canvasCourses, moodleCourses } from './courses.ts';
import { canvasGrades, moodleGrades } from './grades.ts';
import { addToProfile } from './linked-in.ts';

const ROW: SummaryRow = {
  serial: 'HAL-2026-00001',
  id: 'urn:uuid:01234567-89ab-4cde-8f01-23456789abcd',
  name: 'Žaneta Ó Briain',
  givenName: 'Žaneta',
  familyName: 'Ó Briain',
  studentId: 'S1',
  email: 'z@x.example',
  title: 'Open Data & Climate',
  awardedOn: '2026-03-01',
  issuedAt: '2026-03-02T10:00:00Z',
  grade: '8.5',
  awardingBody: 'Halcyon University',
  validUntil: '2029-03-02T10:00:00Z',
  files: [{ format: 'pdf', name: 'a.pdf', sha256: 'a'.repeat(64) }],
};

function cellsOf(csv: Uint8Array) {
  const read = readSeparated(new TextDecoder().decode(csv));
  assert.ok(read.ok);
  return [read.value.columns, ...read.value.rows.map(({ cells }) => cells)];
}

test('one line for each learner, a column for each credential, as Moodle and Canvas import it', () => {
  const { grade: _, ...without } = ROW;
  const rows = [ROW, { ...without, id: 'urn:uuid:2', serial: 'X2', title: 'Second' }];
  assert.deepEqual(cellsOf(canvasGrades(rows)), [
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', 'Open Data & Climate', 'Second'],
    ['Ó Briain, Žaneta', '', 'S1', 'z@x.example', '', '8.5', '✓'],
  ]);
  assert.deepEqual(cellsOf(moodleGrades(rows)), [
    ['ID number', 'Email address', 'Open Data & Climate', 'Second', 'Serial', 'Awarded on'],
    ['S1', 'z@x.example', '8.5', '✓', 'HAL-2026-00001 X2', '2026-03-01'],
  ]);
});

test('nothing hostile comes out as a formula', () => {
  for (const [at, cell] of HOSTILE_CELLS.entries()) {
    const row = { ...ROW, id: `urn:uuid:${at}`, studentId: cell, familyName: cell, grade: cell };
    for (const csv of [canvasGrades([row]), moodleGrades([row])]) {
      for (const line of cellsOf(csv).slice(1)) {
        for (const one of line) assert.doesNotMatch(one, /(?:^|[,;|\t\r\n])[ "]*[=+\-@＝＋－＠]/, cell);
      }
    }
  }
});

const COURSE: CourseFacts = {
  id: 'https://halcyon.example/id/courses/open-data',
  languages: ['el', 'en'],
  achievement: {
    title: { el: 'Ανοικτά δεδομένα', en: 'Open data' },
    description: { el: 'Από <μέτρηση> & πηγή' },
    outcomes: [{ title: { el: 'Δημοσιεύει' }, skills: [] }],
  } as unknown as CourseFacts['achievement'],
};

test('courses as Moodle uploads them and as Canvas’s SIS import takes them', () => {
  assert.deepEqual(cellsOf(moodleCourses([COURSE], '7')), [
    ['shortname', 'fullname', 'category', 'idnumber', 'summary', 'visible'],
    [
      ...['open-data', 'Ανοικτά δεδομένα', '7', COURSE.id],
      ...['<p>Από &lt;μέτρηση&gt; &amp; πηγή</p><ul><li>Δημοσιεύει</li></ul>', '0'],
    ],
  ]);
  const unnamed = { ...COURSE, id: 'urn:uuid:01234567-89ab-4cde-8f01-23456789abcd' };
  assert.deepEqual(cellsOf(canvasCourses([unnamed])), [
    ['course_id', 'short_name', 'long_name', 'account_id', 'term_id', 'status'],
    [unnamed.id, 'Ανοικτά δεδομένα', 'Ανοικτά δεδομένα', '', '', 'active'],
  ]);
});

test('no course comes out as a formula', () => {
  for (const cell of HOSTILE_CELLS) {
    const achievement = { ...COURSE.achievement, title: { el: cell } };
    const courses = [{ ...COURSE, id: `urn:x:${cell}`, achievement }];
    for (const csv of [moodleCourses(courses, cell), canvasCourses(courses, cell)]) {
      for (const one of cellsOf(csv).slice(1).flat())
        assert.doesNotMatch(one, /(?:^|[,;|\t\r\n])[ "]*[=+\-@＝＋－＠]/, cell);
    }
  }
});

test('LinkedIn’s link tells what stands on the credential', () => {
  const url = new URL(addToProfile(ROW, 'https://check.example/{serial}'));
  assert.equal(url.host, 'www.linkedin.com');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    startTask: 'CERTIFICATION_NAME',
    name: 'Open Data & Climate',
    organizationName: 'Halcyon University',
    issueYear: '2026',
    issueMonth: '3',
    expirationYear: '2029',
    expirationMonth: '3',
    certUrl: 'https://check.example/HAL-2026-00001',
    certId: 'HAL-2026-00001',
  });
});

test('a cartridge of links is one that can be read, and the same each time', () => {
  const make = () =>
    webLinkCartridge('A & B', [{ title: '<x>', url: 'https://a.example/?a=1&b=2' }], nodeEngine);
  const course = readCourse(make(), nodeEngine);
  assert.ok(course.ok);
  assert.deepEqual([course.value.source, course.value.title], ['common-cartridge', { en: 'A & B' }]);
  assert.deepEqual(make(), make());
});

test('what was issued is what its OpenAPI description says (JSON Schema 2020-12, by Ajv)', () => {
  const api = JSON.parse(new TextDecoder().decode(openApi('1')));
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(api, 'api');
  const validate = ajv.compile({ $ref: 'api#/components/schemas/Issued' });
  const text = new TextDecoder().decode(issuedJson([ROW]));
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
  assert.ok(!validate(JSON.parse(text.replace('"serial"', '"number"'))), 'and refuses what it does not');
});
