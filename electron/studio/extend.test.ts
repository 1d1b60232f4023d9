import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ExtendOrder } from '../../shared/desk/extend.ts';
import { StudioFault } from '../../shared/problem.ts';
import { nodeEngine } from '../engine.ts';
import { openRegister } from '../register/register.ts';
import { type OpensslPki, startOpensslPki } from '../revocation/sample-pki.ts';
import { openStudio } from '../studio.ts';
import {
  type OpensslAuthority,
  startOpensslAuthority,
  withoutOpenssl,
} from '../timestamp/sample-authority.ts';
import { extendFiles, listDue } from './extend.ts';

const skip = withoutOpenssl();
const PASSWORD = 'a planted password';
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
const tools = {
  ...{ engine: nodeEngine, now: () => new Date() },
  ...{ signal: new AbortController().signal, tell: () => {} },
};
let pki: OpensslPki;
let authority: OpensslAuthority;
let folder: string;
before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'sealwright-extend-'));
  process.env.SEALWRIGHT_DATA = join(folder, 'data');
  [pki, authority] = [await startOpensslPki(PASSWORD), await startOpensslAuthority()];
  const roster = join(folder, 'roster.csv');
  const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
  writeFileSync(roster, rows.slice(0, 3).join('\n'));
  const { pkcs12 } = await pki.issue('seal');
  const issued = await openStudio(() => {})['batch.issue']({
    ...{ template: join(UNIVERSITY, 'template.json'), roster, seal: pkcs12, password: PASSWORD },
    ...{ out: folder, exports: ['pdf', 'elmo', 'edc'], dryRun: false },
  });
  assert.ok(issued.ok && issued.value.issued === 2, JSON.stringify(issued));
});
after(async () => {
  if (skip) return;
  await Promise.all([pki.close(), authority.close()]);
  rmSync(folder, { recursive: true });
});

const register = () => join(folder, 'register.sqlite');
const digestOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const sealed = () =>
  readdirSync(join(folder, 'credentials'))
    .filter((name) => /\.(?:pdf|xml|json)$/.test(name))
    .map((name) => join(folder, 'credentials', name));

function order(changes: Partial<ExtendOrder> = {}): ExtendOrder {
  return {
    ...{ files: [], register: register(), to: 'LTA', trust: [pki.root, authority.root] },
    ...{ timestamps: ['http://127.0.0.1:1/', authority.url], crls: [authority.crl], online: true },
    ...changes,
  };
}

test('what was sealed offline is raised, entered, and taken up where it stopped', { skip }, async () => {
  const { files: levelled } = await due(0);
  assert.equal(levelled, 6);
  // The authority fails before anything is raised, and again nothing is lost.
  const none = await extendFiles(order({ timestamps: ['http://127.0.0.1:1/'] }), tools);
  assert.ok(none.ok && none.value.raised === 0 && none.value.stopped?.code === 'timestamp.unreachable');
  const [first = ''] = sealed();
  const alone = await extendFiles(order({ files: [first] }), tools);
  assert.ok(alone.ok && alone.value.raised === 1, JSON.stringify(alone));
  const rest = await extendFiles(order(), tools);
  assert.ok(rest.ok, JSON.stringify(rest));
  const { raised, already, refused, stopped } = rest.value;
  assert.deepEqual(
    { raised, already, refused, stopped },
    { raised: 5, already: 1, refused: 0, stopped: undefined },
  );
  assert.ok(rest.value.files.every(({ level = '' }) => level.endsWith('-LTA')));
  const opened = openRegister(register(), { create: false });
  try {
    for (const file of sealed()) assert.match(opened.credentialWith(digestOf(file)) ?? '', /^urn:uuid:/);
    // The register shows what lies there now, and what was issued.
    const { entries } = opened.find({ search: '', offset: 0, limit: 9 });
    const now = entries.flatMap(({ files }) => files);
    assert.deepEqual(now.map(({ sha256 }) => sha256).sort(), sealed().map(digestOf).sort());
    assert.ok(now.every(({ level, issued }) => level?.endsWith('-LTA') && issued));
    assert.equal(opened.check().holds, true);
  } finally {
    opened.close();
  }
  const renewed = await extendFiles(order({ files: [first], renew: true }), tools);
  assert.ok(renewed.ok && renewed.value.raised === 1);
  const asked = pki.asked.filter((one) => one === 'POST /ocsp').length;
  assert.equal(asked, 1, 'one answer serves for a batch');
});

async function due(within: number) {
  const listed = await listDue({ files: [join(folder, 'credentials')], within }, tools);
  assert.ok(listed.ok);
  return listed.value;
}

test('what falls due is told by the bytes alone', { skip }, async () => {
  assert.equal((await due(365)).due.length, 0);
  // The authority's certificate is valid for 3000 days.
  assert.equal((await due(3001)).due.length, 6);
});

test('a file that the register does not know is left alone', { skip }, async () => {
  const stranger = join(folder, 'stranger.json');
  const json = sealed().find((name) => name.endsWith('.json')) ?? '';
  copyFileSync(json, stranger);
  writeFileSync(stranger, `${readFileSync(stranger, 'utf8')}\n`);
  const before = digestOf(stranger);
  const outcome = await extendFiles(order({ files: [stranger], renew: true }), tools);
  assert.ok(outcome.ok);
  assert.equal(outcome.value.files[0]?.problems?.[0]?.code, 'extend.unregistered');
  assert.equal(digestOf(stranger), before);
  await assert.rejects(extendFiles(order({ register: join(folder, 'none.sqlite') }), tools), StudioFault);
});

test('while another run writes to the register nothing is raised', { skip }, async () => {
  const before = sealed().map(digestOf);
  const other = openRegister(register(), { create: false });
  const release = other.lock();
  try {
    await assert.rejects(extendFiles(order({ renew: true }), tools), { code: 'register.busy' });
  } finally {
    release();
    other.close();
  }
  assert.deepEqual(sealed().map(digestOf), before);
});

test('the password is nowhere in what was fetched, written or entered', { skip }, () => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    assert.ok(!bytes.includes(PASSWORD), entry.name);
  }
});
