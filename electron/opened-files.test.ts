import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { filesOpened } from './opened-files.ts';

test('files that are there are opened; switches, folders and other kinds are not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-opened-'));
  try {
    for (const name of ['a.pdf', 'B.JSON', '-c.xml', 'd.exe']) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'e.pdf'));
    const words = [
      '/opt/Sealwright/sealwright-studio',
      '--no-sandbox',
      '-c.xml',
      'a.pdf',
      'd.exe',
      'e.pdf',
      'f.pdf',
    ];
    assert.deepEqual(filesOpened([...words, join(folder, 'B.JSON')], folder), [
      join(folder, 'a.pdf'),
      join(folder, 'B.JSON'),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what a file manager hands over as a URL is the file it names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-opened-'));
  try {
    const path = join(folder, 'Zoë Šimková 100%.pdf');
    writeFileSync(path, '');
    const url = pathToFileURL(path).href;
    assert.deepEqual(filesOpened([url, 'file://elsewhere/a.pdf', 'file:///%/a.pdf'], '/'), [path]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
