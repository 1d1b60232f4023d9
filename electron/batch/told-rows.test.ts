import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { summaryRow } from '../../shared/formats/summary/row.ts';
import { openToldRows } from './told-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-told-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('rows come back as they were told, in any order, and nothing of them lies in the folder', () => {
  const told = openToldRows(folder);
  const rows = Array.from({ length: 300 }, (_, at) => ({
    ...summaryRow({ ...sampleCredential, id: `urn:uuid:${at}` }, []),
    // Some are longer than what is read at a time, and cut a letter of several octets in two.
    name: 'Ζωή Ångström\n'.repeat(at % 50 === 7 ? 20_000 : 1),
  }));
  for (const row of rows) told.add(row);
  assert.deepEqual(readdirSync(folder), []);
  assert.deepEqual([...told.all()], rows);
  for (const row of rows.toReversed()) assert.deepEqual(told.get(row.id), row);
  assert.equal(told.get('urn:uuid:none'), undefined);
  assert.equal(told.size, rows.length);
  told.close();
});

test('fifty thousand of them fit where rows in memory would not', () => {
  const program = `
    import { openToldRows } from ${JSON.stringify(new URL('./told-rows.ts', import.meta.url).href)};
    const told = openToldRows(${JSON.stringify(folder)});
    const text = 'x'.repeat(1000);
    for (let at = 0; at < 50_000; at++)
      told.add({ id: 'urn:uuid:' + at, serial: '', name: text + at, title: '', awardedOn: '', issuedAt: '', files: [] });
    let seen = 0;
    for (const { name } of told.all()) seen += name.length > 1000;
    process.stdout.write(String(seen));`;
  const child = spawnSync(
    process.execPath,
    ['--max-old-space-size=24', '--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );
  assert.equal(child.stdout, '50000', child.stderr);
});
