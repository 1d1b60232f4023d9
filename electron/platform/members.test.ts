import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { importSPKI } from 'jose';
import { readRosterFile } from '../reading/read-roster.ts';
import { fetchRoster } from '../studio/fetch-roster.ts';
import { isPlatformAddress } from './ask.ts';
import { fetchMembers } from './members.ts';
import { type SamplePages, startSamplePlatform } from './sample-platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-platform-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const known = await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'RS256');

const LEARNER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner';
const PAGES: SamplePages = {
  members: [
    [
      {
        user_id: 'u1',
        given_name: 'Žaneta',
        family_name: '=1+1',
        name: 'Ž',
        email: 'z@x.example',
        lis_person_sourcedid: 'S1',
        roles: [LEARNER],
        status: 'Active',
      },
      {
        user_id: 'u2',
        given_name: 'T',
        family_name: 'T',
        roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
      },
    ],
    [
      { user_id: 'u3', given_name: 'Eva', family_name: "'t Hooft", roles: ['Learner'] },
      { user_id: 'u4', given_name: 'G', family_name: 'G', roles: [LEARNER], status: 'Inactive' },
    ],
  ],
  results: [{ id: 'r', userId: 'u1', resultScore: 17, resultMaximum: 20 }],
};

const registration = (url: string, key = pem) => ({
  tokenUrl: `${url}/token`,
  clientId: 'client-1',
  privateKey: key,
});

test('active learners of all pages with their results; the token goes to the platform alone', async (t) => {
  const platform = await startSamplePlatform(known, PAGES);
  t.after(() => platform.close());
  const { url } = platform;
  const course = { members: `${url}/members`, lineItem: `${url}/items/1?type=x` };
  const members = await fetchMembers(registration(url), course, new Date());
  assert.ok(members.ok, JSON.stringify(members));
  assert.deepEqual(
    members.value.map(({ userId, sourcedId, score, maximum }) => [userId, sourcedId, score, maximum]),
    [
      ['u1', 'S1', 17, 20],
      ['u3', '', undefined, undefined],
    ],
  );
  assert.match(platform.asked.at(-1) ?? '', /^\/items\/1\/results\?type=x Bearer for_/);
});

test('what was fetched is a workbook in which a name that looks like a formula stays that name', async (t) => {
  const platform = await startSamplePlatform(known, PAGES);
  t.after(() => platform.close());
  const { url } = platform;
  const key = join(folder, 'key.pem');
  writeFileSync(key, pem);
  const out = join(folder, 'fetched.xlsx');
  const order = { ...registration(url), key, members: `${url}/members`, lineItem: `${url}/items/1`, out };
  assert.deepEqual(await fetchRoster(order, new Date()), { ok: true, value: { out, learners: 2 } });
  const read = await readRosterFile(out);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(
    read.value.table.rows.map(({ cells }) => cells),
    [
      ['S1', 'Žaneta', '=1+1', 'Ž', 'z@x.example', '17', '20', '85'],
      ['u3', 'Eva', "'t Hooft"],
    ],
  );
});

test('another key, another host, a circle of pages and a plain address are refused', async (t) => {
  const platform = await startSamplePlatform(known, PAGES);
  t.after(() => platform.close());
  const { url } = platform;
  const why = async (key: string, members: string) => {
    const read = await fetchMembers(registration(url, key), { members }, new Date());
    return read.ok ? read.value.length : read.problems[0].facts?.reason;
  };
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  assert.equal(
    await why(other.export({ type: 'pkcs8', format: 'pem' }).toString(), `${url}/members`),
    'HTTP 401',
  );
  assert.equal(await why('nothing', `${url}/members`), 'key');
  assert.equal(await why(pem, `${url}/none`), 'HTTP 404');
  assert.equal(await why(pem, 'http://platform.example/members'), 'https');

  const circle = await startSamplePlatform(known, { ...PAGES, next: '/members' });
  const elsewhere = await startSamplePlatform(known, { ...PAGES, next: 'https://thief.example/members' });
  t.after(() => Promise.all([circle.close(), elsewhere.close()]));
  const first = await fetchMembers(
    registration(circle.url),
    { members: `${circle.url}/members` },
    new Date(),
  );
  assert.equal(!first.ok && first.problems[0].facts?.reason, 'pages');
  const kept = await fetchMembers(
    registration(elsewhere.url),
    { members: `${elsewhere.url}/members` },
    new Date(),
  );
  assert.equal(kept.ok && kept.value.length, 1, 'what lies on another host is not asked');
});

test('only https, or this machine, and no password in an address', () => {
  assert.deepEqual(
    [
      'https://a.example/x',
      'http://127.0.0.1:80/',
      'http://a.example/',
      'https://u:p@a.example/',
      'file:///x',
      'x',
    ].map(isPlatformAddress),
    [true, true, false, false, false, false],
  );
});
