import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Corrections, correct } from './corrections.ts';
import { readSeparated } from './csv.ts';
import { resolveSources, rowKeeper } from './field-source.ts';
import { HEADINGS } from './headings.ts';
import { numberMark, readNumber } from './number.ts';
import { propose } from './propose.ts';
import { readMapped } from './recipients.ts';
import { checkMapping, type RosterMapping, readMapping } from './roster-mapping.ts';
import type { Table } from './table.ts';

function tableOf(...lines: string[]): Table {
  const read = readSeparated(lines.join('\n'));
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function mapped(table: Table, fields: RosterMapping['fields'], twoPeople?: readonly (readonly string[])[]) {
  const mapping: RosterMapping = { schema: 'sealwright-mapping/1', fields };
  assert.deepEqual(checkMapping(mapping), { ok: true, value: mapping });
  const sources = resolveSources(mapping, table);
  assert.ok(sources.ok, JSON.stringify(sources));
  return readMapped(table, sources.value, '2026-03-01', twoPeople);
}

const whole = (column: string) => ({ columns: [column] as [string] });

test('names are split and joined, values listed, grades scaled, dates read by the order told', () => {
  const table = tableOf(
    'Name;Von;Nr;Geb.;Punkte;Ergebnis;Zeit',
    '"Šimková, Žaneta Eva";;1;03/04/2001;1.093,5;mit Erfolg;1718000000',
    'Gil, Ana;de la;2;05/06/2002;49,5;bestanden;1718060400',
  );
  const { recipients, refusals } = mapped(table, {
    familyName: { columns: ['Von', 'Name'], split: { at: ',', take: 'before' } },
    givenName: { ...whole('Name'), split: { at: ', ', take: 'after' } },
    studentId: { ...whole('=C'), prefix: 'AEG-' },
    birthDate: { ...whole('Geb.'), date: 'month-first' },
    grade: {
      ...whole('Punkte'),
      number: 'comma',
      scale: [
        { from: 0, grade: 'B' },
        { from: 50, grade: 'A' },
      ],
    },
    awardedOn: { ...whole('Zeit'), date: 'unix', zone: 'Europe/Athens' },
    email: { constant: 'office@uni.example' },
  });
  assert.deepEqual(refusals, []);
  assert.deepEqual(
    recipients.map(({ row, ...r }) => Object.values(r)),
    [
      ['Žaneta Eva', 'Šimková', 'AEG-1', 'office@uni.example', 'A', '2001-03-04', '2024-06-10'],
      // 2024-06-10T23:00:00Z is the next day in Athens.
      ['Ana', 'de la Gil', 'AEG-2', 'office@uni.example', 'B', '2002-05-06', '2024-06-11'],
    ],
  );
});

test('a value that is in no list, or is no number, is told with its cell', () => {
  const table = tableOf('G;F;Nr;Ergebnis;Punkte', 'A;B;1;durchgefallen;8', 'C;D;2;bestanden;acht');
  const { refusals } = mapped(table, {
    givenName: whole('G'),
    familyName: whole('F'),
    studentId: whole('Nr'),
    grade: { ...whole('Ergebnis'), values: { bestanden: 'passed' } },
    fullName: { ...whole('Punkte'), number: 'point' },
  });
  assert.deepEqual(
    refusals.flatMap(({ problems }) =>
      problems.map(({ code, where, facts }) => [code, where?.cell, facts?.value]),
    ),
    [
      ['row.value-unfit', 'D2', 'durchgefallen'],
      ['row.value-unfit', 'E3', 'acht'],
    ],
  );
});

test('a formula without a result is told, and no name is made of it', () => {
  const table: Table = {
    columns: ['G', 'F', 'Nr'],
    header: 1,
    emptyRows: 0,
    rows: [
      { line: 2, cells: ['A', '#REF!', '1'], kinds: 'ten' },
      { line: 3, cells: ['A', '', '2'], kinds: 'tfn' },
    ],
  };
  const fields = { givenName: whole('G'), familyName: whole('F'), studentId: whole('Nr') };
  assert.deepEqual(
    mapped(table, fields).refusals.map(({ problems }) =>
      problems.map(({ code, where }) => [code, where?.cell]),
    ),
    [[['row.cell-error', 'B2']], [['row.cell-error', 'B3']]],
  );
});

test('rows that do not reach a threshold, or stand for nobody, are passed over', () => {
  const table = tableOf('Nr;Score;State', '1;49,9;done', '2;50,0;Done', '3;EX;done', '4;90;open', ';90;done');
  const keeps = rowKeeper(
    [
      { column: 'Score', atLeast: 50 },
      { column: 'State', among: ['done'] },
      { column: 'Nr', filled: true },
    ],
    table,
  );
  assert.deepEqual(
    table.rows.filter(keeps).map(({ line }) => line),
    [3],
  );
});

test('numbers as people write them', () => {
  const comma = ['8,5', '1.234,5', '1 234,5', '1’234,5', '85,0 %', '−1,5', '12'];
  assert.deepEqual(
    comma.map((text) => readNumber(text, 'comma')),
    [8.5, 1234.5, 1234.5, 1234.5, 85, -1.5, 12],
  );
  assert.deepEqual(
    ['8.5', '1,234.5', '12%'].map((text) => readNumber(text, 'point')),
    [8.5, 1234.5, 12],
  );
  for (const text of ['', '8,5,5', '1e3', '0x10', 'Infinity', '1.23,4', '12 34']) {
    assert.equal(readNumber(text, 'comma'), undefined, text);
  }
  assert.equal(numberMark(['8', '8,5']), 'comma');
  assert.equal(numberMark(['8,500', '8.5']), 'point');
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.constantFrom('de-DE', 'fr-FR', 'en-IE', 'pl-PL'),
      (n, l) => {
        const written = new Intl.NumberFormat(l, { minimumFractionDigits: 2 }).format(n / 100);
        assert.equal(readNumber(written, l === 'en-IE' ? 'point' : 'comma'), n / 100, written);
      },
    ),
  );
});

