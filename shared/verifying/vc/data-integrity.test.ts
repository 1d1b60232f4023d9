/// <reference path="../../sealing/linked-data.d.ts" />
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { writeJson } from '../../formats/json.ts';
import { readVerifiableCredential } from '../../formats/vc/check.ts';
import { verifiableCredential } from '../../formats/vc/credential.ts';
import {
  type ControllerDocument,
  controllerDocument,
  didDocument,
} from '../../sealing/controller-document.ts';
import { prepareDataIntegritySealer } from '../../sealing/data-integrity.ts';
import { bundledLoader } from '../../sealing/data-integrity-contexts.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { checkDataIntegrity } from './data-integrity.ts';

const at = sampleCredential.issuedAt;
const credential = writeJson(verifiableCredential(sampleCredential));
const utf8 = new TextEncoder();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function sealOne(algorithm: 'ES256' | 'ES384' = 'ES256') {
  const seal = await makeSampleSeal(algorithm);
  const sealer = prepareDataIntegritySealer(seal);
  assert.ok(sealer.ok);
  const issuer = await controllerDocument(seal, sampleCredential.issuer.id);
  return { seal, sealer: sealer.value, sealed: await sealer.value.seal(credential, { at }), issuer };
}

for (const algorithm of ['ES256', 'ES384'] as const) {
  test(`a credential sealed with ${algorithm} is proven under the issuer’s published key`, async () => {
    const { sealed, issuer } = await sealOne(algorithm);
    assert.deepEqual(await checkDataIntegrity(sealed, [issuer]), {
      ok: true,
      verificationMethod: issuer.verificationMethod.find(({ type }) => type === 'Multikey')?.id,
      claimedAt: new Date(at),
    });
    assert.ok((await readVerifiableCredential(sealed)).ok);
    assert.ok(text(sealed).startsWith(text(credential).slice(0, -1)), 'the credential’s bytes are kept');
  });
}

test('an issuer known by its DID is proven by its did.json', async () => {
  const { seal, sealer } = await sealOne();
  const issuerId = 'did:web:halcyon.example';
  const sealed = await sealer.seal(writeJson(verifiableCredential(sampleCredential, { issuerId })), { at });
  assert.ok((await checkDataIntegrity(sealed, [await didDocument(seal, 'halcyon.example')])).ok);
});

test('Digital Bazaar’s verifier of credentials accepts it, until one letter is changed', async () => {
  const { seal, sealer } = await sealOne();
  const issuerId = 'did:web:halcyon.example';
  const sealed = text(
    await sealer.seal(writeJson(verifiableCredential(sampleCredential, { issuerId })), { at }),
  );
  const controller = await didDocument(seal, 'halcyon.example');
  const documents = new Map<string, object>([
    [controller.id, controller],
    ...controller.verificationMethod.map((method) => [method.id, method] as const),
  ]);
  const verify = (credential: string) =>
    verifyCredential({
      credential: JSON.parse(credential) as object,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader: bundledLoader(documents),
      now: new Date('2026-07-01T00:00:00Z'),
    });
  const good = await verify(sealed);
  assert.ok(good.verified, String(good.error));
  assert.ok(!(await verify(sealed.replace('"8.5"', '"9.5"'))).verified);
});

test('order and white space are free, meaning is not', async () => {
  const { sealed, issuer } = await sealOne();
  const { proof, ...rest } = JSON.parse(text(sealed)) as Record<string, unknown>;
  const reordered = utf8.encode(JSON.stringify({ proof, ...rest }, null, 2));
  assert.ok((await checkDataIntegrity(reordered, [issuer])).ok);
  for (const [from, to] of [
    ['"8.5"', '"9.5"'],
    ['"HAL-2026-00042"', '"HAL-2026-00043"'],
    ['"validUntil":"2031', '"validUntil":"2032'],
    ['"created":"2026-06-30T10:15:00Z"', '"created":"2026-06-30T10:15:01Z"'],
    ['"elm:EQFLevel"', '"elm:NQFLevel"'],
  ] as const) {
    assert.ok(text(sealed).includes(from), from);
    const changed = await checkDataIntegrity(utf8.encode(text(sealed).replace(from, to)), [issuer]);
    assert.ok(!changed.ok, from);
    assert.equal(changed.reason, 'signature-wrong', from);
  }
});

