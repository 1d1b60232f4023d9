import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { StudioFault } from '../../shared/problem.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { nodeEngine } from '../engine.ts';
import { openTokenSeal } from './pkcs11.ts';
import { readTokenAddress } from './pkcs11-address.ts';
import { listTokens } from './pkcs11-list.ts';
import { proveWith } from './proof.ts';
import { openSampleTokens, type SampleTokens, SOFTHSM, SPY, withoutToken } from './sample-token.ts';

const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
const PIN = 'Kanarienvogel-4711';
const KEYS = ['P-256', 'P-384', 'RSA-2048', 'P-521'] as const;

describe('a PKCS#11 URI', () => {
  const partAtFault = (uri: string) => {
    const read = readTokenAddress(uri);
    return read.ok ? undefined : read.problems[0].facts?.value;
  };

  test('is read as RFC 7512 writes it', () => {
    assert.deepEqual(
      readTokenAddress(
        'pkcs11:token=My%20token%3B;object=si%C3%A8ge;type=private;id=%00%ff;slot-id=12?module-path=/usr/lib/a%26b.so',
      ),
      {
        ok: true,
        value: {
          module: '/usr/lib/a&b.so',
          token: 'My token;',
          object: 'siège',
          id: new Uint8Array([0, 255]),
          slot: 12,
        },
      },
    );
  });

  test('never holds a PIN, and nothing twice or unknown', () => {
    const module = 'module-path=/x.so';
    assert.equal(partAtFault(`pkcs11:token=a?${module}&pin-value=${PIN}`), 'pin-value');
    assert.equal(partAtFault(`pkcs11:token=a?${module}&pin-source=file:/pin`), 'pin-source');
    assert.equal(partAtFault(`pkcs11:token=a;token=b?${module}`), 'token');
    assert.equal(partAtFault(`pkcs11:tokn=a?${module}`), 'tokn');
    assert.equal(partAtFault(`pkcs11:token=%4?${module}`), 'token');
    assert.equal(partAtFault('pkcs11:token=a'), 'module-path');
    const read = readTokenAddress(`pkcs11:token=a?${module}&pin-value=${PIN}`);
    assert.doesNotMatch(JSON.stringify(read), new RegExp(PIN));
  });
});

test('a library that is none is told as such', async () => {
  for (const path of ['/nowhere/library.so', fileURLToPath(import.meta.url)]) {
    const seal = await openTokenSeal(`pkcs11:token=x?module-path=${path}`, PIN);
    assert.equal(seal.ok ? 'opened' : seal.problems[0].code, 'seal.driver-missing');
  }
});

