import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { RESULT_FORMS } from '../../shared/desk/results.ts';
import { writeSummaryJson } from '../../shared/formats/summary/json.ts';
import { writeResults } from './write-results.ts';

const batch = mkdtempSync(join(tmpdir(), 'sealwright-results-'));
after(() => rmSync(batch, { recursive: true, force: true }));

test('every form is written beside the summary of a batch; a badge that is gone is told', async () => {
  const files = [{ format: 'badge-jwt', name: 'a.badge.jwt', sha256: '0'.repeat(64) }];
  const row = { serial: 'S', id: 'urn:uuid:1', name: 'N', title: 'T', awardedOn: '2026-01-01' };
  await writeFile(
    join(batch, 'summary.json'),
    writeSummaryJson([[{ ...row, issuedAt: '2026-01-01T00:00:00Z', files }]]),
  );
  const order = { batch, forms: RESULT_FORMS, page: 'https://check.example/{serial}' };
  const without = await writeResults(order, '1');
  assert.equal(!without.ok && without.problems[0].code, 'file.not-found');
  mkdirSync(join(batch, 'credentials'));
  writeFileSync(join(batch, 'credentials/a.badge.jwt'), 'e30.e30.x\n');
  const written = await writeResults(order, '1');
  assert.ok(written.ok, JSON.stringify(written));
  assert.equal(written.value.files.length, 7);
  for (const file of written.value.files) assert.ok(existsSync(file), file);
  assert.deepEqual(JSON.parse(readFileSync(join(batch, 'results/open-badges.json'), 'utf8')), {
    compactJwsString: ['e30.e30.x'],
  });
});

test('a folder without a summary is refused', async () => {
  const none = await writeResults({ batch: join(batch, 'none'), forms: ['api'] }, '1');
  assert.equal(!none.ok && none.problems[0].code, 'file.not-found');
});
