import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { makeSealedSample } from '../../../electron/seals/sample-sealed-pdf.ts';
import { prepareTrust } from '../trust.ts';
import { verifyFile } from '../verify.ts';
import { openPdf } from './file.ts';
import { pageAttacks } from './sample-page-attacks.ts';
import { sealAttacks } from './sample-seal-attacks.ts';
import { structureAttacks } from './sample-structure-attacks.ts';
import { numberOf, stream, updatesOf } from './sample-updates.ts';

const NOW = new Date('2026-03-03T08:00:00Z');

const { sealed, pki } = await makeSealedSample();
const sample = updatesOf(sealed, openPdf(sealed, nodeEngine));
const trust = prepareTrust({ roots: [pki.root], crls: pki.crls });
const { updated, updatedByStream, catalog, withEntry, textOfObject, sealObject, file } = sample;

async function verdictOf(bytes: Uint8Array) {
  return (await verifyFile(bytes, trust, NOW, nodeEngine)).verdict;
}

const attacks = { ...pageAttacks(sample), ...structureAttacks(sample), ...sealAttacks(sample) };

describe('a sealed page that was changed by an incremental update', () => {
  for (const [what, attack] of Object.entries(attacks)) {
    test(`${what}: refused`, async () => {
      const verdict = await verdictOf(attack());
      assert.equal(verdict.indication, 'TOTAL-FAILED', verdict.reason);
      assert.equal(verdict.subIndication, 'FORMAT_FAILURE');
      assert.equal(verdict.payload, undefined);
    });
  }
});

test('validation data may be added, and are told', async () => {
  const dss = `/DSS<</Type/DSS/Certs[9000 0 R]>>`;
  const verdict = await verdictOf(
    updated({ objects: { 9000: stream('0'), [catalog()]: withEntry(catalog(), dss) } }),
  );
  assert.equal(verdict.indication, 'TOTAL-PASSED');
  assert.deepEqual(verdict.changes, [{ what: 'validation-data', where: 'DSS', allowed: true }]);
});

test('an update that changes nothing is no change', async () => {
  const verdict = await verdictOf(updated({ objects: { 9000: '<<>>' } }));
  assert.equal(verdict.indication, 'TOTAL-PASSED');
});

test('a further seal where the certification permits none is refused', async () => {
  const form = file.catalog.get('AcroForm');
  const number = numberOf(form);
  const seal = '<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>';
  const field = '<</FT/Sig/T(Second)/V 9001 0 R/Subtype/Widget/Rect[0 0 0 0]>>';
  const holder = number || catalog();
  const body = textOfObject(holder).replace(/\/Fields ?\[/, '/Fields [9000 0 R ');
  const verdict = await verdictOf(updated({ objects: { 9000: field, 9001: seal, [holder]: body } }));
  assert.notEqual(verdict.indication, 'TOTAL-PASSED');
});

test('packed objects that nothing reaches are no change: the stream of entries is read', async () => {
  const verdict = await verdictOf(updatedByStream({ packed: { 9000: '<</A 1>>', 9001: '[1 2]' } }));
  assert.equal(verdict.indication, 'TOTAL-PASSED', verdict.reason);
});

test('a second field that holds the same seal again is refused', async () => {
  const holder = numberOf(file.catalog.get('AcroForm')) || catalog();
  const { field } = sealObject();
  const again = textOfObject(field).replace(/\/T ?\([^)]*\)/, '/T(Again)');
  const body = textOfObject(holder).replace(/\/Fields ?\[/, '/Fields [9000 0 R ');
  const verdict = await verdictOf(updated({ objects: { 9000: again, [holder]: body } }));
  assert.notEqual(verdict.indication, 'TOTAL-PASSED');
});
