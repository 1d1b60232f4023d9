import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { nodeEngine } from '../../electron/engine.ts';
import type { Outcome } from '../problem.ts';
import { openPackage, writePackage } from './package.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const url = (type: string, bytes: Uint8Array) =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
const font = read('node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf');
const picture = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>');

/** The example, which has a picture for badges, with another picture that stands in it twice, and a font. */
const template = JSON.parse(read('examples/university/template.json').toString());
const box = { x: 0, y: 0, width: 9, height: 9 };
const source = url('image/svg+xml', picture);
template.page.fonts = { 'own-house': { regular: url('font/ttf', font) } };
template.page.elements.push(
  { id: 'logo', kind: 'image', box, source },
  { id: 'logo-2', kind: 'image', box, source },
);
const bytes = new TextEncoder().encode(JSON.stringify(template));

function taken<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

/** Through the package and out again, with what was done to it on the way. */
async function throughWith(change: (files: Record<string, Uint8Array>) => Record<string, Uint8Array>) {
  const files = unzipSync(taken(await writePackage(bytes, nodeEngine)));
  const opened = openPackage(zipSync(change(files)), nodeEngine);
  if (!opened.ok) return opened;
  return opened.value.unpack(opened.value.manifest ?? new Uint8Array());
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'taken' : outcome.problems[0].code);

test('a template comes out as it went in; inside, pictures and fonts are files, each once (read by fflate)', async () => {
  const back = taken(await throughWith((files) => files));
  assert.deepEqual(JSON.parse(new TextDecoder().decode(back)), template);
  const files = unzipSync(taken(await writePackage(bytes, nodeEngine)));
  const names = Object.keys(files);
  assert.deepEqual(names.map((name) => name.replace(/[\da-f]{32}/, '…')).sort(), [
    'fonts/….ttf',
    'manifest.json',
    'pictures/….svg',
    'pictures/….svg',
    'template.json',
  ]);
  const inside = names.find((name) => name.endsWith('.ttf'));
  assert.deepEqual(Buffer.from(files[inside ?? ''] ?? []), font);
});

test('a part that was changed, taken out or slipped in is told by name', async () => {
  const changed = await throughWith((files) => {
    const name = Object.keys(files).find((each) => each.endsWith('.svg')) ?? '';
    return { ...files, [name]: Buffer.from(`${picture}`.replace('0 0 1 1', '0 0 2 2')) };
  });
  assert.ok(!changed.ok && changed.problems[0].code === 'package.file-differs');
  assert.match(String(changed.problems[0].facts?.path), /^pictures\/.*\.svg$/);
  assert.equal(codeOf(await throughWith(({ 'template.json': _, ...rest }) => rest)), 'package.file-differs');
  const more = await throughWith((files) => ({ ...files, 'run.js': new Uint8Array(1) }));
  assert.ok(!more.ok && more.problems[0].facts?.path === 'run.js');
});

test('what is no package, tells two manifests or none, or unpacks to more than it may, is refused', async () => {
  assert.equal(codeOf(openPackage(bytes, nodeEngine)), 'package.unreadable');
  assert.equal(codeOf(await throughWith(({ 'manifest.json': _, ...rest }) => rest)), 'package.unreadable');
  const two = { 'manifest.jades.json': new Uint8Array(2) };
  assert.equal(codeOf(await throughWith((files) => ({ ...files, ...two }))), 'package.unreadable');
  const bomb = { 'fonts/a.ttf': new Uint8Array(25 * 1024 * 1024) };
  const manifest = (files: Record<string, Uint8Array>) => {
    const told = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
    told.files.push({ path: 'fonts/a.ttf', bytes: 25 * 1024 * 1024, sha256: '0'.repeat(64) });
    return { ...files, ...bomb, 'manifest.json': Buffer.from(JSON.stringify(told)) };
  };
  assert.equal(codeOf(await throughWith(manifest)), 'package.unreadable');
});

test('equal templates make equal packages', async () => {
  const [one, other] = [await writePackage(bytes, nodeEngine), await writePackage(bytes, nodeEngine)];
  assert.deepEqual(taken(one), taken(other));
});
