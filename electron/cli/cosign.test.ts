import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writePem } from '../../shared/sealing/certificate.ts';
import { type DemoPki, makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { nodeEngine } from '../engine.ts';
import { openRegister } from '../register/register.ts';
import { writeJointTemplate } from '../seals/sample-joint.ts';

const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const PASSWORD = 'two seals';
const PARTNER = { name: 'Universidade de Cabo Alto', identifier: 'NTRPT-500000001', country: 'PT' };

const root = mkdtempSync(join(tmpdir(), 'sealwright-cosign-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const first = at('first/credentials');

function sealwright(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, [LAUNCHER, ...words, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_IE.UTF-8', SEALWRIGHT_PASSWORD: PASSWORD },
  });
  const lines = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code: ran.status, err: ran.stderr, lines, result: lines.at(-1) ?? {} };
}

async function makeSeal(name: string, organisation: typeof PARTNER): Promise<DemoPki> {
  const pki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key: 'P-256', organisation });
  writeFileSync(at(`${name}.p12`), await pki.pkcs12(PASSWORD));
  writeFileSync(at(`${name}.pem`), writePem(pki.root));
  return pki;
}

before(async () => {
  mkdirSync(root, { recursive: true });
  const partner = { ...PARTNER, country: { code: 'PRT', label: 'Portugal' } };
  const own = writeJointTemplate(at('template.json'), [partner]);
  await makeSeal('own', { ...own, country: 'GR' });
  await makeSeal('partner', PARTNER);
  await makeSeal('stranger', { name: 'Stranger', identifier: 'VATFI-1', country: 'FI' });
  const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n').slice(0, 3);
  writeFileSync(at('roster.csv'), rows.join('\n'));
  const files = ['--template', at('template.json'), '--roster', at('roster.csv'), '--out', at('first')];
  const issued = sealwright('issue', ...files, '--seal', at('own.p12'));
  assert.equal(issued.code, 0, issued.err);
});

const cosign = (seal: string, out: string, ...more: readonly string[]) =>
  sealwright('cosign', first, '--seal', at(`${seal}.p12`), '--out', at(out), ...more);

test('a second institution seals PDF, XML and JSON, enters them and both seals are told', () => {
  const ran = cosign('partner', 'second', '--trust', at('own.pem'));
  assert.equal(ran.code, 0, ran.err + JSON.stringify(ran.result));
  assert.deepEqual([ran.result.sealed, ran.result.files], [2, 6]);
  const register = openRegister(at('second/register.sqlite'), { create: false });
  assert.equal(register.checkChain().holds, true);
  assert.equal(register.count(), 2);
  const names = readdirSync(at('second/credentials')).filter((name) => !name.startsWith('.'));
  assert.deepEqual([...register.fileNames()].sort(), names.sort());
  register.close();
  const both = ['--trust', at('own.pem'), '--trust', at('partner.pem')];
  const verified = sealwright('verify', at('second/credentials'), ...both);
  assert.equal(verified.code, 0, JSON.stringify(verified.lines));
  for (const line of verified.lines.filter(({ kind }) => kind === 'verdict')) {
    const [further] = line.further as readonly { sealedBy: string; indication: string }[];
    assert.match(further?.sealedBy ?? '', /Cabo Alto/);
    assert.equal(further?.indication, 'TOTAL-PASSED');
  }
  const half = sealwright('verify', at('second/credentials'), '--trust', at('own.pem'));
  assert.equal(half.code, 3);
});

test('who is not named, has sealed already, or comes upon a seal nobody trusts, seals nothing', () => {
  const codesOf = ({ result }: ReturnType<typeof sealwright>) =>
    (result.refusals as readonly { problems: readonly { code: string }[] }[]).flatMap(({ problems }) =>
      problems.map(({ code }) => code),
    );
  const stranger = cosign('stranger', 'x');
  assert.equal(stranger.code, 3);
  assert.deepEqual(codesOf(stranger), ['cosign.not-next', 'cosign.not-next']);
  assert.deepEqual(codesOf(cosign('own', 'x')), ['cosign.already', 'cosign.already']);
  assert.deepEqual(codesOf(cosign('partner', 'x', '--trust', at('stranger.pem'))), [
    'cosign.unproven',
    'cosign.unproven',
  ]);
  const again = sealwright(
    ...['cosign', at('second/credentials'), '--seal', at('partner.p12'), '--out', at('x')],
  );
  assert.deepEqual(codesOf(again), ['cosign.already', 'cosign.already']);
  assert.deepEqual(
    readdirSync(at('x/credentials')).filter((name) => !name.startsWith('.')),
    [],
  );
});

test('the folder the files came from is the first institution’s', () => {
  const ran = cosign('partner', 'first');
  assert.notEqual(ran.code, 0);
  const other = sealwright(
    ...['cosign', first, '--seal', at('partner.p12'), '--out', at('first'), '--register', at('other.sqlite')],
  );
  assert.match(JSON.stringify(other.result), /register\.other-folder/);
});
