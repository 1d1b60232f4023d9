import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { openSeal } from '../../electron/seals/pkcs12.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { preparePress } from '../issue.ts';
import { type DemoPki, makeDemoPki } from '../sealing/demo-pki.ts';
import type { Seal } from '../sealing/seal.ts';
import type { PageDesign } from '../template/design.ts';
import { prepareTrust, type Trust } from '../verifying/trust.ts';
import { verifyFile } from '../verifying/verify.ts';
import type { Cosigner } from './cosigner.ts';
import { prepareJsonCosigner } from './json.ts';
import { preparePdfCosigner } from './pdf.ts';
import { prepareXmlCosigner } from './xml.ts';

const MADE = new Date('2026-03-01T08:00:00Z');
const NOW = new Date('2026-03-20T08:00:00Z');
const LATER = '2026-03-10T10:00:00Z';
const PARTNERS = [
  { identifier: 'NTRPT-500000001', name: 'Universidade de Cabo Alto' },
  { identifier: 'VATFI-20000002', name: 'Pohjolan yliopisto' },
];

interface Sealer {
  readonly pki: DemoPki;
  readonly seal: Seal;
  readonly identifier: string;
}

let first: Sealer;
let partners: readonly Sealer[];
let trust: Trust;
let files: Readonly<Record<'pdf' | 'xml' | 'json', Uint8Array>>;
let closed: Readonly<Record<'pdf' | 'xml' | 'json', Uint8Array>>;

const design: PageDesign = {
  width: 210,
  height: 297,
  styles: { plain: { family: 'sans', size: 10, colour: '#000000' } },
  elements: [
    {
      id: 'text',
      kind: 'text',
      role: 'h1',
      box: { x: 20, y: 20, width: 170, height: 20 },
      style: 'plain',
      text: { en: '{title}', el: '{title}' },
    },
    ...[0, 1].map((index) => ({
      id: `seal-${index}`,
      kind: 'seal' as const,
      box: { x: 20 + 60 * index, y: 240, width: 50, height: 20 },
      style: 'plain',
      text: { en: 'Seal', el: 'Σφραγίδα' },
    })),
  ],
};

async function makeSealer(name: string, identifier: string, key: 'P-256' | 'RSA-2048'): Promise<Sealer> {
  const organisation = { name, identifier, country: identifier.slice(3, 5) };
  const pki = await makeDemoPki({ engine: nodeEngine, at: MADE, key, organisation });
  const opened = await openSeal(await pki.pkcs12('x'), 'x');
  assert.ok(opened.ok);
  return { pki, seal: opened.value, identifier };
}

before(async () => {
  first = await makeSealer('Aegean', 'VATEL-099999990', 'P-256');
  partners = await Promise.all(
    PARTNERS.map(({ identifier, name }, index) =>
      makeSealer(name, identifier, index === 0 ? 'RSA-2048' : 'P-256'),
    ),
  );
  const all = [first, ...partners].map(({ pki }) => pki);
  trust = prepareTrust({ roots: all.map(({ root }) => root), crls: all.flatMap(({ crls }) => crls) });
  files = await issue(PARTNERS);
  closed = await issue(undefined);
});

async function issue(furtherSealers: typeof PARTNERS | undefined) {
  const credential = { ...sampleCredential, issuedAt: '2026-03-02T09:00:00Z' };
  const press = preparePress({
    design,
    exports: ['pdf', 'elmo', 'edc'],
    fonts: loadFonts(),
    seal: first.seal,
    engine: nodeEngine,
    specimens: [credential],
    furtherSealers,
  });
  assert.ok(press.ok);
  const issued = await press.value.issue(credential);
  assert.ok(issued.ok, JSON.stringify(issued));
  const bytesOf = (format: string) =>
    issued.files.find((file) => file.format === format)?.bytes ?? new Uint8Array();
  return { pdf: bytesOf('pdf'), xml: bytesOf('xml'), json: bytesOf('json') };
}

const COSIGNERS = {
  pdf: preparePdfCosigner,
  xml: prepareXmlCosigner,
  json: prepareJsonCosigner,
} as const;
const FORMATS = ['pdf', 'xml', 'json'] as const;

async function cosign(cosigner: Cosigner, sealed: Uint8Array, { identifier }: Sealer): Promise<Uint8Array> {
  const added = await cosigner.add(sealed, { at: LATER, identifier });
  assert.ok(added instanceof Uint8Array, String(added));
  return added;
}

async function twice(format: (typeof FORMATS)[number], count = partners.length): Promise<Uint8Array> {
  let sealed = files[format];
  for (const partner of partners.slice(0, count)) {
    sealed = await cosign(COSIGNERS[format](partner.seal, nodeEngine), sealed, partner);
  }
  return sealed;
}

const verdictOf = async (bytes: Uint8Array, trusting = trust) =>
  (await verifyFile(bytes, trusting, NOW, nodeEngine)).verdict;

