import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSeparated } from '../roster/csv.ts';
import { resolveSources, rowKeeper } from '../roster/field-source.ts';
import { propose } from '../roster/propose.ts';
import { readMapped } from '../roster/recipients.ts';
import { recognise } from './recognise.ts';
import { writeRefused } from './refused-csv.ts';
import { readStatements } from './xapi.ts';

function learnersOf(csv: string) {
  const table = readSeparated(csv);
  assert.ok(table.ok);
  const known = recognise(table.value);
  const { mapping, questions } = propose(table.value, known?.mapping);
  const sources = resolveSources(mapping, table.value);
  assert.ok(sources.ok);
  const rows = table.value.rows.filter(rowKeeper(mapping.only ?? [], table.value));
  const { recipients, refusals } = readMapped({ ...table.value, rows }, sources.value, '2026-03-01');
  assert.deepEqual(refusals, []);
  return {
    platform: known?.platform,
    questions,
    learners: recipients.map((r) => [r.givenName, r.familyName, r.studentId, r.email, r.grade].join(' ')),
  };
}

const CANVAS = `"Student","ID","SIS User ID","SIS Login ID","Section","Quiz 1 (123)","Current Score","Final Score"
"","","","","","Manual Posting","(read only)","(read only)"
"    Points Possible","","","","","10.00","(read only)","(read only)"
"Müller, Jörg","101","s101","j@x.example","A","8.50","85.0","85.0"
"Ó Briain, Áine","102","s102","a@x.example","A","EX","N/A","N/A"
"O'Hara-Šimková, Eve","104","s104","e@x.example","A","9.00","90.0","90.0"
"Student, Test","103","","tt","A","","",""
`;

test('Canvas: lines above the learners, the test student and whoever has no grade are no learners', () => {
  const { platform, learners } = learnersOf(CANVAS);
  assert.equal(platform, 'canvas');
  assert.deepEqual(learners, [
    'Jörg Müller s101 j@x.example 85.0',
    "Eve O'Hara-Šimková s104 e@x.example 90.0",
  ]);
});

test('a list of one’s own is not taken for Canvas because a name is missing in it beside a date', () => {
  const rows = [' A1;Αθηνά;Παππά;1.1.2001;x', ' A2;;Żółw;3.3.2001;x'];
  const list = readSeparated(['Number;Given;Family;Born;Award', ...rows].join('\n'));
  assert.ok(list.ok);
  assert.equal(recognise(list.value), undefined);
});

test('Canvas in another language is known by its shape, also without the line of postings', () => {
  const translated = CANVAS.replace('"Student","ID"', '"Teilnehmende","ID"')
    .replace('    Points Possible', '    Mögliche Punktzahl')
    .replace(/^"","".*\n/m, '')
    .replaceAll('(read only)', '(schreibgeschützt)');
  const { platform, learners } = learnersOf(translated);
  assert.equal(platform, 'canvas');
  assert.equal(learners.length, 2);
});

const MOODLE: readonly (readonly [language: string, csv: string])[] = [
  [
    'en',
    'First name,Last name,ID number,Institution,Department,Email address,Quiz (Real),Course total (Real),Last downloaded from this course\nAnna,Weiß,78,U,D,a@x.example,8.50,85.00,1718000000\nJörg,Müller,77,U,D,j@x.example,-,-,1718000000\n',
  ],
  [
    'de',
    'Vorname;Nachname;ID-Nummer;Institution;Abteilung;E-Mail-Adresse;Test (Punkte);Kurs gesamt (Punkte);Zuletzt aus diesem Kurs heruntergeladen\nAnna;Weiß;78;U;D;a@x.example;8,50;85,00;1718000000\nJörg;Müller;77;U;D;j@x.example;-;-;1718000000\n',
  ],
  [
    'fr',
    'Prénom\tNom de famille\tNuméro d’identification\tInstitution\tDépartement\tAdresse de courriel\tTest (Brut)\tTotal du cours (Brut)\tDernier téléchargement depuis ce cours\nAnna\tWeiß\t78\tU\tD\ta@x.example\t8,50\t85,00\t1718000000\nJörg\tMüller\t77\tU\tD\tj@x.example\t-\t-\t1718000000\n',
  ],
];

for (const [language, csv] of MOODLE) {
  test(`Moodle in ${language}: the total before the time of export is the grade, a dash is none`, () => {
    const { platform, learners } = learnersOf(csv);
    assert.equal(platform, 'moodle');
    assert.match(learners.join(), /^Anna Weiß 78 a@x\.example 85[.,]00$/);
  });
}

test('OneRoster: only students who are enabled and not to be deleted', () => {
  const { platform, learners } = learnersOf(
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email\nu1,,,true,o1,student,ana,,Ana,Gil,,S1,a@x.example\nu2,tobedeleted,2026-01-01T00:00:00Z,true,o1,student,b,,B,B,,S2,b@x.example\nu3,,,true,o1,teacher,c,,C,C,,S3,c@x.example\nu4,,,false,o1,student,d,,D,D,,S4,d@x.example\n',
  );
  assert.equal(platform, 'oneroster');
  assert.deepEqual(learners, ['Ana Gil S1 a@x.example ']);
});

