import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { test } from 'node:test';
import { type SignatureScheme, signatureHolds } from './signature.ts';

/* Malformed values of the kinds that lax verifiers have let through, made with keys of our own. */
const signed = new TextEncoder().encode('sealed');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const PKCS1: SignatureScheme = { kind: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const PSS: SignatureScheme = { kind: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 };
const RAW: SignatureScheme = { kind: 'ECDSA', hash: 'SHA-256', curve: 'P-256', encoding: 'raw' };
const DER: SignatureScheme = { ...RAW, encoding: 'der' };

const spkiOf = (key: typeof rsa.publicKey) => new Uint8Array(key.export({ type: 'spki', format: 'der' }));
const holds = (scheme: SignatureScheme, signature: Uint8Array) =>
  signatureHolds({
    spki: spkiOf((scheme.kind === 'ECDSA' ? ec : rsa).publicKey),
    scheme,
    signature: new Uint8Array(signature),
    signed,
  });

/** DigestInfo (RFC 8017 clause 9.2, note 1). */
const PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const WITHOUT_NULL = Buffer.from('302f300b0609608648016503040201 0420'.replace(' ', ''), 'hex');
const digest = createHash('sha256').update(signed).digest();
const info = Buffer.concat([PREFIX, digest]);

/** The octets of clause 9.2 as told, under the private key. */
function encrypted(block: Buffer): Buffer {
  return privateEncrypt({ key: rsa.privateKey, padding: constants.RSA_NO_PADDING }, block);
}
const padded = (tail: Buffer, { first = [0, 1], fill = 0xff, padding = 253 - tail.length } = {}) =>
  Buffer.concat([Buffer.from(first), Buffer.alloc(padding, fill), Buffer.from([0]), tail]);
const block = (tail: Buffer, behind: Buffer, options = {}) => padded(Buffer.concat([tail, behind]), options);

test('RFC 8017 clause 8.2.2: the encoded message is what it has to be, to the last octet', async () => {
  assert.ok(await holds(PKCS1, encrypted(padded(info))), 'the control');
  const short = 8;
  const rest = (tail: Buffer) => Buffer.alloc(256 - 3 - short - tail.length);
  const doubled = Buffer.concat([
    Buffer.from('3033300f060960864801650304020105000500', 'hex'),
    Buffer.from('0420', 'hex'),
    digest,
  ]);
  const blocks: Readonly<Record<string, Buffer>> = {
    'short padding, garbage behind (Bleichenbacher)': block(info, rest(info), { padding: short }),
    'no padding at all': block(info, Buffer.alloc(253 - info.length), { padding: 0 }),
    'one octet behind': block(info, Buffer.from([0])),
    'no NULL': padded(Buffer.concat([WITHOUT_NULL, digest])),
    'two NULLs': padded(doubled),
    'garbage as parameters': padded(
      Buffer.concat([
        Buffer.from('3041301d0609608648016503040201041000112233445566778899aabbccddeeff0420', 'hex'),
        digest,
      ]),
    ),
    'the digest alone': padded(digest),
    'a length in more octets than needed': padded(
      Buffer.concat([Buffer.from('308131300d060960864801650304020105000420', 'hex'), digest]),
    ),
    'another padding octet': padded(info, { fill: 0xfe }),
    'block type 2': padded(info, { first: [0, 2], fill: 0x11 }),
    'block type 0': padded(info, { first: [0, 0], fill: 0 }),
    'a DigestInfo of another hash': padded(
      Buffer.concat([Buffer.from('3031300d060960864801650304020305000420', 'hex'), digest]),
    ),
  };
  for (const [what, made] of Object.entries(blocks)) {
    assert.equal(made.length, 256, what);
    assert.equal(await holds(PKCS1, encrypted(made)), false, what);
  }
});

test('a signature by RSA has as many octets as the modulus', async () => {
  const value = encrypted(padded(info));
  for (const changed of [
    value.subarray(1),
    value.subarray(0, 255),
    Buffer.concat([Buffer.from([0]), value]),
    Buffer.concat([value, Buffer.from([0])]),
    Buffer.alloc(0),
    Buffer.alloc(256),
    Buffer.alloc(256, 0xff),
  ])
    assert.equal(await holds(PKCS1, changed), false, `${changed.length}`);
  const one = Buffer.alloc(256);
  one[255] = 1;
  assert.equal(await holds(PKCS1, one), false);
  assert.equal(await holds(PSS, one), false);
});

test('RSASSA-PSS: salt, hash and mask as declared', async () => {
  const made = (hash: string, saltLength: number) =>
    sign(hash, signed, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
  assert.ok(await holds(PSS, made('sha256', 32)));
  for (const salt of [0, 20, 31, 33, 64, 222])
    assert.equal(await holds(PSS, made('sha256', salt)), false, `salt of ${salt}`);
  assert.equal(await holds(PSS, made('sha384', 32)), false);
  assert.equal(await holds(PKCS1, made('sha256', 32)), false);
  assert.equal(await holds(PSS, encrypted(padded(info))), false);
});

const octets = (value: bigint, size = 32) => Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex');
const raw = (r: bigint, s: bigint) => Buffer.concat([octets(r), octets(s)]);
const integer = (content: Buffer) => Buffer.concat([Buffer.from([2, content.length]), content]);
const positive = (value: Buffer) => {
  const first = value.findIndex((octet) => octet !== 0);
  const digits = first < 0 ? Buffer.alloc(1) : value.subarray(first);
  return (digits[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), digits]) : digits;
};
const sequence = (content: Buffer, length = [content.length]) =>
  Buffer.concat([Buffer.from([0x30, ...length]), content]);

test('ECDSA: r and s lie between 1 and n-1, in exactly twice 32 octets', async () => {
  const value = sign('sha256', signed, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
  assert.ok(await holds(RAW, value));
  const r = BigInt(`0x${value.subarray(0, 32).toString('hex')}`);
  const s = BigInt(`0x${value.subarray(32).toString('hex')}`);
  const most = (1n << 256n) - 1n;
  for (const [one, other] of [
    [0n, 0n],
    [0n, s],
    [r, 0n],
    [ORDER, s],
    [r, ORDER],
    [ORDER, ORDER],
    [most, most],
    [1n, 1n],
    [0n, 1n],
    [1n, 0n],
    [ORDER + 1n, 1n],
    [r, s === 1n ? 2n : 1n],
    [s, r],
  ] as const) {
    assert.equal(await holds(RAW, raw(one, other)), false, `raw ${one} ${other}`);
    const der = sequence(Buffer.concat([integer(positive(octets(one))), integer(positive(octets(other)))]));
    assert.equal(await holds(DER, der), false, `DER ${one} ${other}`);
  }
  for (const changed of [
    value.subarray(1),
    value.subarray(0, 63),
    Buffer.concat([value, Buffer.from([0])]),
    Buffer.concat([Buffer.from([0]), value]),
    Buffer.concat([Buffer.from([0]), value.subarray(0, 32), Buffer.from([0]), value.subarray(32)]),
    Buffer.alloc(0),
  ])
    assert.equal(await holds(RAW, changed), false, `${changed.length} octets`);
});

test('ECDSA in DER has one spelling', async () => {
  const value = sign('sha256', signed, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' });
  const [r, s] = [positive(value.subarray(0, 32)), positive(value.subarray(32))];
  const both = Buffer.concat([integer(r), integer(s)]);
  assert.ok(await holds(DER, sequence(both)));
  const zero = Buffer.from([0]);
  const spellings: Readonly<Record<string, Buffer>> = {
    'the raw form': value,
    'a long length': sequence(both, [0x81, both.length]),
    'a length in two octets': sequence(both, [0x82, 0, both.length]),
    'no definite length': Buffer.concat([sequence(both, [0x80]), Buffer.alloc(2)]),
    'a length too great': sequence(both, [both.length + 1]),
    'a length too small': sequence(both, [both.length - 1]),
    'an octet behind': Buffer.concat([sequence(both), zero]),
    'an octet inside, behind': sequence(Buffer.concat([both, zero])),
    'a NULL inside': sequence(Buffer.concat([both, Buffer.from([5, 0])])),
    'a third INTEGER': sequence(Buffer.concat([both, integer(s)])),
    'r alone': sequence(integer(r)),
    'r with a zero too many': sequence(Buffer.concat([integer(Buffer.concat([zero, r])), integer(s)])),
    's with a zero too many': sequence(Buffer.concat([integer(r), integer(Buffer.concat([zero, s]))])),
    'r of no octets': sequence(Buffer.concat([integer(Buffer.alloc(0)), integer(s)])),
    'r below zero': sequence(Buffer.concat([integer(Buffer.concat([Buffer.from([0xff]), r])), integer(s)])),
    'r as OCTET STRING': sequence(Buffer.concat([Buffer.from([4, r.length]), r, integer(s)])),
    'a SET': Buffer.concat([Buffer.from([0x31, both.length]), both]),
    nothing: Buffer.alloc(0),
    'an empty SEQUENCE': sequence(Buffer.alloc(0)),
  };
  for (const [what, spelling] of Object.entries(spellings))
    assert.equal(await holds(DER, spelling), false, what);
});
