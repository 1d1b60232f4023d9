import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { BatchOrder, BatchSummary } from '../../shared/desk/batch.ts';
import type { DeskEvent } from '../../shared/desk.ts';
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
const NOBODY = 'http://127.0.0.1:1/';
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
let pki: OpensslPki;
let authority: OpensslAuthority;
let seal: string;
let folder: string;
before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'sealwright-level-'));
  process.env.SEALWRIGHT_DATA = join(folder, 'data');
  [pki, authority] = [await startOpensslPki(PASSWORD), await startOpensslAuthority()];
  const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
  writeFileSync(join(folder, 'roster.csv'), rows.slice(0, 4).join('\n'));
  seal = (await pki.issue('seal')).pkcs12;
});
after(async () => {
  if (skip) return;
  await Promise.all([pki.close(), authority.close()]);
  rmSync(folder, { recursive: true });
});

function order(name: string, changes: Partial<BatchOrder> = {}): BatchOrder {
  return {
    ...{ template: join(UNIVERSITY, 'template.json'), roster: join(folder, 'roster.csv') },
    ...{ seal, password: PASSWORD, out: join(folder, name), exports: ['pdf', 'elmo', 'edc'], dryRun: false },
    ...{ level: 'LTA', timestamps: [authority.url], trust: [pki.root], timestampTrust: [authority.root] },
    ...{ crls: [authority.crl], online: true },
    ...changes,
  };
}

async function issue(
  ordered: BatchOrder,
  hear: (event: DeskEvent, desk: ReturnType<typeof openStudio>) => void = () => {},
): Promise<BatchSummary> {
  const desk = openStudio((event) => hear(event, desk));
  const issued = await desk['batch.issue'](ordered);
  assert.ok(issued.ok, JSON.stringify(issued));
  return issued.value;
}

const LTA = { 'PAdES-BASELINE-LTA': 3, 'XAdES-BASELINE-LTA': 3, 'JAdES-BASELINE-LTA': 3 };
const B = { 'PAdES-BASELINE-B': 3, 'XAdES-BASELINE-B': 3, 'JAdES-BASELINE-B': 3 };

test('what is issued at LTA is so by its bytes, in the register, in the summary and in its record', {
  skip,
}, async () => {
  const { raising, record, ...summary } = await issue(order('lta', { record: true }));
  assert.deepEqual([summary.issued, summary.cancelled, summary.stopped], [3, false, undefined]);
  const withRecord = { ...LTA, 'XAdES-BASELINE-LTA': 4, 'JAdES-BASELINE-LTA': 4 };
  assert.deepEqual([raising?.levels, raising?.below], [withRecord, 0]);
  const register = openRegister(summary.register, { create: false });
  const entries = register.find({ search: '', offset: 0, limit: 9 }).entries;
  assert.ok(entries.every(({ files }) => files.every(({ level }) => level?.endsWith('-LTA'))));
  assert.equal(register.check().holds, true);
  register.close();
  await assertNoted(summary.register);
  // The record was made of the files as they are now.
  const { credentials, proven, problems, level, indication } = await verifyRecord(record, summary.out);
  assert.deepEqual(
    { credentials, proven: proven.length, problems, level, indication },
    { credentials: 3, proven: 9, problems: [], level: 'JAdES-BASELINE-LTA', indication: 'TOTAL-PASSED' },
  );
  const told = readFileSync(join(summary.out, 'summary.json'), 'utf8');
  for (const { files } of entries) for (const { sha256 } of files) assert.ok(told.includes(sha256));
  const again = await issue(order('lta'));
  assert.deepEqual([again.already, again.raising?.already, again.raising?.raised], [3, 9, 0]);
});

