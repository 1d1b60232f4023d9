import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix, win32 } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { distinctNames, safeName } from './file-name.ts';
import { readPattern, STANDARD_PATTERN } from './name-pattern.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '../../etc/passwd',
    '..\\..\\boot.ini',
    'C:\\x',
    'a/../b',
    '\u202egnp.exe',
    'nul',
    'COM¹.txt',
    '…',
  ),
);

test('no text leads out of its folder, on any system, or to a name that a system refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-names-'));
  try {
    fc.assert(
      fc.property(hostile, (text) => {
        const name = safeName(text);
        if (name === '') return;
        assert.equal(posix.basename(name), name);
        assert.equal(win32.basename(name), name);
        assert.equal(win32.isAbsolute(name) || win32.normalize(name) !== name, false);
        assert.equal(name, name.normalize('NFC'));
        assert.ok(Buffer.byteLength(name) <= 121);
        assert.doesNotMatch(name, /[\p{C}<>:"|?*]|^[. ]|[. ]$/u);
        assert.equal(safeName(name), name);
        writeFileSync(join(folder, name), '');
        assert.ok(readdirSync(folder).includes(name));
        rmSync(join(folder, name));
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('devices of Windows are none, whatever their case and ending', () => {
  for (const device of ['CON', 'prn', 'Aux.pdf', 'nul', 'COM1', 'lpt9.tar.gz', 'COM²', 'CONIN$']) {
    assert.equal(safeName(device), `_${device}`);
  }
  for (const harmless of ['console', 'COM10', 'nulla', 'Auxerre']) assert.equal(safeName(harmless), harmless);
});

test('names are cut between letters, never within one and its marks', () => {
  const flag = '🇪🇺';
  assert.equal(safeName(flag.repeat(40)), flag.repeat(15));
  const marked = 'x\u0323\u0302'.repeat(60);
  assert.ok(safeName(marked).endsWith('\u0323\u0302'));
});

test('no two names are the same where case and form of letters do not count', () => {
  const distinct = distinctNames();
  const given = ['Straße', 'STRASSE', 'strasse', 'Åse', 'A\u030ase', 'ÅSE', 'Straße-2', 'x'].map(distinct);
  assert.deepEqual(given, [
    'Straße',
    'STRASSE-2',
    'strasse-3',
    'Åse',
    'A\u030ase-2',
    'ÅSE-3',
    'Straße-2-2',
    'x',
  ]);
  const long = 'é'.repeat(60);
  assert.deepEqual([distinct(long), Buffer.byteLength(distinct(long)) <= 120], [long, true]);
});

test('a pattern is filled with what is known', () => {
  const fill = (pattern: string, by: Parameters<typeof name>[0]) => name(by, pattern);
  const name = (by: Readonly<Record<string, string>>, pattern: string) => {
    const read = readPattern(pattern);
    assert.ok(read.ok, pattern);
    return read.value(by);
  };
  assert.equal(
    fill('{serial}-{familyName}', { serial: 'HU-2026-7', familyName: 'Ångström' }),
    'HU-2026-7-Ångström',
  );
  assert.equal(fill('{studentId}-{serial}', { serial: '7' }), '7');
  assert.equal(
    fill('{familyName} ({studentId})', { familyName: 'O’Neill', studentId: 'a/b' }),
    'O’Neill (a-b)',
  );
  assert.equal(fill('{name}', { name: '..', serial: 'A1' }), 'A1');
  assert.equal(fill('{studentId}', { studentId: '../../etc/passwd' }), 'etc-passwd');
  assert.equal(fill('{name}', { name: '-rf .- ' }), 'rf', 'no program takes it for an option');
  assert.equal(fill(STANDARD_PATTERN, { serial: '1', name: 'Νίκη' }), '1-Νίκη');
});

test('a pattern that could lead astray is refused', () => {
  for (const pattern of [
    '',
    'all',
    '{serial',
    '{serial}}',
    '{birthDate}',
    '../{serial}',
    '{serial}/x',
    '{serial}\u202e',
    'C:{serial}',
  ]) {
    const read = readPattern(pattern);
    assert.equal(read.ok ? '' : read.problems[0].code, 'output.pattern-wrong', pattern);
  }
  assert.equal(basename(STANDARD_PATTERN), STANDARD_PATTERN);
});
