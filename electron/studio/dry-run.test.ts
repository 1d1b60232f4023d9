import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'sealwright-dry-run-'));
after(() => rmSync(root, { recursive: true, force: true }));

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: 'dry-run', organisation });
});

test('a dry run tells what is badly legible or badly cut on the page, beside what stops a learner', async () => {
  const template = JSON.parse(readFileSync(join(EXAMPLE, 'template.json'), 'utf8'));
  template.page.styles.outcome.colour = '#dddddd';
  writeFileSync(
    join(root, 'template.json'),
    JSON.stringify({ ...template, page: { ...template.page, margin: 40 } }),
  );
  const [headings, first] = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');
  writeFileSync(join(root, 'roster.csv'), `${headings}\n${first}\n`);
  const reply = await askHere(openStudio(() => {}))('batch.issue', {
    ...{ template: join(root, 'template.json'), roster: join(root, 'roster.csv'), out: join(root, 'out') },
    ...{ seal: join(root, 'demo-seal.p12'), password: 'dry-run', exports: ['pdf'], dryRun: true },
  });
  assert.ok(reply.ok, JSON.stringify(reply));
  const told = new Set(reply.value.notices.map(({ code }) => code));
  assert.ok(told.has('notice.contrast-low') && told.has('notice.outside-margin'), [...told].join());
});

test('a dry run looks at every learner’s page in every language, also in those that these exports do not print', async () => {
  const template = JSON.parse(readFileSync(join(EXAMPLE, 'template.json'), 'utf8'));
  template.achievement.title.el += ' 漢';
  writeFileSync(join(root, 'template.json'), JSON.stringify(template));
  const [headings, ...rows] = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');
  writeFileSync(join(root, 'roster.csv'), [headings, ...rows.slice(0, 3)].join('\n'));
  const reply = await askHere(openStudio(() => {}))('batch.issue', {
    ...{ template: join(root, 'template.json'), roster: join(root, 'roster.csv'), out: join(root, 'out') },
    ...{ seal: join(root, 'demo-seal.p12'), password: 'dry-run', exports: ['pdf', 'vc-jwt'], dryRun: true },
  });
  assert.ok(reply.ok, JSON.stringify(reply));
  assert.deepEqual(
    reply.value.refusals.map(({ problems: [problem] }) => [problem?.code, problem?.where?.language]),
    Array.from({ length: 3 }, () => ['template.letter-missing', 'el']),
  );
});
