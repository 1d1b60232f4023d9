import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { nodeEngine } from '../../electron/engine.ts';
import { bitstringCredential, tokenList } from './status-list.ts';

const listUrl = 'https://registry.example/status/r-1.vc.jwt';
const publication = {
  issuer: { id: 'urn:x', name: 'Halcyon University' },
  validFrom: '2026-08-01T08:00:00Z',
  validUntil: '2026-09-01T08:00:00Z',
};
const place = fc.integer({ min: 0, max: 131_071 });

test('W3C Bitstring Status List v1.0, 3.2: the place is counted from the left, in a gzipped string of 16 KB', () => {
  fc.assert(
    fc.property(fc.uniqueArray(place, { maxLength: 50 }), (revoked) => {
      const credential = bitstringCredential(
        { listUrl, revoked, suspended: [] },
        publication,
        nodeEngine,
      ) as {
        readonly credentialSubject: { readonly encodedList: string; readonly statusPurpose: string };
      };
      const { encodedList, statusPurpose } = credential.credentialSubject;
      assert.equal(statusPurpose, 'revocation');
      assert.equal(encodedList[0], 'u');
      const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
      assert.equal(bits.length, 16_384);
      const set = [...bits].flatMap((byte, at) =>
        [...byte.toString(2).padStart(8, '0')].flatMap((bit, within) =>
          bit === '1' ? [at * 8 + within] : [],
        ),
      );
      assert.deepEqual(
        set,
        [...revoked].sort((a, b) => a - b),
      );
    }),
    { numRuns: 20 },
  );
});

test('Token Status List, 4.1: two bits a place from the lowest on; 1 is invalid, 2 suspended', () => {
  const list = tokenList({ listUrl, revoked: [0, 5], suspended: [3] }, publication, nodeEngine) as {
    readonly sub: string;
    readonly status_list: { readonly bits: number; readonly lst: string };
  };
  assert.equal(list.sub, 'https://registry.example/status/r-1.statuslist.jwt');
  const bits = inflateSync(Buffer.from(list.status_list.lst, 'base64url'));
  assert.equal(list.status_list.bits, 2);
  assert.deepEqual([...bits.subarray(0, 2)], [0b10_00_00_01, 0b00_00_01_00]);
  assert.equal(bits.length, 32_768);
});
