import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openVault, type VaultFile } from './vault.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-vault-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const freshFolder = () => join(root, `vault-${++folders}`, 'credentials');

function file(name: string, text: string): VaultFile {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const seen = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== '.register')
    .sort();

test('files are written whole and nothing else stays', async () => {
  const folder = freshFolder();
  const vault = await openVault(folder, 'register-1');
  await vault.write([file('a.pdf', 'A'.repeat(100_000)), file('a.xml', '<a/>')]);
  assert.deepEqual(seen(folder), ['a.pdf', 'a.xml']);
  assert.equal(readFileSync(join(folder, 'a.pdf'), 'utf8').length, 100_000);
});

test('one file that does not read back as meant keeps all files of the learner out', async () => {
  const folder = freshFolder();
  const vault = await openVault(folder, 'register-1');
  const meant = file('a.pdf', 'A');
  const writing = vault.write([file('a.xml', '<a/>'), meant]);
  // Written by now and not yet read again: what lies on the disk is something else.
  meant.bytes[0] = 0x42;
  await assert.rejects(writing, { code: 'file.not-writable' });
  assert.deepEqual(seen(folder), []);
});

test('a file that is there is never written over', async () => {
  const folder = freshFolder();
  const vault = await openVault(folder, 'register-1');
  await vault.write([file('a.pdf', 'first')]);
  await assert.rejects(vault.write([file('a.pdf', 'second')]), { code: 'file.not-writable' });
  assert.equal(readFileSync(join(folder, 'a.pdf'), 'utf8'), 'first');
  assert.deepEqual(seen(folder), ['a.pdf']);
});

test('a folder nobody may write to is a fault, not a crash', {
  skip: process.getuid?.() === 0 && 'root may write anywhere',
}, async () => {
  const folder = freshFolder();
  const vault = await openVault(folder, 'register-1');
  chmodSync(folder, 0o500);
  await assert.rejects(vault.write([file('a.pdf', 'A')]), { code: 'file.not-writable' });
  chmodSync(folder, 0o700);
});

test('where the folder is a file, the vault says so', async () => {
  const place = join(root, 'a-file');
  writeFileSync(place, '');
  await assert.rejects(openVault(join(place, 'credentials'), 'register-1'), { code: 'file.not-writable' });
});

test('what a killed run left is swept; what the register knows, and what is not ours, stays', async () => {
  const folder = freshFolder();
  const vault = await openVault(folder, 'register-1');
  await vault.write([file('kept.pdf', 'K'), file('left.pdf', 'L')]);
  writeFileSync(join(folder, '.writing-0123456789ab'), 'half');
  writeFileSync(join(folder, 'notes.txt'), 'of the clerk');
  assert.equal(await vault.sweep((name) => name === 'kept.pdf'), 2);
  assert.deepEqual(seen(folder), ['kept.pdf', 'notes.txt']);
});

test('a folder belongs to one register, so that no sweep can take the files of another', async () => {
  const folder = freshFolder();
  const vault = await openVault(folder, 'register-1');
  await vault.write([file('a.pdf', 'A')]);
  await openVault(folder, 'register-1');
  await assert.rejects(openVault(folder, 'register-2'), { code: 'register.other-folder' });
  assert.ok(existsSync(join(folder, 'a.pdf')));
});

test('workers of one register may claim a folder at the same moment, and nobody of another', async () => {
  const folder = freshFolder();
  await Promise.all(Array.from({ length: 8 }, () => openVault(folder, 'register-1')));
  await assert.rejects(openVault(folder, 'register-2'), { code: 'register.other-folder' });
  assert.equal(readdirSync(folder).length, 1);
});

test('a folder that already holds documents of somebody is not taken over', async () => {
  const folder = freshFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'thesis.pdf'), 'T');
  await assert.rejects(openVault(folder, 'register-1'), { code: 'register.other-folder' });
});

test('a full disk is told as such and leaves nothing half written', async (context) => {
  const disk = join(root, 'small-disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status !== 0) {
    return context.skip('no right to mount a small disk');
  }
  try {
    const folder = join(disk, 'credentials');
    const vault = await openVault(folder, 'register-1');
    await assert.rejects(vault.write([file('a.xml', '<a/>'), file('a.pdf', 'A'.repeat(100_000))]), {
      code: 'file.disk-full',
    });
    assert.deepEqual(seen(folder), []);
    await vault.write([file('b.pdf', 'B')]);
    assert.deepEqual(seen(folder), ['b.pdf']);
  } finally {
    spawnSync('umount', [disk]);
  }
});
