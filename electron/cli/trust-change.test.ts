import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Problem } from '../../shared/problem.ts';
import { askHere } from '../port.ts';
import { openStudio } from '../studio.ts';
import { EXIT } from './exit.ts';
import { readUsage } from './usage.ts';
import { openVoice } from './voice.ts';
import { loadWords } from './words.ts';

const data = mkdtempSync(join(tmpdir(), 'sealwright-trust-change-'));
after(() => rmSync(data, { recursive: true, force: true }));

const ISSUER = 'IE:Ceol Teoranta';

interface Entry {
  readonly kind: string;
  readonly awards: readonly unknown[];
  readonly assurance: readonly { readonly agency: string; readonly decision: string }[];
  readonly until?: string;
}

/** The command as it runs, in this process: what it answers, and what it says. */
async function trust(...words: readonly string[]) {
  let result: Readonly<Record<string, unknown>> = {};
  const said: string[] = [];
  const usage = readUsage(['trust', ...words, '--data', data, '--json']);
  if (!usage.ok) return { code: EXIT.usage, said: JSON.stringify(usage.problems), result };
  const voice = {
    ...openVoice(await loadWords('en'), true),
    line: (text: string) => void said.push(text),
    object: (value: Readonly<Record<string, unknown>>) => {
      if (value.kind === 'result') result = value;
      else said.push(JSON.stringify(value));
    },
    problems: (problems: readonly Problem[]) => void said.push(JSON.stringify(problems)),
  };
  const ask = askHere(openStudio(() => {}));
  const code = await usage.value.run({ ask, hear() {}, voice });
  return { code, said: said.join('\n'), result };
}

const change = (...words: readonly string[]) => trust('change', ISSUER, ...words);

async function entry(): Promise<Entry & { readonly version: unknown }> {
  const { result } = await trust('list');
  const [issuer] = result.issuers as readonly Entry[];
  assert.ok(issuer);
  return { ...issuer, version: result.version };
}

before(async () => {
  const added = await trust(
    ...[
      'add',
      '--kind',
      'company',
      '--name',
      'Ceol Teoranta',
      '--country',
      'IE',
      '--award',
      'micro-credential',
    ],
    ...['--levels', '4,5', '--agency', 'QQI', '--decision', 'conditional', '--decided', '2026-01-02'],
  );
  assert.equal(added.code, 0, added.said);
});

test('what is named is said anew, all else stays; any and never lift a limit again', async () => {
  const told = await change(
    ...['--kind', 'non-formal', '--award', 'degree', '--award', 'micro-credential', '--fields', '061,0222'],
    ...['--agency', 'ANQEP', '--decision', 'positive', '--decided', '2026-03-04', '--until', '2030-06-30'],
  );
  assert.equal(told.code, 0, told.said);
  const one = await entry();
  assert.deepEqual([one.version, one.kind, one.until], [2, 'non-formal', '2030-06-30']);
  assert.deepEqual(one.awards, [
    { kinds: ['micro-credential', 'degree'], fields: ['061', '0222'], levels: [4, 5] },
  ]);
  assert.deepEqual(
    one.assurance.map(({ agency }) => agency),
    ['QQI', 'ANQEP'],
  );

  // A decision takes the place of what its agency had decided; another agency’s goes.
  const decided = await change(
    ...['--agency', 'ANQEP', '--decision', 'negative', '--decided', '2026-05-06', '--without-agency', 'QQI'],
    ...['--award', 'any', '--fields', 'any', '--until', 'never'],
  );
  assert.equal(decided.code, 0, decided.said);
  const two = await entry();
  assert.deepEqual(
    two.assurance.map(({ agency, decision }) => [agency, decision]),
    [['ANQEP', 'negative']],
  );
  assert.equal(two.until, undefined);
  assert.deepEqual(two.awards, [{ kinds: ['micro-credential', 'degree'], levels: [4, 5] }]);
  // What was lifted before is no limit that this one leaves.
  assert.equal((await change('--levels', 'any')).code, 0);
  const three = await entry();
  assert.deepEqual([three.awards, three.version], [[], 4]);
});

test('what cannot be meant changes nothing, and says which option it was', async () => {
  const { version } = await entry();
  const wrong: readonly (readonly [string, readonly string[], number])[] = [
    ['--kind', ['--kind', 'bank'], 2],
    ['--award', ['--award', 'diploma'], 2],
    ['--award', ['--award', 'any', '--award', 'diploma'], 2],
    ['--fields', ['--fields', 'physics'], 2],
    ['--levels', ['--levels', '9'], 2],
    ['--levels', ['--levels', '5,any'], 2],
    ['--until', ['--until', '2026-02-30'], 2],
    ['--until', ['--until', 'tomorrow'], 2],
    ['--decision', ['--agency', 'QQI', '--decided', '2026-01-01'], 2],
    ['--decided', ['--agency', 'QQI', '--decision', 'positive', '--decided', '2026-13-01'], 2],
  ];
  for (const [option, words, code] of wrong) {
    const ran = await change(...words);
    assert.equal(ran.code, code, words.join(' '));
    assert.ok(ran.said.includes(option), `${words.join(' ')}: ${ran.said}`);
  }
  const nobody = await trust('change', 'IE:Nobody', '--kind', 'company');
  assert.equal(nobody.code, 3, nobody.said);
  assert.match(nobody.said, /trust\.issuer-unknown/);
  assert.equal((await trust('change')).code, 2);
  assert.equal((await entry()).version, version);
});

test('trust check counts every change as a version, and finds one that was altered', async () => {
  const held = await trust('check');
  assert.deepEqual([held.code, held.result.versions], [0, 4], held.said);
  const folder = join(data, 'trusted-issuers');
  const [, second = ''] = readdirSync(folder).sort();
  const path = join(folder, second);
  writeFileSync(path, readFileSync(path, 'utf8').replace('non-formal', 'institution'));
  const altered = await trust('check');
  assert.equal(altered.code, 3);
  assert.match(altered.said, /trust\.register-damaged/);
});
