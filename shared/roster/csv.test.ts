import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CSV_BOUNDS, readCsv, readSeparated } from './csv.ts';
import type { Table } from './table.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function tableOf(bytes: Uint8Array): Table {
  const read = readCsv(bytes);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function codesOf(bytes: Uint8Array): readonly string[] {
  const read = readCsv(bytes);
  return read.ok ? [] : read.problems.map(({ code, where }) => [code, where?.row].filter(Boolean).join(' '));
}

test('quotation marks hold separators, line breaks and doubled marks (RFC 4180 section 2, rules 5 to 7)', () => {
  const { columns, rows } = tableOf(utf8('aaa,bbb\r\n"a,a","b ""b"" b"\r\n"one\r\ntwo",x\r\n'));
  assert.deepEqual(columns, ['aaa', 'bbb']);
  assert.deepEqual(rows, [
    { line: 2, cells: ['a,a', 'b "b" b'] },
    { line: 3, cells: ['one\r\ntwo', 'x'] },
  ]);
});

test('rows keep the number the spreadsheet shows; empty ones are passed over and counted', () => {
  const table = tableOf(utf8('A;B\n1;2\n\n;\n 3 ;4\n'));
  assert.deepEqual(
    table.rows.map(({ line }) => line),
    [2, 5],
  );
  assert.equal(table.rows[1]?.cells[0], ' 3 ', 'cells stay as written');
  assert.equal(table.emptyRows, 2);
});

for (const [name, separator] of [
  ['semicolon', ';'],
  ['comma', ','],
  ['tab', '\t'],
  ['bar', '|'],
] as const) {
  test(`finds the ${name} between cells that hold the other separators`, () => {
    const other = separator === ',' ? ';' : ',';
    const text = `Given${separator}Family${separator}Note\nZoë${separator}O'Neil${separator}"a${other}b${other}c"\n`;
    const { columns, rows } = tableOf(utf8(text));
    assert.deepEqual(columns, ['Given', 'Family', 'Note']);
    assert.equal(rows[0]?.cells.length, 3);
  });
}

test('a decimal comma does not make the comma the separator', () => {
  assert.deepEqual(tableOf(utf8('Nome;Voto\nAda;8,5\nEva;9,0\n')).rows[0]?.cells, ['Ada', '8,5']);
});

test('the line sep= that Excel writes is obeyed and is no row', () => {
  const { columns, rows } = tableOf(utf8('sep=|\r\na,b|c\r\n1|2\r\n'));
  assert.deepEqual(columns, ['a,b', 'c']);
  assert.equal(rows[0]?.line, 2);
});

test('byte order marks tell UTF-8 and UTF-16, and are no part of the first heading', () => {
  const text = 'Όνομα;Фамилия\nŐrs;Щерев\n';
  const little = new Uint8Array([
    0xff,
    0xfe,
    ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ]);
  const big = new Uint8Array([
    0xfe,
    0xff,
    ...[...text].flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255]),
  ]);
  for (const bytes of [utf8(`\ufeff${text}`), little, big]) {
    assert.deepEqual(tableOf(bytes).columns, ['Όνομα', 'Фамилия']);
    assert.deepEqual(tableOf(bytes).rows[0]?.cells, ['Őrs', 'Щерев']);
  }
});

test('a code page is refused until the clerk has said which it is', () => {
  const latin1 = Uint8Array.from([...'Name;City\nBjörn;Malmö\n'].map((c) => c.charCodeAt(0)));
  assert.deepEqual(codesOf(latin1), ['roster.encoding-asked']);
  const named = readCsv(latin1, { encoding: 'windows-1252' });
  assert.ok(named.ok);
  assert.deepEqual(named.value.rows[0]?.cells, ['Björn', 'Malmö']);
  // ISO/IEC 8859-7 as Windows has it: 0xC6 is capital zeta, 0xD9 capital omega.
  const greek = readCsv(Uint8Array.from([0xc6, 0x3b, 0x41, 0x0a, 0xd9, 0x3b, 0x42]), {
    encoding: 'windows-1253',
  });
  assert.ok(greek.ok);
  assert.deepEqual([greek.value.columns[0], greek.value.rows[0]?.cells[0]], ['\u0396', '\u03a9']);
});

