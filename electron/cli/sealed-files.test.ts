import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { findSealedFiles } from './sealed-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-found-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const METHOD = { id: 'did:web:a#1', type: 'Multikey', controller: 'did:web:a', publicKeyMultibase: 'zDn' };
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const BADGE = `\x89PNG\r\n\x1a\n\0\0\0\x1ciTXtopenbadgecredential\0\0\0\0\0a.b.c`;
const FILES: Readonly<Record<string, string>> = {
  'a.pdf': '',
  'a.badge.png': '',
  'of-others.SD-JWT': '',
  'badge.svg': '<svg xmlns:b="https://purl.imsglobal.org/ob/v3p0"><b:credential verify="a.b.c"/></svg>',
  'badge.png': BADGE,
  'photo.png': Buffer.from(PIXEL, 'base64').toString('latin1'),
  'scan.JPG': '',
  'a.upload.json': '{}',
  'a.vc.json': '{}',
  'a.proofs.json': '{}',
  'summary.json': '{"schema":"of somebody else"}',
  'roster.csv': 'a',
  '.hidden': 'a',
  'known/b.vc.json': '{}',
  'known/did.json': JSON.stringify({ id: 'did:web:a', verificationMethod: [METHOD] }),
  'other/did.json': '{"id":"https://a.example/no-document"}',
};

test('of a folder every file is judged or named with the reason, none is passed over in silence', async () => {
  for (const name of ['known', 'other']) mkdirSync(join(folder, name));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text, 'latin1');
  const { sealed, unjudged } = await findSealedFiles([folder], false);
  assert.deepEqual(Object.fromEntries(unjudged.map(({ file, why }) => [relative(folder, file), why])), {
    ...{ '.hidden': 'other', 'roster.csv': 'other', 'photo.png': 'picture', 'scan.JPG': 'picture' },
    ...{ 'a.upload.json': 'upload', 'a.vc.json': 'controller', 'a.proofs.json': 'proofs' },
    'known/did.json': 'keys',
  });
  assert.equal(sealed.length + unjudged.length, Object.keys(FILES).length);
  const controlled = await findSealedFiles([folder], true);
  assert.ok(controlled.sealed.includes(join(folder, 'a.vc.json')));
  // What is named by itself is judged, whatever it is.
  const named = [join(folder, 'roster.csv')];
  assert.deepEqual(await findSealedFiles(named, false), { sealed: named, unjudged: [] });
});
