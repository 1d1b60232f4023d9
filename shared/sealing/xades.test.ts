import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { makeSampleSeal } from './sample-seal.ts';
import { prepareXmlSealer, XADES } from './xades.ts';
import type { XmlElement } from './xml.ts';

const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'xades-'));
after(() => rmSync(folder, { recursive: true }));

const root: XmlElement = {
  name: 'elmo',
  namespaces: { '': 'urn:elmo', xsi: 'http://www.w3.org/2001/XMLSchema-instance' },
  attributes: { 'xml:lang': 'el', 'xsi:schemaLocation': 'urn:elmo elmo.xsd', x: '\t\n\r' },
  children: [{ name: 'title', attributes: { 'xml:lang': 'mt' }, children: ['Ħal Għargħur & \r <Ž> 𝒳'] }],
};
const facts = { at: '2026-06-01T08:00:00Z', id: 'urn:uuid:0f0e', mediaType: 'text/xml' };

async function sealed(algorithm: 'ES256' | 'ES384' | 'ES512' | 'RS256'): Promise<readonly [string, string]> {
  const seal = await makeSampleSeal(algorithm);
  const bytes = await prepareXmlSealer(seal, nodeEngine).seal(root, facts);
  const [file, trusted] = [join(folder, `${algorithm}.xml`), join(folder, `${algorithm}.pem`)];
  writeFileSync(file, bytes);
  const der = Buffer.from(seal.root).toString('base64');
  writeFileSync(trusted, `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`);
  return [file, trusted];
}

function xmlsec(file: string, trusted: string): SpawnSyncReturns<string> {
  return spawnSync(
    'xmlsec1',
    [
      ...['--verify', '--enabled-key-data', 'x509', '--trusted-pem', trusted],
      ...['--verification-time', '2026-06-02 00:00:00', '--id-attr:Id', `${XADES}:SignedProperties`, file],
    ],
    { encoding: 'utf8' },
  );
}

for (const algorithm of ['ES256', 'ES384', 'ES512', 'RS256'] as const) {
  test(`xmlsec1 verifies an ${algorithm} seal, its certificate path included`, {
    skip: !hasXmlsec,
  }, async () => {
    const { status, stderr, stdout } = xmlsec(...(await sealed(algorithm)));
    assert.equal(status, 0, stderr);
    assert.match(`${stdout}${stderr}`, /SignedInfo References \(ok\/all\): 2\/2/);
  });
}

test('one sealer serves many documents, each with its own facts', async () => {
  const sealer = prepareXmlSealer(await makeSampleSeal('ES256'), nodeEngine);
  const read = async (id: string, at: string): Promise<string> =>
    new TextDecoder().decode(await sealer.seal(root, { id, at, mediaType: 'a&b/<x>' }));
  const first = await read('urn:uuid:1', '2026-06-01T08:00:00Z');
  const second = await read('urn:uuid:2', '2026-06-01T09:00:00Z');
  assert.match(first, /Id="seal-urn-uuid-1-properties".*<xades:SigningTime>2026-06-01T08:00:00Z</);
  assert.match(second, /Id="seal-urn-uuid-2-properties".*<xades:SigningTime>2026-06-01T09:00:00Z</);
  assert.match(second, /<xades:MimeType>a&amp;b\/&lt;x&gt;<\/xades:MimeType>/);
  assert.match(second, /<\/ds:Signature><\/elmo>$/);
});

test('nothing is sealed that XML cannot carry', async () => {
  const sealer = prepareXmlSealer(await makeSampleSeal('ES256'), nodeEngine);
  await assert.rejects(sealer.seal({ name: 'a', children: ['\u0001'] }, facts), /forbids/);
  await assert.rejects(sealer.seal(root, { ...facts, mediaType: '\u0000' }), /XML text/);
});
