import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { StudioFault } from '../../shared/problem.ts';
import { readPem } from '../../shared/sealing/certificate.ts';
import { makeSampleAuthority, type SampleAuthority } from '../../shared/sealing/sample-timestamp.ts';
import { encodeTimestampQuery } from '../../shared/sealing/timestamp.ts';
import { checkTimestamp } from '../../shared/verifying/timestamp.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { nodeEngine } from '../engine.ts';
import { isAuthorityAddress, openTimestamper, type TimestampClientPlan } from './client.ts';
import { startOpensslAuthority, withoutOpenssl } from './sample-authority.ts';

const bytes = new TextEncoder().encode('what is stamped');
const at = new Date('2026-06-01T08:00:00Z');
const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
}

function replies(authority: SampleAuthority, heard: string[] = []): RequestListener {
  return async (request, response) => {
    heard.push(`${request.method} ${request.headers['content-type']}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const reply = await authority.answer(new Uint8Array(Buffer.concat(parts)));
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply);
  };
}

function plan(
  authorities: TimestampClientPlan['authorities'],
  more: Partial<TimestampClientPlan> = {},
): TimestampClientPlan {
  return { authorities, engine: nodeEngine, now: () => at, patience: 500, ...more };
}

async function failureOf(url: string, more: Partial<TimestampClientPlan> = {}): Promise<string> {
  try {
    await openTimestamper(plan([url], more)).stamp(bytes);
    return 'stamped';
  } catch (cause) {
    assert.ok(cause instanceof StudioFault, String(cause));
    assert.equal(cause.facts.authority, new URL(url).host);
    return cause.code;
  }
}

const authority = await makeSampleAuthority({ at });
const heard: string[] = [];
const good = await serve(replies(authority, heard));
const dead = 'http://127.0.0.1:1/';

test('a question goes out as RFC 3161 clause 3.4 has it', async () => {
  const token = await openTimestamper(plan([good], { hash: 'SHA-512' })).stamp(bytes);
  const proven = await checkTimestamp(token, bytes, nodeEngine);
  assert.equal(proven.ok && proven.value.info.hash, 'SHA-512');
  assert.deepEqual(heard, ['POST application/timestamp-query']);
});

test('the next authority is asked when one fails, and then kept to', async () => {
  let asked = 0;
  const broken = await serve((_, response) => {
    asked++;
    response.writeHead(503).end();
  });
  const timestamper = openTimestamper(plan([broken, dead, good]));
  await timestamper.stamp(bytes);
  await timestamper.stamp(bytes);
  assert.equal(asked, 1);
});

test('every way of failing has its own code and names the authority', async () => {
  const type = { 'content-type': 'application/timestamp-reply' };
  const silent = await serve(() => {});
  const page = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
  );
  const flood = await serve((_, response) => response.writeHead(200, type).end(Buffer.alloc(1 << 20)));
  const moved = await serve((_, response) => response.writeHead(302, { location: good }).end());
  const noise = await serve((_, response) => response.writeHead(200, type).end('noise'));
  const digest = nodeEngine.hash('SHA-256', bytes);
  const nonce = new Uint8Array(16).fill(7);
  const kept = await authority.answer(encodeTimestampQuery({ hash: 'SHA-256', digest, nonce }));
  const replayed = await serve((_, response) => response.writeHead(200, type).end(kept));
  assert.equal(await failureOf(dead), 'timestamp.unreachable');
  assert.equal(await failureOf(silent), 'timestamp.unreachable');
  assert.equal(await failureOf(moved), 'timestamp.unreachable');
  assert.equal(await failureOf(page), 'timestamp.unreadable');
  assert.equal(await failureOf(noise), 'timestamp.unreadable');
  assert.equal(await failureOf(flood), 'timestamp.too-large');
  assert.equal(await failureOf(replayed), 'timestamp.nonce-differs');
  const foreign = await makeSampleAuthority({ at });
  const trust = prepareTrust({ roots: [foreign.root] });
  assert.equal(await failureOf(good, { trust }), 'timestamp.untrusted');
});

test('only plain web addresses without a password are authorities', () => {
  assert.ok(isAuthorityAddress('http://tsa.example/tsr') && isAuthorityAddress('https://tsa.example'));
  for (const address of [
    'tsa.example',
    'ftp://tsa.example',
    'file:///etc/passwd',
    'https://u:p@tsa.example',
  ]) {
    assert.ok(!isAuthorityAddress(address), address);
  }
});

test('OpenSSL stamps, and its token holds for us', { skip: withoutOpenssl() }, async () => {
  const openssl = await startOpensslAuthority();
  try {
    const trust = prepareTrust({ roots: readPem(new Uint8Array(readFileSync(openssl.root))) });
    for (const hash of ['SHA-256', 'SHA-512'] as const) {
      const now = () => new Date();
      const client = openTimestamper(plan([openssl.url], { hash, trust, now, patience: 10_000 }));
      const proven = await checkTimestamp(await client.stamp(bytes), bytes, nodeEngine);
      assert.ok(proven.ok, JSON.stringify(proven));
      assert.equal(proven.value.info.policy, '1.3.6.1.4.1.13762.3');
      assert.ok(Math.abs(proven.value.at.getTime() - Date.now()) < 60_000);
    }
  } finally {
    await openssl.close();
  }
});
