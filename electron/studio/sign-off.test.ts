import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'sealwright-sign-off-'));
process.env.SEALWRIGHT_DATA = root;
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const ask = askHere(openStudio(() => {}));
const template = at('template.json');

before(async () => {
  copyFileSync(join(EXAMPLE, 'template.json'), template);
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: 'sign-off', organisation });
});

const dryRun = (signOffs: number) =>
  ask('batch.issue', {
    ...{ template, roster: join(EXAMPLE, 'roster.csv'), out: at('out'), dryRun: true, signOffs },
    ...{ seal: at('demo-seal.p12'), password: 'sign-off', exports: ['pdf'] },
  });

test('nothing is issued that fewer have signed off, as it is, than the institution demands', async () => {
  const early = await dryRun(1);
  assert.ok(!early.ok);
  assert.deepEqual(
    early.problems.map(({ code, facts }) => [code, facts?.count, facts?.needed]),
    [['template.sign-off-missing', 0, 1]],
  );
  const signed = await ask('template.sign-off', { template, by: 'Ada Example, Dean' });
  assert.ok(signed.ok);
  assert.deepEqual(
    signed.value.signOffs.map(({ by }) => by),
    ['Ada Example, Dean'],
  );
  assert.ok((await dryRun(1)).ok);
  assert.ok(!(await dryRun(2)).ok);
});

test('a template changed after it was signed off is told, and demanded anew', async () => {
  const written = readFileSync(template, 'utf8');
  const changed = written.replace('"ects": ', '"ects": 1');
  assert.notEqual(changed, written);
  writeFileSync(template, changed);
  const told = await dryRun(0);
  assert.ok(told.ok);
  assert.ok(
    told.value.notices.some(
      ({ code, facts }) => code === 'notice.sign-off-outdated' && facts?.by === 'Ada Example, Dean',
    ),
  );
  assert.ok(!(await dryRun(1)).ok);
  const report = await ask('template.check', { template });
  assert.ok(report.ok);
  assert.deepEqual(report.value.signOffs, []);
});