test('an ordinary roster is nobody’s export', () => {
  const table = readSeparated('Given name;Family name;Student ID;Grade\nAna;Gil;S1;9\n');
  assert.ok(table.ok);
  assert.equal(recognise(table.value), undefined);
});

test('refused rows come out with their reason, and no cell as a formula', () => {
  const bytes = writeRefused(
    {
      columns: ['A', 'B'],
      rows: [
        { cells: ['=1+1', 'x "y"', 'more'], reason: '@why' },
        { cells: [], reason: 'r' },
      ],
    },
    'Reason',
  );
  assert.equal(
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    '\ufeff"A";"B";"Reason"\r\n"\'=1+1";"x ""y""";"\'@why"\r\n"";"";"r"\r\n',
  );
});

test('xAPI: the latest statement of each learner, and only of those who ended well', () => {
  const verb = (name: string) => ({ id: `http://adlnet.gov/expapi/verbs/${name}` });
  const object = { id: 'https://x.example/course', definition: { name: { en: 'Sea' } } };
  const statement = (account: string, name: string, told: string, timestamp: string, result = {}) => ({
    ...{ actor: { name, account: { homePage: 'https://x.example', name: account } }, verb: verb(told) },
    ...{ object, result, timestamp },
  });
  const table = readStatements(
    JSON.stringify({
      statements: [
        statement('S1', 'Ana María Gil', 'failed', '2026-01-01T10:00:00Z'),
        statement('S1', 'Ana María Gil', 'passed', '2026-01-03T10:00:00Z', { score: { scaled: 0.85 } }),
        statement('S1', 'Ana María Gil', 'experienced', '2026-01-04T10:00:00Z'),
        statement('S2', 'Leo Ost', 'completed', '2026-01-02T10:00:00Z', { success: false }),
        null,
      ],
    }),
  );
  assert.ok(table?.ok);
  const known = recognise(table.value);
  const { mapping } = propose(table.value, known?.mapping);
  const sources = resolveSources(mapping, table.value);
  assert.ok(sources.ok);
  const rows = table.value.rows.filter(rowKeeper(mapping.only ?? [], table.value));
  const { recipients } = readMapped({ ...table.value, rows }, sources.value, '2026-03-01');
  assert.deepEqual(
    recipients.map(({ row: _, ...learner }) => learner),
    [
      {
        ...{ givenName: 'Ana María', familyName: 'Gil', fullName: 'Ana María Gil', studentId: 'S1' },
        ...{ grade: '85%', awardedOn: '2026-01-03' },
      },
    ],
  );
  const many = readStatements(`[${'{},'.repeat(2_000_000)}{}]`);
  assert.equal(many?.ok === false && many.problems[0].code, 'roster.too-much');
  for (const other of ['{}', '[]', '[1]', '{"statements":5}', '{"statements":[{}]}', '[{']) {
    assert.equal(readStatements(other), undefined, other);
  }
});

test('cmi5: completing after failing is no passing, a judgement keeps its score, and who was waived is shown', () => {
  const said = (account: string, told: string, timestamp: string, result = {}) => ({
    ...{
      actor: { name: 'N N', account: { homePage: 'https://x.example', name: account } },
      result,
      timestamp,
    },
    ...{ verb: { id: `https://w3id.org/xapi/adl/verbs/${told}` }, object: { id: 'https://x.example/au' } },
  });
  const statements = [
    ...[
      said('S1', 'failed', '2026-01-01'),
      said('S1', 'completed', '2026-01-02'),
      said('S1', 'terminated', '2026-01-03'),
    ],
    ...[said('S2', 'passed', '2026-01-01', { score: { raw: 8 } }), said('S2', 'completed', '2026-01-02')],
    said('S3', 'waived', '2026-01-01', { extensions: { reason: 'Tested Out' } }),
    ...[said('S4', 'failed', '2026-01-01'), said('S4', 'passed', '2026-01-02')],
  ];
  const table = readStatements(JSON.stringify(statements));
  assert.ok(table?.ok);
  assert.deepEqual(
    table.value.rows.map(({ cells }) => [cells[0], cells[3], cells[5]]),
    [
      ['S1', 'failed', ''],
      ['S2', 'passed', '8'],
      ['S3', 'waived', ''],
      ['S4', 'passed', ''],
    ],
  );
  const mapping = recognise(table.value)?.mapping;
  const kept = table.value.rows.filter(rowKeeper(mapping?.only ?? [], table.value));
  assert.deepEqual(
    kept.map(({ cells }) => cells[0]),
    ['S2', 'S4'],
  );
});
