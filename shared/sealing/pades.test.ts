import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fromBER } from 'asn1js';
import { ContentInfo, SignedData } from 'pkijs';
import { nodeEngine } from '../../electron/engine.ts';
import { preparePdfSealer } from './pades.ts';
import { makeSamplePdf } from './pades-sample.ts';
import { makeSampleSeal } from './sample-seal.ts';

const AT = 'D:20260601080000Z';
const without = spawnSync('pdfsig', ['-v']).status === 0 ? false : 'no pdfsig';

const folder = mkdtempSync(join(tmpdir(), 'pades-'));
after(() => rmSync(folder, { recursive: true }));

/** The signature as a reader finds it: by ByteRange, out of the bytes alone. */
function readSealed(pdf: Uint8Array) {
  const text = Buffer.from(pdf).toString('latin1');
  const ranges = /\/ByteRange\s*\[([\d ]+)\]/.exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  const [start = -1, length = -1, from = -1, rest = -1] = ranges;
  const hex = text.slice(start + length, from);
  return {
    ranges: [start, length, from, rest] as const,
    hex,
    covered: new Uint8Array(
      Buffer.concat([pdf.subarray(start, start + length), pdf.subarray(from, from + rest)]),
    ),
    cms: new Uint8Array(Buffer.from(hex.slice(1, -1), 'hex')),
  };
}

for (const algorithm of ['RS256', 'PS256', 'ES256', 'ES384', 'ES512'] as const) {
  test(`pkijs verifies ${algorithm} over everything but Contents`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const sealer = preparePdfSealer(seal, nodeEngine);
    const pdf = await sealer.seal(makeSamplePdf(sealer.contentsLength, AT));
    const { cms, covered, hex, ranges } = readSealed(pdf);
    const [start, length, from, rest] = ranges;
    assert.equal(start, 0);
    assert.equal(from + rest, pdf.length);
    assert.equal(from - length, sealer.contentsLength + 2);
    assert.match(hex, /^<[0-9a-f]+>$/);
    const signedData = new SignedData({ schema: new ContentInfo({ schema: fromBER(cms).result }).content });
    const verify = () => signedData.verify({ signer: 0, data: covered.buffer });
    assert.equal(await verify(), true);
    covered[20] = (covered[20] ?? 0) ^ 1;
    await assert.rejects(verify(), /digest doesn't match/);
  });

  test(`pdfsig finds ${algorithm} valid and the whole file signed`, { skip: without }, async () => {
    const sealer = preparePdfSealer(await makeSampleSeal(algorithm), nodeEngine);
    const file = join(folder, `${algorithm}.pdf`);
    writeFileSync(file, await sealer.seal(makeSamplePdf(sealer.contentsLength, AT)));
    const { stdout } = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
    assert.match(stdout, /Signature is Valid/);
    assert.match(stdout, /Total document signed/);
    assert.match(stdout, /ETSI\.CAdES\.detached/);
  });
}

test('one sealer serves many files of different lengths, each in place', async () => {
  const sealer = preparePdfSealer(await makeSampleSeal('ES256'), nodeEngine);
  for (const room of [sealer.contentsLength, sealer.contentsLength + 2, 3 * sealer.contentsLength]) {
    const unsealed = makeSamplePdf(room, AT);
    const before = unsealed.bytes.slice();
    const sealed = await sealer.seal(unsealed);
    assert.equal(sealed, unsealed.bytes);
    const { byteRange, contents } = unsealed;
    for (const [at, octet] of before.entries()) {
      const inside = [byteRange, contents].some(({ start, end }) => at > start && at < end - 1);
      if (!inside) assert.equal(sealed[at], octet);
    }
    assert.ok(readSealed(sealed).hex.endsWith(`${'0'.repeat(room - sealer.contentsLength)}>`));
  }
});

for (const algorithm of ['ES256', 'ES384'] as const)
  test(`files of ${algorithm} that begin alike are digested as others are`, async () => {
    const sealer = preparePdfSealer(await makeSampleSeal(algorithm), nodeEngine);
    const front = makeSamplePdf(sealer.contentsLength, AT).bytes.slice(0, 20);
    for (const date of [AT, 'D:20260601080001Z']) {
      const { bytes, sha256 } = await sealer.sealHashed({
        ...makeSamplePdf(sealer.contentsLength, date),
        front,
      });
      assert.deepEqual(sha256, nodeEngine.hash('SHA-256', bytes));
      const { covered, cms } = readSealed(bytes);
      const hash = algorithm === 'ES256' ? 'SHA-256' : 'SHA-384';
      const digest = Buffer.from(nodeEngine.hash(hash, covered)).toString('hex');
      assert.ok(Buffer.from(cms).toString('hex').includes(digest));
    }
  });

test('too little room is a fault, never a file cut short', async () => {
  const sealer = preparePdfSealer(await makeSampleSeal('RS256'), nodeEngine);
  await assert.rejects(sealer.seal(makeSamplePdf(sealer.contentsLength - 2, AT)), /no room for Contents/);
  const pdf = makeSamplePdf(sealer.contentsLength, AT);
  const { start } = pdf.byteRange;
  await assert.rejects(
    sealer.seal({ ...pdf, byteRange: { start, end: start + 10 } }),
    /no room for ByteRange/,
  );
});
