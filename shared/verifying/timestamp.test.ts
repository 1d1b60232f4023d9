import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimeStampReq } from 'pkijs';
import { nodeEngine } from '../../electron/engine.ts';
import { makeSampleAuthority, type Twist } from '../sealing/sample-timestamp.ts';
import { encodeTimestampQuery, type TimestampQuery } from '../sealing/timestamp.ts';
import { checkTimestamp } from './timestamp.ts';
import { readTimestampReply, type TimestampExpectation } from './timestamp-reply.ts';
import { prepareTrust } from './trust.ts';

const at = new Date('2026-06-01T08:00:00Z');
const stamped = new TextEncoder().encode('what is stamped');
const authority = await makeSampleAuthority({ at });
const foreign = await makeSampleAuthority({ at });

function queryOf(bytes: Uint8Array, hash: TimestampQuery['hash'] = 'SHA-256'): TimestampQuery {
  return { hash, digest: nodeEngine.hash(hash, bytes), nonce: new Uint8Array([0x80, 1, 2, 3]) };
}

const query = queryOf(stamped);

function expectation(changes: Partial<TimestampExpectation> = {}): TimestampExpectation {
  return { query, stamped, now: at, ...changes };
}

async function codeOf(reply: Uint8Array, changes: Partial<TimestampExpectation> = {}): Promise<string> {
  const read = await readTimestampReply(reply, expectation(changes), nodeEngine);
  return read.ok ? 'token' : read.problems[0].code;
}

async function twisted(twist: Twist): Promise<string> {
  return codeOf(await authority.answer(encodeTimestampQuery(query), twist));
}

for (const hash of ['SHA-256', 'SHA-512'] as const) {
  test(`pkijs reads the query as RFC 3161 has it, with ${hash}`, () => {
    const sent = queryOf(stamped, hash);
    const read = TimeStampReq.fromBER(new Uint8Array(encodeTimestampQuery(sent)));
    assert.equal(read.version, 1);
    assert.equal(read.certReq, true);
    assert.equal(read.nonce?.valueBlock.toString(), String(0x80010203));
    assert.deepEqual(read.messageImprint.hashedMessage.valueBlock.valueHexView, sent.digest);
  });
}

test('a good answer gives its token, which holds by itself', async () => {
  const reply = await authority.answer(encodeTimestampQuery(query));
  const token = await readTimestampReply(reply, expectation(), nodeEngine);
  assert.ok(token.ok, JSON.stringify(token));
  const proven = await checkTimestamp(token.value, stamped, nodeEngine);
  assert.ok(proven.ok);
  assert.deepEqual(proven.value.at, at);
});

test('each thing that RFC 3161 tells the requester to verify is verified', async () => {
  assert.equal(await twisted({ status: 1 }), 'token');
  assert.equal(await twisted({ status: 2 }), 'timestamp.refused');
  assert.equal(await twisted({ digest: new Uint8Array(32) }), 'timestamp.imprint-differs');
  assert.equal(await twisted({ nonce: new Uint8Array([1]) }), 'timestamp.nonce-differs');
  assert.equal(await twisted({ reference: foreign.root }), 'timestamp.certificate-unfit');
  const older = await authority.answer(encodeTimestampQuery(queryOf(new Uint8Array(1))));
  assert.equal(await codeOf(older), 'timestamp.imprint-differs');
  assert.equal(await codeOf(new TextEncoder().encode('<html>')), 'timestamp.unreadable');
});

test('the refusal repeats the authority’s words', async () => {
  const reply = await authority.answer(encodeTimestampQuery(query), { status: 2 });
  const read = await readTimestampReply(reply, expectation(), nodeEngine);
  assert.deepEqual(read.ok || read.problems[0].facts, { status: 2, reason: 'not today' });
});

test('only a certificate made for time-stamping alone, and valid then, may stamp', async () => {
  for (const order of [
    { at, critical: false },
    { at, purposes: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.4'] },
    { at, purposes: ['1.3.6.1.5.5.7.3.36'] },
    { at, notAfter: new Date('2026-05-31T00:00:00Z') },
  ]) {
    const unfit = await makeSampleAuthority(order);
    assert.equal(
      await codeOf(await unfit.answer(encodeTimestampQuery(query))),
      'timestamp.certificate-unfit',
      JSON.stringify(order),
    );
  }
});

test('whom to trust is asked when it is told', async () => {
  const reply = await authority.answer(encodeTimestampQuery(query));
  assert.equal(await codeOf(reply, { trust: prepareTrust({ roots: [authority.root] }) }), 'token');
  assert.equal(
    await codeOf(reply, { trust: prepareTrust({ roots: [foreign.root] }) }),
    'timestamp.untrusted',
  );
});

test('no bit of a token can be changed so that it tells another time, authority or imprint', async () => {
  const token = await authority.timestamper.stamp(stamped);
  const proven = await checkTimestamp(token, stamped, nodeEngine);
  assert.ok(proven.ok);
  for (let bit = 0; bit < token.length * 8; bit += 3) {
    const changed = token.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const checked = await checkTimestamp(changed, stamped, nodeEngine);
    if (!checked.ok) continue;
    // What is not signed, such as the certificate's own signature, is for the path to judge.
    assert.deepEqual(checked.value.at, at, `bit ${bit}`);
    assert.deepEqual(checked.value.info, proven.value.info, `bit ${bit}`);
    assert.deepEqual(checked.value.authority.der, proven.value.authority.der, `bit ${bit}`);
  }
});
