import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { writeChunk } from '../../shared/formats/badge/png.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import type { Template } from '../../shared/template/template.ts';
import { askHere } from '../port.ts';
import { openStudio } from '../studio.ts';
import type { Errand } from './errand.ts';
import { keepReader, sendReader } from './host.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-ended-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const write = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(path(name), bytes);
  return path(name);
};

const at = new Date('2026-11-01T12:00:00Z');
const file = write('large.json', `{"payload":"${'A'.repeat(8_000_000)}"}`);
const bytes = readFileSync(file);
const trusted = { trust: [], crls: [], at };

/** Each kind of reading that took place in the studio before it had a reader, over more than that reader may take. */
const ERRANDS: readonly Errand[] = [
  { errand: 'part', order: { file, ...trusted } },
  { errand: 'sealing', order: { bytes, ...trusted, format: 'json', identifier: 'VATEL-099999990' } },
  { errand: 'standing', order: { file } },
  { errand: 'source', order: { source: `data:font/ttf;base64,${'AAAA'.repeat(2_000_000)}`, badge: false } },
  { errand: 'roster', order: { file: write('wide.csv', 'é;b\n'.repeat(100_000)), choices: {} } },
];

test('whoever takes too much is ended, its file refused, and the program lives on', async () => {
  for (const errand of ERRANDS) {
    const tooMuch = { code: 'file.too-much', where: { file } } as const;
    const small = await sendReader(errand, tooMuch, { milliseconds: 60_000, memory: 5 });
    assert.deepEqual(!small.ok && small.problems, [tooMuch], errand.errand);
    const late = await keepReader({ milliseconds: 1, memory: 384 }).send(errand, tooMuch);
    assert.deepEqual(!late.ok && late.problems, [tooMuch], errand.errand);
  }
});

const EXAMPLE = join(import.meta.dirname, '../../examples/university/template.json');
const ask = askHere(openStudio(() => {}));

function withPicture(name: string, source: string): string {
  const read = readTemplate(readFileSync(EXAMPLE));
  assert.ok(read.ok);
  const template: Template = read.value;
  const box = { x: 20, y: 20, width: 20, height: 20 };
  const elements = [...template.page.elements, { id: 'stamp', kind: 'image', source, box }];
  return write(name, JSON.stringify({ ...template, page: { ...template.page, elements } }));
}

/** Of 8 by 8 grey pixels, whose header may tell otherwise. */
function png(size: number, rows = Buffer.alloc(9 * 8)): string {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head[8] = 8;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const chunks = [writeChunk('IHDR', head), writeChunk('IDAT', deflateSync(rows)), writeChunk('IEND')];
  return `data:image/png;base64,${Buffer.concat([signature, ...chunks]).toString('base64')}`;
}

test('a picture that cannot be drawn whole keeps a template from being sealed with, and can be opened to be mended', async () => {
  const problems = async (template: string) => {
    const told = await ask('template.check', { template });
    assert.ok(told.ok, JSON.stringify(told));
    return told.value.problems.map(({ code, where, facts }) => [code, where?.element, facts?.path]);
  };
  assert.deepEqual(await problems(withPicture('sound.json', png(8))), []);
  const shorter = withPicture('short.json', png(9));
  const [first] = await problems(shorter);
  assert.equal(first?.[0], 'template.value-wrong');
  assert.equal(first?.[1], 'stamp');
  const filtered = withPicture('filter.json', png(8, Buffer.alloc(9 * 8, 7)));
  assert.equal((await problems(filtered))[0]?.[1], 'stamp');
  // Forty zlib bytes for every megabyte they become: no further than the header tells.
  const bomb = withPicture('bomb.json', png(8, Buffer.alloc(64 * 1024 * 1024)));
  assert.equal((await problems(bomb))[0]?.[1], 'stamp');
  assert.ok((await ask('template.read', { template: shorter })).ok);
});
