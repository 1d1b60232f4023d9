import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { makeSampleSeal, type SampleSeal } from '../../sealing/sample-seal.ts';
import { prepareXmlSealer, XADES } from '../../sealing/xades.ts';
import { writeCanonical, type XmlElement } from '../../sealing/xml.ts';
import type { Integrity } from '../integrity.ts';
import { checkXml } from './check.ts';

const REFERENCE = new URL('../../../../shared/reference/signatures/', import.meta.url);

const root: XmlElement = {
  name: 'elmo',
  namespaces: { '': 'urn:elmo', p: 'urn:p' },
  attributes: { 'xml:lang': 'el', 'p:a': '\t\n\r"' },
  children: [
    { name: 'title', children: ['Ħal Għargħur & \r <Ž> 𝒳'] },
    { name: 'ects', children: ['5'] },
  ],
};
const facts = { at: '2026-06-01T08:00:00Z', id: 'urn:uuid:0f0e', mediaType: 'text/xml' };

async function seal(by?: SampleSeal): Promise<string> {
  const sealer = prepareXmlSealer(by ?? (await makeSampleSeal('ES256')), nodeEngine);
  return new TextDecoder().decode(await sealer.seal(root, facts));
}

function check(text: string): Promise<Integrity> {
  return checkXml(new TextEncoder().encode(text), nodeEngine);
}

async function assertRefused(text: string, reason: string): Promise<void> {
  const checked = await check(text);
  assert.equal(checked.ok ? 'accepted' : checked.reason, reason);
}

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256', 'PS256'] as const) {
  test(`a document sealed with ${algorithm} proves its own canonical bytes`, async () => {
    const by = await makeSampleSeal(algorithm);
    const checked = await check(await seal(by));
    assert.ok(checked.ok, JSON.stringify(checked));
    assert.equal(new TextDecoder().decode(checked.payload), writeCanonical(root));
    assert.equal(checked.level, 'XAdES-BASELINE-B');
    assert.equal(checked.covers, 'document');
    assert.deepEqual(checked.claimedAt, new Date(facts.at));
    assert.deepEqual(checked.signer.der, by.chain[0]);
    assert.deepEqual(checked.warnings, []);
  });
}

test('one byte changed anywhere but in the XML declaration and an unsigned Id is refused', async () => {
  const text = await seal();
  const bytes = new TextEncoder().encode(text);
  const declaration = text.indexOf('<elmo');
  const unsignedId = text.indexOf(' Id="seal-urn-uuid-0f0e-value"');
  const latin = Buffer.from(bytes).toString('latin1');
  const free = latin.indexOf(text.slice(unsignedId, unsignedId + 30));
  for (const [at, byte] of bytes.entries()) {
    const changed = bytes.slice();
    changed[at] = byte ^ (1 << (at % 8));
    const checked = await checkXml(changed, nodeEngine);
    if (!checked.ok) continue;
    assert.ok(
      at < declaration || (at >= free && at < free + 30),
      `byte ${at}: ${latin.slice(at - 20, at + 20)}`,
    );
    assert.equal(new TextDecoder().decode(checked.payload), writeCanonical(root));
  }
});

test('every other digit of the credential is noticed', async () => {
  const text = await seal();
  const checked = await check(text.replace('<ects>5<', '<ects>6<'));
  assert.ok(!checked.ok);
  assert.deepEqual([checked.subIndication, checked.reason], ['HASH_FAILURE', 'digest-differs']);
  await assertRefused(text.replace('<ects>', '<ects xml:lang="en">'), 'digest-differs');
  await assertRefused(text.replace('<title>', '<?x?><title>'), 'digest-differs');
  await assertRefused(text.replace('<elmo', '<?xml-stylesheet href="x"?><elmo'), 'digest-differs');
});

test('another time, certificate or signature is noticed', async () => {
  const [text, other] = [await seal(), await seal()];
  const part = (from: string, element: string): string =>
    new RegExp(`<${element}[ >].*?</${element}>`, 's').exec(from)?.[0] ?? assert.fail(element);
  const swap = (element: string): string => text.replace(part(text, element), part(other, element));
  await assertRefused(text.replace('2026-06-01T08', '2026-06-01T09'), 'digest-differs');
  await assertRefused(swap('ds:X509Certificate'), 'certificate-reference-differs');
  await assertRefused(swap('ds:SignatureValue'), 'signature-wrong');
  await assertRefused(
    swap('ds:KeyInfo').replace(
      part(text, 'xades:SigningCertificateV2'),
      part(other, 'xades:SigningCertificateV2'),
    ),
    'digest-differs',
  );
  await assertRefused(text.replace(part(text, 'ds:KeyInfo'), ''), 'certificate-missing');
});

