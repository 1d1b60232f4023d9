import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openRegister } from '../register/register.ts';

const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const TEMPLATE = join(UNIVERSITY, 'template.json');
const ROSTER = join(UNIVERSITY, 'roster.csv');
const LEARNERS = 4;

const root = mkdtempSync(join(tmpdir(), 'sealwright-cli-'));
after(() => rmSync(root, { recursive: true, force: true }));
const demoOut = join(root, 'demo');
const seal = join(demoOut, 'seal/demo-seal.p12');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function sealwright(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const ran = spawnSync(process.execPath, [LAUNCHER, ...words], {
    encoding: 'utf8',
    input: '',
    env: { ...process.env, LANG: 'en_IE.UTF-8', LC_ALL: '', SEALWRIGHT_PASSWORD: '', ...environment },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const password = () => readFileSync(join(demoOut, 'seal/demo-password.txt'), 'utf8').trim();
const withPassword = () => ({ SEALWRIGHT_PASSWORD: password() });
const issueInto = (out: string, ...more: readonly string[]) => [
  'issue',
  ...['--template', TEMPLATE, '--roster', ROSTER, '--seal', seal, '--out', join(root, out)],
  ...more,
];

function linesOf(out: string): readonly Readonly<Record<string, unknown>>[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The register of a batch and its folder say the same, and nothing is left over. */
function assertWhole(out: string, learners: number): void {
  const register = openRegister(join(root, out, 'register.sqlite'), { create: false });
  const { entries } = register.find({ search: '', offset: 0, limit: 1000 });
  assert.equal(new Set(entries.map((entry) => entry.name)).size, learners);
  assert.equal(entries.length, learners);
  assert.equal(register.checkChain().holds, true);
  assert.deepEqual(
    readdirSync(join(root, out, 'credentials'))
      .filter((name) => name !== '.register')
      .sort(),
    [...register.fileNames()].sort(),
  );
  register.close();
}

suite('the command line', () => {
  let demo: Ran;
  before(() => {
    demo = sealwright(['demo', '--out', demoOut, '--learners', String(LEARNERS)]);
  });

  test('the demo issues, verifies what it wrote, and says so', () => {
    assert.equal(demo.code, 0, demo.err);
    assert.match(demo.out, new RegExp(`${LEARNERS} rows: ${LEARNERS} issued`));
    assert.match(demo.out, new RegExp(`Verified ${LEARNERS * 3} files: ${LEARNERS * 3} passed, 0 did not`));
    assertWhole('demo', LEARNERS);
  });

  test('a second demo issues nothing again and seals with the same seal', () => {
    const before = readFileSync(seal);
    const again = sealwright(['demo', '--out', demoOut, '--learners', String(LEARNERS + 1), '--json']);
    assert.equal(again.code, 0, again.err);
    const result = linesOf(again.out).at(-1);
    assert.deepEqual([result?.kind, result?.issued, result?.already], ['result', 1, LEARNERS]);
    assert.deepEqual(readFileSync(seal), before);
    assertWhole('demo', LEARNERS + 1);
  });

  test('key and password of the demo are for their owner only', {
    skip: process.platform === 'win32',
  }, () => {
    for (const file of ['demo-seal.p12', 'demo-password.txt']) {
      assert.equal(statSync(join(demoOut, 'seal', file)).mode & 0o077, 0);
    }
  });

  test('verify: passed only with a root to trust, failed after one byte', () => {
    const files = readdirSync(join(demoOut, 'credentials')).filter((name) => name.includes('00001'));
    assert.equal(files.length, 3);
    const trust = ['--trust', join(demoOut, 'seal/demo-root.pem')];
    const passed = sealwright(['verify', join(demoOut, 'credentials'), ...trust]);
    assert.equal(passed.code, 0, passed.out);
    // The folder of the whole batch, with what nobody seals beside the files.
    const whole = sealwright(['verify', demoOut, '--json', ...trust]);
    assert.equal(whole.code, 0, whole.out);
    const unjudged = linesOf(whole.out).filter(({ kind }) => kind === 'unjudged');
    assert.ok(unjudged.some(({ file, why }) => file === join(demoOut, 'summary.json') && why === 'summary'));
    assert.equal(linesOf(whole.out).at(-1)?.unjudged, unjudged.length);
    writeFileSync(join(root, 'summary.json'), '{"schema":"of somebody else"}');
    assert.equal(sealwright(['verify', join(root, 'summary.json'), demoOut, ...trust]).code, 3);
    const unknown = sealwright(['verify', join(demoOut, 'credentials'), '--json']);
    assert.equal(unknown.code, 3);
    for (const line of linesOf(unknown.out).filter(({ kind }) => kind === 'verdict')) {
      assert.deepEqual(
        [line.indication, line.subIndication],
        ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
      );
    }
    for (const name of files) {
      const bytes = readFileSync(join(demoOut, 'credentials', name));
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = bytes[middle] === 0x41 ? 0x42 : 0x41;
      const spoiled = join(root, name);
      writeFileSync(spoiled, bytes);
      const failed = sealwright(['verify', spoiled, ...trust]);
      assert.equal(failed.code, 3);
      assert.match(failed.out, /TOTAL-FAILED/);
    }
  });

  for (const [what, code, words] of [
    ['no command', 0, []],
    ['help', 0, ['--help']],
    ['help of a command', 0, ['issue', '--help']],
    ['an unknown command', 2, ['publish']],
    ['an unknown option', 2, ['verify', 'x', '--force']],
    ['an option without its value', 2, ['issue', '--template']],
    ['a language that is none', 2, issueInto('x', '--languages', 'en,xx')],
    ['a file that is not there', 3, ['template', 'check', '/nowhere/template.json']],
    ['a roster for a template', 3, ['template', 'check', ROSTER]],
    [
      'a DID for two identifiers',
      2,
      ['did', '--seal', 'x', '--host', 'a.example', '--id', 'https://a.example/'],
    ],
    ['a DID of no host', 2, ['did', '--seal', 'x', '--host', 'https://a.example']],
    ['a list that is none', 2, ['vocabulary', 'search', 'lists', 'x']],
    ['a skill before any was imported', 3, ['esco', 'search', 'data', '--data', join(root, 'no-data')]],
    ['a file of skills whose name tells no language', 2, ['esco', 'import', TEMPLATE]],
    ['the lists in use', 0, ['vocabulary', 'list', '--data', join(root, 'no-data')]],
    ['a good template', 0, ['template', 'check', TEMPLATE]],
    ['a seal without a password', 4, issueInto('x')],
  ] as const) {
    test(`${what} ends with ${code}`, () => {
      const ran = sealwright(words);
      assert.equal(ran.code, code, ran.err);
      if (code !== 0) assert.match(ran.err, /\S/);
      assert.equal(existsSync(join(root, 'x')), false);
    });
  }

  test('what does not exist is told by what it is', () => {
    for (const [words, told] of [
      [['publish', '/a/path'], 'command publish does'],
      [['register', 'search', 'x'], 'command register search does'],
      [['--publish'], 'option --publish does'],
      [['verify', 'x', '--force'], 'option --force does'],
    ] as const)
      assert.ok(sealwright(words).err.includes(told), told);
  });

  test('a password among the arguments is refused and not repeated', () => {
    for (const words of [['--password=geheim'], ['--password', 'geheim']]) {
      const ran = sealwright(issueInto('x', ...words));
      assert.equal(ran.code, 2);
      assert.doesNotMatch(ran.err + ran.out, /geheim/);
      assert.match(ran.err, /--password/);
    }
  });

  test('a wrong password ends with 4; the right one opens from a descriptor', () => {
    assert.equal(sealwright(['seal', 'inspect', seal], { SEALWRIGHT_PASSWORD: 'wrong' }).code, 4);
    assert.equal(sealwright(['seal', 'inspect', TEMPLATE], withPassword()).code, 4);
    const ran = spawnSync(
      process.execPath,
      [LAUNCHER, 'seal', 'inspect', seal, '--json', '--password-fd', '0'],
      {
        encoding: 'utf8',
        input: `${password()}\n`,
      },
    );
    assert.equal(ran.status, 0, ran.stderr);
    const [report] = linesOf(ran.stdout);
    assert.deepEqual([report?.test, report?.standing, report?.fit], [true, 'advanced', true]);
    assert.equal(report?.may, 'seal');
    const { until } = report as { readonly until: { readonly date: string; readonly because: string } };
    assert.deepEqual(until, { date: report?.notAfter, because: 'certificate' });
    assert.doesNotMatch(ran.stdout + ran.stderr, new RegExp(password()));
  });

  test('did.json tells the key, and where it is to be served', () => {
    const out = join(root, 'did.json');
    const ran = sealwright(
      ['did', '--seal', seal, '--host', 'halcyon.example', '--out', out],
      withPassword(),
    );
    assert.equal(ran.code, 0, ran.err);
    assert.match(ran.out, /https:\/\/halcyon\.example\/\.well-known\/did\.json/);
    assert.equal(JSON.parse(readFileSync(out, 'utf8')).id, 'did:web:halcyon.example');
    assert.doesNotMatch(readFileSync(out, 'utf8'), /"d":/);
  });

  test('entries of a list are found in the language asked for', () => {
    const words = ['vocabulary', 'search', 'isced-f', 'umweltwiss', '--lang', 'de', '--limit', '3', '--json'];
    const ran = sealwright([...words, '--data', join(root, 'no-data')]);
    assert.equal(ran.code, 0, ran.err);
    const { concepts } = linesOf(ran.out)[0] as { concepts: { uri: string }[] };
    assert.equal(concepts[0]?.uri, 'http://data.europa.eu/snb/isced-f/0521');
  });

  test('bad rows are refused one by one, good rows go on: 5', () => {
    const roster = join(UNIVERSITY, 'roster-with-errors.csv');
    const words = issueInto('errors', '--roster', roster, '--json');
    const ran = sealwright(words, withPassword());
    assert.equal(ran.code, 5);
    const lines = linesOf(ran.out);
    const result = lines.at(-1) as { issued: number; rows: number; refusals: { row: number }[] };
    assert.ok(result.issued > 0 && result.refusals.length > 0);
    assert.equal(result.issued + result.refusals.length, result.rows);
    const refused = lines.filter(({ kind }) => kind === 'batch.refused').map(({ row }) => row);
    assert.deepEqual(refused.sort(), result.refusals.map(({ row }) => row).sort());
    assertWhole('errors', result.issued);
  });

  test('a dry run checks everything and writes nothing', () => {
    const ran = sealwright(issueInto('dry', '--dry-run', '--languages', 'el,en'), withPassword());
    assert.equal(ran.code, 0, ran.err);
    assert.match(ran.out, /200 could be issued/);
    assert.equal(existsSync(join(root, 'dry')), false);
  });

  test('without an authority that answers nothing is issued at a lower level: 4', () => {
    const words = issueInto('unstamped', '--json', '--timestamp', 'http://127.0.0.1:1/');
    const ran = sealwright(words, withPassword());
    assert.equal(ran.code, 4, ran.err);
    const { issued, stopped } = linesOf(ran.out).at(-1) ?? {};
    assert.equal(issued, 0);
    assert.deepEqual(stopped, { code: 'timestamp.unreachable', facts: { authority: '127.0.0.1:1' } });
    assertWhole('unstamped', 0);
  });

  test('an authority’s address with a password in it is refused and not repeated', () => {
    const ran = sealwright(issueInto('never', '--timestamp', 'https://user:hunter2@tsa.example/'));
    assert.equal(ran.code, 2);
    assert.doesNotMatch(ran.out + ran.err, /hunter2/);
    assert.equal(existsSync(join(root, 'never')), false);
  });

  test('interrupted it ends with 130, whole; killed it leaves what the next run mends', async () => {
    // So many that a few hundred which are under way when it is told to stop are not all of them.
    const [head = '', ...rows] = readFileSync(ROSTER, 'utf8').trimEnd().split('\n');
    const many = ['Berg', 'Dahl', 'Lund'].flatMap((more) =>
      rows.map((row) =>
        row.replace(/^([^;]+);([^;]+);([^;]+)/, `$1${more};$2 ${more};$3`).replace(';e', `;${more}e`),
      ),
    );
    const roster = join(root, 'many.csv');
    writeFileSync(roster, [head, ...many].join('\n'));
    const words = issueInto('broken', '--roster', roster, '--json');
    const first = await stopAfter(words, 5, 'SIGINT');
    assert.equal(first.code, 130);
    const issued = first.issued;
    assertWhole('broken', issued);
    assert.ok(issued > 0 && issued < many.length, `${issued} issued`);
    const second = await stopAfter(words, 10, 'SIGKILL');
    assert.equal(second.code, null);
    const last = sealwright(words, withPassword());
    assert.equal(last.code, 0, last.err);
    assert.ok(Number(linesOf(last.out).at(-1)?.already) >= issued + 10);
    assertWhole('broken', many.length);
  });
});

/** Runs until so many rows are issued, then sends the signal. */
async function stopAfter(
  words: readonly string[],
  rows: number,
  signal: NodeJS.Signals,
): Promise<{ readonly code: number | null; readonly issued: number }> {
  const child: ChildProcess = spawn(process.execPath, [LAUNCHER, ...words], {
    env: { ...process.env, ...withPassword() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let issued = 0;
  let sent = false;
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    issued = Math.max(issued, ...[...text.matchAll(/"issued":(\d+)/g)].map(([, count]) => Number(count)));
    if (issued < rows || sent) return;
    sent = true;
    child.kill(signal);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, issued };
}

test('an older Node hands over to the one that comes along, or says what to install', (context) => {
  const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path) && tooOld(path));
  if (!old) return context.skip('no older Node on this machine');
  const ran = spawnSync(old, [LAUNCHER, '--version'], { encoding: 'utf8' });
  if (ran.status === 0) assert.match(ran.stdout, /^sealwright \d/);
  else {
    assert.equal(ran.status, 2);
    assert.match(ran.stderr, /needs Node\.js 22\.18/);
  }
  assert.equal(spawnSync(old, [LAUNCHER, 'publish'], { encoding: 'utf8' }).status, 2);
});

function tooOld(path: string): boolean {
  const [major = 0] = execFileSync(path, ['--version'], { encoding: 'utf8' }).slice(1).split('.').map(Number);
  return major < 22;
}
