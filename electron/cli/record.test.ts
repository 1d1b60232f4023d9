import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'sealwright-record-cli-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const credentials = at('out/credentials');
const trust = ['--trust', at('demo/seal/demo-root.pem')];

function sealwright(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, [LAUNCHER, ...words, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_IE.UTF-8', SEALWRIGHT_PASSWORD: password() },
  });
  const last = ran.stdout.trim().split('\n').at(-1) ?? '{}';
  return { code: ran.status, err: ran.stderr, result: JSON.parse(last || '{}') as Record<string, unknown> };
}

function password(): string {
  try {
    return readFileSync(at('demo/seal/demo-password.txt'), 'utf8').trim();
  } catch {
    return '';
  }
}

let made: { readonly record: string; readonly container: string; readonly proofs: string };
let names: readonly string[];

before(() => {
  assert.equal(sealwright('demo', '--out', at('demo'), '--learners', '1').code, 0);
  const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n').slice(0, 4);
  writeFileSync(at('roster.csv'), rows.join('\n'));
  const issued = sealwright(
    ...['issue', '--template', join(UNIVERSITY, 'template.json'), '--roster', at('roster.csv'), '--record'],
    ...['--seal', at('demo/seal/demo-seal.p12'), '--out', at('out')],
  );
  assert.equal(issued.code, 0, issued.err);
  made = issued.result.record as typeof made;
  names = readdirSync(credentials).filter((name) => !name.startsWith('.'));
});

const verify = (record: string, proofs: string, ...files: readonly string[]) =>
  sealwright('record', 'verify', record, '--proofs', proofs, ...files, ...trust);

test('a batch leaves its record by itself; every file stands in it, in either form', () => {
  for (const record of [made.record, made.container]) {
    const { code, result } = verify(record, made.proofs, credentials);
    assert.equal(code, 0, JSON.stringify(result));
    assert.equal((result.proven as unknown[]).length, names.length);
    assert.equal(result.test, true);
  }
});

test('the record names no learner, and the salts are their owner’s alone', () => {
  const roster = readFileSync(at('roster.csv'), 'utf8').trim().split('\n').slice(1);
  const payloadOf = (jws: string) => (JSON.parse(jws) as { payload: string }).payload;
  const record = Buffer.from(payloadOf(readFileSync(made.record, 'utf8')), 'base64url').toString();
  const parts = Object.values(unzipSync(readFileSync(made.container))).map((part) =>
    Buffer.from(part).toString(),
  );
  for (const row of roster) {
    const words = row.split(';').filter((cell) => /[\p{L}\d]{4}/u.test(cell));
    assert.ok(words.length > 3);
    for (const word of words.slice(0, 5)) {
      for (const text of [record, ...parts, readFileSync(made.proofs, 'utf8')])
        assert.ok(!text.includes(word), word);
    }
  }
  if (process.platform !== 'win32') assert.equal(statSync(made.proofs).mode & 0o077, 0);
});

test('one file is proven alone, by its own proof, which tells of no other', () => {
  const [name = ''] = names;
  const file = join(credentials, name);
  assert.equal(sealwright('record', 'prove', made.proofs, file, '--out', at('one.proof.json')).code, 0);
  assert.equal(
    (JSON.parse(readFileSync(at('one.proof.json'), 'utf8')) as { proofs: unknown[] }).proofs.length,
    1,
  );
  assert.equal(verify(made.container, at('one.proof.json'), file).code, 0);
  const other = verify(made.record, at('one.proof.json'), join(credentials, names[1] ?? ''));
  assert.equal(other.code, 3);
});

test('a changed file, a missing one and a changed record are told apart', () => {
  const [name = '', second = ''] = names;
  const bytes = readFileSync(join(credentials, name));
  // Another byte, whatever stood there: a fixed one would now and then be the one already written.
  const near = bytes.length - 9;
  bytes[near] = bytes.readUInt8(near) ^ 1;
  writeFileSync(at(name), bytes);
  const changed = verify(made.record, made.proofs, at(name));
  assert.equal(changed.code, 3);
  assert.match(JSON.stringify(changed.result.problems), /record\.file-differs/);
  const kept = readFileSync(join(credentials, second));
  rmSync(join(credentials, second));
  const missing = verify(made.record, made.proofs, credentials);
  writeFileSync(join(credentials, second), kept);
  assert.equal(missing.code, 3);
  assert.match(JSON.stringify(missing.result.problems), /record\.file-missing/);
  const jws = readFileSync(made.record, 'utf8');
  writeFileSync(
    at('changed.record.json'),
    jws.replace(
      /("payload":"[^"]{40})(.)/,
      (_, before: string, one: string) => before + (one === 'A' ? 'B' : 'A'),
    ),
  );
  const broken = verify(at('changed.record.json'), made.proofs, credentials);
  assert.equal(broken.code, 3);
  assert.notEqual(broken.result.indication, 'TOTAL-PASSED');
  const none = verify(join(credentials, name), made.proofs, credentials);
  assert.match(JSON.stringify(none.result), /record\.unreadable|TOTAL-FAILED/);
});

test('a record of a whole folder is made afterwards too', () => {
  const ran = sealwright('record', 'make', at('out'), '--seal', at('demo/seal/demo-seal.p12'));
  assert.equal(ran.code, 0, ran.err);
  const { record, proofs } = ran.result as unknown as typeof made;
  assert.notEqual(record, made.record);
  assert.equal(verify(record, proofs, credentials).code, 0);
});