test('what is wrapped, moved, doubled or added is not mistaken for what was sealed', async () => {
  const text = await seal();
  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(text)?.[0] ?? '';
  const properties = /<xades:SignedProperties .*<\/xades:SignedProperties>/s.exec(text)?.[0] ?? '';
  const elsewhere = properties.replace('Properties ', `Properties xmlns:xades="${XADES}" `);
  const original = writeCanonical(root);
  const fake = original.replace('<ects>5<', '<ects>300<').replace('</elmo>', '');

  // The signed document put inside of the seal, a false one around it.
  const nested = signature.replace('</ds:Signature>', `<ds:Object>${original}</ds:Object></ds:Signature>`);
  await assertRefused(`${fake}${nested}</elmo>`, 'digest-differs');
  // The true document with the seal moved deeper still digests alike: it is the same document.
  const moved = await check(text.replace(signature, '').replace('</title>', `</title>${signature}`));
  assert.ok(moved.ok && new TextDecoder().decode(moved.payload) === original);
  // Baggage inside of the seal, where no digest reaches.
  await assertRefused(
    text.replace('</ds:Signature>', `<ds:Object>${fake}</elmo></ds:Object></ds:Signature>`),
    'structure-suspicious',
  );
  // False properties in the right place, the true ones kept for the digest elsewhere.
  const late = properties.replace('T08:00:00Z', 'T09:00:00Z');
  await assertRefused(
    text
      .replace(properties, late.replace(/Id="[^"]*"/, ''))
      .replace('</ds:KeyInfo>', `${elsewhere}</ds:KeyInfo>`),
    'data-elsewhere',
  );
  await assertRefused(
    text.replace(properties, late).replace('</ds:KeyInfo>', `${elsewhere}</ds:KeyInfo>`),
    'structure-suspicious',
  );
  await assertRefused(text.replace(properties, `${properties}${late}`), 'structure-suspicious');
  await assertRefused(text.replace('</elmo>', `${signature}</elmo>`), 'digest-differs');
  // A document type could rename, add or hide anything.
  await assertRefused(text.replace('<elmo', '<!DOCTYPE elmo [<!ENTITY x "y">]><elmo'), 'doctype-refused');
  await assertRefused(text.replace('?>', '?><!-- a --><!doctype elmo>'), 'doctype-refused');
  await assertRefused(original, 'not-sealed');
});

test('comments put in after sealing do not reach the payload', async () => {
  const checked = await check((await seal()).replace('<ects>5<', '<ects>5<!-- 0 --><'));
  assert.ok(checked.ok);
  assert.equal(new TextDecoder().decode(checked.payload), writeCanonical(root));
});

test('weak and foreign algorithms, transforms and references are refused by name', async () => {
  const text = await seal();
  const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
  // Where the digests do not even fit.
  const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';
  await assertRefused(text.replaceAll(sha256, sha1), 'certificate-reference-differs');
  await assertRefused(
    text.replace('xmldsig-more#ecdsa-sha256', 'xmldsig-more#rsa-sha256'),
    'algorithm-refused',
  );
  await assertRefused(
    text.replace('2001/04/xmldsig-more#ecdsa-sha256', '2000/09/xmldsig#hmac-sha1'),
    'algorithm-refused',
  );
  const xslt = 'http://www.w3.org/TR/1999/REC-xslt-19991116';
  await assertRefused(
    text.replace('http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform>', `${xslt}"></ds:Transform>`),
    'transform-refused',
  );
  await assertRefused(
    text.replace(
      'http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform>',
      'http://www.w3.org/2000/09/xmldsig#base64"></ds:Transform>',
    ),
    'transform-refused',
  );
  for (const uri of ['http://127.0.0.1/x', 'file:///etc/passwd', '#xpointer(/)', '#nowhere', '#']) {
    await assertRefused(text.replace('URI=""', `URI="${uri}"`), 'data-elsewhere');
  }
});

test('hostile sizes are refused before they cost', async () => {
  const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
  await assertRefused(deep, 'format');
  const scopes = Array.from({ length: 1000 }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(' ');
  await assertRefused(`<a ${scopes}/>`, 'format');
  await assertRefused(`<a>${'<b/>'.repeat(600_000)}</a>`, 'format');
  for (const text of [
    '',
    '<a>',
    '<a/><b/>',
    '<a b="1" b="2"/>',
    '<a>&x;</a>',
    '<p:a/>',
    '<a xmlns:p=""/>',
    '<a>\u0001</a>',
  ]) {
    await assertRefused(text, 'format');
  }
  await assertRefused('<?xml version="1.1"?><a/>', 'format');
  await assertRefused('<?xml version="1.0" encoding="UTF-16"?><a/>', 'format');
  const broken = await checkXml(new Uint8Array([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), nodeEngine);
  assert.ok(!broken.ok && broken.reason === 'format');
});

test('a detached seal is over the file it names, and no other', {
  skip: !existsSync(REFERENCE) && 'no reference data',
}, async () => {
  const enveloping = readFileSync(new URL('xades/dss/dss2011__xades-detached.xml', REFERENCE));
  const withData = (name: string, data: string) =>
    checkXml(new Uint8Array(enveloping), nodeEngine, new Map([[name, new TextEncoder().encode(data)]]));
  const other = await withData('sample.xml', '<other/>');
  assert.equal(other.ok ? 'accepted' : other.reason, 'digest-differs');
  const absent = await withData('another.xml', '<other/>');
  assert.equal(absent.ok ? 'accepted' : absent.reason, 'data-elsewhere');
});

/** What xmlsec1 and DSS say of the same files, or why this reader does not go so far. */
const SAMPLES: Readonly<Record<string, string>> = {
  'xades/dss/dss-signed.xml': 'XAdES-BASELINE-B document',
  'xades/dss/dss2517__xades-valid-reference.xml': 'XAdES-BASELINE-B document',
  'xades/dss/dss2517__xades-valid-object.xml': 'undefined document',
  'xades/dss/xades-extended-epes.xml': 'undefined enclosed',
  'xades/dss/xades-lta-valid.xml': 'XAdES-BASELINE-T enclosed',
  'xades/dss/xades-t-with-tsvd.xml': 'XAdES-BASELINE-T enclosed',
  'xades/dss/xades-with-counter-sig-type.xml': 'XAdES-BASELINE-B enclosed',
  'tl/FI.xml': 'XAdES-BASELINE-B document',
  'tl/eu-lotl-pivot-341.xml': 'XAdES-BASELINE-B document',
  'tl/pyhanko-eu-lotl.xml': 'XAdES-BASELINE-B document',
  // Holds Objects that nothing signed refers to.
  'xades/dss/dss3732__xades-enveloped-arcTst132.xml': 'structure-suspicious',
  'xades/dss/valid-xades.xml': 'digest-differs',
  'xades/dss/Signature-X-HU_MIC-1.xml': 'format',
  'xades/dss/Signature-X-AT-1.xml': 'transform-refused',
  'xades/dss/dss2011__xades-detached.xml': 'data-elsewhere',
  'xades/dss/xades-level-b-with-certvals.xml': 'XAdES-BASELINE-B enclosed',
  // All fits SHA-1, which is not believed.
  'tl/LU.xml': 'algorithm-refused',
  'xades/signxml/document.signed.bes.ptcc.xml': 'algorithm-refused',
  'attack-examples/xml/dss-signed-altered-refRemoved.xml': 'data-elsewhere',
  'attack-examples/xml/dss2517__xades-invalid-reference.xml': 'structure-suspicious',
  'attack-examples/xml/external.xml': 'doctype-refused',
  'attack-examples/xml/simple.xml': 'not-sealed',
  'attack-examples/xml/xades-not-base64-sigValue.xml': 'format',
  // Its time-stamp is another's, so that it has none.
  'attack-examples/xml/xades-t-copied-sigtst.xml': 'XAdES-BASELINE-B document',
  'attack-examples/xml/xades-tampered-reference.xml': 'format',
  'attack-examples/xml/xmlbomb.xml': 'doctype-refused',
  'attack-examples/xml/xsw__XSW-enveloping-fake-object.xml': 'data-elsewhere',
  'tl/CZ_not-compliant.xml': 'digest-differs',
  'tl/eu-lotl_not-parsable.xml': 'format',
  'tl/tl_pivot_247_mp_broken-sig.xml': 'digest-differs',
  'xmldsig-interop/merlin-xmldsig-twenty-three/signature-enveloping-rsa.xml': 'certificate-reference-differs',
  'xmldsig-interop/merlin-xmldsig-twenty-three/signature.xml': 'doctype-refused',
};

for (const [path, expected] of Object.entries(SAMPLES)) {
  test(`${path}: ${expected}`, async (t) => {
    const file = new URL(path, REFERENCE);
    if (!existsSync(file)) return t.skip('no reference data');
    const checked = await checkXml(new Uint8Array(readFileSync(file)), nodeEngine);
    assert.equal(checked.ok ? `${checked.level} ${checked.covers}` : checked.reason, expected);
  });
}
