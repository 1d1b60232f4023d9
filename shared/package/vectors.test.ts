/** The vector of docs/template-package.md before our reader, and before one in Python that shares nothing with it. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import { openPackage, writePackage } from './package.ts';

const vectorsOf = (name: string) =>
  fileURLToPath(new URL(`../../docs/vectors/template-package/${name}`, import.meta.url));
const example = readFileSync(vectorsOf('example.swtemplate'));
const template = readFileSync(vectorsOf('example.json'));

const folder = mkdtempSync(join(tmpdir(), 'sealwright-package-vectors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Reader = (bytes: Uint8Array) => unknown;

const ours: Reader = (bytes) => {
  const opened = openPackage(bytes, nodeEngine);
  const unpacked = opened.ok ? opened.value.unpack(opened.value.manifest ?? new Uint8Array()) : opened;
  if (unpacked.ok) return JSON.parse(new TextDecoder().decode(unpacked.value));
  const [{ code, facts }] = unpacked.problems;
  return code === 'package.file-differs' ? `differs ${facts?.path}` : 'unreadable';
};

const theirs: Reader = (bytes) => {
  const file = join(folder, 'package');
  writeFileSync(file, bytes);
  const said = execFileSync('python3', [vectorsOf('reader.py'), file], { encoding: 'utf8' }).trim();
  return said.startsWith('{') ? JSON.parse(said) : said;
};

const withoutPython = spawnSync('python3', ['--version']).error && 'python3 is not installed';

for (const [name, reader, skip] of [
  ['our reader', ours, undefined],
  ['a reader in Python', theirs, withoutPython],
] as const)
  test(`${name} opens the vector, and refuses what was spoilt in it`, { skip }, async () => {
    assert.deepEqual(reader(example), JSON.parse(template.toString()));
    const fresh = await writePackage(template, nodeEngine);
    assert.deepEqual(fresh.ok && reader(fresh.value), JSON.parse(template.toString()));
    const parts = unzipSync(example);
    const picture = Object.keys(parts).find((path) => path.startsWith('pictures/')) ?? '';
    const without = (left: string) =>
      Object.fromEntries(Object.entries(parts).filter(([path]) => path !== left));
    const spoilt: readonly (readonly [Record<string, Uint8Array>, string])[] = [
      [{ ...parts, [picture]: Buffer.from('<svg/>') }, `differs ${picture}`],
      [without(picture), `differs ${picture}`],
      [{ ...parts, 'run.js': new Uint8Array(1) }, 'differs run.js'],
      [without('manifest.json'), 'unreadable'],
      [{ ...parts, 'manifest.jades.json': Buffer.from('{}') }, 'unreadable'],
    ];
    for (const [files, said] of spoilt) assert.equal(reader(zipSync(files)), said);
    assert.equal(reader(template), 'unreadable');
  });
