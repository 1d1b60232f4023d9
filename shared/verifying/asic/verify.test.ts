import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { nodeEngine } from '../../../electron/engine.ts';
import { prepareContainer } from '../../record/asic.ts';
import { prepareCms } from '../../sealing/cms.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { prepareTrust } from '../trust.ts';
import { byUri } from './name.ts';
import { verifyContainer } from './verify.ts';

const at = new Date('2026-07-01T00:00:00Z');
const seal = await makeSampleSeal('ES256');
const trust = prepareTrust({ roots: [seal.root] });
const data = new TextEncoder().encode('{"anything":"at all"}');
const good = await prepareContainer(seal, nodeEngine)(data, { at: '2026-06-30T08:00:00Z', id: 'r' });

async function reasonOf(change: (parts: Zippable) => Zippable): Promise<string> {
  const bytes = zipSync(change({ ...unzipSync(good) }));
  const verdict = await verifyContainer(bytes, trust, at, nodeEngine);
  return verdict ? `${verdict.indication} ${verdict.reason}` : 'no container';
}
const without = (parts: Zippable, name: string) =>
  Object.fromEntries(Object.entries(parts).filter(([key]) => key !== name));
const xml = (text: string) => new TextEncoder().encode(text);

test('a container holds while its one file is what was sealed', async () => {
  assert.equal(await reasonOf((parts) => parts), 'TOTAL-PASSED passed');
  assert.equal(
    await reasonOf((parts) => ({ ...parts, 'record.json': xml('{}') })),
    'TOTAL-FAILED digest-differs',
  );
});

test('what is not sealed is not taken for sealed', async () => {
  assert.equal(
    await reasonOf((parts) => without(parts, 'META-INF/signatures.xml')),
    'TOTAL-FAILED not-sealed',
  );
  assert.equal(
    await reasonOf((parts) => ({ ...parts, 'note.txt': xml('me too') })),
    'INDETERMINATE not-whole-file',
  );
  assert.match(
    await reasonOf((parts) => ({ ...without(parts, 'record.json'), 'other.json': data })),
    /^INDETERMINATE data-elsewhere$/,
  );
  const second = await reasonOf((parts) => ({ ...parts, 'META-INF/signatures2.xml': xml('<a/>') }));
  assert.match(second, /^TOTAL-FAILED/);
});

test('an archive that shows other files to who goes from entry to entry is no container', async () => {
  const answer = async (bytes: Uint8Array) => (await verifyContainer(bytes, trust, at, nodeEngine))?.reason;
  const renamed = Buffer.from(good);
  const own = renamed.indexOf('record.json');
  assert.ok(own < renamed.indexOf('record.json', own + 1), 'its own header comes before the directory');
  renamed.write('secret.json', own);
  assert.equal(await answer(renamed), undefined);
  const shorter = Buffer.from(good);
  shorter.writeUInt32LE(shorter.readUInt32LE(own - 12) - 1, own - 12);
  assert.equal(await answer(shorter), undefined);

  // An entry that the directory does not know, before the others: every offset moves with it.
  const hidden = Buffer.from(zipSync({ 'hidden.txt': xml('unseen') })).subarray(0, 30 + 10 + 6);
  const directory = good.lastIndexOf(0x50, good.length - 22);
  const moved = Buffer.concat([hidden, good]);
  const end = hidden.length + directory;
  const first = moved.readUInt32LE(end + 16) + hidden.length;
  moved.writeUInt32LE(first, end + 16);
  for (let entry = first; moved.readUInt32LE(entry) === 0x02014b50; ) {
    moved.writeUInt32LE(moved.readUInt32LE(entry + 42) + hidden.length, entry + 42);
    entry += 46 + [28, 30, 32].reduce((sum, field) => sum + moved.readUInt16LE(entry + field), 0);
  }
  assert.deepEqual(Object.keys(unzipSync(moved)), Object.keys(unzipSync(good)), 'the directory is in order');
  assert.equal(await answer(moved), undefined);
});

test('a directory that says its length in two ways, or ends before the archive does, is none', async () => {
  const sealed = unzipSync(good);
  const answer = async (bytes: Uint8Array) => (await verifyContainer(bytes, trust, at, nodeEngine))?.reason;
  // What lies in META-INF under no seal holds a whole entry of its own, which the directory names behind its last.
  const inner = Buffer.from(zipSync({ 'grades.json': [xml('{"grade":"10"}'), { level: 0 }] }));
  const [header, ending] = [inner.indexOf('PK\x01\x02'), inner.indexOf('PK\x05\x06')];
  const outer = Buffer.from(
    zipSync({ ...sealed, 'META-INF/note': [inner.subarray(0, header), { level: 0 }] }),
  );
  assert.equal(await answer(outer), 'passed');
  const [directory, end] = [outer.indexOf('PK\x01\x02'), outer.lastIndexOf('PK\x05\x06')];
  const hidden = Buffer.from(inner.subarray(header, ending));
  hidden.writeUInt32LE(outer.indexOf(inner.subarray(0, header)), 42);
  const forged = Buffer.concat([outer.subarray(0, end), hidden, outer.subarray(end)]);
  const last = end + hidden.length;
  forged.writeUInt32LE(last - directory, last + 12);
  assert.equal(await answer(forged), undefined, 'seen by who goes by the size of the directory');
  const counted = Buffer.from(outer);
  counted.writeUInt16LE(counted.readUInt16LE(end + 10) - 1, end + 8);
  assert.equal(await answer(counted), undefined, 'two numbers of entries');
  assert.equal(await answer(Buffer.concat([outer, outer.subarray(end)])), undefined, 'two ends');
  assert.equal(await answer(Buffer.concat([outer, Buffer.from('more')])), undefined, 'something behind');
});

