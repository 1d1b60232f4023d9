import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { SealAlgorithmName } from './algorithms.ts';
import { type Certificate, readCertificate, readPem } from './certificate.ts';
import { judgeFitness, type KeyUse } from './fitness.ts';
import { inspectSeal } from './inspection.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-inspection-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0 && 'no openssl';

const NAME = '/C=EL/O=Halcyon University/organizationIdentifier=VATEL-1/CN=Halcyon e-seal';
/** EN 319 412-5: compliance, retention of 15 years, QSCD, a disclosure statement, type eSeal. */
const QUALIFIED = `basicConstraints=critical,CA:FALSE
keyUsage=critical,nonRepudiation
certificatePolicies=0.4.0.194112.1.3
crlDistributionPoints=URI:http://x.invalid/list.crl
authorityInfoAccess=OCSP;URI:http://x.invalid/ocsp,caIssuers;URI:http://x.invalid/ca.cer
1.3.6.1.5.5.7.1.3=ASN1:SEQUENCE:statements
`;
const STATEMENTS = `[statements]
1=SEQUENCE:compliance
2=SEQUENCE:retention
3=SEQUENCE:qscd
4=SEQUENCE:disclosure
5=SEQUENCE:type
[compliance]
id=OID:0.4.0.1862.1.1
[retention]
id=OID:0.4.0.1862.1.3
years=INTEGER:15
[qscd]
id=OID:0.4.0.1862.1.4
[disclosure]
id=OID:0.4.0.1862.1.5
places=SEQUENCE:places
[places]
1=SEQUENCE:place
[place]
url=IA5STRING:https://x.invalid/pds
language=PRINTABLESTRING:en
[type]
id=OID:0.4.0.1862.1.6
types=SEQUENCE:types
[types]
1=OID:0.4.0.1862.1.6.2
`;

interface Wish {
  readonly key?: readonly string[];
  readonly extensions?: string;
  readonly days?: number;
  readonly name?: string;
  readonly digest?: string;
}

