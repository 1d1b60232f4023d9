import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import {
  type ControllerDocument,
  controllerDocument,
  didDocument,
  type JsonWebKeyMethod,
} from './controller-document.ts';
import { makeSampleSeal } from './sample-seal.ts';

const jwkOf = ({ verificationMethod }: ControllerDocument): JsonWebKeyMethod['publicKeyJwk'] => {
  const found = verificationMethod.find((method) => method.type === 'JsonWebKey');
  assert.ok(found);
  return found.publicKeyJwk;
};

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'] as const) {
  test(`${algorithm}: the key told is the certificate’s, as Node reads it`, async () => {
    const seal = await makeSampleSeal(algorithm);
    const { x5c, alg, ...jwk } = jwkOf(await didDocument(seal, 'halcyon.example'));
    const { publicKey } = new X509Certificate(seal.chain[0]);
    assert.deepEqual(jwk, publicKey.export({ format: 'jwk' }));
    assert.ok(createPublicKey({ key: jwk, format: 'jwk' }).equals(publicKey));
    assert.deepEqual(x5c, [Buffer.from(seal.chain[0]).toString('base64')]);
    assert.equal(alg, algorithm);
  });
}

/** W3C VC-DI-ECDSA clause 2.1.1: the Multikey header of each curve, as base58 begins with it. */
const MULTIKEY = { ES256: /^zDn/, ES384: /^z82/ } as const;

for (const algorithm of ['ES256', 'ES384'] as const) {
  test(`${algorithm}: the key is told as Multikey too`, async () => {
    const document = await didDocument(await makeSampleSeal(algorithm), 'halcyon.example');
    const multikey = document.verificationMethod.find((method) => method.type === 'Multikey');
    assert.match(multikey?.publicKeyMultibase ?? '', MULTIKEY[algorithm]);
  });
}

test('what Data Integrity cannot use is not told as Multikey', async () => {
  for (const algorithm of ['RS256', 'ES512'] as const) {
    const document = await didDocument(await makeSampleSeal(algorithm), 'halcyon.example');
    assert.deepEqual(
      document.verificationMethod.map(({ type }) => type),
      ['JsonWebKey'],
    );
  }
});

test('did:web clause 3.1: host and port make the identifier, and every key is an assertion method of it', async () => {
  const seal = await makeSampleSeal('ES256');
  const document = await didDocument(seal, 'halcyon.example:8443');
  assert.equal(document.id, 'did:web:halcyon.example%3A8443');
  assert.equal(document['@context'][0], 'https://www.w3.org/ns/did/v1');
  assert.deepEqual(
    document.assertionMethod,
    document.verificationMethod.map(({ id }) => id),
  );
  for (const { id, controller } of document.verificationMethod) {
    assert.ok(id.startsWith('did:web:halcyon.example%3A8443#seal-'));
    assert.equal(controller, document.id);
  }
  const web = await controllerDocument(seal, 'https://halcyon.example/id/university');
  assert.equal(web.id, 'https://halcyon.example/id/university');
  assert.equal(web['@context'][0], 'https://www.w3.org/ns/cid/v1');
});
