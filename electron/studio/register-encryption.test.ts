import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { StudioFault } from '../../shared/problem.ts';
import { forgetKey, keepKey } from '../register/keys.ts';
import { openRegister } from '../register/register.ts';
import { backUp, inRegister } from './register-changes.ts';
import { decryptRegister, encryptRegister, unlockRegister } from './register-encryption.ts';
import { restore } from './register-restore.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-encrypted-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'register.sqlite');
const NAME = 'Papadopoulou';

function issue(number: number): void {
  const register = openRegister(path, { create: true });
  const id = `batch-${number}`;
  const template = { templateId: 'urn:template', templateVersion: 1, templateSha256: '' };
  const roster = { rosterName: '', rosterSha256: '', certificateSha256: '', startedAt: '', rows: 1 };
  register.openBatch({ id, ...template, ...roster });
  register.append([
    {
      ...{
        id: `urn:uuid:${number}`,
        serial: `AEG-${number}`,
        series: 'AEG',
        seriesNumber: number,
        batch: id,
      },
      ...{ learner: `learner-${number}`, templateId: 'urn:template', templateVersion: 1 },
      ...{ name: `${NAME} ${number}`, title: 'Coastal ecology', awardedOn: '2026-06-30' },
      ...{ issuedAt: '2026-07-01T08:00:00Z', files: [] },
    },
  ]);
  // What a process leaves that ends without closing: the log beside the file is looked at as well.
  assert.equal(namesIn('register.sqlite'), number === 1, 'only the plain one shows a name');
  register.close();
}

const namesIn = (beginning: string): boolean =>
  readdirSync(folder)
    .filter((file) => file.startsWith(beginning))
    .some((file) => readFileSync(join(folder, file)).includes(NAME));

const fault = (code: string) => (cause: unknown) => cause instanceof StudioFault && cause.code === code;
const names = (of = path) =>
  inRegister(of, ({ find }) =>
    find({ search: 'papado', offset: 0, limit: 9 }).entries.map(({ serial }) => serial),
  );

test('an encrypted register shows no name in any byte, opens with its key alone, and stays so in its backups', async () => {
  issue(1);
  assert.equal(encryptRegister({ register: path, key: 'a long key' }).ok, true);
  assert.equal(namesIn('register.sqlite'), false);
  issue(2);
  assert.deepEqual(names(), ['AEG-2', 'AEG-1']);

  const copy = join(folder, 'backup.sqlite');
  assert.equal((await backUp(path, copy)).ok, true);
  assert.equal(namesIn('backup'), false);
  forgetKey(path);
  assert.throws(() => names(), fault('register.key-needed'));
  assert.throws(() => names(copy), fault('register.key-needed'));
  assert.throws(() => unlockRegister({ register: path, key: 'another' }), fault('register.key-wrong'));
  assert.throws(() => names(), fault('register.key-needed'), 'a wrong key is not kept');
  assert.equal(unlockRegister({ register: path, key: 'a long key' }).ok, true);
  assert.deepEqual(names(), ['AEG-2', 'AEG-1']);

  const moved = join(folder, 'restored.sqlite');
  keepKey(copy, 'a long key');
  assert.equal((await restore(copy, moved)).ok, true);
  assert.deepEqual([names(moved), namesIn('restored')], [['AEG-2', 'AEG-1'], false]);

  // Erasing leaves nothing in an encrypted one either, and its chain holds.
  const event = { kind: 'erased', reason: 'request', ground: '', at: '2026-08-01T08:00:00Z' } as const;
  inRegister(path, ({ erase }) => erase([{ credential: 'urn:uuid:2', ...event }]));
  assert.equal(encryptRegister({ register: path, key: 'a new key' }).ok, true);
  assert.deepEqual(names(), ['AEG-1']);
  assert.equal(decryptRegister({ register: path }).ok, true);
  assert.deepEqual([names(), namesIn('register.sqlite')], [['AEG-1'], true]);
  assert.equal(readFileSync(path).includes(`${NAME} 2`), false);
});

test('while somebody else has it open its key is not changed; what is no register stays a foreign file', async () => {
  const opener = new URL('../register/register.ts', import.meta.url).href;
  const holds = `import { openRegister } from '${opener}';
    openRegister(process.argv[1], { create: false }).count();
    process.stdout.write('open');
    process.stdin.resume();`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', holds, path]);
  try {
    await once(other.stdout, 'data');
    assert.throws(() => encryptRegister({ register: path, key: 'a long key' }), fault('register.busy'));
  } finally {
    other.stdin.end();
    await once(other, 'exit');
  }
  assert.deepEqual(names(), ['AEG-1'], 'and it is as it was');
  const text = join(folder, 'text');
  writeFileSync(text, 'x'.repeat(4096));
  assert.throws(() => inRegister(text, () => {}), fault('register.foreign'));
});