/** What is done to the sealed file, and the reason given. */
const REFUSED: readonly (readonly [string, (sealed: string) => string, string])[] = [
  ['a term nobody defines', (sealed) => sealed.replace('{', '{"honours":"summa",'), 'structure-suspicious'],
  [
    'a context nobody brought along',
    (sealed) => sealed.replace('/ns/credentials/v2"', '/ns/credentials/v2","https://elsewhere.example/"'),
    'structure-suspicious',
  ],
  ['a key given twice', (sealed) => sealed.replace('{', '{"id":"urn:uuid:1",'), 'format'],
  ['no proof', () => text(credential), 'not-sealed'],
  ['two proofs', (sealed) => sealed.replace(/"proof":(\{.*\})\}$/, '"proof":[$1,$1]}'), 'several-signers'],
  ['another suite', (sealed) => sealed.replace('ecdsa-rdfc-2019', 'ecdsa-jcs-2019'), 'algorithm-refused'],
  [
    'another issuer',
    (sealed) => sealed.replace('"issuer":{"id":"https://h', '"issuer":{"id":"https://g'),
    'controller-unknown',
  ],
];

for (const [what, change, reason] of REFUSED) {
  test(`${what}: refused`, async () => {
    const { sealed, issuer } = await sealOne();
    const check = await checkDataIntegrity(utf8.encode(change(text(sealed))), [issuer]);
    assert.equal(check.ok ? 'accepted' : check.reason, reason);
  });
}

test('a key its controller does not use for assertions proves nothing', async () => {
  const { sealed, issuer } = await sealOne();
  const check = await checkDataIntegrity(sealed, [{ ...issuer, assertionMethod: [] }]);
  assert.ok(!check.ok);
  const stranger = await controllerDocument(await makeSampleSeal('ES256'), sampleCredential.issuer.id);
  assert.ok(!(await checkDataIntegrity(sealed, [stranger])).ok);
  assert.ok(!(await checkDataIntegrity(sealed, [])).ok);
});

/* The W3C's vectors (vc-di-ecdsa). Their issuer's controller document is made of the key beside them. */
const REFERENCE = new URL('../../../../shared/reference/vc/', import.meta.url);
const VECTORS = new URL('di-ecdsa/', REFERENCE);
const skip = existsSync(VECTORS) ? false : 'the W3C reference data are not at hand';

for (const [curve, folder] of [
  ['P256', 'ecdsa-rdfc-2019-p256/'],
  ['P384', 'ecdsa-rdfc-2019-p384/'],
] as const) {
  const readText = (path: string) => readFileSync(new URL(path, VECTORS), 'utf8');
  const vector = (path: string) => {
    const signed = readText(`${folder}${path}signedECDSA${curve}.json`);
    const { issuer, proof } = JSON.parse(signed) as {
      issuer: string | { id: string };
      proof: { verificationMethod: string };
    };
    const controller = typeof issuer === 'string' ? issuer : issuer.id;
    const { publicKeyMultibase } = JSON.parse(readText(`${curve.toLowerCase()}KeyPair.json`)) as {
      publicKeyMultibase: string;
    };
    const id = proof.verificationMethod;
    const document: ControllerDocument = {
      '@context': [],
      id: controller,
      verificationMethod: [{ id, type: 'Multikey', controller, publicKeyMultibase }],
      assertionMethod: [id],
    };
    return { signed, document };
  };
  const contexts = () =>
    new Map([
      [
        'https://www.w3.org/ns/credentials/examples/v2',
        JSON.parse(
          readFileSync(new URL('vc-data-model/contexts/credentials/examples/v2', REFERENCE), 'utf8'),
        ) as object,
      ],
    ]);

  test(`the W3C’s ${curve} vector is proven, and refused with one letter changed`, { skip }, async () => {
    const { signed, document } = vector('');
    const good = await checkDataIntegrity(utf8.encode(signed), [document], contexts());
    assert.ok(good.ok, JSON.stringify(good));
    const changed = utf8.encode(signed.replace('The School', 'One School'));
    const bad = await checkDataIntegrity(changed, [document], contexts());
    assert.equal(bad.ok ? 'accepted' : bad.reason, 'signature-wrong');
  });

  test(`the W3C’s ${curve} vector under a context that is not at hand is refused unread`, {
    skip,
  }, async () => {
    const { signed, document } = vector('employ/');
    const check = await checkDataIntegrity(utf8.encode(signed), [document], contexts());
    assert.equal(check.ok ? 'accepted' : check.reason, 'structure-suspicious');
  });
}
