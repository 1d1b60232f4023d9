import assert from 'node:assert/strict';
import { constants, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { SEAL_ALGORITHMS } from '../../shared/sealing/algorithms.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { writePkcs12 } from '../../shared/sealing/pkcs12-writer.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { nodeEngine } from '../engine.ts';
import { openSeal } from './pkcs12.ts';

const REFERENCE = new URL('../../../shared/reference/signatures/p12/', import.meta.url);
const PASSWORD = 'pass';
const DATA = new TextEncoder().encode('what is sealed');
const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };

const makePki = (key: DemoKeyKind): Promise<DemoPki> =>
  makeDemoPki({ engine: nodeEngine, at: new Date('2026-05-01'), key, organisation });

async function opened(...order: Parameters<typeof openSeal>): Promise<Seal> {
  const seal = await openSeal(...order);
  assert.ok(seal.ok, JSON.stringify(seal));
  return seal.value;
}

/** Tests a signature with node:crypto under the certificate's own key. */
function holds(seal: Seal, signature: Uint8Array): boolean {
  const { hash, key, name } = seal.algorithm;
  const { spki } = seal.certificate.publicKey;
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const how = {
    key: publicKey,
    ...(key === 'EC' && { dsaEncoding: 'ieee-p1363' as const }),
    ...(name === 'PS256' && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  };
  return verify(hash.replace('-', ''), DATA, how, signature);
}

for (const [key, algorithm, length] of [
  ['P-256', 'ES256', 64],
  ['P-384', 'ES384', 96],
  ['RSA-2048', 'RS256', 256],
  ['RSA-2048', 'PS256', 256],
] as const) {
  test(`${key} seals with ${algorithm}`, async () => {
    const pki = await makePki(key);
    const wish = algorithm === 'PS256' ? { algorithm } : {};
    const seal = await opened(await pki.pkcs12(PASSWORD), PASSWORD, wish);
    assert.equal(seal.algorithm, SEAL_ALGORITHMS[algorithm]);
    const signature = await seal.sign(DATA);
    assert.equal(signature.length, length);
    assert.ok(holds(seal, signature));
    // The file holds the root as well; the chain ends below it.
    assert.deepEqual(seal.chain, [pki.certificate, pki.intermediate]);
  });
}

describe('a key and certificates', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const foreignKey = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }));
  const write = (key: Uint8Array, ...certificates: readonly Uint8Array[]) =>
    writePkcs12({
      privateKey: key,
      certificates,
      password: PASSWORD,
      friendlyName: 'x',
      salt: nodeEngine.random(32),
    });
  const problem = async (...order: Parameters<typeof openSeal>) => {
    const seal = await openSeal(...order);
    return seal.ok ? 'opened' : seal.problems[0].code;
  };

  test('that do not belong together are refused', async () => {
    const pki = await makePki('P-256');
    assert.equal(await problem(await write(foreignKey, pki.certificate), PASSWORD), 'seal.key-mismatch');
  });

  test('of a kind that cannot seal, or not so, are refused', async () => {
    const pki = await makePki('P-256');
    const bytes = await pki.pkcs12(PASSWORD);
    assert.equal(await problem(bytes, PASSWORD, { algorithm: 'RS256' }), 'seal.key-unsupported');
    assert.equal(await problem(bytes, PASSWORD, { algorithm: 'ES384' }), 'seal.key-unsupported');
    assert.equal(
      await problem(await write(new Uint8Array([0x30, 0x00]), pki.certificate), PASSWORD),
      'seal.key-unsupported',
    );
  });

  test('stand in any order; certificates of others stay out of the chain', async () => {
    const pki = await makePki('P-256');
    const other = await makePki('P-256');
    const first = await opened(await pki.pkcs12(PASSWORD), PASSWORD);
    // Same names, other keys: only the signature tells them apart.
    const key = await keyOf(pki);
    const bytes = await write(
      key,
      other.intermediate,
      pki.root,
      pki.intermediate,
      other.certificate,
      pki.certificate,
    );
    assert.deepEqual((await opened(bytes, PASSWORD)).chain, first.chain);
  });

  async function keyOf(pki: DemoPki): Promise<Uint8Array> {
    const read = await readPkcs12(await pki.pkcs12(PASSWORD), PASSWORD);
    assert.ok(read.ok);
    return read.value.privateKey;
  }
});

test('the reference seals open to signatures that hold, or are refused for what they are', async (t) => {
  if (!existsSync(REFERENCE)) return t.skip('no reference data');
  const unsupported = new Map([
    ['ok-bp256.p12', 'seal.key-unsupported'],
    ['ok-ed25519.p12', 'seal.key-unsupported'],
  ]);
  const [, ...rows] = readFileSync(new URL('P12.tsv', REFERENCE), 'utf8').trim().split('\n');
  for (const row of rows) {
    const [name = '', password = ''] = row.split('\t');
    if (!name.startsWith('ok-')) continue;
    const seal = await openSeal(readFileSync(new URL(name, REFERENCE)), password);
    if (!seal.ok) {
      assert.equal(seal.problems[0].code, unsupported.get(name), name);
      continue;
    }
    assert.ok(!unsupported.has(name), name);
    assert.equal(seal.value.chain.length, 2, name);
    assert.ok(holds(seal.value, await seal.value.sign(DATA)), name);
  }
});
