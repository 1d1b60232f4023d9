import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import { generalVerify, importX509 } from 'jose';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const template = fileURLToPath(new URL('../../examples/university/template.json', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'sealwright-package-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const ask = askHere(openStudio(() => {}));
const password = 'package-test';
const sealing = { seal: at('demo-seal.p12'), password };

before(async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password, organisation });
});

test('a sealed package tells who sealed it, and jose finds its manifest sealed', async () => {
  const out = at('sealed.swtemplate');
  const written = await ask('template.export', { template, out, ...sealing });
  assert.ok(written.ok, JSON.stringify(written));
  assert.match(written.value.sealedBy ?? '', /Halcyon University/);
  const jws = JSON.parse(Buffer.from(unzipSync(readFileSync(out))['manifest.jades.json'] ?? []).toString());
  const header = JSON.parse(Buffer.from(jws.signatures[0].protected, 'base64url').toString());
  const key = await importX509(
    `-----BEGIN CERTIFICATE-----\n${header.x5c[0]}\n-----END CERTIFICATE-----`,
    header.alg,
  );
  const { payload } = await generalVerify(jws, key);
  assert.equal(JSON.parse(new TextDecoder().decode(payload)).schema, 'sealwright-package/1');

  const imported = await ask('template.import', { file: out, out: at('sealed.json') });
  assert.ok(imported.ok, JSON.stringify(imported));
  assert.match(imported.value.seal?.by ?? '', /Halcyon University/);
  assert.equal(imported.value.seal?.indication, 'INDETERMINATE');
  assert.deepEqual(
    JSON.parse(readFileSync(at('sealed.json'), 'utf8')),
    JSON.parse(readFileSync(template, 'utf8')),
  );
});

test('a seal that was broken stops the import, and one taken off does not go unsaid', async () => {
  const file = at('broken.swtemplate');
  assert.ok((await ask('template.export', { template, out: file, ...sealing })).ok);
  const parts = unzipSync(readFileSync(file));
  const jws = JSON.parse(Buffer.from(parts['manifest.jades.json'] ?? []).toString());
  const manifest = Buffer.from(jws.payload, 'base64url');
  jws.payload = Buffer.from(
    manifest.toString().replace('sealwright-package/1', 'sealwright-package/2'),
  ).toString('base64url');
  writeFileSync(file, zipSync({ ...parts, 'manifest.jades.json': Buffer.from(JSON.stringify(jws)) }));
  const broken = await ask('template.import', { file, out: at('broken.json') });
  assert.ok(!broken.ok && broken.problems[0].code === 'package.seal-wrong', JSON.stringify(broken));
  assert.throws(() => readFileSync(at('broken.json')));

  const { 'manifest.jades.json': _, ...rest } = parts;
  writeFileSync(file, zipSync({ ...rest, 'manifest.json': manifest }));
  const bare = await ask('template.import', { file, out: at('bare.json') });
  assert.ok(bare.ok && bare.value.seal === undefined);
});

test('nothing is written over, in either direction', async () => {
  writeFileSync(at('there'), 'mine');
  const out = at('there');
  const written = await ask('template.export', { template, out });
  const file = at('free.swtemplate');
  assert.ok((await ask('template.export', { template, out: file })).ok);
  const imported = await ask('template.import', { file, out });
  for (const reply of [written, imported]) assert.ok(!reply.ok && reply.problems[0].code === 'file.exists');
  assert.equal(readFileSync(out, 'utf8'), 'mine');
});
