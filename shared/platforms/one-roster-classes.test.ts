import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import { PROBLEM_CODES } from '../problem.ts';
import { resolveSources, rowKeeper } from '../roster/field-source.ts';
import { propose } from '../roster/propose.ts';
import { readMapped } from '../roster/recipients.ts';
import { changed } from '../roster/sample-mutations.ts';
import type { Table } from '../roster/table.ts';
import { readOneRosterClass } from './one-roster-classes.ts';
import { recognise } from './recognise.ts';
import { readStatements } from './xapi.ts';

/** Headings as the tables of the CSV bindings 1.1 and 1.2 have them; two terms' classes of one course, and one of another. */
const ARCHIVE: Readonly<Record<string, string>> = {
  'manifest.csv':
    'propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\nfile.results,bulk\n',
  'users.csv':
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email\nt1,,,true,o1,teacher,t,,T,T,,T1,t@x.example\nu1,,,true,o1,student,a,,Áine,Ó Briain,,S1,a@x.example\nu2,,,true,o1,student,b,,Jörg,Müller,,S2,b@x.example\nu3,,,false,o1,student,c,,Eve,Gil,,S3,c@x.example\nu4,,,true,o1,student,d,,Leo,Ost,,S4,d@x.example\nu5,,,true,o1,student,e,,Ana,Bel,,S5,e@x.example\n',
  'demographics.csv': 'sourcedId,status,dateLastModified,birthDate,sex\nu1,,,2001-03-04,\nu2,,,2000-05-06,\n',
  'courses.csv':
    'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId\nc1,,,,Reading the sea,SEA,,o1\nc2,,,,Land,LAND,,o1\n',
  'classes.csv':
    'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds\nk0,,,Empty,,c1,E,scheduled,,o1,s1\nk1,,,Sea,,c1,SEA-1,scheduled,,o1,s1\nk2,,,Sea,,c1,SEA-2,scheduled,,o1,s2\nk3,,,Land,,c2,,scheduled,,o1,s1\n',
  'enrollments.csv':
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\ne0,,,k1,o1,t1,teacher,true,,\ne1,,,k1,o1,u1,student,,,\ne2,,,k1,o1,u2,student,,,\ne3,,,k1,o1,u3,student,,,\ne4,,,k2,o1,u4,student,,,\ne5,tobedeleted,,k1,o1,u5,student,,,\ne6,,,k3,o1,u1,student,,,\n',
  'lineItems.csv':
    'sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax\nl1,,,Examination,,2026-01-01,2026-02-01,k1,g,p,0,10\nl2,,,Final grade,,2026-01-01,2026-02-01,k3,g,p,0,10\nl3,,,Essay,,2026-01-01,2026-02-01,k3,g,p,0,10\n',
  'results.csv':
    'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment\nr1,,,l1,u1,fully graded,8.5,2026-02-01,\nr2,,,l1,u2,partially graded,4,2026-02-01,\nr3,,,l1,u3,fully graded,9,2026-02-01,\nr4,,,l2,u1,fully graded,7,2026-02-01,\nr5,,,l3,u1,exempt,,2026-02-01,\n',
};

function archive(change: Readonly<Record<string, string>> = {}): Uint8Array {
  const files = Object.entries({ ...ARCHIVE, ...change }).filter(([, text]) => text !== '');
  return zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)])));
}

function learnersOf(table: Table) {
  const { mapping, questions } = propose(table, recognise(table)?.mapping);
  const sources = resolveSources(mapping, table);
  assert.ok(sources.ok);
  const rows = table.rows.filter(rowKeeper(mapping.only ?? [], table));
  const { recipients, refusals } = readMapped({ ...table, rows }, sources.value, '2026-03-01');
  assert.deepEqual([questions, refusals], [[], []]);
  return recipients;
}

function classOf(bytes: Uint8Array, sheet?: string) {
  const read = readOneRosterClass(bytes, nodeEngine, { ...(sheet !== undefined && { sheet }) });
  assert.ok(read?.ok, JSON.stringify(read));
  return read.value;
}

