import assert from 'node:assert/strict';
import { createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { makeDemoPki } from './demo-pki.ts';
import { derNull, derOctets, derOid, derSequence, derSmallInteger } from './der.ts';
import { derChildren, readDer } from './der-reader.ts';
import { readPkcs12 } from './pkcs12.ts';

const PASSWORD = 'Clé «ß» 42';
const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
const OIDS = { sha1: '1.2.840.113549.2.7', sha256: '1.2.840.113549.2.9', sha512: '1.2.840.113549.2.11' };
type Hash = keyof typeof OIDS;

interface Mac {
  readonly prf: Hash;
  readonly hmac: Hash;
  readonly length: number;
  readonly told: boolean;
  readonly iterations: number;
}

/** The file with its MAC replaced by a PBMAC1 (RFC 9579) that node:crypto made. */
function withPbmac1(file: Uint8Array, { prf, hmac, length, told, iterations }: Mac, password = PASSWORD) {
  const [version, content] = derChildren(readDer(file));
  assert.ok(version && content);
  const authenticated = derChildren(derChildren(content)[1], 0xa0)[0]?.contents ?? new Uint8Array();
  const salt = randomBytes(8);
  const key = pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, length, prf);
  const parameters = derSequence(
    derOctets(salt),
    derSmallInteger(iterations),
    ...(told ? [derSmallInteger(length)] : []),
    derSequence(derOid(OIDS[prf]), derNull()),
  );
  const algorithm = derSequence(
    derOid('1.2.840.113549.1.5.14'),
    derSequence(
      derSequence(derOid('1.2.840.113549.1.5.12'), parameters),
      derSequence(derOid(OIDS[hmac]), derNull()),
    ),
  );
  const mac = createHmac(hmac, key).update(authenticated).digest();
  // RFC 9579 clause 5: salt and iterations of the old MAC mean nothing and stand there all the same.
  const data = derSequence(
    derSequence(algorithm, derOctets(mac)),
    derOctets(Buffer.from('NOT USED')),
    derSmallInteger(1),
  );
  return derSequence(version.whole, content.whole, data);
}

describe('a PKCS#12 file with PBMAC1', async () => {
  const pki = await makeDemoPki({
    engine: nodeEngine,
    at: new Date('2026-05-01'),
    key: 'P-256',
    organisation,
  });
  const file = await pki.pkcs12(PASSWORD);
  const answer = async (bytes: Uint8Array, password = PASSWORD) => {
    const read = await readPkcs12(bytes, password);
    return read.ok ? 'opened' : read.problems[0].code;
  };
  const usual: Mac = { prf: 'sha256', hmac: 'sha256', length: 32, told: true, iterations: 2048 };

  for (const [what, change] of [
    ['SHA-256 twice', {}],
    ['SHA-512 twice', { prf: 'sha512', hmac: 'sha512', length: 64 }],
    ['SHA-256 and SHA-512', { hmac: 'sha512', length: 64 }],
    ['SHA-1 and the shortest key', { prf: 'sha1', length: 20 }],
  ] as const) {
    test(`opens: ${what}`, async () => {
      const bytes = withPbmac1(file, { ...usual, ...change });
      assert.equal(await answer(bytes), 'opened');
      assert.equal(await answer(bytes, 'other'), 'seal.password-wrong');
    });
  }

  test('is refused when its key could be guessed, its length is untold, or it asks for a day of work', async () => {
    for (const change of [{ length: 1 }, { told: false }]) {
      assert.equal(await answer(withPbmac1(file, { ...usual, ...change })), 'seal.encryption-unsupported');
    }
    const bytes = withPbmac1(file, usual);
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from([0x02, 0x02, 0x08, 0x00, 0x02, 0x01, 0x20]));
    assert.ok(at > 0);
    bytes[at + 2] = 0xff;
    assert.notEqual(await answer(bytes), 'opened');
  });

  test('of RFC 7292 with more rounds than a machine should be kept busy with is refused before any is made', async () => {
    const [version, content, mac] = derChildren(readDer(file));
    assert.ok(version && content && mac);
    const [info, salt] = derChildren(mac);
    assert.ok(info && salt);
    const withRounds = (rounds: number) =>
      derSequence(version.whole, content.whole, derSequence(info.whole, salt.whole, derSmallInteger(rounds)));
    assert.equal(await answer(withRounds(1_000_000)), 'seal.encryption-unsupported');
    assert.equal(await answer(withRounds(100_000)), 'opened');
  });
});
