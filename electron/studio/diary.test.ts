import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCertificate } from '../../shared/sealing/certificate.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { makeSampleSeal } from '../../shared/sealing/sample-seal.ts';
import { nodeEngine } from '../engine.ts';
import { forget, note, noteSeal, readDiary } from './diary-file.ts';

const AT = new Date('2026-06-01T00:00:00Z');
const data = mkdtempSync(join(tmpdir(), 'sealwright-diary-'));
after(() => rmSync(data, { recursive: true }));

function fileNamed(name: string): string {
  writeFileSync(join(data, name), '');
  return join(data, name);
}

test('a seal is told until its owner seals with a later one, and what is not there any more never', async () => {
  const { certificate } = await makeSampleSeal('ES256', 'Registry of Halcyon');
  const [older, newer] = [fileNamed('older.p12'), fileNamed('newer.p12')];
  await noteSeal(older, { certificate }, AT, data);
  const told = {
    kind: 'seal',
    of: older,
    name: 'Registry of Halcyon',
    until: certificate.notAfter.toISOString(),
  };
  assert.deepEqual(await readDiary(data), [told]);
  const later = new Date(certificate.notAfter.getTime() + 1000);
  await noteSeal(newer, { certificate: { ...certificate, notAfter: later } }, AT, data);
  assert.deepEqual(
    (await readDiary(data)).map(({ of }) => of),
    [newer],
  );
  // The older one is taken up again: that it ends first has to be known.
  await noteSeal(older, { certificate }, new Date('2026-06-02'), data);
  assert.deepEqual(
    (await readDiary(data)).map(({ of }) => of),
    [older, newer],
  );
  rmSync(newer);
  rmSync(older);
  assert.deepEqual(await readDiary(data), []);
});

test('a test seal is not told', async () => {
  const organisation = { name: 'University of Halcyon', identifier: 'VATEL-090000001', country: 'EL' };
  const pki = await makeDemoPki({ engine: nodeEngine, at: AT, key: 'P-256', organisation });
  const certificate = readCertificate(pki.certificate);
  assert.ok(certificate.ok);
  await noteSeal(fileNamed('test.p12'), { certificate: certificate.value }, AT, data);
  assert.deepEqual(await readDiary(data), []);
});

test('what is noted anew takes the place of the older note; nobody is stopped by a note that is none', async () => {
  const of = fileNamed('register.sqlite');
  await note({ kind: 'status', of, until: '2026-07-01T00:00:00Z' }, AT, data);
  await note({ kind: 'status', of, until: '2026-08-01T00:00:00Z' }, AT, data);
  await note({ kind: 'extension', of, until: '2026-07-15T00:00:00Z' }, AT, data);
  writeFileSync(join(data, 'diary', 'torn.json'), '{"kind":"status","of":');
  assert.deepEqual(
    (await readDiary(data)).map(({ kind, until }) => [kind, until]),
    [
      ['extension', '2026-07-15T00:00:00Z'],
      ['status', '2026-08-01T00:00:00Z'],
    ],
  );
  await forget({ kind: 'extension', of }, data);
  assert.deepEqual(
    (await readDiary(data)).map(({ kind }) => kind),
    ['status'],
  );
  await note({ kind: 'status', of, until: '2026-09-01T00:00:00Z' }, AT, join(of, 'not-a-folder'));
});
