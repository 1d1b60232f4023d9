/** The vectors of docs/batch-record.md before our reader, and before one in Python that shares nothing with it. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeEngine } from '../../electron/engine.ts';
import { readProofs, readRecord, writeRecord } from './read.ts';
import { type BatchRecord, drawUpRecord, type RecordProof, type RecordProofs, readerOf } from './record.ts';

interface Vectors {
  readonly record: BatchRecord;
  readonly proofs: RecordProofs;
  readonly files: readonly { readonly text: string; readonly said: string }[];
  /** Of the first file. */
  readonly spoilt: readonly {
    readonly why: string;
    readonly proofs: readonly RecordProof[];
    readonly said: string;
  }[];
}

const vectorsOf = (name: string) =>
  fileURLToPath(new URL(`../../docs/vectors/batch-record/${name}`, import.meta.url));
const vectors = JSON.parse(readFileSync(vectorsOf('vectors.json'), 'utf8')) as Vectors;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'sealwright-record-vectors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Reader = (record: BatchRecord, proofs: RecordProofs, texts: readonly string[]) => readonly string[];

const ours: Reader = (record, proofs, texts) => {
  const [one, all] = [readRecord(writeRecord(record)), readProofs(writeRecord(proofs))];
  assert.ok(one && all);
  const find = readerOf(one, all, nodeEngine);
  return texts.map((text) => {
    const { state, serial } = find(sha256(text));
    return serial === undefined ? state : `${state} ${serial}`;
  });
};

const theirs: Reader = (record, proofs, texts) => {
  const write = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const files = texts.map((text, at) => write(`${at}`, text));
  const words = [write('record', writeRecord(record)), write('proofs', writeRecord(proofs)), ...files];
  return execFileSync('python3', [vectorsOf('reader.py'), ...words], { encoding: 'utf8' })
    .trim()
    .split('\n');
};

const withoutPython = spawnSync('python3', ['--version']).error && 'python3 is not installed';

for (const [name, reader, skip] of [
  ['our reader', ours, undefined],
  ['a reader in Python', theirs, withoutPython],
] as const)
  test(`${name} says of the vectors what is to be said`, { skip }, () => {
    const { record, proofs, files, spoilt } = vectors;
    const texts = files.map(({ text }) => text);
    assert.deepEqual(
      reader(record, proofs, texts),
      files.map(({ said }) => said),
    );
    for (const { why, said, proofs: wrong } of spoilt)
      assert.deepEqual(reader(record, { ...proofs, proofs: wrong }, texts.slice(0, 1)), [said], why);
    const foreign = { ...proofs, record: 'another' };
    assert.deepEqual(reader(record, foreign, texts.slice(0, 1)), ['differs 2026-001']);
  });

test('the reader in Python proves what is recorded anew', { skip: withoutPython }, () => {
  const texts = ['Zoë', 'Šimková'];
  const files = texts.map((text, at) => ({ serial: `${at}`, format: 'pdf', sha256: sha256(text) }));
  const { schema: _, credentials: _c, ...facts } = vectors.record;
  const { record, proofs } = drawUpRecord(facts, files, nodeEngine);
  assert.deepEqual(theirs(record, proofs, [...texts, 'another']), ['proven 0', 'proven 1', 'unknown']);
});