/** Made by OpenSSL: signed by itself, as far as this test goes. */
function made({
  key = ['ec:P-256'],
  extensions = QUALIFIED,
  days = 365,
  name = NAME,
  digest = 'sha256',
}: Wish) {
  const [config, out] = [join(folder, 'openssl.cnf'), join(folder, 'certificate.pem')];
  writeFileSync(config, `[req]\ndistinguished_name=dn\n[dn]\n[ext]\n${extensions}${STATEMENTS}`);
  const [kind = '', detail = ''] = key[0]?.split(':') ?? [];
  const newKey =
    kind === 'ec' ? ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${detail}`] : ['-newkey', key[0] ?? ''];
  const words = ['req', '-x509', '-config', config, '-extensions', 'ext', '-nodes', '-subj', name, '-utf8'];
  const ran = spawnSync(
    'openssl',
    [
      ...words,
      ...newKey,
      '-keyout',
      join(folder, 'key.pem'),
      '-days',
      String(days),
      `-${digest}`,
      '-out',
      out,
    ],
    { encoding: 'utf8' },
  );
  assert.equal(ran.status, 0, ran.stderr);
  const read = readCertificate(readPem(readFileSync(out))[0] ?? new Uint8Array());
  assert.ok(read.ok);
  return read.value;
}

function inspect(
  certificate: Certificate,
  algorithm: SealAlgorithmName = 'ES256',
  kept: KeyUse['kept'] = 'file',
  at = new Date(),
) {
  const use = { algorithm, kept };
  const fitness = judgeFitness(certificate, [certificate.der], at, use);
  const codes = [...fitness.problems, ...fitness.warnings].map(({ code }) => code);
  return { ...inspectSeal(certificate, [certificate.der], use, fitness), codes };
}

test('everything in a certificate that OpenSSL made is read', { skip: withoutOpenssl }, () => {
  const { qcStatements, ...certificate } = made({});
  assert.deepEqual(certificate.policies, ['0.4.0.194112.1.3']);
  assert.deepEqual(certificate.crlUrls, ['http://x.invalid/list.crl']);
  assert.deepEqual(certificate.ocspUrls, ['http://x.invalid/ocsp']);
  assert.deepEqual(certificate.caIssuersUrls, ['http://x.invalid/ca.cer']);
  assert.equal(certificate.neverRevoked, false);
  const { ids: _, ...statements } = qcStatements;
  assert.deepEqual(statements, {
    compliance: true,
    qscd: true,
    types: ['eSeal'],
    disclosures: [{ url: 'https://x.invalid/pds', language: 'en' }],
    legislation: [],
    retentionYears: 15,
  });
});

test('green only without a remark; a claim to be qualified counts only where the key is not a file', {
  skip: withoutOpenssl,
}, () => {
  const certificate = made({});
  // Signed by itself, which a real one is not.
  assert.deepEqual(inspect(certificate).codes, [
    'seal.self-signed',
    'seal.key-in-file',
    'seal.issuer-missing',
  ]);
  assert.equal(inspect(certificate).may, 'seal-with-remarks');
  assert.equal(inspect(certificate).standing, 'advanced-qualified-certificate');
  assert.equal(inspect(certificate, 'ES256', 'token').standing, 'qualified-claimed');
  const fitness = { problems: [], warnings: [] };
  const use = { algorithm: 'ES256' } as const;
  assert.equal(inspectSeal(certificate, [certificate.der], use, fitness).may, 'seal');
});

test('red: authority, wrong usage, short key, SHA-1', { skip: withoutOpenssl }, () => {
  const refusals: readonly (readonly [Wish, string])[] = [
    [{ extensions: 'basicConstraints=critical,CA:TRUE\nkeyUsage=nonRepudiation\n' }, 'seal.is-authority'],
    [{ extensions: 'keyUsage=critical,keyEncipherment\n' }, 'seal.wrong-usage'],
    [{ key: ['rsa:1024'] }, 'seal.key-weak'],
    [{ digest: 'sha1' }, 'seal.hash-weak'],
    [{ key: ['ed25519'] }, 'seal.key-unsupported'],
  ];
  for (const [wish, code] of refusals) {
    const found = inspect(made(wish), wish.key?.[0]?.startsWith('rsa') ? 'RS256' : 'ES256');
    assert.equal(found.may, 'not-seal', code);
    assert.ok(found.codes.includes(code as never), `${code}: ${found.codes}`);
  }
});

test('red before it begins and after it ends', { skip: withoutOpenssl }, () => {
  const certificate = made({});
  const day = 24 * 60 * 60 * 1000;
  for (const [moment, code] of [
    [certificate.notBefore.getTime() - day, 'seal.not-yet-valid'],
    [certificate.notAfter.getTime() + day, 'seal.expired'],
  ] as const) {
    const found = inspect(certificate, 'ES256', 'token', new Date(moment));
    assert.equal(found.may, 'not-seal');
    assert.ok(found.codes.includes(code), code);
  }
});

test('how long: to the end of the certificate, or of the algorithm', { skip: withoutOpenssl }, () => {
  const ten = made({ days: 3650 });
  assert.deepEqual(inspect(ten).until, { date: ten.notAfter, because: 'certificate' });
  const rsa = made({ key: ['rsa:3072'], days: 3650 });
  assert.deepEqual(inspect(rsa, 'RS256').until, {
    date: new Date('2029-01-01T00:00:00Z'),
    because: 'algorithm',
  });
});

test('how long: not beyond the certificates above', { skip: withoutOpenssl }, () => {
  const certificate = made({ days: 3650 });
  const above = made({ days: 100, extensions: 'basicConstraints=critical,CA:TRUE\n' });
  const chain = [certificate.der, above.der];
  const use = { algorithm: 'ES256' } as const;
  const { until } = inspectSeal(certificate, chain, use, judgeFitness(certificate, chain, new Date(), use));
  assert.deepEqual(until, { date: above.notAfter, because: 'authority' });
});
