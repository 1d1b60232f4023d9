import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import type { DeliveryOrder } from '../../shared/desk/delivery.ts';
import type { ManifestFile } from '../../shared/outputs/manifest.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { nodeEngine } from '../engine.ts';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const [HEADINGS = '', FIRST = ''] = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').trim().split('\n');
const PASSWORD = 'secret of the seal';
const root = mkdtempSync(join(tmpdir(), 'sealwright-deliver-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (...names: readonly string[]) => join(root, ...names);
const ask = askHere(openStudio(() => {}));
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let batch = '';
const REGISTER = at('issued', 'register.sqlite');

/** Two whose names differ in case alone, one with no family name: refused. */
const NAMES = [
  ['S1', 'Zoë', 'Ångström'],
  ['S2', 'Eva', 'ångström'],
  ['S3', 'Ivo', ''],
];

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: PASSWORD, organisation });
  const [, , , ...rest] = FIRST.split(';');
  const rows = NAMES.map(([id, given, family]) => [id, given, family, ...rest].join(';'));
  writeFileSync(at('roster.csv'), [HEADINGS, ...rows].join('\n'));
  const issued = await ask('batch.issue', {
    ...{
      template: join(EXAMPLE, 'template.json'),
      roster: at('roster.csv'),
      out: at('issued'),
      dryRun: false,
    },
    ...{ seal: at('demo-seal.p12'), password: PASSWORD, exports: ['pdf', 'elmo'] },
  });
  assert.ok(issued.ok, JSON.stringify(issued));
  batch = issued.value.batch;
});

const deliver = (out: string, over: Partial<DeliveryOrder> = {}) =>
  ask('batch.deliver', { register: REGISTER, batch, out: at(out), form: 'folder', language: 'de', ...over });

function manifestIn(folder: string): readonly ManifestFile[] {
  const read = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: ManifestFile[] };
  return read.files;
}

async function codes(out: string, over: Partial<DeliveryOrder> = {}): Promise<readonly string[]> {
  const reply = await deliver(out, over);
  return reply.ok ? [] : reply.problems.map(({ code }) => code);
}

test('the sealed bytes stand in folder and archive under the names asked for, with their digests', async () => {
  const told = await deliver('both', { form: 'both', names: '{familyName}' });
  assert.ok(told.ok, JSON.stringify(told));
  assert.deepEqual([told.value.credentials, told.value.files, told.value.leftOut.length], [2, 4, 0]);
  const sealed = new Set(
    readdirSync(at('issued', 'credentials')).map((name) =>
      digest(readFileSync(at('issued', 'credentials', name))),
    ),
  );
  const archive = unzipSync(readFileSync(at('both', 'credentials.zip')));
  const files = manifestIn(at('both'));
  assert.deepEqual(
    files.map(({ path }) => path),
    [
      'credentials/Ångström.pdf',
      'credentials/Ångström.xml',
      'credentials/ångström-2.pdf',
      'credentials/ångström-2.xml',
    ],
  );
  for (const { path, sha256, bytes } of files) {
    const written = readFileSync(at('both', path));
    assert.ok(sealed.has(sha256));
    assert.deepEqual([digest(written), written.length], [sha256, bytes]);
    assert.equal(digest(archive[path] ?? new Uint8Array()), sha256);
  }
  assert.deepEqual(archive['manifest.json'], new Uint8Array(readFileSync(at('both', 'manifest.json'))));
  const job = await ask('batch.show', { register: REGISTER, batch });
  assert.deepEqual(job.ok && job.value.rows, {
    planned: 0,
    refused: 1,
    already: 0,
    verified: 0,
    delivered: 2,
  });
  assert.deepEqual(await codes('both'), ['output.folder-taken']);
  writeFileSync(at('file'), '');
  assert.deepEqual(await codes('file'), ['file.not-writable']);
});

test('the same order makes the same archive', async () => {
  assert.deepEqual(await codes('one', { form: 'zip', packages: 'zip' }), []);
  assert.deepEqual(await codes('two', { form: 'zip', packages: 'zip' }), []);
  const [one, two] = ['one', 'two'].map((name) => readFileSync(at(name, 'credentials.zip')));
  assert.deepEqual(one, two);
  const inner = Object.entries(unzipSync(one ?? new Uint8Array())).filter(([name]) => name.endsWith('.zip'));
  assert.equal(inner.length, 2);
  for (const [, bytes] of inner) assert.equal(Object.keys(unzipSync(bytes)).length, 2);
});

