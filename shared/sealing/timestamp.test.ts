import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { checkJson } from '../verifying/json/check.ts';
import { checkPdf } from '../verifying/pdf/check.ts';
import { prepareTrust } from '../verifying/trust.ts';
import { verifyFile } from '../verifying/verify.ts';
import { checkXml } from '../verifying/xml/check.ts';
import { SEAL_ALGORITHMS, type SealAlgorithmName } from './algorithms.ts';
import { prepareClearJsonSealer } from './edc-jws.ts';
import { prepareJsonSealer } from './jades.ts';
import { preparePdfSealer } from './pades.ts';
import { makeSamplePdf } from './pades-sample.ts';
import { makeSampleSeal, type SampleSeal } from './sample-seal.ts';
import { makeSampleAuthority } from './sample-timestamp.ts';
import type { Timestamper } from './timestamp.ts';
import { prepareXmlSealer } from './xades.ts';

const at = '2026-06-01T08:00:00Z';
const stampedAt = new Date('2026-06-01T08:00:02Z');
const payload = new TextEncoder().encode('{"τίτλος":"Ħ𝒳"}');
const authority = await makeSampleAuthority({ at: stampedAt });
const stamping = authority.timestamper;

const FORMATS = {
  async PAdES(seal: SampleSeal, timestamper?: Timestamper) {
    const sealer = preparePdfSealer(seal, nodeEngine, timestamper);
    return sealer.seal(makeSamplePdf(sealer.contentsLength, 'D:20260601080000Z'));
  },
  async XAdES(seal: SampleSeal, timestamper?: Timestamper) {
    const facts = { at, id: 'urn:uuid:1', mediaType: 'text/xml' };
    const root = { name: 'a', namespaces: { '': 'urn:a', x: 'urn:x' }, children: ['Ħ', { name: 'x:b' }] };
    return prepareXmlSealer(seal, nodeEngine, timestamper).seal(root, facts);
  },
  async JAdES(seal: SampleSeal, timestamper?: Timestamper) {
    return prepareJsonSealer(seal, nodeEngine, timestamper).seal(payload, { at });
  },
} as const;
const CHECKS = { PAdES: checkPdf, XAdES: checkXml, JAdES: checkJson } as const;
const names = ['PAdES', 'XAdES', 'JAdES'] as const;
const seal = await makeSampleSeal('ES256');

for (const name of names) {
  for (const algorithm of Object.keys(SEAL_ALGORITHMS) as SealAlgorithmName[]) {
    test(`${name} with ${algorithm} and a time-stamp is read back as level T`, async () => {
      const by = await makeSampleSeal(algorithm);
      const checked = await CHECKS[name](await FORMATS[name](by, stamping), nodeEngine);
      assert.ok(checked.ok, JSON.stringify(checked));
      assert.equal(checked.level, `${name}-BASELINE-T`);
      assert.deepEqual(checked.timestamps?.[0]?.at, stampedAt);
      assert.deepEqual(checked.warnings, []);
    });
  }

  test(`${name}: a good time-stamp over anything else raises nothing and proves nothing`, async () => {
    const elsewhere = { stamp: (bytes: Uint8Array) => stamping.stamp(bytes.subarray(1)) };
    const checked = await CHECKS[name](await FORMATS[name](seal, elsewhere), nodeEngine);
    assert.ok(checked.ok);
    assert.equal(checked.level, `${name}-BASELINE-B`);
    assert.deepEqual(checked.warnings, ['timestamp-wrong']);
  });

  test(`${name}: a time-stamp with one bit changed raises nothing`, async () => {
    for (const part of [0.3, 0.6, 0.98]) {
      const altered = {
        async stamp(bytes: Uint8Array) {
          const token = await stamping.stamp(bytes);
          const index = Math.floor(token.length * part);
          token[index] = (token[index] ?? 0) ^ 1;
          return token;
        },
      };
      const checked = await CHECKS[name](await FORMATS[name](seal, altered), nodeEngine);
      // A token that is no DER any more breaks the CMS around it.
      if (!checked.ok) assert.equal(checked.reason, 'format');
      else assert.equal(checked.level, `${name}-BASELINE-B`, String(part));
    }
  });

  test(`${name}: what a trusted authority has stamped in time outlives its certificate`, async () => {
    const sealed = await FORMATS[name](seal, stamping);
    const later = new Date('2028-01-01T00:00:00Z');
    const judge = async (bytes: Uint8Array, roots: readonly Uint8Array[]) =>
      (await verifyFile(bytes, prepareTrust({ roots }), later, nodeEngine)).verdict;
    const both = await judge(sealed, [seal.root, authority.root]);
    assert.equal(both.indication, 'TOTAL-PASSED', both.reason);
    assert.deepEqual(both.proven?.at, stampedAt);
    const one = await judge(sealed, [seal.root]);
    assert.equal(one.subIndication, 'OUT_OF_BOUNDS_NO_POE');
    assert.equal(one.proven, undefined);
    const without = await judge(await FORMATS[name](seal), [seal.root, authority.root]);
    assert.equal(without.subIndication, 'OUT_OF_BOUNDS_NO_POE');
  });

  test(`${name}: a time-stamp made after the certificate expired saves nothing`, async () => {
    const late = await makeSampleAuthority({ at: new Date('2027-02-01T00:00:00Z') });
    const sealed = await FORMATS[name](seal, late.timestamper);
    const trust = prepareTrust({ roots: [seal.root, late.root] });
    const { verdict } = await verifyFile(sealed, trust, new Date('2028-01-01T00:00:00Z'), nodeEngine);
    assert.equal(verdict.subIndication, 'OUT_OF_BOUNDS_NO_POE');
  });
}

test('a JAdES file with a clear payload takes a time-stamp too', async () => {
  const sealer = prepareClearJsonSealer(seal, nodeEngine, stamping);
  const checked = await checkJson(await sealer.seal(payload, { at }), nodeEngine);
  assert.ok(checked.ok, JSON.stringify(checked));
  assert.equal(checked.timestamps?.length, 1);
});