test('a proposal finds every field by its usual heading in each language, and asks about dates once', () => {
  for (const language of Object.keys(HEADINGS.givenName) as (keyof typeof HEADINGS.givenName)[]) {
    const fields = Object.keys(HEADINGS) as (keyof typeof HEADINGS)[];
    const table = tableOf(
      fields.map((field) => HEADINGS[field][language][0]).join('\t'),
      fields
        .map((field) => (field.endsWith('Date') || field === 'awardedOn' ? '03/04/2001' : 'x'))
        .join('\t'),
    );
    const { mapping, questions } = propose(table);
    assert.deepEqual(Object.keys(mapping.fields).sort(), [...fields].sort(), language);
    assert.deepEqual(
      questions.map(({ code }) => code),
      ['roster.date-order-asked', 'roster.date-order-asked'],
    );
  }
});

test('without headings the values tell: mail, "Family, Given", dates of birth, numbers', () => {
  const table = tableOf(
    'A;B;C;D;E',
    'x@uni.example;Gil, Ana;13/02/2001;20230001;x',
    'y@uni.example;Ó Briain, Seán;01/02/2002;20230002;x',
  );
  const { mapping, questions, guesses } = propose(table);
  assert.deepEqual(mapping.fields, {
    givenName: { ...whole('B'), split: { at: ',', take: 'after' } },
    familyName: { ...whole('B'), split: { at: ',', take: 'before' } },
    birthDate: whole('C'),
    studentId: whole('D'),
    email: whole('A'),
  });
  assert.deepEqual(questions, []);
  assert.deepEqual(guesses[0]?.samples, ['Ana', 'Seán']);
});