describe('a token', { skip: withoutToken() }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  let tokens: SampleTokens;
  const pkis = new Map<string, DemoPki>();
  const at = (path: string) => `pkcs11:${path}?module-path=${SOFTHSM}`;
  const answer = async (path: string, pin = PIN) => {
    const seal = await openTokenSeal(at(path), pin);
    if (!seal.ok) return seal.problems[0];
    seal.value.close();
    return 'opened';
  };
  const codeOf = (told: Awaited<ReturnType<typeof answer>>) => (told === 'opened' ? told : told.code);

  before(async () => {
    tokens = openSampleTokens(folder);
    process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF;
    tokens.make('Registry', PIN);
    tokens.make('Rectorate', PIN);
    tokens.make('Empty', PIN);
    for (const [index, key] of KEYS.entries()) {
      const pki = await makeDemoPki({ engine: nodeEngine, at: new Date('2026-05-01'), key, organisation });
      pkis.set(key, pki);
      await tokens.put('Registry', PIN, { pki, name: key, id: `0${index + 1}` });
    }
    const [first, second] = [pkis.get('P-256'), pkis.get('P-384')];
    assert.ok(first && second);
    await tokens.put('Rectorate', PIN, { pki: first, name: 'each time', id: '01', eachTime: true });
    await tokens.put('Rectorate', PIN, { pki: second, name: 'bare', id: '02', without: 'certificate' });
  });

  test('tells its certificates without a PIN, each with an address that opens it', async () => {
    const listed = await listTokens(SOFTHSM);
    assert.ok(listed.ok, JSON.stringify(listed));
    const [registry] = listed.value.filter(({ label }) => label === 'Registry');
    assert.deepEqual(registry?.seals.map(({ label }) => label).sort(), [...KEYS].sort());
    assert.deepEqual(listed.value.find(({ label }) => label === 'Empty')?.seals, []);
    for (const { address, subject } of registry?.seals ?? []) {
      assert.match(subject, /University/);
      const seal = await openTokenSeal(address, PIN);
      assert.ok(seal.ok, `${address} ${JSON.stringify(seal)}`);
      seal.value.close();
    }
  });

  for (const [key, algorithm] of [
    ['P-256', 'ES256'],
    ['P-384', 'ES384'],
    ['P-521', 'ES512'],
    ['RSA-2048', 'RS256'],
    ['RSA-2048', 'PS256'],
  ] as const) {
    test(`seals with ${algorithm}, many at once, with the chain that lies on it`, async () => {
      const options = algorithm === 'PS256' ? { algorithm } : {};
      const seal = await openTokenSeal(at(`token=Registry;object=${key}`), PIN, options);
      assert.ok(seal.ok, JSON.stringify(seal));
      const { certificate, chain, close, sign } = seal.value;
      assert.equal(seal.value.algorithm.name, algorithm);
      assert.deepEqual(chain, [pkis.get(key)?.certificate, pkis.get(key)?.intermediate]);
      const prove = proveWith(certificate, seal.value.algorithm);
      const texts = Array.from({ length: 40 }, (_, index) => new TextEncoder().encode(`sealed ${index}`));
      const signatures = await Promise.all(texts.map(sign));
      for (const [index, text] of texts.entries())
        assert.ok(prove(text, signatures[index] ?? new Uint8Array()));
      close();
      await assert.rejects(sign(new Uint8Array(1)), { code: 'seal.unavailable' });
    });
  }

  test('that wants its PIN for every signature is given it', async () => {
    const seal = await openTokenSeal(at('token=Rectorate;object=each%20time'), PIN);
    assert.ok(seal.ok, JSON.stringify(seal));
    const prove = proveWith(seal.value.certificate, seal.value.algorithm);
    const text = new TextEncoder().encode('x');
    for (const signature of await Promise.all([1, 2, 3].map(() => seal.value.sign(text)))) {
      assert.ok(prove(text, signature));
    }
    seal.value.close();
  });

  test('is chosen by what the address says, and never guessed', async () => {
    assert.equal(await answer('token=Registry;id=%03'), 'opened');
    assert.deepEqual(await answer('object=P-256'), {
      code: 'seal.several-keys',
      facts: { choices: 'Empty, Rectorate, Registry' },
    });
    assert.deepEqual(await answer('token=Registry'), {
      code: 'seal.several-keys',
      facts: { choices: 'P-256, P-384, P-521, RSA-2048' },
    });
    const nowhere = await answer('token=Nowhere');
    assert.deepEqual(nowhere, {
      code: 'seal.token-missing',
      facts: { tokens: 'Empty, Rectorate, Registry' },
    });
    assert.equal(codeOf(await answer('token=Empty')), 'seal.key-missing');
    assert.equal(codeOf(await answer('token=Registry;object=other')), 'seal.key-missing');
    // The only other certificate is of another key.
    assert.equal(codeOf(await answer('token=Rectorate;object=bare')), 'seal.key-mismatch');
  });

  test('shares its login between two seals, but not with a wrong PIN', async () => {
    const first = await openTokenSeal(at('token=Registry;object=P-256'), PIN);
    assert.ok(first.ok);
    assert.equal(codeOf(await answer('token=Registry;object=P-384', `${PIN}0`)), 'seal.pin-wrong');
    assert.equal(await answer('token=Registry;object=P-384'), 'opened');
    await first.value.sign(new Uint8Array(3));
    first.value.close();
    assert.equal(codeOf(await answer('token=Registry;object=P-384', `${PIN}0`)), 'seal.pin-wrong');
  });

  test('is given a wrong PIN once, as another program that listens tells', async () => {
    const heard = join(folder, 'calls');
    const inspect = (pin: string) => {
      rmSync(heard, { force: true });
      const ran = spawnSync(
        process.execPath,
        [
          fileURLToPath(new URL('../sealwright.mjs', import.meta.url)),
          ...['seal', 'inspect', `pkcs11:token=Registry;object=P-256?module-path=${SPY}`, '--json'],
        ],
        {
          encoding: 'utf8',
          env: {
            ...process.env,
            ...tokens.environment,
            PKCS11SPY: SOFTHSM,
            PKCS11SPY_OUTPUT: heard,
            SEALWRIGHT_PASSWORD: pin,
          },
        },
      );
      const calls = readFileSync(heard, 'utf8').match(/^\d+: C_\w+/gm) ?? [];
      return { ran, logins: calls.filter((call) => call.endsWith(' C_Login')).length };
    };
    const wrong = inspect(`${PIN}0`);
    assert.equal(wrong.logins, 1);
    assert.equal(wrong.ran.status, 4, wrong.ran.stderr);
    assert.match(wrong.ran.stdout, /seal\.pin-wrong/);
    const right = inspect(PIN);
    assert.equal(right.logins, 1);
    assert.equal(right.ran.status, 0, right.ran.stderr);
    assert.doesNotMatch(
      wrong.ran.stdout + wrong.ran.stderr + right.ran.stdout + right.ran.stderr,
      new RegExp(PIN),
    );
  });

  test('pulled while it seals is a fault, after which it is left alone until it is back and opened again', async () => {
    const seal = await openTokenSeal(at('token=Registry;object=P-256'), PIN);
    assert.ok(seal.ok);
    const text = new Uint8Array(8);
    await seal.value.sign(text);
    const kept = join(folder, 'kept');
    cpSync(tokens.store, kept, { recursive: true });
    rmSync(tokens.store, { recursive: true });
    const faults = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(() => seal.value.sign(text)));
    for (const fault of faults) {
      assert.ok(fault.status === 'rejected' && fault.reason instanceof StudioFault);
      assert.equal(fault.reason.code, 'seal.unavailable');
    }
    seal.value.close();
    assert.equal(codeOf(await answer('token=Registry;object=P-256')), 'seal.token-missing');
    cpSync(kept, tokens.store, { recursive: true });
    assert.equal(await answer('token=Registry;object=P-256'), 'opened');
    const listed = await listTokens(SOFTHSM);
    assert.ok(listed.ok && listed.value.some(({ label }) => label === 'Registry'));
  });
});