test('a workbook, and UTF-16 without its mark, are refused', () => {
  assert.deepEqual(codesOf(Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0])), [
    'roster.encoding',
  ]);
  assert.deepEqual(codesOf(Uint8Array.from([0x41, 0, 0x3b, 0, 0x42, 0, 0x0a, 0])), ['roster.encoding']);
});

test('a quotation mark left open, or standing inside a cell, is told with its row', () => {
  assert.deepEqual(codesOf(utf8('a;b\n1;2\n3;"4\n5;6\n')), ['roster.malformed 3']);
  assert.deepEqual(codesOf(utf8('a;b\n1;2\n3;4 "x" y\n')), ['roster.malformed 3']);
});

test('bounds hold before memory is spent', () => {
  assert.deepEqual(codesOf(new Uint8Array(CSV_BOUNDS.bytes + 1)), ['file.too-large']);
  assert.deepEqual(codesOf(utf8(`a;b\n1;${'x'.repeat(CSV_BOUNDS.cell + 1)}\n`)), ['row.text-too-long 2']);
  assert.deepEqual(codesOf(utf8(`a;b\n1;${'x'.repeat(CSV_BOUNDS.row + 1)}\n`)), ['roster.malformed 2']);
  assert.deepEqual(codesOf(utf8(`a;b\n${';'.repeat(CSV_BOUNDS.columns)}x\n`)), ['roster.malformed 2']);
  assert.deepEqual(codesOf(utf8(`a\n${'1\n'.repeat(CSV_BOUNDS.rows + 1)}`)), ['roster.too-many-rows']);
  assert.equal(codesOf(utf8(`a\n${'1\n'.repeat(CSV_BOUNDS.rows)}`)).length, 0);
});

test('a header alone, or nothing at all, is an empty roster', () => {
  for (const text of ['', '\n\n', 'Given name;Family name\n', 'Given name;Family name\n;;\n']) {
    assert.deepEqual(codesOf(utf8(text)), ['roster.empty'], JSON.stringify(text));
  }
});

test('whatever is written by the rules of RFC 4180 is read back the same', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\0'));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';', '\t', '|'),
      (rows, separator) => {
        const lines = [['A', 'B', 'C'], ...rows].map((cells) => cells.map(quoted).join(separator));
        const filled = rows.filter((cells) => cells.some((text) => text.trim() !== ''));
        const read = readCsv(utf8(lines.join('\r\n')));
        if (filled.length === 0) return !read.ok;
        assert.ok(read.ok);
        assert.deepEqual(
          read.value.rows.map(({ cells }) => cells),
          filled,
        );
        return true;
      },
    ),
  );
});

test('titles above the headings, and names of groups of columns, divide nothing and are no headings', () => {
  const titled =
    'Export of 2026, spring\nTerm;2025/26\n\nGiven name;Family name;Student ID\nAna;Gil;S1\nLeo;Ost;S2\n';
  const table = readSeparated(titled);
  assert.ok(table.ok);
  assert.deepEqual(
    [table.value.header, table.value.columns],
    [4, ['Given name', 'Family name', 'Student ID']],
  );
  const grouped = readSeparated('Student;;Grade\nGiven name;Family name;Grade\nAna;Gil;8,5\n');
  assert.ok(grouped.ok);
  assert.deepEqual([grouped.value.header, grouped.value.rows[0]?.line], [2, 3]);
});

test('a file of separators alone is refused before its cells are made', () => {
  const table = readSeparated(`Given name;Family name${';'.repeat(8_000_001)}\nAna;Gil\n`);
  assert.equal(!table.ok && table.problems[0].code, 'roster.too-much');
});
