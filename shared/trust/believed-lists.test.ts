import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { makeSampleAuthority } from '../sealing/sample-timestamp.ts';
import { checkTimestamp } from '../verifying/timestamp.ts';
import { prepareTrust } from '../verifying/trust.ts';
import { checkXml } from '../verifying/xml/check.ts';
import { believeLists } from './believed-lists.ts';
import { type SampleService, sealSampleList } from './sample-lists.ts';
import { isGrantedForSeals, readTrustedList, sealAuthorities } from './trusted-list.ts';

const FOLDER = new URL('../../../shared/reference/signatures/tl/', import.meta.url);
const skip = !existsSync(FOLDER) && 'no reference data';
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));

async function signerOf(name: string): Promise<Uint8Array> {
  const integrity = await checkXml(file(name), nodeEngine);
  assert.ok(integrity.ok);
  return integrity.signer.der;
}

test('a national list says who may issue for e-seals, and since when', { skip }, () => {
  const list = readTrustedList(file('FI.xml'));
  assert.ok(list);
  assert.equal(list.territory, 'FI');
  assert.equal(list.ofLists, false);
  assert.equal(list.sequence, 32);
  assert.ok(list.services.length >= 5);
  const service = list.services.find(({ name }) => name === 'VRK Gov. CA for Citizen Qualified Certificates');
  assert.ok(service);
  // For e-signatures alone since July 2016; before that a service was for all.
  assert.equal(isGrantedForSeals(service, new Date('2020-01-01')), false);
  assert.equal(isGrantedForSeals(service, new Date('2010-01-01')), true);
  assert.equal(isGrantedForSeals(service, new Date('2001-01-01')), false);
  assert.ok(Array.isArray(sealAuthorities(list, new Date('2020-01-01'))));
});

test('a list is believed by a pinned key, by a pivot that is believed, and by nobody else', {
  skip,
}, async () => {
  const [lotl, pivot] = [file('pyhanko-eu-lotl.xml'), file('eu-lotl-pivot-341.xml')];
  const issued = readTrustedList(lotl)?.issued;
  assert.ok(issued);
  const at = new Date(issued.getTime() + 24 * 3_600_000);
  const seals = async (files: readonly Uint8Array[], pinned: readonly Uint8Array[], when = at) =>
    (await believeLists(files, pinned, when, nodeEngine)).lists.map((one) =>
      one === 'broken' ? one : one.seal,
    );
  assert.deepEqual(await seals([lotl, pivot], []), ['unknown', 'unknown']);
  assert.deepEqual(await seals([lotl], [await signerOf('pyhanko-eu-lotl.xml')]), ['believed']);
  const [byPivot] = await seals([lotl, pivot], [await signerOf('eu-lotl-pivot-341.xml')]);
  const named = readTrustedList(pivot)?.pointers.some(
    ({ ofLists, certificates }) => ofLists && certificates.length > 0,
  );
  assert.ok(named);
  assert.equal(byPivot, 'believed');
  const broken = Buffer.from(file('FI.xml')).toString().replace('Traficom', 'Traficon');
  assert.deepEqual(await seals([new TextEncoder().encode(broken)], [await signerOf('FI.xml')]), ['broken']);
});

test('a stale list gives nobody', { skip }, async () => {
  const pinned = [await signerOf('FI.xml')];
  const list = readTrustedList(file('FI.xml'));
  assert.ok(list?.nextUpdate);
  const fresh = await believeLists([file('FI.xml')], pinned, list.issued, nodeEngine);
  const late = await believeLists(
    [file('FI.xml')],
    pinned,
    new Date(list.nextUpdate.getTime() + 1),
    nodeEngine,
  );
  assert.ok(typeof fresh.lists[0] === 'object' && !fresh.lists[0].stale);
  assert.ok(typeof late.lists[0] === 'object' && late.lists[0].stale);
  assert.deepEqual(late.authorities, []);
});

test('time-stamps count by a service for time-stamps that was granted when they were made, seals by one for seals', async () => {
  const [operator, sealer] = [await makeSampleSeal('ES256'), await makeSampleSeal('ES256')];
  const stampedAt = new Date('2026-06-01T10:00:00Z');
  const authority = await makeSampleAuthority({ at: stampedAt });
  const stamped = new TextEncoder().encode('sealed');
  const stamp = await checkTimestamp(await authority.timestamper.stamp(stamped), stamped, nodeEngine);
  assert.ok(stamp.ok);
  const at = new Date('2026-09-01T00:00:00Z');
  const trustBy = async (services: readonly SampleService[]) => {
    const told = { territory: 'IE', sequence: 3, issued: '2026-08-01T00:00:00Z', services };
    const list = await sealSampleList({ ...told, nextUpdate: '2027-01-01T00:00:00Z' }, operator, nodeEngine);
    const { authorities } = await believeLists([list], [operator.certificate.der], at, nodeEngine);
    return prepareTrust({ roots: [], authorities });
  };
  const service = (
    type: SampleService['type'],
    certificate: Uint8Array,
    ...states: SampleService['states']
  ): SampleService => ({ type, certificate, states });
  const granted = { status: 'granted', from: '2026-01-01T00:00:00Z' } as const;
  const withdrawn = (from: string) => ({ status: 'withdrawn', from }) as const;

  const good = await trustBy([
    service('TSA/QTST', authority.root, withdrawn('2026-07-01T00:00:00Z'), granted),
    service('CA/QC', sealer.root, granted),
  ]);
  assert.equal((await good.judgeTimestamp(stamp.value, at)).ok, true);
  assert.equal((await good.judge(sealer.certificate, [], at)).ok, true);

  for (const services of [
    [service('TSA/QTST', authority.root, withdrawn('2026-05-01T00:00:00Z'), granted)],
    [service('CA/QC', authority.root, granted)],
  ]) {
    const judged = await (await trustBy(services)).judgeTimestamp(stamp.value, at);
    assert.deepEqual([judged.ok, !judged.ok && judged.reason], [false, 'authority-not-granted']);
  }
  const stampers = await trustBy([service('TSA/QTST', sealer.root, granted)]);
  assert.equal((await stampers.judge(sealer.certificate, [], at)).ok, false);
});
