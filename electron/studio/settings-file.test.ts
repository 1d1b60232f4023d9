import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dataFolder } from '../files/data-folder.ts';
import { readSettings, saveSettings } from './settings-file.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-settings-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('what was saved is read back', async () => {
  const folder = join(root, 'new', 'folder');
  assert.deepEqual(await readSettings(folder), {});
  const settings = {
    language: 'el',
    theme: 'dark',
    seal: '/keys/seal.pem',
    sealKey: '/keys/seal.key',
    trust: ['/roots/a.pem'],
  } as const;
  await saveSettings(folder, settings);
  assert.deepEqual(await readSettings(folder), settings);
});

test('a broken file, and a broken value, are as good as none', async () => {
  writeFileSync(join(root, 'settings.json'), '{"language":');
  assert.deepEqual(await readSettings(root), {});
  writeFileSync(
    join(root, 'settings.json'),
    '{"language":"xx","theme":7,"out":"/o","trust":[1,"/r"],"more":1}',
  );
  assert.deepEqual(await readSettings(root), { out: '/o', trust: ['/r'] });
});

test('each system has its own place for what a program keeps', () => {
  assert.equal(dataFolder({ SEALWRIGHT_DATA: '/told' }), '/told');
  assert.equal(dataFolder({ XDG_DATA_HOME: '/home/a/.data' }, 'linux'), '/home/a/.data/sealwright');
  assert.match(dataFolder({}, 'linux'), /\/\.local\/share\/sealwright$/);
  assert.match(dataFolder({}, 'darwin'), /Library\/Application Support\/Sealwright$/);
});
