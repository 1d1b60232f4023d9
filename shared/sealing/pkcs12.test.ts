import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { type DemoPki, makeDemoPki } from './demo-pki.ts';
import { readPkcs12 } from './pkcs12.ts';
import { writePkcs12 } from './pkcs12-writer.ts';

const REFERENCE = new URL('../../../shared/reference/signatures/p12/', import.meta.url);
const without = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl';
/** Greek, a letter beyond the Basic Multilingual Plane, and a quotation mark. */
const PASSWORD = 'Σφραγίδα 𝒳 "42"';

const folder = mkdtempSync(join(tmpdir(), 'pkcs12-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

function openssl(args: readonly string[], password = PASSWORD): Buffer {
  const ran = spawnSync('openssl', args, { env: { ...process.env, PW: password }, maxBuffer: 1 << 24 });
  assert.equal(ran.status, 0, ran.stderr.toString());
  return ran.stdout;
}

async function problem(bytes: Uint8Array, password: string) {
  const read = await readPkcs12(bytes, password);
  return read.ok ? 'opened' : read.problems[0].code;
}

describe('a PKCS#12 file', () => {
  let pki: DemoPki;
  let bytes: Uint8Array;
  before(async () => {
    const organisation = { name: 'Πανεπιστήμιο', identifier: 'VATEL-123456789', country: 'GR' };
    pki = await makeDemoPki({ engine: nodeEngine, at: new Date('2026-05-01'), key: 'P-256', organisation });
    bytes = await pki.pkcs12(PASSWORD);
  });

  test('gives back what was put into it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const contents = {
      privateKey: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
      certificates: [pki.certificate, pki.intermediate],
    };
    const salt = nodeEngine.random(32);
    const file = await writePkcs12({ ...contents, password: PASSWORD, friendlyName: 'Ω', salt });
    const read = await readPkcs12(file, PASSWORD);
    assert.deepEqual(read, { ok: true, value: contents });
  });

  test('opens with its password only', async () => {
    assert.equal(await problem(bytes, PASSWORD), 'opened');
    for (const wrong of ['', PASSWORD.slice(1), `${PASSWORD} `, PASSWORD.toLowerCase()]) {
      assert.equal(await problem(bytes, wrong), 'seal.password-wrong');
    }
  });

  test('cut short or changed is never opened to other contents', async () => {
    const good = await readPkcs12(bytes, PASSWORD);
    assert.ok(good.ok);
    for (let at = 0; at < bytes.length; at += 397) {
      assert.notEqual(await problem(bytes.subarray(0, at), PASSWORD), 'opened');
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const read = await readPkcs12(changed, PASSWORD);
      if (read.ok) assert.deepEqual(read.value, good.value);
    }
    assert.equal(await problem(new Uint8Array(2 << 20), PASSWORD), 'seal.unreadable');
    assert.equal(await problem(pki.certificate, PASSWORD), 'seal.unreadable');
  });

  test('is opened by OpenSSL, key and chain', { skip: without }, () => {
    writeFileSync(path('ours.p12'), bytes);
    const text = openssl(['pkcs12', '-in', path('ours.p12'), '-passin', 'env:PW', '-nodes']).toString();
    assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 3);
    const key = /-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----/.exec(text)?.[0] ?? '';
    assert.equal(createPrivateKey(key).asymmetricKeyDetails?.namedCurve, 'prime256v1');
  });

  const MADE: readonly (readonly [string, readonly string[], string])[] = [
    ['AES-256 as it does by default', [], 'opened'],
    [
      'AES-128 and a SHA-512 MAC',
      ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'],
      'opened',
    ],
    ['a SHA-1 MAC', ['-macalg', 'sha1'], 'opened'],
    ['certificates in the clear', ['-certpbe', 'NONE'], 'opened'],
    ['a key in the clear', ['-keypbe', 'NONE'], 'opened'],
    ['Triple DES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES'], 'opened'],
    ['Triple DES of two keys', ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES'], 'opened'],
    ['Triple DES and RC2-40, as it did before version 3', ['-legacy'], 'opened'],
    ['RC2-128', ['-legacy', '-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-RC2-128'], 'opened'],
    ['PBES2 and Triple DES', ['-keypbe', 'DES-EDE3-CBC', '-certpbe', 'DES-EDE3-CBC'], 'opened'],
    ['RC4', ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128'], 'seal.encryption-unsupported'],
    ['no MAC', ['-nomac'], 'opened'],
    ['no key', ['-nokeys'], 'seal.key-missing'],
  ];

  for (const [what, options, expected] of MADE) {
    test(`made by OpenSSL with ${what}: ${expected}`, { skip: without }, async () => {
      openssl([
        ...['pkcs12', '-export', '-in', selfSigned(), '-out', path('theirs.p12'), '-passout', 'env:PW'],
        ...options,
      ]);
      const file = readFileSync(path('theirs.p12'));
      assert.equal(await problem(file, PASSWORD), expected);
      if (expected === 'opened') assert.notEqual(await problem(file, `${PASSWORD} `), 'opened');
    });
  }

  test('written by an OpenSSL that took octets for characters still opens', { skip: without }, async () => {
    // What OpenSSL 1.0 made of a password typed in UTF-8, written by today's from the characters it saw.
    const seen = Buffer.from(PASSWORD, 'utf8').toString('latin1');
    openssl(
      [
        ...['pkcs12', '-export', '-in', selfSigned(), '-out', path('old.p12'), '-passout', 'env:PW'],
        '-legacy',
      ],
      seen,
    );
    assert.equal(await problem(readFileSync(path('old.p12')), PASSWORD), 'opened');
  });

  /** PEM of a key and a certificate that belongs to it. */
  function selfSigned(): string {
    const [key, certificate, both] = [path('k.pem'), path('c.pem'), path('kc.pem')];
    openssl([
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=x'],
      ...['-keyout', key, '-out', certificate],
    ]);
    writeFileSync(both, Buffer.concat([readFileSync(key), readFileSync(certificate)]));
    return both;
  }

  test('that asks for a day of key derivation is refused at once', { skip: without }, async () => {
    openssl([
      ...['pkcs12', '-export', '-in', selfSigned(), '-out', path('iter.p12'), '-passout', 'env:PW'],
      ...['-iter', '3'],
    ]);
    const file = readFileSync(path('iter.p12'));
    // The last value of the file is the MAC's iteration count, INTEGER 3.
    assert.deepEqual([...file.subarray(-3)], [0x02, 0x01, 0x03]);
    const bomb = replaceTail(file, [0x02, 0x04, 0x7f, 0xff, 0xff, 0xff]);
    assert.equal(await problem(bomb, PASSWORD), 'seal.encryption-unsupported');
  });
});

