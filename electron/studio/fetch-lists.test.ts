import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FetchListsOrder } from '../../shared/desk/trust.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { writePem } from '../../shared/sealing/certificate.ts';
import { makeSampleSeal, type SampleSeal } from '../../shared/sealing/sample-seal.ts';
import { prepareXmlSealer } from '../../shared/sealing/xades.ts';
import { believeLists } from '../../shared/trust/believed-lists.ts';
import { type SampleList, sealSampleList } from '../../shared/trust/sample-lists.ts';
import { nodeEngine } from '../engine.ts';
import { readRequests } from '../network/request-log.ts';
import { guardNetwork } from '../network/send.ts';
import { believeByReader, weighLists } from '../reading/weigh-lists.ts';
import { fetchLists } from './fetch-lists.ts';
import { reportLists } from './trusted-lists.ts';
import { makeVerifier } from './verify-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-fetch-lists-'));
const at = new Date('2026-09-01T00:00:00Z');
const DATES = { issued: '2026-08-01T00:00:00Z', nextUpdate: '2027-01-01T00:00:00Z' };
/** What the server gives out, by path, and what it was asked. */
const served = new Map<string, Uint8Array>();
const genuine = new Map<string, Uint8Array>();
const asked: string[] = [];
let server: Server;
let origin: string;
let journal: SampleSeal;
let later: SampleSeal;
let ireland: SampleSeal;
let sealer: SampleSeal;

