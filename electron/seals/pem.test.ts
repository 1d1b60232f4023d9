import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { nodeEngine } from '../engine.ts';
import { openPemSeal } from './pem.ts';

const without = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl';
const PASSWORD = 'Größe π 42';
const DATA = new TextEncoder().encode('what is sealed');
const folder = mkdtempSync(join(tmpdir(), 'pem-'));
after(() => rmSync(folder, { recursive: true }));

async function answer(...order: Parameters<typeof openPemSeal>): Promise<string> {
  const seal = await openPemSeal(...order);
  return seal.ok ? 'opened' : seal.problems[0].code;
}

for (const kind of ['RSA-2048', 'P-256'] as const) {
  describe(`certificates and a key of ${kind} in PEM`, () => {
    let pki: DemoPki;
    let chain: Buffer;
    let clear: string;
    before(async () => {
      const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
      pki = await makeDemoPki({ engine: nodeEngine, at: new Date('2026-05-01'), key: kind, organisation });
      const read = await readPkcs12(await pki.pkcs12('x'), 'x');
      assert.ok(read.ok);
      clear = writePem(read.value.privateKey, 'PRIVATE KEY');
      writeFileSync(join(folder, 'clear.pem'), clear);
      // The order that a chain file seldom has.
      chain = Buffer.from([pki.root, pki.intermediate, pki.certificate].map((der) => writePem(der)).join(''));
    });

    function openssl(...args: readonly string[]): Buffer {
      const ran = spawnSync('openssl', args, { env: { ...process.env, PW: PASSWORD } });
      assert.equal(ran.status, 0, ran.stderr.toString());
      return ran.stdout;
    }
    const pkcs8 = (...options: readonly string[]) =>
      openssl('pkcs8', '-topk8', '-in', join(folder, 'clear.pem'), '-passout', 'env:PW', ...options);

    test('open to a seal that holds, with its chain', { skip: without }, async () => {
      const seal = await openPemSeal(chain, pkcs8(), PASSWORD);
      assert.ok(seal.ok);
      assert.deepEqual(seal.value.chain, [pki.certificate, pki.intermediate]);
      assert.equal(seal.value.unprotected, false);
      const { publicKey } = new X509Certificate(pki.certificate);
      const signature = await seal.value.sign(DATA);
      const how = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
      assert.ok(verify('sha256', DATA, how, signature));
    });

    test('open whatever OpenSSL encrypted the key with', { skip: without }, async () => {
      const old = createPrivateKey(clear).export({
        type: kind === 'P-256' ? 'sec1' : 'pkcs1',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: PASSWORD,
      });
      assert.match(String(old), /Proc-Type: 4,ENCRYPTED/);
      const keys = {
        'AES-256': pkcs8('-v2', 'aes-256-cbc'),
        'AES-128 with SHA-512': pkcs8('-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512'),
        'Triple DES in PBES2': pkcs8('-v2', 'des3'),
        'Triple DES of PKCS#12': pkcs8('-v1', 'PBE-SHA1-3DES'),
        'RC2-40 of PKCS#12': pkcs8('-v1', 'PBE-SHA1-RC2-40', '-provider', 'legacy', '-provider', 'default'),
        'the encryption of RFC 1421': Buffer.from(String(old)),
      };
      for (const [what, key] of Object.entries(keys)) {
        assert.equal(await answer(chain, key, PASSWORD), 'opened', what);
        assert.equal(await answer(chain, key, 'wrong'), 'seal.password-wrong', what);
        assert.equal(await answer(chain, key, ''), 'seal.password-missing', what);
      }
    });

    test('in one file and in the clear open, and that is told', async () => {
      const both = Buffer.concat([Buffer.from(clear), chain]);
      const seal = await openPemSeal(both, both, '');
      assert.ok(seal.ok && seal.value.unprotected);
    });

    test('are refused when one is missing, spoilt, or of another', async () => {
      const key = Buffer.from(clear);
      assert.equal(await answer(key, key, ''), 'seal.unreadable');
      assert.equal(await answer(chain, chain, ''), 'seal.key-missing');
      assert.equal(await answer(chain, Buffer.from(clear.replace(/^M/m, '*')), ''), 'seal.unreadable');
      assert.equal(await answer(Buffer.from(writePem(pki.root)), key, ''), 'seal.key-mismatch');
      const wish = { algorithm: 'ES384' } as const;
      assert.equal(await answer(chain, key, '', wish), 'seal.key-unsupported');
    });
  });
}
