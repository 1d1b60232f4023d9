import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Template } from '../../shared/template/template.ts';
import { askHere } from '../port.ts';
import { openStudio } from '../studio.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-shelf-'));
process.env.SEALWRIGHT_DATA = join(root, 'data');
after(() => rmSync(root, { recursive: true, force: true }));
const ask = askHere(openStudio(() => {}));
const template = join(root, 'course.json');
copyFileSync(fileURLToPath(new URL('../../examples/university/template.json', import.meta.url)), template);
const written = (path = template) => JSON.parse(readFileSync(path, 'utf8')) as Template;
const shelf = async () => {
  const listed = await ask('shelf.list');
  assert.ok(listed.ok);
  return listed.value;
};
const states = async () => {
  const told = await ask('shelf.versions', { template });
  assert.ok(told.ok);
  return told.value.map(({ template: { version }, state }) => `${version} ${state}`);
};

test('what is thrown away comes back as it was, beside what has taken its place', async () => {
  await ask('shelf.place', { template });
  await ask('shelf.place', { template });
  assert.deepEqual(
    (await shelf()).templates.map(({ path, state, version }) => [path, state, version]),
    [[template, 'draft', 1]],
  );
  const before = readFileSync(template);
  const gone = await ask('shelf.discard', { template });
  assert.ok(gone.ok);
  assert.equal(existsSync(template), false);
  const { templates, discarded } = await shelf();
  assert.deepEqual([templates, discarded.map(({ from }) => from)], [[], [template]]);
  copyFileSync(fileURLToPath(new URL('../../examples/university/template.json', import.meta.url)), template);
  const back = await ask('shelf.restore', gone.value);
  assert.deepEqual(back, { ok: true, value: { path: join(root, 'course-2.json') } });
  assert.deepEqual(readFileSync(join(root, 'course-2.json')), before);
  assert.deepEqual((await shelf()).discarded, []);
  await ask('shelf.place', { template });
});

test('a copy is a template of its own', async () => {
  const copy = await ask('shelf.duplicate', { template, name: 'Another course' });
  assert.ok(copy.ok);
  const made = written(copy.value.path);
  assert.deepEqual([made.version, made.name.en, made.signOffs], [1, 'Another course', undefined]);
  assert.notEqual(made.id, written().id);
  assert.deepEqual(made.page, written().page);
});

test('a version that was signed off stays as it is, and a rename begins the next', async () => {
  assert.ok((await ask('template.sign-off', { template, by: 'Ada Example, Dean' })).ok);
  const signed = written();
  const draft = { ...signed, serialPattern: 'X-{number}' };
  const refusal = await ask('template.save', { template, draft });
  assert.equal(refusal.ok ? undefined : refusal.problems[0].code, 'template.settled');
  assert.deepEqual(await states(), ['1 signed']);
  assert.ok((await ask('shelf.rename', { template, name: 'Renamed' })).ok);
  assert.deepEqual([written().version, written().name.en], [2, 'Renamed']);
  assert.deepEqual(await states(), ['2 draft', '1 signed']);
  const versions = await ask('shelf.versions', { template });
  assert.deepEqual(versions.ok && versions.value[1]?.template, signed);
  // Undoing it is no change of what was signed off.
  assert.ok((await ask('template.save', { template, draft: signed })).ok);
  assert.deepEqual(await states(), ['1 signed']);
});
