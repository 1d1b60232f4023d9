import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
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
