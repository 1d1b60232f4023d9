import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { readCertificate } from '../sealing/certificate.ts';
import { encodeClaims, type ProofClaims } from './claims.ts';
import { readCodeTexts } from './code-text.ts';
import { type PaperReading, readPaperProof } from './paper.ts';

interface Vector {
  readonly claims: Omit<ProofClaims, 'id'> & { readonly id: string };
  readonly payload: string;
  readonly sign1: string;
  readonly text: string;
  readonly link: string;
  readonly certificate: string;
  readonly certificateText: string;
}
interface Refused extends Pick<Vector, 'text' | 'certificate'> {
  readonly why: string;
  readonly refusal: string;
}

const read = (name: string): string =>
  readFileSync(new URL(`../../docs/vectors/paper-proof/${name}`, import.meta.url), 'utf8');
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

async function readText(text: string, certificate: string): Promise<PaperReading> {
  const der = readCertificate(new Uint8Array(Buffer.from(certificate, 'base64')));
  assert.ok(der.ok);
  const [proof] = readCodeTexts([text], nodeEngine).proofs;
  return proof ? readPaperProof(proof, [der.value], nodeEngine) : { ok: false, reason: 'not-a-proof' };
}

for (const name of ['es256', 'es384', 'rs256-2048', 'ps256-3072']) {
  test(`the published vector ${name} is read, in every form`, async () => {
    const vector = JSON.parse(read(`${name}.json`)) as Vector;
    const claims = { ...vector.claims, id: new Uint8Array(Buffer.from(vector.claims.id, 'hex')) };
    assert.equal(hex(encodeClaims(claims)), vector.payload);
    for (const text of [vector.text, vector.link]) {
      assert.equal(hex(readCodeTexts([text], nodeEngine).proofs[0]), vector.sign1);
      const proven = await readText(text, vector.certificate);
      assert.ok(proven.ok);
      assert.deepEqual(proven.claims, claims);
    }
    const { certificates } = readCodeTexts([vector.certificateText], nodeEngine);
    assert.equal(hex(certificates[0]), Buffer.from(vector.certificate, 'base64').toString('hex'));
  });
}

const refusals = JSON.parse(read('refused.json')) as readonly Refused[];
for (const { why, refusal, text, certificate } of refusals) {
  test(`refused, since ${why}`, async () => {
    assert.deepEqual(await readText(text, certificate), { ok: false, reason: refusal });
  });
}

test('with a bit of any byte turned round, a vector proves nothing', async () => {
  const { sign1, certificate } = JSON.parse(read('es256.json')) as Vector;
  const der = readCertificate(new Uint8Array(Buffer.from(certificate, 'base64')));
  assert.ok(der.ok);
  const bytes = new Uint8Array(Buffer.from(sign1, 'hex'));
  assert.ok((await readPaperProof(bytes, [der.value], nodeEngine)).ok);
  for (const [at, byte] of bytes.entries()) {
    const turned = bytes.with(at, byte ^ (1 << (at % 8)));
    assert.equal((await readPaperProof(turned, [der.value], nodeEngine)).ok, false, `byte ${at}`);
  }
});

test('the CDDL in the specification is the one that judges read', () => {
  const specification = readFileSync(new URL('../../docs/paper-proof.md', import.meta.url), 'utf8');
  assert.ok(specification.includes(read('proof.cddl').trim()));
});
