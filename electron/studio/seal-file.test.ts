import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { SealOrder } from '../../shared/desk/seal.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { nodeEngine } from '../engine.ts';
import { openSampleService } from '../seals/sample-service.ts';
import { openSampleTokens, SOFTHSM, withoutToken } from '../seals/sample-token.ts';
import { withoutOpenssl } from '../timestamp/sample-authority.ts';
import { reportSeal } from './seal-file.ts';

const PASSWORD = 'clé-σφραγίδας';
const AT = new Date('2026-06-01T00:00:00Z');

describe('the inspector', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-inspector-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  let pki: DemoPki;
  let file: string;
  before(async () => {
    const organisation = { name: 'University of Halcyon', identifier: 'VATEL-090000001', country: 'EL' };
    pki = await makeDemoPki({ engine: nodeEngine, at: new Date('2026-05-01'), key: 'P-256', organisation });
    file = path('seal.p12', await pki.pkcs12(PASSWORD));
  });

  async function inspect(order: Omit<SealOrder, 'password'>) {
    const reported = await reportSeal({ ...order, password: PASSWORD }, AT);
    assert.ok(reported.ok, JSON.stringify(reported));
    const { kept, may, problems, ...certificate } = reported.value;
    return { kept, may, certificate, codes: problems.map(({ code }) => code) };
  }

  /** The same of the certificate wherever its key lies. */
  async function assertLikeFile(order: Omit<SealOrder, 'password'>, kept: string): Promise<void> {
    const [here, there] = [await inspect({ seal: file }), await inspect(order)];
    assert.deepEqual(there.certificate, here.certificate);
    assert.equal(there.kept, kept);
    assert.equal(there.certificate.organizationIdentifier, 'VATEL-090000001');
  }

  test('tells the same of a certificate whose key lies in another file', async () => {
    const read = await readPkcs12(await pki.pkcs12('x'), 'x');
    assert.ok(read.ok);
    const chain = [pki.certificate, pki.intermediate].map((der) => writePem(der)).join('');
    const key = path('seal.key', writePem(read.value.privateKey, 'PRIVATE KEY'));
    const order = { seal: path('seal.pem', chain), sealKey: key };
    await assertLikeFile(order, 'file');
    const { may, codes } = await inspect(order);
    assert.deepEqual([may, codes.includes('seal.key-unprotected')], ['seal-with-remarks', true]);
  });

  test('tells the same of one on a token', { skip: withoutToken() }, async () => {
    const tokens = openSampleTokens(folder);
    process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF;
    tokens.make('Registry', PASSWORD);
    await tokens.put('Registry', PASSWORD, { pki, name: 'seal', id: '01' });
    await assertLikeFile({ seal: `pkcs11:token=Registry?module-path=${SOFTHSM}` }, 'token');
  });

  test('tells the same of one that a service keeps', { skip: withoutOpenssl() }, async () => {
    const algorithms = ['1.2.840.10045.4.3.2'];
    const service = await openSampleService({ pki, secret: PASSWORD, algorithms });
    try {
      await assertLikeFile({ seal: service.url }, 'service');
      assert.ok(!service.asked.some((method) => method.startsWith('signatures/')), 'nothing was sealed');
    } finally {
      service.close();
    }
  });
});
