import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { SAYINGS } from '../../shared/desk/doctor.ts';
import { wordsIn } from '../files/words.ts';
import { openRegister } from '../register/register.ts';
import { examineFolder } from './disk.ts';
import { examine } from './examine.ts';
import { examineClock } from './register.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-doctor-'));
before(() => {
  process.env.SEALWRIGHT_DATA = join(folder, 'data');
});
after(() => {
  delete process.env.SEALWRIGHT_DATA;
  rmSync(folder, { recursive: true, force: true });
});
const now = () => new Date();
const NO_POLICY = join(folder, 'policy.json');

test('a sound machine has nothing ill, and its folders are left as they were', async () => {
  const register = join(folder, 'register.sqlite');
  openRegister(register, { create: true }).close();
  const out = mkdtempSync(join(folder, 'out-'));
  const { findings, condition } = await examine({ register, out }, NO_POLICY, now);
  assert.notEqual(condition, 'ill', JSON.stringify(findings));
  const said = findings.map(({ saying }) => saying);
  for (const saying of ['runtime.well', 'words.well', 'fonts.well', 'clock.well', 'register.well'] as const)
    assert.ok(said.includes(saying), saying);
  assert.equal(said.filter((saying) => saying.startsWith('disk.')).length, 2);
  assert.deepEqual(readdirSync(out), []);
});

test('a register that is none, or is not there, is ill and says why', async () => {
  const foreign = join(folder, 'foreign.sqlite');
  writeFileSync(foreign, 'a letter, not a database');
  const cases = [
    [foreign, 'register.foreign'],
    [join(folder, 'nowhere.sqlite'), 'file.not-found'],
  ] as const;
  for (const [register, code] of cases) {
    const { findings, condition } = await examine({ register }, NO_POLICY, now);
    const refusedOne = findings.find(({ saying }) => saying === 'register.refused');
    assert.equal(refusedOne?.problems?.[0]?.code, code);
    assert.equal(condition, 'ill');
  }
});

test('a folder that takes nothing is ill', {
  skip: process.getuid?.() === 0 && 'root may write',
}, async () => {
  const locked = mkdtempSync(join(folder, 'locked-'));
  chmodSync(locked, 0o500);
  const [found] = await examineFolder(locked, now);
  assert.equal(found?.saying, 'disk.unsound');
});

test('a file where the folder should be is ill, a disk whose clock differs is noted', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  assert.equal((await examineFolder(file, now))[0]?.saying, 'disk.unsound');
  const late = await examineFolder(folder, () => new Date(Date.now() + 3_600_000));
  assert.ok(late.some(({ saying, facts }) => saying === 'clock.disk' && facts.seconds === 3600));
});

test('a clock is behind when something was issued later than it says', () => {
  const at = new Date('2026-11-26T12:00:00Z');
  assert.equal(examineClock(at, '2026-11-26T11:00:00Z').saying, 'clock.well');
  assert.equal(examineClock(at, '2026-11-26T13:00:00Z').saying, 'clock.behind');
  assert.equal(examineClock(new Date('1970-01-01T00:00:30Z'), undefined).saying, 'clock.behind');
});

test('a library that is none is told apart from one without tokens', async () => {
  const library = join(folder, 'file');
  const { findings } = await examine({ driver: library }, NO_POLICY, now);
  const tokens = findings.find(({ saying }) => saying.startsWith('tokens.'))?.saying;
  assert.ok(tokens === 'tokens.unloadable' || tokens === 'tokens.unavailable', tokens);
});

test('every saying has its words, and no words are left over', () => {
  const words = Object.keys(wordsIn('en', 'cli')).filter((key) => key.startsWith('doctor.'));
  assert.deepEqual(
    words.sort(),
    Object.keys(SAYINGS)
      .map((saying) => `doctor.${saying}`)
      .sort(),
  );
});
