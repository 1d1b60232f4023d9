import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openFitSeal } from './seal-file.ts';
import { prepareTrial } from './trial-project.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-trial-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = new Date();

test('a trial project can seal at once, and is made only once', async () => {
  const first = await prepareTrial(root, at);
  assert.ok(first.ok);
  const { seal, template } = first.value;
  const opened = await openFitSeal({ seal, password: '' }, at);
  assert.ok(opened.ok);
  opened.value.seal.close();
  appendFileSync(template, '\n');
  const before = readFileSync(seal);
  assert.deepEqual(await prepareTrial(root, at), first);
  assert.deepEqual(readFileSync(seal), before);
  assert.ok(readFileSync(template, 'utf8').endsWith('\n\n'));
});

test('a seal elsewhere opens with nothing but its password', async () => {
  const project = await prepareTrial(root, at);
  assert.ok(project.ok);
  const elsewhere = join(root, 'elsewhere');
  mkdirSync(elsewhere);
  const copy = join(elsewhere, 'demo-seal.p12');
  copyFileSync(project.value.seal, copy);
  const opened = await openFitSeal({ seal: copy, password: '' }, at);
  assert.deepEqual(opened, {
    ok: false,
    problems: [{ code: 'seal.password-missing', where: { file: copy } }],
  });
});
