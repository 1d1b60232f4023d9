import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, describe, test } from 'node:test';
import type { SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { nodeEngine } from '../engine.ts';
import { openServiceSeal } from './csc.ts';
import { readServiceAddress } from './csc-address.ts';
import { proveWith } from './proof.ts';
import { openSampleService, type SampleService, type SampleServiceOrder } from './sample-service.ts';

const without = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl';
const SECRET = 'Kanarienvogel-2357';
const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
const text = (index: number) => new TextEncoder().encode(`sealed ${index}`);
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';

describe('the address of a service', () => {
  test('is read', () => {
    const read = readServiceAddress(
      'csc:https://rss.example:8443/csc/v2/?client_id=a%20b&credential=x&user=u',
    );
    assert.deepEqual(read, {
      ok: true,
      value: {
        base: 'https://rss.example:8443/csc/v2',
        service: 'rss.example:8443',
        client: 'a b',
        credential: 'x',
        user: 'u',
      },
    });
  });

  test('is refused without TLS, with a secret in it, and with anything unknown; the secret is not repeated', () => {
    for (const [address, part] of [
      ['csc:http://rss.example/csc/v2?client_id=a', 'http:'],
      ['csc:http://127.0.0.1.example/csc/v2?client_id=a', 'http:'],
      [`csc:https://a:${SECRET}@rss.example/?client_id=a`, '@'],
      [`csc:https://rss.example/?client_id=a&client_secret=${SECRET}`, 'client_secret'],
      ['csc:https://rss.example/?client_id=a&client_id=b', 'client_id'],
      ['csc:https://rss.example/', 'client_id'],
      ['csc:file:///etc/passwd?client_id=a', 'file:'],
      ['csc:', 'csc:'],
    ] as const) {
      const read = readServiceAddress(address);
      assert.ok(!read.ok, address);
      assert.equal(read.problems[0].facts?.value, part, address);
      assert.doesNotMatch(JSON.stringify(read), new RegExp(SECRET));
    }
  });
});

describe('a remote service', { skip: without }, () => {
  const services: SampleService[] = [];
  after(() => {
    for (const service of services) service.close();
  });

  async function serve(order: Partial<SampleServiceOrder> = {}, kind: DemoKeyKind = 'P-256') {
    const pki = await makeDemoPki({
      engine: nodeEngine,
      at: new Date('2026-05-01'),
      key: kind,
      organisation,
    });
    const service = await openSampleService({ pki, secret: SECRET, algorithms: [ECDSA_SHA256], ...order });
    services.push(service);
    return { pki, service };
  }

  for (const [kind, name, algorithm] of [
    ['P-256', 'ES256', ECDSA_SHA256],
    ['P-384', 'ES384', '1.2.840.10045.4.3.3'],
    ['P-521', 'ES512', '1.2.840.10045.4.3.4'],
    ['RSA-2048', 'RS256', '1.2.840.113549.1.1.11'],
    ['RSA-2048', 'RS256', '1.2.840.113549.1.1.1'],
    ['RSA-2048', 'PS256', '1.2.840.113549.1.1.10'],
  ] as const) {
    test(`seals with ${name} as ${algorithm}`, async () => {
      const { pki, service } = await serve({ algorithms: [algorithm] }, kind);
      const wish: { algorithm?: SealAlgorithmName } = name === 'PS256' ? { algorithm: name } : {};
      const seal = await openServiceSeal(service.url, SECRET, wish);
      assert.ok(seal.ok, JSON.stringify(seal));
      assert.deepEqual(seal.value.chain, [pki.certificate, pki.intermediate]);
      const prove = proveWith(seal.value.certificate, seal.value.algorithm);
      assert.equal(seal.value.algorithm.name, name);
      assert.ok(prove(text(1), await seal.value.sign(text(1))));
    });
  }

  test('is asked for many together, each authorised for its own digests, and once for access', async () => {
    const { service } = await serve({ multisign: 4 });
    const seal = await openServiceSeal(service.url, SECRET);
    assert.ok(seal.ok);
    const prove = proveWith(seal.value.certificate, seal.value.algorithm);
    const all = Array.from({ length: 10 }, (_, index) => text(index));
    const signatures = await Promise.all(all.map(seal.value.sign));
    for (const [index, bytes] of all.entries())
      assert.ok(prove(bytes, signatures[index] ?? new Uint8Array()));
    assert.deepEqual(service.sizes, [4, 4, 2]);
    assert.deepEqual(service.asked.slice(0, 4), [
      'info',
      'oauth2/token',
      'credentials/list',
      'credentials/info',
    ]);
    assert.equal(service.asked.filter((method) => method === 'oauth2/token').length, 1);
    seal.value.close();
    await assert.rejects(seal.value.sign(text(0)), { code: 'seal.unavailable' });
  });

  test('whose access ends soon is asked for access again', async () => {
    const { service } = await serve({ tokenLasts: 1 });
    const seal = await openServiceSeal(service.url, SECRET);
    assert.ok(seal.ok);
    await seal.value.sign(text(0));
    assert.ok(service.asked.filter((method) => method === 'oauth2/token').length > 1);
  });

  const problemOf = async (order: Partial<SampleServiceOrder>, secret = SECRET, more = '') => {
    const { service } = await serve(order);
    const seal = await openServiceSeal(service.url + more, secret);
    assert.ok(!seal.ok);
    assert.doesNotMatch(JSON.stringify(seal), new RegExp(SECRET));
    return { problem: seal.problems[0], asked: service.asked };
  };

  test('that refuses the secret was given it once, and its free text is not repeated', async () => {
    const { problem, asked } = await problemOf({}, `${SECRET}0`);
    assert.deepEqual([problem.code, problem.facts?.reason], ['seal.service-refused', 'invalid_client']);
    assert.equal(asked.filter((method) => method === 'oauth2/token').length, 1);
  });

  test('is refused for what cannot be used here, by name', async () => {
    const several = await problemOf({ credentials: ['one', 'two'] });
    assert.deepEqual(several.problem, { code: 'seal.several-keys', facts: { choices: 'one, two' } });
    assert.equal((await problemOf({ credentials: [] })).problem.code, 'seal.key-missing');
    assert.equal((await problemOf({ mode: 'explicit' })).problem.facts?.reason, 'auth.mode explicit');
    assert.equal((await problemOf({ status: 'disabled' })).problem.facts?.reason, 'key.status disabled');
    assert.equal((await problemOf({ algorithms: ['1.2.3'] })).problem.code, 'seal.key-unsupported');
    const other = await problemOf({}, SECRET, '&credential=other');
    assert.equal(other.problem.facts?.reason, 'invalid_request');
    const elsewhere = (method: string) =>
      method === 'info' ? { status: 200, body: { oauth2: 'http://elsewhere.example' } } : undefined;
    const sentAway = await problemOf({ instead: elsewhere });
    assert.equal(sentAway.problem.facts?.reason, 'oauth2');
    assert.deepEqual(sentAway.asked, ['info']);
  });

  for (const [what, instead] of [
    ['breaks off', (method: string) => method === 'signatures/signHash' && { status: 500, body: {} }],
    [
      'signs something else',
      (method: string) =>
        method === 'signatures/signHash' && { status: 200, body: { signatures: ['MAYCAQECAQE='] } },
    ],
    ['forgets the SAD', (method: string) => method === 'credentials/authorize' && { status: 200, body: {} }],
  ] as const) {
    test(`that ${what} is a fault, after which it is left alone`, async () => {
      const { service } = await serve({ instead: (method) => instead(method) || undefined });
      const seal = await openServiceSeal(service.url, SECRET);
      assert.ok(seal.ok);
      await assert.rejects(seal.value.sign(text(0)), { code: 'seal.unavailable' });
      const before = service.asked.length;
      await assert.rejects(seal.value.sign(text(1)), { code: 'seal.unavailable' });
      assert.equal(service.asked.length, before);
    });
  }

  test('that is not there is a fault', async () => {
    const { service } = await serve();
    const { url } = service;
    services.splice(services.indexOf(service), 1);
    service.close();
    await assert.rejects(openServiceSeal(url, SECRET), { code: 'seal.unavailable' });
  });
});
