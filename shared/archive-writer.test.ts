import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { nodeEngine } from '../electron/engine.ts';
import { writeZip, type ZipEntry } from './archive-writer.ts';

async function zipped(entries: Iterable<ZipEntry>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(entries, nodeEngine)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const text = new TextEncoder();
const FILES: readonly ZipEntry[] = [
  { name: 'credentials/Ångström Νίκη.pdf', bytes: text.encode('again and '.repeat(500)) },
  { name: 'empty', bytes: new Uint8Array() },
  { name: 'noise.bin', bytes: nodeEngine.random(3000) },
];

test('what is put in comes out again elsewhere, and equal files make equal archives', async () => {
  const archive = await zipped(FILES);
  const read = unzipSync(archive);
  assert.deepEqual(
    Object.keys(read),
    FILES.map(({ name }) => name),
  );
  for (const { name, bytes } of FILES) assert.deepEqual(read[name], bytes);
  assert.ok(archive.length < 4500);
  assert.deepEqual(await zipped(FILES), archive);
});

test('more files than 16 bits can count', async () => {
  function* many() {
    for (let number = 0; number < 66_000; number++) yield { name: `f${number}`, bytes: new Uint8Array([1]) };
  }
  const archive = await zipped(many());
  assert.equal(Object.keys(unzipSync(archive)).length, 66_000);
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-zip-'));
  try {
    const path = join(folder, 'many.zip');
    writeFileSync(path, archive);
    const told = spawnSync('python3', ['-m', 'zipfile', '--test', path], { encoding: 'utf8' });
    // Python is not everywhere; where it is, it must agree.
    if (!told.error) assert.match(told.stdout, /^Done testing/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('an archive beyond 4 GiB tells its offsets in 64 bits', async () => {
  const large = { length: 0 };
  // A piece that claims a length and holds nothing: only the directory is looked at.
  const engine = { deflate: (bytes: Uint8Array) => bytes };
  const block = new Uint8Array(1 << 30);
  function* beyond() {
    for (let number = 0; number < 5; number++) yield { name: `${number}`, bytes: block };
  }
  let tail: Uint8Array = new Uint8Array();
  const last: Uint8Array[] = [];
  for await (const piece of writeZip(beyond(), engine)) {
    large.length += piece.length;
    last.push(piece.length > 1000 ? new Uint8Array() : piece);
  }
  tail = Buffer.concat(last.slice(10));
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  // The last file's record: its extra field stands after its name of one letter.
  const record = 4 * 47;
  assert.equal(view.getUint32(record + 42, true), 0xffffffff);
  assert.equal(view.getBigUint64(record + 51, true), 4n * (31n + (1n << 30n)));
  assert.equal(view.getUint32(tail.length - 22 - 20, true), 0x07064b50);
  assert.equal(view.getBigUint64(tail.length - 22 - 20 + 8, true), BigInt(large.length - 22 - 20 - 56));
});
