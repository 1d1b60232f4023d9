import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openRegister } from '../register/register.ts';
import { listJobs } from '../studio/batch-jobs.ts';
import { assertKept, issueVictim, makeVictim } from './sample-torture.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-killed-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('killed again and again, then left alone: nothing acknowledged is lost, nobody has two', async () => {
  const victim = await makeVictim(join(root, 'batch'), 200);
  const out = join(victim.folder, 'out');
  let kills = 0;
  for (let run = 0; run < 3; run++) {
    const { code, acknowledged } = await issueVictim(victim, {
      meanwhile: (issued, child) => {
        if (issued > 0) child.kill('SIGKILL');
      },
    });
    if (code === null) kills++;
    assertKept(out, { acknowledged });
  }
  assert.ok(kills > 0);
  const last = await issueVictim(victim);
  assert.equal(last.code, 0);
  assertKept(out, { acknowledged: last.acknowledged, complete: 200 });
});

test('a killed batch is found interrupted and resumed by its id, each row once', async () => {
  const victim = await makeVictim(join(root, 'resumed'), 120);
  const out = join(victim.folder, 'out');
  const path = join(out, 'register.sqlite');
  const { code } = await issueVictim(victim, {
    meanwhile: (issued, child) => {
      if (issued > 0) child.kill('SIGKILL');
    },
  });
  assert.equal(code, null);
  const listed = await listJobs(path);
  assert.ok(listed.ok);
  const [job] = listed.value;
  assert.ok(job);
  assert.equal(job.state, 'interrupted');
  assert.equal(job.rows.verified + job.rows.planned, 120);
  assert.ok(job.rows.verified > 0 && job.rows.planned > 0);

  const resumed = await issueVictim(victim, { resume: job.batch });
  assert.equal(resumed.code, 0, resumed.stopped);
  assertKept(out, { acknowledged: 120, complete: 120 });
  const register = openRegister(path, { create: false });
  const after = register.job(job.batch);
  register.close();
  assert.equal(after?.state, 'done');
  assert.deepEqual(after?.rows, { planned: 0, refused: 0, already: 0, verified: 120, delivered: 0 });
});
