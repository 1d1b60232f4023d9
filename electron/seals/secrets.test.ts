import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { nodeEngine } from '../engine.ts';
import { openRegister } from '../register/register.ts';
import { startOpensslAuthority, withoutOpenssl } from '../timestamp/sample-authority.ts';
import { assertNotIn, assertNowhere, CANARY } from './sample-canary.ts';
import { writeJointTemplate } from './sample-joint.ts';
import { openSampleService } from './sample-service.ts';
import { openSampleTokens, type SampleTokens, SOFTHSM, withoutToken } from './sample-token.ts';

const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const LEARNERS = 60;

const root = mkdtempSync(join(tmpdir(), 'secrets-'));
after(() => rmSync(root, { recursive: true, force: true }));
const roster = join(root, 'roster.csv');
const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
writeFileSync(roster, rows.slice(0, LEARNERS + 1).join('\n'));

/** Where the program under test may write, temporary files included. */
function room(name: string) {
  const folder = join(root, name);
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  return folder;
}

interface Issued {
  readonly code: number | null;
  readonly result: {
    readonly batch?: string;
    readonly issued: number;
    readonly already: number;
    /** Of cosign. */
    readonly sealed?: number;
    readonly stopped?: { readonly code: string };
    readonly problems?: readonly { readonly code: string }[];
  };
}

/**
 * Issues the roster, with crash reports and stack traces asked for, and looks for the secret in everything that is
 * written, said, or shown to other users of the machine.
 * @param meanwhile is told how many are issued.
 */
async function issue(
  folder: string,
  seal: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  meanwhile: (issued: number, child: ChildProcess) => void = () => {},
): Promise<Issued> {
  const out = join(folder, 'out');
  const words = ['issue', '--template', join(UNIVERSITY, 'template.json'), '--roster', roster, '--out', out];
  return watched(folder, [...words, ...seal], environment, meanwhile);
}

/** Runs one command so. */
async function watched(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  meanwhile: (issued: number, child: ChildProcess) => void = () => {},
): Promise<Issued> {
  const child = spawn(process.execPath, [LAUNCHER, ...words, '--json'], {
    env: {
      ...process.env,
      ...environment,
      TMPDIR: join(folder, 'tmp'),
      SEALWRIGHT_DATA: join(folder, 'data'),
      SEALWRIGHT_PASSWORD: CANARY,
      SEALWRIGHT_DEBUG: '1',
      NODE_OPTIONS: `--report-on-signal --report-uncaught-exception --report-directory=${folder}`,
    },
  });
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    const counts = [...said.matchAll(/"issued":(\d+)/g)].map(([, count]) => Number(count));
    meanwhile(Math.max(0, ...counts), child);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complained += chunk;
  });
  if (process.platform === 'linux') {
    assertNowhere('the argument list', readFileSync(`/proc/${child.pid}/cmdline`));
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  assertNowhere('standard output', Buffer.from(said));
  assertNowhere('standard error', Buffer.from(complained));
  assertNotIn(folder);
  return { code, result: JSON.parse(said.trim().split('\n').at(-1) ?? '{}') };
}

const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
const makePki = (key: 'P-256' | 'RSA-2048', whose = organisation): Promise<DemoPki> =>
  makeDemoPki({ engine: nodeEngine, at: new Date(Date.now() - 86_400_000), key, organisation: whose });

