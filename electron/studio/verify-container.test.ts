import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { prepareContainer } from '../../shared/record/asic.ts';
import { makeSampleSeal } from '../../shared/sealing/sample-seal.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { nodeEngine } from '../engine.ts';
import { verifyContainer } from './verify-container.ts';

const at = new Date('2026-07-01T00:00:00Z');
const seal = await makeSampleSeal('ES256');
const trust = prepareTrust({ roots: [seal.root] });
const data = new TextEncoder().encode('{"anything":"at all"}');
const good = await prepareContainer(seal, nodeEngine)(data, { at: '2026-06-30T08:00:00Z', id: 'r' });

async function reasonOf(change: (parts: Zippable) => Zippable): Promise<string> {
  const bytes = zipSync(change({ ...unzipSync(good) }));
  const verdict = await verifyContainer(bytes, trust, at, nodeEngine);
  return verdict ? `${verdict.indication} ${verdict.reason}` : 'no container';
}
const without = (parts: Zippable, name: string) =>
  Object.fromEntries(Object.entries(parts).filter(([key]) => key !== name));
const xml = (text: string) => new TextEncoder().encode(text);

test('a container holds while its one file is what was sealed', async () => {
  assert.equal(await reasonOf((parts) => parts), 'TOTAL-PASSED passed');
  assert.equal(
    await reasonOf((parts) => ({ ...parts, 'record.json': xml('{}') })),
    'TOTAL-FAILED digest-differs',
  );
});

test('what is not sealed is not taken for sealed', async () => {
  assert.equal(
    await reasonOf((parts) => without(parts, 'META-INF/signatures.xml')),
    'TOTAL-FAILED not-sealed',
  );
  assert.equal(
    await reasonOf((parts) => ({ ...parts, 'note.txt': xml('me too') })),
    'INDETERMINATE not-judged',
  );
  assert.match(
    await reasonOf((parts) => ({ ...without(parts, 'record.json'), 'other.json': data })),
    /^INDETERMINATE data-elsewhere$/,
  );
  const second = await reasonOf((parts) => ({ ...parts, 'META-INF/signatures2.xml': xml('<a/>') }));
  assert.match(second, /^TOTAL-FAILED/);
});

test('another archive is no container', async () => {
  assert.equal(await reasonOf((parts) => without(parts, 'mimetype')), 'no container');
  assert.equal(await reasonOf((parts) => ({ ...parts, mimetype: xml('application/zip') })), 'no container');
  assert.equal(await verifyContainer(good.subarray(0, 100), trust, at, nodeEngine), undefined);
});