/** The desk knows when its seal ends, and until when the time-stamps on what it has sealed hold. */
async function assertNoted(of: string): Promise<void> {
  const diary = await openStudio(() => {})['diary.read']();
  assert.ok(diary.ok);
  const due = await openStudio(() => {})['extend.due']({ files: [], register: of, within: 36_500 });
  assert.ok(due.ok);
  const until = due.value.due[0]?.until;
  assert.deepEqual(
    diary.value.filter(({ kind }) => kind === 'extension'),
    [{ kind: 'extension', of, until }],
  );
  assert.deepEqual(
    diary.value.filter(({ kind }) => kind === 'seal').map((each) => each.of),
    [seal],
  );
}

async function verifyRecord(record: BatchSummary['record'], out: string) {
  assert.ok(record);
  const desk = openStudio(() => {});
  const trust = [pki.root, authority.root];
  const files = [join(out, 'credentials')];
  const report = await desk['record.verify']({ record: record.record, proofs: record.proofs, files, trust });
  assert.ok(report.ok, JSON.stringify(report));
  return report.value;
}

test('without network everything is sealed at B, and the same command raises it later', {
  skip,
}, async () => {
  const offline = await issue(order('offline', { timestamps: [NOBODY] }));
  assert.equal(offline.issued, 3);
  assert.equal(offline.raising?.stopped?.code, 'timestamp.unreachable');
  assert.deepEqual([offline.raising?.levels, offline.raising?.below], [B, 9]);
  const later = await issue(order('offline'));
  assert.deepEqual([later.issued, later.already], [0, 3]);
  assert.deepEqual([later.raising?.levels, later.raising?.below], [LTA, 0]);
});

test('where nothing may be without a time-stamp, the batch stops instead', { skip }, async () => {
  const policy = join(folder, 'policy.json');
  writeFileSync(policy, JSON.stringify({ lowestLevel: 'T' }));
  const governed = openStudio(() => {}, policy);
  const stopped = await governed['batch.issue'](order('governed', { level: 'LT', timestamps: [NOBODY] }));
  assert.ok(stopped.ok, JSON.stringify(stopped));
  assert.deepEqual([stopped.value.issued, stopped.value.stopped?.code], [0, 'timestamp.unreachable']);
  const raised = await governed['batch.issue'](order('governed', { level: 'LT' }));
  assert.ok(raised.ok);
  assert.deepEqual(raised.value.raising?.below, 0, JSON.stringify(raised.value));
});

test('interrupted while raising, it says what is left; records are raised and renewed as one', {
  skip,
}, async () => {
  const cut = await issue(order('cut', { record: true }), (event, desk) => {
    if (event.kind === 'extend.progress' && event.progress.done === 1) void desk['extend.cancel'](event);
  });
  assert.equal(cut.cancelled, true);
  const { raising, record } = cut;
  assert.ok(raising && raising.raised >= 1 && raising.below >= 1, JSON.stringify(raising));
  assert.ok(record);
  const tools = {
    engine: nodeEngine,
    now: () => new Date(),
    signal: new AbortController().signal,
    tell() {},
  };
  const means = { to: 'LTA', timestamps: [authority.url], trust: [pki.root, authority.root] } as const;
  const more = { ...means, files: [], register: cut.register, crls: [authority.crl], online: true };
  const rest = await extendFiles(more, tools);
  assert.ok(rest.ok, JSON.stringify(rest));
  assert.deepEqual([rest.value.files.length, rest.value.refused, rest.value.left], [11, 0, 0]);
  const records = [record.record, record.container];
  const renewed = await extendFiles({ ...more, files: records, renew: true }, tools);
  assert.ok(renewed.ok && renewed.value.raised === 2, JSON.stringify(renewed));
  const due = await listDue({ files: records, within: 0 }, tools);
  assert.deepEqual(due.ok && due.value.levels, { 'XAdES-BASELINE-LTA': 1, 'JAdES-BASELINE-LTA': 1 });
  const container = await verifyRecord({ ...record, record: record.container }, cut.out);
  assert.deepEqual([container.indication, container.level], ['TOTAL-PASSED', 'XAdES-BASELINE-LTA']);
});

test('nothing that was written repeats the password', { skip }, () => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    assert.ok(!readFileSync(join(entry.parentPath, entry.name)).includes(PASSWORD), entry.name);
  }
});
