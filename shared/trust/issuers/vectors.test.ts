/** The vectors of docs/issuer-list.md before our reader, and before one in Python that shares nothing with it. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeEngine } from '../../../electron/engine.ts';
import { readPem } from '../../sealing/certificate.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { sealIssuerList } from './export.ts';
import type { IssuerRegister, TrustedIssuer } from './issuer.ts';
import { readIssuerList } from './read-list.ts';

const pathOf = (name: string) =>
  fileURLToPath(new URL(`../../../docs/vectors/issuer-list/${name}`, import.meta.url));
const json = (name: string): unknown => JSON.parse(readFileSync(pathOf(name), 'utf8'));

interface Said extends Pick<IssuerRegister, 'version' | 'issuers'> {
  readonly operator: { readonly name: string; readonly country: string };
  readonly nextUpdate: string;
}
const says = json('says.json') as Said;
const refused = json('refused.json') as readonly { readonly why: string; readonly issuer: TrustedIssuer }[];
const withoutPython = spawnSync('python3', ['--version']).error && 'python3 is not installed';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-issuer-vectors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function theirs(paths: readonly string[]): readonly unknown[] {
  const lines = execFileSync('python3', [pathOf('reader.py'), ...paths], { encoding: 'utf8' });
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** Every refused issuer in place of the first, in both forms, under a seal that holds. */
const spoilt = refused.flatMap(({ why, issuer }, index) =>
  (['xml', 'json'] as const).map((form) => ({ why, issuer, form, path: join(folder, `${index}.${form}`) })),
);

test('our reader takes from both forms what they say, from their own sealer, and refuses what cannot be', async () => {
  const [signer] = readPem(readFileSync(pathOf('signer.pem')));
  for (const form of ['xml', 'json']) {
    const list = await readIssuerList(readFileSync(pathOf(`list.${form}`)), nodeEngine);
    assert.ok(typeof list === 'object', `${form}: ${list}`);
    const { version, issuers } = list.register;
    assert.deepEqual(
      { version, nextUpdate: list.nextUpdate, issuers },
      {
        version: says.version,
        nextUpdate: says.nextUpdate,
        issuers: says.issuers,
      },
    );
    assert.deepEqual(list.signer.der, signer);
  }
  const seal = await makeSampleSeal('ES256');
  const [second] = says.issuers;
  assert.ok(second);
  for (const { why, issuer, form, path } of spoilt) {
    const register = { schema: 'sealwright-issuers/1', version: 3, madeAt: '2026-08-31T08:00:00Z' } as const;
    const facts = { ...says, issued: '2026-09-01T08:00:00Z' };
    const issuers = [issuer, second];
    const bytes = await sealIssuerList({ ...register, issuers }, form, facts, seal, nodeEngine);
    writeFileSync(path, bytes);
    assert.equal(await readIssuerList(bytes, nodeEngine), 'unsound', `${why}, ${form}`);
  }
});

test('a reader in Python says the same of them', { skip: withoutPython }, () => {
  assert.deepEqual(theirs(['xml', 'json'].map((form) => pathOf(`list.${form}`))), [says, says]);
  for (const [index, said] of theirs(spoilt.map(({ path }) => path)).entries()) {
    const { why, form } = spoilt[index] ?? {};
    assert.ok(said !== null && typeof said === 'object' && 'refused' in said, `${why}, ${form}`);
    // Refused for what is wrong with it, not for want of something the reader does not know.
    assert.match(String(said.refused), /^ValueError/, `${why}, ${form}`);
  }
});