for (const format of FORMATS) {
  test(`${format}: every institution's seal is told and counts, whatever its key`, async () => {
    const alone = await verdictOf(files[format]);
    assert.deepEqual([alone.indication, alone.further], ['TOTAL-PASSED', undefined]);
    const verdict = await verdictOf(await twice(format));
    assert.equal(verdict.indication, 'TOTAL-PASSED', JSON.stringify(verdict.facts));
    assert.equal(verdict.sealedBy?.subject.organizationIdentifier, first.identifier);
    const level = `${{ pdf: 'PAdES', xml: 'XAdES', json: 'JAdES' }[format]}-BASELINE-B`;
    assert.deepEqual(
      verdict.further?.map((one) => [one.indication, one.sealedBy.subject.organizationIdentifier, one.level]),
      PARTNERS.map(({ identifier }) => ['TOTAL-PASSED', identifier, level]),
    );
    assert.equal(verdict.further?.[0]?.claimedAt?.toISOString(), '2026-03-10T10:00:00.000Z');
  });

  test(`${format}: one seal that nobody trusts keeps the whole from passing`, async () => {
    const some = [first, partners[0]].flatMap((sealer) => (sealer ? [sealer.pki] : []));
    const trusting = prepareTrust({
      roots: some.map(({ root }) => root),
      crls: some.flatMap(({ crls }) => crls),
    });
    const verdict = await verdictOf(await twice(format), trusting);
    assert.deepEqual(
      [verdict.indication, verdict.subIndication],
      ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
    );
    assert.deepEqual(
      verdict.further?.map(({ indication }) => indication),
      ['TOTAL-PASSED', 'INDETERMINATE'],
    );
    assert.equal(verdict.revocation, 'unknown');
  });

  test(`${format}: what was sealed without room for others takes no further seal`, async () => {
    const [partner] = partners;
    assert.ok(partner);
    const cosigner = COSIGNERS[format](partner.seal, nodeEngine);
    const added = await cosigner.add(closed[format], { at: LATER, identifier: partner.identifier });
    // A JWS has room for anybody's signature; whose seal belongs there is asked before.
    if (format === 'json') assert.ok(added instanceof Uint8Array);
    else assert.equal(added, 'no-room');
  });

  test(`${format}: one byte changed fails it, in the content and in either seal`, async () => {
    const sealed = await twice(format, 1);
    const signed = Buffer.from(sealed).toString('latin1');
    // An Id of what is not signed itself means nothing.
    const ids = [...signed.matchAll(/ Id="[^"]*"/g)].map(({ index, 0: { length } }) => [
      index,
      index + length,
    ]);
    for (let at = 300; at < sealed.length; at += Math.ceil(sealed.length / 150)) {
      if (ids.some(([from = 0, to = 0]) => at >= from && at < to)) continue;
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.notEqual((await verdictOf(changed)).indication, 'TOTAL-PASSED', `byte ${at}`);
    }
  });
}

test('pdf: the fields are for the partners in their order, and the last closes the file', async () => {
  const [one, two] = partners;
  assert.ok(one && two);
  const early = await preparePdfCosigner(two.seal, nodeEngine).add(files.pdf, {
    at: LATER,
    identifier: two.identifier,
  });
  assert.equal(early, 'not-next');
  const sealed = await twice('pdf');
  const again = await preparePdfCosigner(one.seal, nodeEngine).add(sealed, {
    at: LATER,
    identifier: one.identifier,
  });
  assert.equal(again, 'no-room');
  // Each revision stands whole in the next.
  assert.deepEqual(sealed.subarray(0, files.pdf.length), files.pdf);
  const text = Buffer.from(sealed).toString('latin1');
  assert.equal(text.match(/\/DocMDP\/TransformParams<<\/Type\/TransformParams\/P 2/g)?.length, 1);
  assert.equal(text.match(/\/FieldMDP\/TransformParams<<\/Type\/TransformParams\/Action\/All/g)?.length, 1);
});

test('pdf: nothing else may be added between the seals', async () => {
  const note = '\n9999 0 obj\n<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(no)>>\nendobj\n';
  const changed = new Uint8Array([...files.pdf, ...new TextEncoder().encode(note)]);
  assert.notEqual((await verdictOf(changed)).indication, 'TOTAL-PASSED');
});

test('xml: a seal that hides content from the others is refused', async () => {
  const sealed = new TextDecoder().decode(await twice('xml', 1));
  const hidden = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><x>other</x></ds:Signature>';
  for (const changed of [
    sealed.replace('<report>', `<report>${hidden}`),
    sealed.replace('</elmo>', `${hidden}</elmo>`),
    sealed.replace(/(<elmo[^>]*>)/, `$1${hidden}`),
  ]) {
    assert.notEqual(changed, sealed);
    assert.notEqual((await verdictOf(new TextEncoder().encode(changed))).indication, 'TOTAL-PASSED');
  }
});

const folder = mkdtempSync(join(tmpdir(), 'sealwright-cosigning-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('pdf: poppler finds all three, and the last covers the whole', {
  skip: !installed('pdfsig') && 'no pdfsig',
}, async () => {
  const path = join(folder, 'joint.pdf');
  writeFileSync(path, await twice('pdf'));
  const out = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
  assert.equal(out.match(/Signature is Valid/g)?.length, 3, out);
  assert.equal(out.match(/Total document signed/g)?.length, 1, out);
});

test('xml: xmlsec1 verifies each', { skip: !installed('xmlsec1') && 'no xmlsec1' }, async () => {
  const path = join(folder, 'joint.xml');
  const sealed = new TextDecoder().decode(await twice('xml'));
  writeFileSync(path, sealed);
  const ids = [...sealed.matchAll(/<ds:Signature [^>]*Id="([^"]+)"/g)].map(([, id]) => id ?? '');
  assert.equal(new Set(ids).size, 3);
  const roots = [first, ...partners].flatMap(({ pki }, index) => {
    const root = join(folder, `${index}.der`);
    writeFileSync(root, pki.root);
    return ['--trusted-der', root];
  });
  const signedProperties = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'];
  for (const id of ids) {
    const at = ['--verification-gmt-time', '2026-03-20 08:00:00'];
    execFileSync(
      'xmlsec1',
      [
        '--verify',
        ...signedProperties,
        '--id-attr:Id',
        'http://www.w3.org/2000/09/xmldsig#:Signature',
        '--node-id',
        id,
        ...roots,
        ...at,
        path,
      ],
      { stdio: 'pipe' },
    );
  }
});

function installed(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