before(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const file = served.get(path);
    const tag = file && `"${Buffer.from(nodeEngine.hash('SHA-256', file)).toString('hex').slice(0, 16)}"`;
    const same = tag !== undefined && request.headers['if-none-match'] === tag;
    asked.push(`${path} ${file ? (same ? 304 : 200) : 404}`);
    response.writeHead(file ? (same ? 304 : 200) : 404, tag ? { etag: tag } : {});
    response.end(same ? undefined : file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [journal, later, ireland, sealer] = (await Promise.all(
    [1, 2, 3, 4].map(() => makeSampleSeal('ES256')),
  )) as [SampleSeal, SampleSeal, SampleSeal, SampleSeal];
  writeFileSync(join(folder, 'journal.pem'), writePem(journal.certificate.der));
  guardNetwork({ folder: join(folder, 'log'), policy: {} });
  await seal();
  serve();
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const lotl = (list: Partial<SampleList> = {}): SampleList => ({
  ...{ territory: 'EU', sequence: 5, ...DATES },
  // The pivot lies there; a poster and somebody else's server are not asked.
  information: [`${origin}/pivot.xml`, `${origin}/legal.html`, 'http://127.0.0.1:9/elsewhere.xml'],
  pointers: [{ territory: 'IE', location: `${origin}/ie.xml`, keys: [ireland.certificate.der] }],
  ...list,
});
const national = (list: Partial<SampleList> = {}): SampleList => ({
  ...{ territory: 'IE', sequence: 7, ...DATES },
  services: [
    {
      type: 'CA/QC',
      certificate: sealer.root,
      states: [{ status: 'granted', from: '2026-01-01T00:00:00Z' }],
    },
  ],
  ...list,
});

/** The list of lists is sealed by a key that only the pivot names, the pivot by the key of the Official Journal. */
async function seal(): Promise<void> {
  const pivot = lotl({
    ...{ sequence: 4, information: [] },
    pointers: [{ territory: 'EU', location: `${origin}/lotl.xml`, keys: [later.certificate.der] }],
  });
  genuine.set('/pivot.xml', await sealSampleList(pivot, journal, nodeEngine));
  genuine.set('/lotl.xml', await sealSampleList(lotl(), later, nodeEngine));
  genuine.set('/ie.xml', await sealSampleList(national(), ireland, nodeEngine));
}

function serve(): void {
  for (const [path, bytes] of genuine) served.set(path, bytes);
}

const believeHere: typeof believeByReader = async ({ files, keys, at: moment }) =>
  done((await believeLists(files, keys, moment, nodeEngine)).lists);

const fetchInto = (data: string, order: FetchListsOrder = {}, when = at, believe = believeHere) => {
  asked.length = 0;
  const told = { address: `${origin}/lotl.xml`, listKeys: [join(folder, 'journal.pem')], ...order };
  return fetchLists(told, join(folder, data), when, nodeEngine, believe);
};
const codes = (outcome: Outcome<{ readonly problems: readonly { readonly code: string }[] }>) =>
  (outcome.ok ? outcome.value.problems : outcome.problems).map(({ code }) => code);

test('from the pinned key by a pivot to the list of lists and on to a national list, which is then verified by', async () => {
  // By a reader, as the studio has it; the other tests need not pay for a process each time.
  const fetched = await fetchInto('desk', {}, at, believeByReader);
  assert.ok(fetched.ok, JSON.stringify(fetched));
  assert.deepEqual(fetched.value, { fetched: 3, same: 0, problems: [] });
  assert.deepEqual(asked, ['/lotl.xml 200', '/pivot.xml 200', '/ie.xml 200']);
  const log = readRequests(join(folder, 'log'));
  assert.deepEqual(
    [...new Set(log.map(({ purpose, to }) => `${purpose} ${to}`))],
    [`trusted-list ${origin}`],
  );

  const reports = await weighLists({ data: join(folder, 'desk') }, at);
  assert.ok(reports.ok);
  assert.deepEqual(
    reports.value.map(({ territory, state, authorities, kept }) => [territory, state, authorities, kept]),
    [
      ['EU', 'believed', 0, true],
      ['EU', 'believed', 0, true],
      ['IE', 'believed', 1, true],
    ],
  );
  const late = await reportLists({}, join(folder, 'desk'), new Date('2027-02-01'), nodeEngine);
  assert.ok(late.ok && late.value.every(({ state }) => state === 'stale'));

  const file = join(folder, 'sealed.xml');
  const facts = {
    at: '2026-08-20T10:00:00Z',
    id: 'urn:uuid:6f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c0ab',
    mediaType: 'text/xml',
  };
  writeFileSync(file, await prepareXmlSealer(sealer, nodeEngine).seal({ name: 'a', children: ['b'] }, facts));
  const verdicts = async (data: string, when = at) => {
    const report = await makeVerifier(nodeEngine).verify({ file, trust: [], data: join(folder, data) }, when);
    assert.ok(report.ok);
    return report.value.indication;
  };
  assert.equal(await verdicts('desk'), 'TOTAL-PASSED');
  assert.equal(await verdicts('another-desk'), 'INDETERMINATE');
  // Nobody is trusted by a list that is out of date.
  assert.equal(await verdicts('desk', new Date('2027-01-01T00:00:01Z')), 'INDETERMINATE');
});

test('what has not changed is not sent again, and the keys given once are kept', async () => {
  const again = await fetchInto('desk', { listKeys: [] });
  assert.ok(again.ok, JSON.stringify(again));
  assert.deepEqual(again.value, { fetched: 0, same: 3, problems: [] });
  assert.deepEqual(asked, ['/lotl.xml 304', '/pivot.xml 304', '/ie.xml 304']);
  assert.deepEqual(codes(await fetchInto('no-keys', { listKeys: [] })), ['usage.option-missing']);
  assert.deepEqual(asked, []);
});

test('only the countries that were named are asked', async () => {
  const none = await fetchInto('some', { territories: ['FI'] });
  assert.ok(none.ok);
  assert.deepEqual(asked, ['/lotl.xml 200', '/pivot.xml 200']);
});

test('nothing is kept that is not believed, out of date or older, and what was kept stays', async () => {
  const kept = () => readdirSync(join(folder, 'desk', 'trusted-lists')).sort();
  const before = kept();
  const tried = async (path: string, bytes: Uint8Array | undefined, ...expected: readonly string[]) => {
    if (bytes) served.set(path, bytes);
    else served.delete(path);
    assert.deepEqual(codes(await fetchInto('desk')), expected, path);
    serve();
    assert.deepEqual(kept(), before);
  };
  const sealed = (list: SampleList, seal: SampleSeal) => sealSampleList(list, seal, nodeEngine);
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? new Uint8Array()).toString();
  const stale = { nextUpdate: '2026-08-20T00:00:00Z' };
  await tried('/ie.xml', undefined, 'trust.list-unreachable');
  await tried('/ie.xml', Buffer.from('<html/>'), 'trust.list-unproven');
  await tried(
    '/ie.xml',
    Buffer.from(text(served.get('/ie.xml')).replace('Sample provider', 'Other provider')),
    'trust.list-unproven',
  );
  await tried('/ie.xml', await sealed(national(), sealer), 'trust.list-unproven');
  await tried('/ie.xml', await sealed(national({ territory: 'FI' }), ireland), 'trust.list-unproven');
  await tried('/ie.xml', await sealed(national({ sequence: 6 }), ireland), 'trust.list-older');
  await tried('/ie.xml', await sealed(national(stale), ireland), 'trust.list-stale');
  await tried('/lotl.xml', undefined, 'trust.list-unreachable');
  await tried('/lotl.xml', await sealed(lotl(), sealer), 'trust.list-unproven');
  await tried('/lotl.xml', await sealed(lotl({ sequence: 4 }), later), 'trust.list-older');
  await tried('/lotl.xml', await sealed(lotl(stale), later), 'trust.list-stale');
  served.set('/ie.xml', Buffer.alloc(33 * 1024 * 1024, 32));
  assert.deepEqual(codes(await fetchInto('large')), ['trust.list-unreachable']);
  serve();
});

test('the policy of an institution is asked before anybody else', async () => {
  guardNetwork({ folder: join(folder, 'barred'), policy: { network: { 'trusted-list': [] } } });
  await assert.rejects(fetchInto('desk'), { code: 'policy.refused' });
  assert.deepEqual(asked, []);
});