test('a report of the batch is sealed, counts, names reasons and no learner', async () => {
  const told = await deliver('report', { report: { seal: at('demo-seal.p12'), password: PASSWORD } });
  assert.ok(told.ok, JSON.stringify(told));
  const trust = prepareTrust({ roots: [] });
  for (const name of ['batch-report.json', 'batch-report.pdf']) {
    const bytes = new Uint8Array(readFileSync(at('report', name)));
    const { verdict } = await verifyFile(bytes, trust, new Date(), nodeEngine);
    assert.equal(verdict.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND', name);
  }
  const jws = JSON.parse(readFileSync(at('report', 'batch-report.json'), 'utf8')) as { payload: string };
  const payload = Buffer.from(jws.payload, 'base64url').toString('utf8');
  const report = JSON.parse(payload);
  const row = report.refused[0]?.row;
  assert.deepEqual(report.counts, { rows: 3, issued: 2, already: 0, refused: 1, planned: 0, delivered: 2 });
  assert.deepEqual(report.refused, [{ row, problems: ['row.element-missing'] }]);
  assert.deepEqual(report.files, [
    { format: 'pdf', count: 2 },
    { format: 'xml', count: 2 },
  ]);
  assert.equal(report.manifestSha256, digest(readFileSync(at('report', 'manifest.json'))));
  assert.doesNotMatch(payload, /ngström|Zoë|Eva|Ivo/);
  const wrong = { report: { seal: at('demo-seal.p12'), password: 'wrong' } };
  assert.deepEqual(await codes('wrong', wrong), ['seal.password-wrong']);
  assert.throws(() => readdirSync(at('wrong')), /ENOENT/);
});

test('letters carry the files and, for real seals alone, the link to a profile', async () => {
  const told = await deliver('letters', {
    ...{ draftsFrom: 'registry@halcyon.example', mailMerge: true, profileLinks: true },
    page: 'https://halcyon.example/{serial}',
  });
  assert.ok(told.ok, JSON.stringify(told));
  const drafts = readdirSync(at('letters', 'drafts'));
  assert.equal(drafts.length, 2);
  const [letter = ''] = drafts.map((name) => readFileSync(at('letters', 'drafts', name), 'latin1'));
  assert.equal(letter.match(/Content-Disposition: attachment/g)?.length, 2);
  const merged = readFileSync(at('letters', 'mail-merge.csv'), 'utf8').split('\r\n');
  assert.match(merged[0] ?? '', /^\uFEFF"serial","name"/);
  assert.equal(merged.length, 4);
  // The seal is a test seal.
  assert.doesNotMatch(merged.join(''), /linkedin/);
});

test('what no longer holds or was changed is left out; the others are handed out', async () => {
  const folder = at('issued', 'credentials');
  const [pdf = ''] = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
  const bytes = readFileSync(join(folder, pdf));
  writeFileSync(join(folder, pdf), 'something else');
  const told = await deliver('changed');
  writeFileSync(join(folder, pdf), bytes);
  assert.ok(told.ok);
  assert.deepEqual(
    [told.value.credentials, told.value.leftOut.map(({ code }) => code)],
    [1, ['output.file-changed']],
  );

  const [first] = manifestIn(at('changed'));
  const change = { register: REGISTER, kind: 'revoked', reason: 'error', ground: 'decision 7' } as const;
  assert.ok((await ask('register.change', { ...change, credentials: [first?.serial ?? ''] })).ok);
  const revoked = await deliver('revoked');
  assert.ok(revoked.ok);
  assert.deepEqual(
    revoked.value.leftOut.map(({ code }) => code),
    ['output.withdrawn'],
  );
});

test('an order that cannot be followed writes nothing', async () => {
  mkdirSync(at('empty'));
  assert.deepEqual(await codes('empty', { names: '../{serial}' }), ['output.pattern-wrong']);
  assert.deepEqual(await codes('empty', { batch: 'another' }), ['batch.unknown']);
  assert.deepEqual(await codes('empty', { draftsFrom: 'nobody' }), ['usage.value-wrong']);
  assert.deepEqual(readdirSync(at('empty')), []);
});
