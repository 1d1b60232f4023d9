import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { prepareTrust } from '../verifying/trust.ts';
import { verifyFile } from '../verifying/verify.ts';
import { ASIC_MEDIA_TYPE, openContainer, prepareContainer, RECORD_FILE } from './asic.ts';
import { readProofs, readRecord, writeRecord } from './read.ts';
import { drawUpRecord, readerOf } from './record.ts';

const FACTS = {
  id: '6ae2b1f0-7a51-4c3e-9d40-5b1f6f0a2e11',
  institution: { name: 'Halcyon University', identifier: 'VATEL-1' },
  madeAt: '2026-05-01T10:00:00Z',
  test: true,
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const FILES = ['1', '2'].flatMap((serial) =>
  ['pdf', 'xml'].map((format) => ({ serial, format, sha256: sha256(`${serial} ${format}`) })),
);

const folder = mkdtempSync(join(tmpdir(), 'sealwright-record-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('every file is found under its serial by its proof, and no other is', () => {
  const { record, proofs } = drawUpRecord(FACTS, FILES, nodeEngine);
  const find = readerOf(record, proofs, nodeEngine);
  for (const { serial, sha256: digest } of FILES) assert.deepEqual(find(digest), { state: 'proven', serial });
  assert.deepEqual(find(sha256('another')), { state: 'unknown' });
  const [first, second] = proofs.proofs;
  assert.ok(first && second);
  const of = (...wrong: (typeof first)[]) =>
    readerOf(record, { ...proofs, proofs: wrong }, nodeEngine)(first.sha256).state;
  assert.equal(of(first), 'proven');
  assert.equal(of({ ...first, salt: second.salt }), 'differs');
  assert.equal(of({ ...first, serial: '2' }), 'differs');
  assert.equal(of({ ...first, format: 'xml' }), 'differs');
  assert.equal(of({ ...first, salt: '' }), 'differs');
  const other = readerOf(record, { ...proofs, record: 'another' }, nodeEngine);
  assert.equal(other(first.sha256).state, 'differs');
});

test('a digest is SHA-256 over salt and SHA-256 of the file, as anybody can work out', () => {
  const { record, proofs } = drawUpRecord(FACTS, FILES, nodeEngine);
  const [proof] = proofs.proofs;
  assert.ok(proof);
  const octets = Buffer.concat([Buffer.from(proof.salt, 'base64url'), Buffer.from(proof.sha256, 'hex')]);
  assert.equal(octets.length, 64);
  const expected = createHash('sha256').update(octets).digest('base64url');
  assert.equal(record.credentials[0]?.files[0]?.digest, expected);
});

test('the record tells nothing of the files to whoever has no salt, and never the same twice', () => {
  const one = JSON.stringify(drawUpRecord(FACTS, FILES, nodeEngine).record);
  const other = JSON.stringify(drawUpRecord(FACTS, FILES, nodeEngine).record);
  for (const { sha256: digest } of FILES) {
    assert.ok(!one.includes(digest));
    assert.ok(!one.includes(Buffer.from(digest, 'hex').toString('base64url')));
  }
  const digestsOf = (text: string) => [...text.matchAll(/"digest":"([^"]+)"/g)].map(([, digest]) => digest);
  assert.equal(new Set([...digestsOf(one), ...digestsOf(other)]).size, 2 * FILES.length);
});

test('what is read back is what was written; anything else is none', () => {
  const { record, proofs } = drawUpRecord(FACTS, FILES, nodeEngine);
  assert.deepEqual(readRecord(writeRecord(record)), record);
  assert.deepEqual(readProofs(writeRecord(proofs)), proofs);
  assert.equal(readRecord(writeRecord(proofs)), undefined);
  assert.equal(readProofs(writeRecord(record)), undefined);
  for (const text of [
    '',
    '[]',
    'null',
    '{"schema":"sealwright-record/1"}',
    '{"schema":"sealwright-record/2"}',
  ]) {
    assert.equal(readRecord(strToU8(text)), undefined, text);
  }
});

async function makeContainer() {
  const seal = await makeSampleSeal('ES256');
  const record = writeRecord(drawUpRecord(FACTS, FILES, nodeEngine).record);
  const bytes = await prepareContainer(seal, nodeEngine)(record, { at: FACTS.madeAt, id: FACTS.id });
  return { seal, record, bytes };
}

test('the container begins with its media type, in clear (EN 319 162-1 annex A.1)', async () => {
  const { bytes, record } = await makeContainer();
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 38 + ASIC_MEDIA_TYPE.length));
  assert.ok(start.startsWith('PK\u0003\u0004'));
  assert.equal(start.slice(30), `mimetype${ASIC_MEDIA_TYPE}`);
  assert.deepEqual(openContainer(bytes)?.record, record);
});

test('its seal holds for the very bytes of the record', async () => {
  const { seal, bytes, record } = await makeContainer();
  const trust = prepareTrust({ roots: [seal.root] });
  const opened = openContainer(bytes);
  assert.ok(opened);
  const judge = (data: Uint8Array) =>
    verifyFile(opened.signatures, trust, new Date('2026-06-01'), nodeEngine, new Map([[RECORD_FILE, data]]));
  const { verdict } = await judge(record);
  assert.deepEqual([verdict.indication, verdict.level], ['TOTAL-PASSED', 'XAdES-BASELINE-B']);
  assert.deepEqual(verdict.payload, record);
  const changed = Uint8Array.from(record);
  changed[40] = (changed[40] ?? 0) ^ 1;
  assert.equal((await judge(changed)).verdict.subIndication, 'HASH_FAILURE');
});

test('a container of another make is none', async () => {
  const { bytes } = await makeContainer();
  const parts = unzipSync(bytes);
  assert.equal(openContainer(bytes.subarray(0, -30)), undefined);
  assert.equal(openContainer(zipSync({ ...parts, 'more.json': strToU8('{}') })), undefined);
  const { mimetype: _, ...without } = parts;
  assert.equal(openContainer(zipSync(without)), undefined);
  assert.equal(openContainer(zipSync({ ...parts, mimetype: strToU8('application/zip') })), undefined);
  assert.equal(openContainer(strToU8('%PDF-1.7')), undefined);
});

test('Python’s zipfile finds nothing wrong with it', { skip: !hasPython() && 'no python3' }, async () => {
  const path = join(folder, 'record.asice');
  writeFileSync(path, (await makeContainer()).bytes);
  assert.match(execFileSync('python3', ['-m', 'zipfile', '-t', path], { encoding: 'utf8' }), /Done testing/);
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
