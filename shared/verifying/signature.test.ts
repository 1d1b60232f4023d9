import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type SignatureScheme, signatureHolds } from './signature.ts';

/* Project Wycheproof's vectors for the algorithms that are believed. */
const FOLDER = new URL('../../../shared/reference/signatures/wycheproof/', import.meta.url);

const ECDSA = { kind: 'ECDSA', hash: 'SHA-256', curve: 'P-256' } as const;
const FILES: Readonly<Record<string, SignatureScheme>> = {
  ecdsa_secp256r1_sha256_test: { ...ECDSA, encoding: 'der' },
  ecdsa_secp256r1_sha256_p1363_test: { ...ECDSA, encoding: 'raw' },
  rsa_signature_2048_sha256_test: { kind: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  rsa_pss_2048_sha256_mgf1_32_test: { kind: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
};

interface Vectors {
  readonly numberOfTests: number;
  readonly testGroups: readonly {
    readonly publicKeyDer: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid' | 'acceptable';
    }[];
  }[];
}

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

for (const [name, scheme] of Object.entries(FILES)) {
  const file = new URL(`${name}.json`, FOLDER);
  test(`Wycheproof ${name}: no wrong verdict`, {
    skip: !existsSync(file) && 'no reference data',
  }, async () => {
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    let judged = 0;
    const wrong: string[] = [];
    for (const { publicKeyDer, tests } of vectors.testGroups) {
      for (const { tcId, comment, msg, sig, result } of tests) {
        const spki = bytesOf(publicKeyDer);
        const holds = await signatureHolds({ spki, scheme, signature: bytesOf(sig), signed: bytesOf(msg) });
        judged++;
        if (result !== 'acceptable' && holds !== (result === 'valid')) wrong.push(`${tcId} ${comment}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.equal(judged, vectors.numberOfTests);
  });
}
