import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { makeSealedSample } from '../../../electron/seals/sample-sealed-pdf.ts';
import type { DemoPki } from '../../sealing/demo-pki.ts';
import { prepareTrust, type Trust } from '../trust.ts';
import { verifyFile } from '../verify.ts';

const NOW = new Date('2026-03-03T08:00:00Z');
const REFERENCE = '../shared/reference/signatures';
const utf8 = new TextEncoder();

let pki: DemoPki;
let sealed: Uint8Array;
let trusting: Trust;

before(async () => {
  ({ pki, sealed } = await makeSealedSample());
  trusting = prepareTrust({ roots: [pki.root], crls: pki.crls });
});

async function verdictOf(bytes: Uint8Array, trust = trusting, at = NOW) {
  return (await verifyFile(bytes, trust, at, nodeEngine)).verdict;
}

test('a file as it was sealed passes, at the level its bytes hold', async () => {
  const verdict = await verdictOf(sealed);
  assert.equal(verdict.indication, 'TOTAL-PASSED');
  assert.equal(verdict.level, 'PAdES-BASELINE-B');
  assert.equal(verdict.revocation, 'good');
  assert.equal(verdict.test, true);
  assert.equal(verdict.claimedAt?.toISOString(), '2026-03-02T09:00:00.000Z');
});

test('whom nobody trusts is intact but unknown, and revocation is never called good without a list', async () => {
  const stranger = await verdictOf(sealed, prepareTrust({ roots: [] }));
  assert.equal(stranger.indication, 'INDETERMINATE');
  assert.equal(stranger.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND');
  const offline = await verdictOf(sealed, prepareTrust({ roots: [pki.root] }));
  assert.equal(offline.indication, 'TOTAL-PASSED');
  assert.equal(offline.revocation, 'unknown');
});

test('years later the certificate has expired, and level B can no longer say when it was sealed', async () => {
  const verdict = await verdictOf(sealed, trusting, new Date('2056-01-01T00:00:00Z'));
  assert.equal(verdict.indication, 'INDETERMINATE');
  assert.equal(verdict.subIndication, 'OUT_OF_BOUNDS_NO_POE');
});

test('no byte can change: every 997th, and all around the signature, are tried', async () => {
  const text = new TextDecoder('latin1').decode(sealed);
  const contents =
    text.indexOf('/Contents <') >= 0 ? text.indexOf('/Contents <') : text.indexOf('/Contents<');
  const range = text.indexOf('/ByteRange');
  assert.ok(contents > 0 && range > 0);
  const tried = new Set<number>();
  for (let at = 0; at < sealed.length; at += 997) tried.add(at);
  for (let at = range; at < range + 60; at += 1) tried.add(at);
  for (let at = contents; at < text.indexOf('>', contents) + 4; at += 11) tried.add(at);
  for (const at of tried) {
    const changed = Uint8Array.from(sealed);
    const byte = changed[at] ?? 0;
    changed[at] = byte ^ 0x01;
    const verdict = await verdictOf(changed);
    // A hexadecimal digit written as the other case means the same byte; no such flip is 0x01.
    assert.notEqual(verdict.indication, 'TOTAL-PASSED', `byte ${at}`);
  }
});

test('what is added behind the seal is noticed, were it one line feed', async () => {
  for (const tail of ['\n', '%%EOF\n', '\n7 0 obj\n<<>>\nendobj\n']) {
    const longer = new Uint8Array([...sealed, ...utf8.encode(tail)]);
    const verdict = await verdictOf(longer);
    assert.notEqual(verdict.indication, 'TOTAL-PASSED');
    assert.ok(['changed-after-sealing', 'format'].includes(verdict.reason));
  }
});

test('bytes that are no PDF at all are refused in words, not with an exception', async () => {
  for (const bytes of [
    utf8.encode('%PDF-1.7\n'),
    utf8.encode('%PDF-1.7\n%%EOF'),
    sealed.subarray(0, 5000),
    new Uint8Array(),
  ]) {
    const verdict = await verdictOf(bytes);
    assert.equal(verdict.indication, 'TOTAL-FAILED');
    assert.equal(verdict.subIndication, 'FORMAT_FAILURE');
  }
});

test('the attack files at hand are all refused', {
  skip: !existsSync(REFERENCE) && 'no reference data',
}, async () => {
  const folder = `${REFERENCE}/attack-examples/pdf`;
  for (const name of readdirSync(folder)) {
    const verdict = await verdictOf(readFileSync(`${folder}/${name}`));
    assert.notEqual(verdict.indication, 'TOTAL-PASSED', name);
  }
});

test('integrity agrees with pyHanko and poppler on other issuers’ files sealed once', {
  skip: !existsSync(REFERENCE) && 'no reference data',
}, async () => {
  const labels = readFileSync(`${REFERENCE}/LABELS.tsv`, 'utf8').split('\n').slice(1);
  let compared = 0;
  for (const line of labels) {
    const [path = '', poppler = '', pyhanko = ''] = line.split('\t');
    const once =
      pyhanko === 'intact=True,valid=True,cov=ENTIRE_FILE,mod=NONE,docmdp_ok=True' &&
      poppler.startsWith('Signature is Valid. [total=1');
    if (!path.startsWith('pades/') || !once) continue;
    compared += 1;
    const verdict = await verdictOf(readFileSync(`${REFERENCE}/${path}`));
    const open = ['NO_CERTIFICATE_CHAIN_FOUND', 'CRYPTO_CONSTRAINTS_FAILURE', 'SIG_CONSTRAINTS_FAILURE'];
    assert.ok(
      verdict.subIndication && open.includes(verdict.subIndication),
      `${path}: ${verdict.subIndication} ${verdict.reason}`,
    );
  }
  assert.ok(compared >= 5, `${compared} files compared`);
});