describe('a secret is written nowhere', () => {
  let pki: DemoPki;
  before(async () => {
    pki = await makePki('P-256');
  });

  test('when a file is sealed with, and when it is the wrong one', async () => {
    const folder = room('file');
    const path = join(root, 'seal.p12');
    writeFileSync(path, await pki.pkcs12(CANARY));
    // Node's report of a crash, asked for in the middle: environment, arguments and stack are in it.
    let asked = process.platform === 'win32';
    const { code, result } = await issue(folder, ['--seal', path], {}, (issued, child) => {
      if (issued > 0 && !asked) asked = child.kill('SIGUSR2');
    });
    assert.deepEqual([code, result.issued], [0, LEARNERS]);
    if (process.platform !== 'win32') {
      const report = readdirSync(folder).find((name) => name.startsWith('report.'));
      assert.match(readFileSync(join(folder, report ?? ''), 'utf8'), /"environmentVariables"/);
    }
    // Whatever else opens a seal: the register's state, a package, a report, a list of issuers.
    const register = ['--register', join(folder, 'out/register.sqlite')];
    for (const words of [
      ['seal', 'inspect', path],
      ['audit', 'seal', ...register, '--seal', path],
      ['deliver', result.batch ?? '', ...register, '--out', join(folder, 'parcel'), '--seal', path],
      [
        ...['template', 'export', join(UNIVERSITY, 'template.json')],
        ...['--out', join(folder, 'course.swtemplate'), '--seal', path],
      ],
      ['trust', 'export', '--out', join(folder, 'issuers.json'), '--seal', path],
    ])
      assert.equal((await watched(folder, words)).code, 0, words.join(' '));
    const wrong = join(root, 'wrong.p12');
    writeFileSync(wrong, await pki.pkcs12('other'));
    writeFileSync(join(room('wrong'), 'tmp', 'kept'), 'x');
    assert.equal((await issue(room('wrong'), ['--seal', wrong])).code, 4);
  });

  test('when a service seals, refuses, or breaks off', async () => {
    const algorithms = ['1.2.840.10045.4.3.2'];
    let left = Number.POSITIVE_INFINITY;
    const service = await openSampleService({
      pki,
      secret: CANARY,
      algorithms,
      multisign: 50,
      instead: (method) =>
        method === 'signatures/signHash' && left-- <= 0 ? { status: 500, body: {} } : undefined,
    });
    left = 6;
    const folder = room('service');
    const broken = await issue(folder, ['--seal', service.url]);
    assert.deepEqual([broken.code, broken.result.stopped?.code], [5, 'seal.unavailable']);
    assert.ok(broken.result.issued > 0 && broken.result.issued < LEARNERS);
    left = Number.POSITIVE_INFINITY;
    const rest = await issue(folder, ['--seal', service.url]);
    assert.deepEqual([rest.code, rest.result.issued + rest.result.already], [0, LEARNERS]);
    service.close();
    const refusing = await openSampleService({ pki, secret: 'other', algorithms });
    writeFileSync(join(room('refused'), 'tmp', 'kept'), 'x');
    const refused = await issue(room('refused'), ['--seal', refusing.url]);
    refusing.close();
    assert.deepEqual([refused.code, refused.result.problems?.[0]?.code], [4, 'seal.service-refused']);
  });

  test('when seals are raised, in the run and after it, and records made, raised and cosigned', {
    skip: withoutOpenssl(),
  }, async () => {
    const folder = room('levels');
    const authority = await startOpensslAuthority();
    try {
      const seal = join(root, 'levels.p12');
      const lists = pki.crls.flatMap((crl, index) => {
        writeFileSync(join(root, `${index}.crl`), crl);
        return ['--crl', join(root, `${index}.crl`)];
      });
      writeFileSync(seal, await pki.pkcs12(CANARY));
      writeFileSync(join(root, 'root.pem'), writePem(pki.root));
      const few = join(root, 'few.csv');
      writeFileSync(few, rows.slice(0, 3).join('\n'));
      const out = join(folder, 'out');
      const means = [
        ...['--timestamp', authority.url, '--trust', join(root, 'root.pem'), '--trust', authority.root],
        ...['--crl', authority.crl, ...lists],
      ];
      const template = ['--template', join(UNIVERSITY, 'template.json'), '--roster', few];
      const words = ['issue', ...template, '--exports', 'pdf,elmo,edc', '--seal', seal, '--out', out];
      // First with nobody there: what breaks must not speak either.
      const dead = ['--timestamp', 'http://127.0.0.1:1/', '--trust', authority.root, '--level', 'LT'];
      const sealedOnly = await watched(folder, [...words, ...dead]);
      assert.equal(sealedOnly.code, 5, JSON.stringify(sealedOnly.result));
      assert.equal((await watched(folder, [...words, ...means, '--level', 'LT', '--record'])).code, 0);
      const register = join(out, 'register.sqlite');
      const raised = await watched(folder, ['extend', '--register', register, '--to', 'LTA', ...means]);
      assert.equal(raised.code, 0);
      const record = ['record', 'make', out, '--seal', seal, '--level', 'LT', ...means];
      assert.equal((await watched(folder, record)).code, 0);
      // Refused, since nobody else is named there; the key was opened all the same.
      const cosign = ['cosign', join(out, 'credentials'), '--seal', seal, '--out', join(folder, 'second')];
      assert.notEqual((await watched(folder, cosign)).code, 0);
    } finally {
      await authority.close();
    }
  });

  test('when a second institution seals beside the first', async () => {
    const folder = room('joint');
    const template = join(root, 'joint.json');
    const partner = { ...organisation, country: { code: 'IRL', label: 'Ireland' } };
    const awardingBody = writeJointTemplate(template, [partner]);
    const [first, second] = [join(root, 'first.p12'), join(root, 'second.p12')];
    const own = await makePki('P-256', { ...awardingBody, country: 'GR' });
    writeFileSync(first, await own.pkcs12(CANARY));
    writeFileSync(second, await pki.pkcs12(CANARY));
    const few = join(root, 'two.csv');
    writeFileSync(few, rows.slice(0, 3).join('\n'));
    const issued = ['issue', '--template', template, '--roster', few, '--seal', first];
    assert.equal((await watched(folder, [...issued, '--out', join(folder, 'first')])).code, 0);
    const { code, result } = await watched(folder, [
      ...['cosign', join(folder, 'first/credentials'), '--seal', second, '--out', join(folder, 'second')],
    ]);
    assert.deepEqual([code, result.sealed], [0, 2]);
  });

  describe('by a token', { skip: withoutToken() }, () => {
    let tokens: SampleTokens;
    const seal = ['--seal', `pkcs11:token=Registry?module-path=${SOFTHSM}`];
    before(async () => {
      const folder = join(root, 'softhsm');
      mkdirSync(folder);
      tokens = openSampleTokens(folder);
      tokens.make('Registry', CANARY);
      await tokens.put('Registry', CANARY, { pki: await makePki('RSA-2048'), name: 'seal', id: '01' });
    });

    test('that is pulled in the middle: the batch stops whole, and goes on when it is back', async () => {
      const kept = join(root, 'kept');
      cpSync(tokens.store, kept, { recursive: true });
      const folder = room('token');
      const pulled = await issue(folder, seal, tokens.environment, (issued) => {
        if (issued >= 5) rmSync(tokens.store, { recursive: true, force: true });
      });
      assert.deepEqual([pulled.code, pulled.result.stopped?.code], [5, 'seal.unavailable']);
      const { issued } = pulled.result;
      assert.ok(issued >= 5 && issued < LEARNERS, `${issued} issued`);
      const register = openRegister(join(folder, 'out/register.sqlite'), { create: false });
      assert.deepEqual(register.checkChain(), { entries: issued, holds: true });
      register.close();
      cpSync(kept, tokens.store, { recursive: true });
      const rest = await issue(folder, [...seal, '--algorithm', 'PS256'], tokens.environment);
      assert.deepEqual([rest.code, rest.result.already, rest.result.issued], [0, issued, LEARNERS - issued]);
    });
  });
});
