import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { StudioFault } from '../../shared/problem.ts';
import { readPem, writePem } from '../../shared/sealing/certificate.ts';
import { isTestSeal, judgeFitness } from '../../shared/sealing/fitness.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { type DemoSeal, makeDemoSeal } from './demo-seal.ts';
import { openSeal } from './pkcs12.ts';

const without = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl';
const at = new Date('2026-06-01T08:00:00Z');
const order = {
  at,
  password: 'Ñandú 𝒳',
  organisation: { name: 'Πανεπιστήμιο', identifier: 'VATEL-123456789', country: 'GR' },
};

for (const key of ['P-256', 'RSA-3072'] as const) {
  describe(`a demonstration seal with ${key}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-seal-'));
    after(() => rmSync(folder, { recursive: true }));
    let paths: DemoSeal;
    let seal: Seal;
    before(async () => {
      paths = await makeDemoSeal(join(folder, 'new'), { ...order, key });
      const opened = await openSeal(readFileSync(paths.seal), order.password);
      assert.ok(opened.ok);
      seal = opened.value;
    });

    test('opens, is fit, and is marked as a test', () => {
      const { certificate, chain } = seal;
      assert.deepEqual(judgeFitness(certificate, chain, at), { problems: [], warnings: [] });
      assert.ok(isTestSeal(certificate));
      assert.deepEqual(
        [
          certificate.subject.organisation,
          certificate.subject.organizationIdentifier,
          certificate.subject.country,
        ],
        Object.values(order.organisation),
      );
      assert.match(certificate.subject.text, /TEST/);
      assert.match(certificate.issuer.text, /TEST/);
    });

    test('is readable for its owner alone', { skip: process.platform === 'win32' && 'no modes' }, () => {
      assert.equal(statSync(paths.seal).mode & 0o777, 0o600);
    });

    test('has a path that OpenSSL accepts strictly, lists included', { skip: without }, () => {
      const [crls, leaf] = [join(folder, 'crls.pem'), join(folder, 'leaf.pem')];
      writeFileSync(leaf, writePem(seal.certificate.der));
      const lists = paths.crls.flatMap((path) => readPem(readFileSync(path), 'X509 CRL'));
      writeFileSync(crls, lists.map((der) => writePem(der, 'X509 CRL')).join(''));
      const verify = (moment: Date) =>
        spawnSync('openssl', [
          ...['verify', '-x509_strict', '-crl_check_all', '-CRLfile', crls, '-CAfile', paths.root],
          ...['-untrusted', paths.intermediate, '-attime', String(moment.getTime() / 1000), leaf],
        ]);
      assert.equal(verify(at).status, 0, verify(at).stderr.toString());
      const afterYear = verify(new Date(at.getTime() + 366 * 24 * 60 * 60 * 1000));
      assert.match(afterYear.stderr.toString(), /CRL has expired/);
    });

    test('takes the place of an older one', async () => {
      const folderAgain = join(folder, 'new');
      const again = await makeDemoSeal(folderAgain, { ...order, key: 'P-256', password: 'other' });
      assert.deepEqual(again, paths);
      assert.ok((await openSeal(readFileSync(again.seal), 'other')).ok);
    });
  });
}

test('a folder that cannot be is a fault of the machine', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'demo-seal-')), 'file');
  writeFileSync(file, '');
  await assert.rejects(makeDemoSeal(join(file, 'folder'), order), (error) => {
    assert.ok(error instanceof StudioFault);
    return error.code === 'file.not-writable';
  });
});