/** The file with another last INTEGER (of three bytes), all lengths around it mended. */
function replaceTail(file: Uint8Array, integer: readonly number[]): Uint8Array {
  const grown = integer.length - 3;
  const out = new Uint8Array([...file.subarray(0, -3), ...integer]);
  // PFX: 30 82 hh ll; MacData stands at the end: 30 xx with the short form.
  const view = new DataView(out.buffer);
  view.setUint16(2, view.getUint16(2) + grown);
  for (let at = file.length - 120; at < file.length; at++) {
    const length = file[at + 1] ?? 0;
    if (file[at] === 0x30 && length < 0x80 && at + 2 + length === file.length) {
      out[at + 1] = length + grown;
      return out;
    }
  }
  throw new Error('no MacData found');
}

test('the reference files open or are refused as their list says', async (t) => {
  if (!existsSync(REFERENCE)) return t.skip('no reference data');
  const [, ...rows] = readFileSync(new URL('P12.tsv', REFERENCE), 'utf8').trim().split('\n');
  const refused = new Map([
    ['bad-truncated.p12', 'seal.unreadable'],
    ['bad-mac-flipped.p12', 'seal.unreadable'],
  ]);
  assert.ok(rows.length > 10);
  for (const row of rows) {
    const [name = '', password = ''] = row.split('\t');
    const file = readFileSync(new URL(name, REFERENCE));
    assert.equal(await problem(file, password), refused.get(name) ?? 'opened', name);
  }
});