test('a mapping that is none is refused with the place at fault', () => {
  const places = [
    '[]',
    '{"schema":"sealwright-mapping/2","fields":{}}',
    '{"schema":"sealwright-mapping/1","fields":{"name":{"columns":["A"]}}}',
    '{"schema":"sealwright-mapping/1","fields":{"grade":{"columns":[]}}}',
    '{"schema":"sealwright-mapping/1","fields":{"grade":{"columns":["A"],"date":"year-first"}}}',
    '{"schema":"sealwright-mapping/1","fields":{},"only":[{"atLeast":5}]}',
    '{"schema":"sealwright-mapping/1","fields":{},"source":{"encoding":"utf-7"}}',
    '{"schema":"sealwright-mapping/1","fields":{},"__proto__":{}}',
    '{',
  ].map((json) => {
    const read = readMapping(new TextEncoder().encode(json));
    return read.ok ? 'fine' : read.problems[0].where?.element;
  });
  assert.deepEqual(places, [
    '/',
    '/schema',
    '/fields/name',
    '/fields/grade/columns',
    '/fields/grade/date',
    '/only/0/column',
    '/source/encoding',
    '/__proto__',
    '/',
  ]);
});

const CORRECTIONS: Corrections = {
  schema: 'sealwright-corrections/1',
  cells: [
    { cell: 'D2', column: 'Born', learner: 'S1', was: '31.02.2000', is: '28.02.2000' },
    { cell: 'B3', column: 'Given', learner: 'S2', was: '', is: 'Wiesław' },
  ],
};

test('corrections are put in again, also when rows have moved, and told when their cell is gone', () => {
  const header = 'Nr;Given;Family;Born';
  const fields = {
    studentId: whole('Nr'),
    givenName: whole('Given'),
    familyName: whole('Family'),
    birthDate: whole('Born'),
  };
  const again = (...lines: string[]) => {
    const table = tableOf(header, ...lines);
    const sources = resolveSources({ schema: 'sealwright-mapping/1', fields }, table);
    assert.ok(sources.ok);
    const { table: mended, lost } = correct(table, sources.value, CORRECTIONS);
    return [
      ...mended.rows.map(({ cells }) => cells.join(';')),
      ...lost.map(({ where }) => `lost ${where?.cell}`),
    ];
  };
  assert.deepEqual(again('S1;Ana;Gil;31.02.2000', 'S2;;Nowak;1.1.2001'), [
    'S1;Ana;Gil;28.02.2000',
    'S2;Wiesław;Nowak;1.1.2001',
  ]);
  assert.deepEqual(again('S3;Eva;Ost;2.2.2002', 'S2;;Nowak;1.1.2001', 'S1;Ana;Gil;31.02.2000').slice(1), [
    'S2;Wiesław;Nowak;1.1.2001',
    'S1;Ana;Gil;28.02.2000',
  ]);
  // Mended in the file itself; and changed to something else by somebody.
  assert.deepEqual(again('S1;Ana;Gil;28.02.2000', 'S2;Jan;Nowak;1.1.2001').slice(2), ['lost B3']);
  // Nobody else's cell is touched, though it holds the same.
  assert.deepEqual(again('S9;Ana;Gil;31.02.2000', 'S2;;Nowak;1.1.2001').slice(2), ['lost D2']);
});

test('one name and birthday under two numbers is asked, and an answer is kept', () => {
  const table = tableOf(
    'Nr;G;F;B',
    'S1;Ana;Gil;2001-01-01',
    'S2;Ana;Gil;2001-01-01',
    's1;Eva;Ost;2001-01-01',
  );
  const fields = {
    studentId: whole('Nr'),
    givenName: whole('G'),
    familyName: whole('F'),
    birthDate: whole('B'),
  };
  const codes = (twoPeople?: readonly (readonly string[])[]) =>
    mapped(table, fields, twoPeople).refusals.map(({ row, problems }) => `${row} ${problems[0].code}`);
  assert.deepEqual(codes(), ['3 row.same-person-asked', '4 row.duplicate']);
  assert.deepEqual(codes([['S1', 'S2']]), ['4 row.duplicate']);
});
