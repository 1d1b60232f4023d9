import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareDataIntegritySealer } from './data-integrity.ts';
import { BUNDLED_CONTEXTS, bundledLoader, NotBundled } from './data-integrity-contexts.ts';
import { makeSampleSeal } from './sample-seal.ts';

const at = '2026-06-30T10:15:00Z';
const bytes = (document: object) => new TextEncoder().encode(JSON.stringify(document));
const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: 'https://halcyon.example/',
  credentialSubject: { id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e12' },
};

for (const algorithm of ['RS256', 'PS256', 'ES512'] as const) {
  test(`a seal with ${algorithm} is refused with a problem before anything is sealed`, async () => {
    assert.deepEqual(prepareDataIntegritySealer(await makeSampleSeal(algorithm)), {
      ok: false,
      problems: [{ code: 'format.key-unsupported', facts: { format: 'Data Integrity', algorithm } }],
    });
  });
}

test('VC-DI-ECDSA clause 3.2.4: the proof’s members', async () => {
  const seal = await makeSampleSeal('ES256');
  const sealer = prepareDataIntegritySealer(seal);
  assert.ok(sealer.ok);
  const sealed = JSON.parse(new TextDecoder().decode(await sealer.value.seal(bytes(credential), { at })));
  const { proof, ...rest } = sealed;
  assert.deepEqual(rest, credential);
  const { proofValue, ...config } = proof;
  assert.deepEqual(config, {
    type: 'DataIntegrityProof',
    cryptosuite: 'ecdsa-rdfc-2019',
    created: at,
    proofPurpose: 'assertionMethod',
    verificationMethod: `https://halcyon.example/#seal-${seal.certificate.serialNumber}-multikey`,
  });
  assert.match(proofValue, /^z[1-9A-HJ-NP-Za-km-z]{85,88}$/);
});

test('what would be dropped without a word, or has to be fetched, is not sealed', async () => {
  const sealer = prepareDataIntegritySealer(await makeSampleSeal('ES256'));
  assert.ok(sealer.ok);
  const { seal } = sealer.value;
  await assert.rejects(seal(bytes({ ...credential, honours: 'summa' }), { at }), /Safe mode/);
  const contexts = [...credential['@context'], 'https://elsewhere.example/v1'];
  await assert.rejects(seal(bytes({ ...credential, '@context': contexts }), { at }), /elsewhere/);
});

test('the loader has the contexts of the W3C and of 1EdTech, and nothing else', async () => {
  for (const url of [
    'https://www.w3.org/ns/credentials/v2',
    'https://w3id.org/security/data-integrity/v2',
    'https://www.w3.org/ns/credentials/status/v1',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ]) {
    assert.ok(BUNDLED_CONTEXTS.has(url), url);
    assert.ok('@context' in (await bundledLoader()(url)).document, url);
  }
  const own = new Map([['did:web:halcyon.example', { id: 'did:web:halcyon.example' }]]);
  assert.equal(
    (await bundledLoader(own)('did:web:halcyon.example')).document,
    own.get('did:web:halcyon.example'),
  );
  // What comes from outside never takes the place of a bundled context.
  const fake = new Map([['https://www.w3.org/ns/credentials/v2', {}]]);
  assert.ok('@context' in (await bundledLoader(fake)('https://www.w3.org/ns/credentials/v2')).document);
  await assert.rejects(bundledLoader()('https://schema.org/'), NotBundled);
});
