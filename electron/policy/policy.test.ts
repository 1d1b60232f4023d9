import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readRequests } from '../network/request-log.ts';
import { guardNetwork, send } from '../network/send.ts';
import { askHere } from '../port.ts';
import { SAMPLE_ROSTER, SAMPLE_TEMPLATE, testSealFor } from '../studio/trial-project.ts';
import { openStudio } from '../studio.ts';
import { policyFile, readPolicy } from './policy-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-policy-'));
const file = join(folder, 'policy.json');
const data = join(folder, 'data');
const settle = (policy: unknown) => writeFileSync(file, JSON.stringify(policy));
before(() => {
  process.env.SEALWRIGHT_DATA = data;
});
after(() => {
  delete process.env.SEALWRIGHT_DATA;
  rmSync(folder, { recursive: true, force: true });
});

test('the file lies where only an administrator may write', () => {
  assert.equal(policyFile('linux'), '/etc/sealwright/policy.json');
  assert.equal(policyFile('darwin'), '/Library/Application Support/Sealwright/policy.json');
  assert.equal(policyFile('win32', { ProgramData: 'D:\\Data' }), 'D:\\Data\\Sealwright\\policy.json');
});

test('a policy is read whole or not at all, and says which setting is wrong', async () => {
  assert.deepEqual(await readPolicy(join(folder, 'none.json')), { ok: true, value: undefined });
  const good = {
    by: 'IT',
    formats: ['pdf'],
    timestamps: ['https://tsa.example/stamp'],
    lowestLevel: 'T',
    network: { timestamp: ['https://tsa.example'], platform: [] },
    retentionYears: 10,
  };
  settle(good);
  assert.deepEqual(await readPolicy(file), { ok: true, value: good });
  const wrong: readonly (readonly [string, unknown])[] = [
    ['format', { format: ['pdf'] }],
    ['formats', { formats: ['docx'] }],
    ['timestamps', { timestamps: ['https://user:secret@tsa.example/'] }],
    ['network', { network: { timestamp: ['https://tsa.example/path'] } }],
    ['network', { network: { updates: [] } }],
    ['retentionYears', { retentionYears: -1 }],
    ['lowestLevel', { lowestLevel: 'LT' }],
  ];
  for (const [setting, policy] of wrong) {
    settle(policy);
    const read = await readPolicy(file);
    assert.deepEqual(!read.ok && [read.problems[0].code, read.problems[0].facts], [
      'policy.value-wrong',
      { setting },
    ]);
  }
  for (const broken of ['', '[]', '{"by": "IT"', '\u0000']) {
    writeFileSync(file, broken);
    const read = await readPolicy(file);
    assert.equal(!read.ok && read.problems[0].code, 'policy.unreadable', broken);
  }
});

test('the core refuses what the policy does not allow, whoever orders it', { timeout: 60_000 }, async () => {
  const ask = askHere(openStudio(() => {}, file));
  const seal = await testSealFor(SAMPLE_TEMPLATE, join(folder, 'seal'), 'P-256', new Date());
  assert.ok(seal.ok);
  const roster = join(folder, 'roster.csv');
  writeFileSync(roster, readFileSync(SAMPLE_ROSTER, 'utf8').split('\n').slice(0, 2).join('\n'));
  const batch = {
    template: SAMPLE_TEMPLATE,
    roster,
    seal: seal.value.seal,
    password: seal.value.password,
    out: join(folder, 'out'),
    dryRun: false,
  };
  const told = async (order: object = {}) => {
    const reply = await ask('batch.issue', { ...batch, ...order });
    return reply.ok ? 'done' : [reply.problems[0].code, reply.problems[0].facts?.setting].join(' ');
  };
  settle({ formats: ['pdf'] });
  assert.equal(await told(), 'policy.refused formats', 'the template’s own exports');
  assert.equal(await told({ exports: ['pdf', 'elmo'] }), 'policy.refused formats');
  settle({ lowestLevel: 'T' });
  assert.equal(await told(), 'policy.refused lowestLevel');
  settle({ timestamps: ['https://tsa.example/'] });
  assert.equal(await told({ timestamps: ['https://other.example/'] }), 'policy.refused timestamps');
  settle({ network: { timestamp: [] } });
  assert.equal(await told({ timestamps: ['http://127.0.0.1:9/'] }), 'policy.refused network.timestamp');
  writeFileSync(file, 'not JSON');
  assert.equal(await told(), 'policy.unreadable ');
  settle({ formats: ['pdf'], retentionYears: 10 });
  assert.equal(await told({ exports: ['pdf'] }), 'done', 'and what it allows is done');

  const register = join(batch.out, 'register.sqlite');
  await ask('register.open', { register });
  const page = await ask('register.entries', { search: '', offset: 0, limit: 1 });
  assert.ok(page.ok);
  const credentials = [page.value.entries[0]?.serial ?? ''];
  const erasure = await ask('register.erase', { register, credentials, ground: 'asked' });
  assert.deepEqual(!erasure.ok && erasure.problems[0].facts, {
    setting: 'retentionYears',
    value: credentials[0],
  });
  rmSync(file);
  assert.ok((await ask('register.erase', { register, credentials, ground: 'asked' })).ok);
});

test('a request is written down before it leaves, and names no more than where to', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = join(folder, 'log');
  try {
    guardNetwork({ folder: log, policy: { network: { platform: [origin] } } });
    await send('platform', `${origin}/members/jane?token=secret`, {});
    await assert.rejects(send('platform', 'http://other.example/', {}), { code: 'policy.refused' });
    const [sent, ...others] = readRequests(log);
    assert.deepEqual([sent?.purpose, sent?.to, others], ['platform', origin, []]);
    assert.doesNotMatch(readFileSync(join(log, 'requests.jsonl'), 'utf8'), /jane|secret/);

    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, 'a file where the log’s folder should be');
    guardNetwork({ folder: blocked, policy: {} });
    await assert.rejects(send('platform', `${origin}/unseen`, {}));
    assert.deepEqual(seen, ['/members/jane?token=secret'], 'what cannot be written down is not sent');
  } finally {
    server.close();
  }
});