test('a file is found by its name however the URI is encoded', () => {
  const files = new Map([['Öl – 1.txt', data]]);
  for (const uri of ['Öl – 1.txt', '%C3%96l%20%E2%80%93%201.txt', 'Öl%20–%201.txt', './Öl%20–%201.txt'])
    assert.equal(byUri(files).get(uri), data, uri);
  for (const uri of ['', '#Öl', 'Ol – 1.txt', '%E0%A4', '../Öl – 1.txt'])
    assert.equal(byUri(files).get(uri), undefined, uri);
});

test('another archive is no container', async () => {
  assert.equal(await reasonOf((parts) => without(parts, 'mimetype')), 'no container');
  assert.equal(await reasonOf((parts) => ({ ...parts, mimetype: xml('application/zip') })), 'no container');
  assert.equal(await verifyContainer(good.subarray(0, 100), trust, at, nodeEngine), undefined);
});

/** `ASiCManifest.xml` over these files, as anybody may write it. */
function manifestOf(
  files: Readonly<Record<string, Uint8Array>>,
  signature = 'META-INF/signature.p7s',
): Uint8Array {
  const references = Object.entries(files).map(([name, bytes]) => {
    const digest = Buffer.from(nodeEngine.hash('SHA-256', bytes)).toString('base64');
    return `<a:DataObjectReference URI="${encodeURI(name)}"><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>${digest}</d:DigestValue></a:DataObjectReference>`;
  });
  return xml(
    `<a:ASiCManifest xmlns:a="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#"><a:SigReference URI="${signature}"/>${references.join('')}</a:ASiCManifest>`,
  );
}
const cmsOver = (bytes: Uint8Array) => prepareCms(seal, nodeEngine).make(nodeEngine.hash('SHA-256', bytes));
const judged = async (parts: Zippable) => {
  const verdict = await verifyContainer(zipSync(parts), trust, at, nodeEngine);
  return verdict ? `${verdict.indication} ${verdict.reason}` : 'no container';
};

test('ASiC-S with CAdES holds over its one file', async () => {
  const parts = {
    mimetype: xml('application/vnd.etsi.asic-s+zip'),
    'a.pdf': data,
    'META-INF/signature.p7s': await cmsOver(data),
  };
  assert.equal(await judged(parts), 'TOTAL-PASSED passed');
  assert.equal(await judged({ ...parts, 'a.pdf': xml('other') }), 'TOTAL-FAILED digest-differs');
  assert.equal(await judged({ ...parts, 'b.pdf': data }), 'INDETERMINATE data-elsewhere');
  assert.equal(await judged(without(parts, 'META-INF/signature.p7s')), 'TOTAL-FAILED not-sealed');
  const stamp = { ...without(parts, 'META-INF/signature.p7s'), 'META-INF/timestamp.tst': data };
  assert.equal(await judged(stamp), 'INDETERMINATE not-judged');
});

test('ASiC-E with CAdES holds over all the files of its manifest, and only with all of them', async () => {
  const files = { 'a.pdf': data, 'über/b c.json': xml('{}') };
  const manifest = manifestOf(files);
  const parts = {
    ...{ mimetype: xml('application/vnd.etsi.asic-e+zip'), ...files },
    'META-INF/ASiCManifest1.xml': manifest,
    'META-INF/signature.p7s': await cmsOver(manifest),
  };
  assert.equal(await judged(parts), 'TOTAL-PASSED passed');
  for (const name of Object.keys(files)) {
    assert.equal(await judged({ ...parts, [name]: xml('other') }), 'TOTAL-FAILED digest-differs');
    assert.equal(await judged(without(parts, name)), 'INDETERMINATE data-elsewhere');
  }
  assert.equal(await judged({ ...parts, 'c.txt': xml('me too') }), 'INDETERMINATE not-whole-file');
  const loosened = manifestOf({ ...files, 'a.pdf': xml('other') });
  const exchanged = { ...parts, 'a.pdf': xml('other'), 'META-INF/ASiCManifest1.xml': loosened };
  assert.equal(await judged(exchanged), 'TOTAL-FAILED digest-differs');
  assert.equal(await judged(without(parts, 'META-INF/ASiCManifest1.xml')), 'INDETERMINATE data-elsewhere');
  const doubled = { ...parts, 'META-INF/ASiCManifest2.xml': manifest };
  assert.equal(await judged(doubled), 'TOTAL-FAILED structure-suspicious');
  // A second seal over fewer files leaves it open which of them is whose.
  const part = manifestOf({ 'a.pdf': data }, 'META-INF/signature2.p7s');
  const second = {
    ...{ ...parts, 'META-INF/ASiCManifest2.xml': part },
    'META-INF/signature2.p7s': await cmsOver(part),
  };
  assert.equal(await judged(second), 'INDETERMINATE not-whole-file');
});