test('a class is its enrolled students with their result, on the lines of users.csv', () => {
  const { table, name, names } = classOf(archive());
  assert.deepEqual([name, names], ['Sea', ['Sea', 'Sea (SEA-2)', 'Land']]);
  assert.deepEqual(table.columns.slice(-4), ['class', 'course', 'birthDate', 'Examination']);
  // u2 is not graded to the end, u3 not enabled, u5's enrolment is withdrawn.
  assert.deepEqual(learnersOf(table), [
    {
      ...{ row: 3, givenName: 'Áine', familyName: 'Ó Briain', studentId: 'S1', email: 'a@x.example' },
      ...{ grade: '8.5', birthDate: '2001-03-04' },
    },
  ]);
});

test('another class is chosen by its name, and its grade by its heading; whoever is exempt has none', () => {
  const { table } = classOf(archive(), 'Land');
  assert.deepEqual(table.columns.slice(-3), ['birthDate', 'Final grade', 'Essay']);
  assert.deepEqual(table.rows[0]?.cells.slice(-5), ['Land', 'Land', '2001-03-04', '7', 'EX']);
  assert.deepEqual(
    learnersOf(table).map(({ grade }) => grade),
    ['7'],
  );
  const [second] = learnersOf(classOf(archive(), 'Sea (SEA-2)').table);
  assert.deepEqual([second?.givenName, second?.grade], ['Leo', undefined]);
  const missing = readOneRosterClass(archive(), nodeEngine, { sheet: 'Sky' });
  assert.deepEqual(missing && !missing.ok && missing.problems, [
    { code: 'roster.sheet-missing', facts: { sheet: 'Sky', sheets: 'Sea, Sea (SEA-2), Land' } },
  ]);
});

test('OneRoster 1.2 has roles in a file of their own, and results in words', () => {
  const { table } = classOf(
    archive({
      'users.csv':
        'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\nu1,,,true,a,,Áine,Ó Briain,,S1,a@x.example,,,,,,,,,,o1,\n',
      'results.csv':
        'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore\nr1,,,l1,u1,fully graded,,2026-02-01,,Merit\n',
      'demographics.csv': '',
    }),
  );
  assert.deepEqual(
    learnersOf(table).map(({ studentId, grade }) => [studentId, grade]),
    [['S1', 'Merit']],
  );
});

test('users alone are a roster; an archive of anything else is none', () => {
  const alone = classOf(archive({ 'enrollments.csv': '', 'classes.csv': '' }));
  assert.equal(learnersOf(alone.table).length, 4);
  assert.deepEqual(alone.names, ['users.csv']);
  assert.equal(readOneRosterClass(zipSync({ 'users.csv': strToU8('a') }), nodeEngine), undefined);
  assert.equal(readOneRosterClass(Uint8Array.from([0x50, 0x4b, 3, 4]), nodeEngine), undefined);
});

test('a file of the archive that would not end is not inflated', () => {
  const read = readOneRosterClass(archive({ 'results.csv': 'a'.repeat(8 * 1024 * 1024) }), nodeEngine);
  assert.equal(read?.ok === false && read.problems[0].code, 'roster.too-much');
});

/** Conformance asks for 10,000. */
const FILES = Number(process.env.SEALWRIGHT_FUZZ ?? 300);

test(`${FILES} archives and statements changed at random: each is read or refused in words, none throws or takes long`, () => {
  const statements = strToU8(
    '[{"actor":{"name":"Ana Gil","mbox":"mailto:a@x.example"},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"id":"x"},"result":{"score":{"scaled":0.8}},"timestamp":"2026-01-01T10:00:00Z"}]',
  );
  const whole = Object.fromEntries(Object.entries(ARCHIVE).map(([name, text]) => [name, strToU8(text)]));
  const names = Object.keys(whole);
  let read = 0;
  for (let seed = 1; seed <= FILES; seed++) {
    const before = performance.now();
    const victim = names[seed % names.length] as string;
    const spoilt = changed(whole[victim] as Uint8Array, seed);
    const bytes = zipSync({ ...whole, [victim]: spoilt }, { level: 0 });
    const outcomes = [
      readOneRosterClass(seed % 4 === 0 ? changed(bytes, seed) : bytes, nodeEngine),
      readStatements(new TextDecoder().decode(changed(statements, seed))),
    ];
    for (const outcome of outcomes) {
      if (outcome?.ok) read++;
      else for (const { code } of outcome?.problems ?? []) assert.ok(PROBLEM_CODES.includes(code), `${seed}`);
    }
    assert.ok(performance.now() - before < 5000, `seed ${seed}`);
  }
  assert.ok(read > FILES * 0.3 && read < FILES * 1.9, `${read} of ${2 * FILES} read`);
});
