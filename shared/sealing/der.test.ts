import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBER, Integer } from 'asn1js';
import fc from 'fast-check';
import {
  derEcdsaSignature,
  derInteger,
  derNamedBits,
  derOctets,
  derOid,
  derSequence,
  derSetOf,
  derSmallInteger,
  derTime,
  derUtf8,
  rawEcdsaSignature,
} from './der.ts';
import { derChildren, derDate, derOidText, NotDer, readDer } from './der-reader.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

test('writes the examples of X.690 and RFC 8017', () => {
  // X.690 clause 8.19.5: { joint-iso-itu-t 100 3 }.
  assert.equal(hex(derOid('2.100.3')), '0603813403');
  // RFC 8017 appendix B.1: id-sha256 as DigestInfo writes it.
  assert.equal(hex(derOid('2.16.840.1.101.3.4.2.1')), '0609608648016503040201');
  // X.690 clause 8.1.3.5 NOTE: 201 in the long form.
  assert.equal(hex(derOctets(new Uint8Array(201)).subarray(0, 3)), '0481c9');
  assert.equal(hex(derOctets(new Uint8Array(256)).subarray(0, 4)), '04820100');
});

test('writes a UUID as one arc (X.667 clause 8: f81d4fae-7dec-11d0-a765-00a0c91e6bf6)', () => {
  const dotted = '2.25.329800735698586629295641978511506172918';
  assert.equal(derOidText(readDer(derOid(dotted))), dotted);
  assert.equal(BigInt('0xf81d4fae7dec11d0a76500a0c91e6bf6').toString(), dotted.slice('2.25.'.length));
});

test('trims named bits and keeps integers positive', () => {
  assert.equal(hex(derNamedBits(1)), '03020640');
  assert.equal(hex(derNamedBits(5, 6)), '03020106');
  assert.equal(hex(derNamedBits(0, 8)), '0303078080');
  assert.equal(hex(derSmallInteger(0)), '020100');
  assert.equal(hex(derSmallInteger(128)), '02020080');
  assert.equal(hex(derInteger(bytes('00 00 7f'))), '02017f');
  assert.equal(hex(derEcdsaSignature(bytes('0001 8000'))), '30080201010203008000');
});

test('orders a SET OF by its encodings', () => {
  const set = derSetOf(bytes('0401ff'), bytes('0201 7f'), bytes('0402 0000'), bytes('0401 00'));
  assert.equal(hex(set), '310d02017f0401000401ff04020000');
});

test('asn1js reads every integer and object identifier written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 256n }), (value) => {
      const digits = value.toString(16);
      const der = derInteger(bytes(digits.length % 2 ? `0${digits}` : digits));
      const read = fromBER(new Uint8Array(der)).result;
      assert.ok(read instanceof Integer);
      assert.equal(read.toBigInt(), value);
    }),
  );
  const arc = fc.integer({ min: 0, max: 2 ** 31 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 39 }),
      fc.array(arc),
      (a, b, rest) => {
        const dotted = [a, b, ...rest].join('.');
        const read = fromBER(derOid(dotted)).result;
        assert.equal(read.valueBlock.toString(), dotted);
        assert.equal(derOidText(readDer(derOid(dotted))), dotted);
      },
    ),
  );
});

test('writes and reads times on both sides of 2050', () => {
  for (const [text, tag] of [
    ['2049-12-31T23:59:59.000Z', 0x17],
    ['2050-01-01T00:00:00.000Z', 0x18],
    ['1999-02-03T04:05:06.000Z', 0x17],
  ] as const) {
    const der = derTime(new Date(text));
    assert.equal(der[0], tag);
    assert.equal(derDate(readDer(der)).toISOString(), text);
  }
});

const NOT_DER: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['an identifier alone', '30'],
  ['contents cut short', '0402 00'],
  ['bytes after the value', '0500 00'],
  ['the indefinite form', '3080 0500 0000'],
  ['a long form where the short one does', '048101 00'],
  ['a long form with a leading zero', '04820081'.concat('00'.repeat(0x81))],
  ['a length of five octets', '04850000000001 00'],
  ['a length beyond any memory', '0484ffffffff 00'],
];

for (const [what, text] of NOT_DER) {
  test(`refuses ${what}`, () => {
    assert.throws(() => readDer(bytes(text)), NotDer);
  });
}

test('sees children in place and refuses another type', () => {
  const whole = derSequence(derUtf8('é'), derSequence());
  const children = derChildren(readDer(whole));
  assert.deepEqual(
    children.map(({ tag, contents }) => [tag, hex(contents)]),
    [
      [0x0c, 'c3a9'],
      [0x30, ''],
    ],
  );
  assert.equal(children[0]?.whole.buffer, whole.buffer);
  assert.throws(() => derChildren(readDer(whole), 0x31), NotDer);
  assert.throws(() => derChildren(undefined), NotDer);
});

test('r and s come out of an ECDSA signature as they went in, whatever zeros lead them', () => {
  const half = fc.uint8Array({ minLength: 48, maxLength: 48 });
  const lead = fc.integer({ min: 0, max: 48 });
  fc.assert(
    fc.property(half, half, lead, lead, (r, s, zerosOfR, zerosOfS) => {
      const raw = Buffer.concat([r.fill(0, 0, zerosOfR), s.fill(0, 0, zerosOfS)]);
      assert.equal(hex(rawEcdsaSignature(derEcdsaSignature(raw), 48)), hex(raw));
    }),
  );
});
