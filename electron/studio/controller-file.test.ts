import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/stack/', import.meta.url));
const NAME = 'publishing-open-data';
const HALCYON = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
const WEB = 'https://halcyon.example/id/university';
const DID = 'did:web:halcyon.example';

const root = mkdtempSync(join(tmpdir(), 'sealwright-did-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (...path: string[]) => join(root, ...path);
const ask = askHere(openStudio(() => {}));
const seal = (name: string) => ({ seal: at(name, 'demo-seal.p12'), password: 'did' });

before(async () => {
  for (const name of ['first', 'second']) {
    await makeDemoSeal(at(name), { at: new Date(), password: 'did', organisation: HALCYON });
  }
  const template = JSON.parse(readFileSync(join(EXAMPLE, `${NAME}.json`), 'utf8')) as object;
  for (const [out, over] of [
    ['web', {}],
    ['did', { didWeb: 'halcyon.example' }],
  ] as const) {
    writeFileSync(at(`${out}-template.json`), JSON.stringify({ ...template, ...over }));
    const files = {
      template: at(`${out}-template.json`),
      roster: join(EXAMPLE, `${NAME}.csv`),
      out: at(out),
    };
    const issued = await ask('batch.issue', {
      ...{ ...files, ...seal('first'), dryRun: false },
      exports: ['vc-di', 'vc-jwt'],
    });
    assert.ok(issued.ok && issued.value.issued === 4, JSON.stringify(issued));
  }
});

async function write(controller: string, out: string, name = 'first'): Promise<readonly string[]> {
  const reply = await ask('seal.controller', { ...seal(name), controller, out: at(out) });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.value.keys;
}

async function verdict(file: string, controllers: readonly string[], roots: readonly string[]) {
  const reply = await ask('verify.file', {
    file,
    trust: roots.map((name) => at(name, 'demo-root.pem')),
    controllers: controllers.map((name) => at(name)),
  });
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.value;
}

const credential = (out: string, ending: string) =>
  at(out, 'credentials', readdirSync(at(out, 'credentials')).find((name) => name.endsWith(ending)) ?? '');

test('a credential with a Data Integrity proof passes by its issuer’s document and a trusted root, never by one alone', async () => {
  await write(WEB, 'web-controller.json');
  await write(DID, 'did.json');
  for (const [out, document] of [
    ['web', 'web-controller.json'],
    ['did', 'did.json'],
  ] as const) {
    const file = credential(out, '.vc.json');
    const passed = await verdict(file, [document], ['first']);
    assert.deepEqual([passed.format, passed.indication, passed.test], ['vc-di', 'TOTAL-PASSED', true]);
    assert.match(passed.sealedBy ?? '', /Halcyon University/);
    assert.deepEqual(
      [passed.credential?.name, passed.credential?.kind],
      ['Ελένη Μαυρίδου', 'micro-credential'],
    );
    const unnamed = await verdict(file, [], ['first']);
    assert.deepEqual(
      [unnamed.indication, unnamed.subIndication],
      ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND'],
    );
    const untrusted = await verdict(file, [document], ['second']);
    assert.equal(untrusted.subIndication, 'NO_CERTIFICATE_CHAIN_FOUND');
    // The other identifier's document has the same key and speaks for somebody else.
    const other = await verdict(
      file,
      [document === 'did.json' ? 'web-controller.json' : 'did.json'],
      ['first'],
    );
    assert.equal(other.subIndication, 'NO_SIGNING_CERTIFICATE_FOUND');

    const spoiled = at(`spoiled-${out}.vc.json`);
    writeFileSync(spoiled, readFileSync(file, 'utf8').replace('Ελένη', 'Ελένα'));
    assert.equal((await verdict(spoiled, [document], ['first'])).indication, 'TOTAL-FAILED');
  }
});

test('a document whose certificate is of another key, or that has none, proves nothing', async () => {
  const keys = await write(DID, 'plain.json');
  const document = JSON.parse(readFileSync(at('plain.json'), 'utf8'));
  const [jwk, multikey] = document.verificationMethod;
  await write(DID, 'stranger.json', 'second');
  const [foreign] = JSON.parse(readFileSync(at('stranger.json'), 'utf8')).verificationMethod;
  assert.deepEqual(keys, [jwk.id, multikey.id]);
  for (const methods of [[multikey], [multikey, { ...jwk, publicKeyJwk: foreign.publicKeyJwk }]]) {
    writeFileSync(at('forged.json'), JSON.stringify({ ...document, verificationMethod: methods }));
    const told = await verdict(credential('did', '.vc.json'), ['forged.json'], ['first', 'second']);
    assert.equal(told.subIndication, 'NO_SIGNING_CERTIFICATE_FOUND');
  }
});

test('a document beside the file is found by its name, and believed no more than one that is told', async () => {
  const file = credential('did', '.vc.json');
  assert.equal((await verdict(file, [], ['first'])).reason, 'controller-unknown');
  await write(DID, 'did/credentials/did.json');
  assert.equal((await verdict(file, [], ['first'])).indication, 'TOTAL-PASSED');
  assert.equal((await verdict(file, [], ['second'])).subIndication, 'NO_CERTIFICATE_CHAIN_FOUND');
  // Anybody can put a document of their own key there: it leads to nobody who is trusted.
  rmSync(at('did/credentials/did.json'));
  await write(DID, 'did/credentials/did.json', 'second');
  assert.equal((await verdict(file, [], ['first'])).reason, 'controller-unknown');
  rmSync(at('did/credentials/did.json'));
});

test('a JWT names the key by its URL when the issuer is a DID', () => {
  const header = (out: string) =>
    JSON.parse(
      Buffer.from(
        readFileSync(credential(out, '.vc.jwt'), 'utf8').split('.')[0] ?? '',
        'base64url',
      ).toString(),
    );
  assert.match(header('did').kid, /^did:web:halcyon\.example#seal-/);
  assert.equal(header('web').kid, undefined);
});

test('a new seal’s key joins those told before, under its own identifier only', async () => {
  const first = await write(DID, 'renewed.json');
  const both = await write(DID, 'renewed.json', 'second');
  assert.deepEqual(both.slice(2), first);
  assert.equal(
    (await verdict(credential('did', '.vc.json'), ['renewed.json'], ['first'])).indication,
    'TOTAL-PASSED',
  );
  const before = readFileSync(at('renewed.json'), 'utf8');
  for (const [controller, out] of [
    [WEB, 'renewed.json'],
    [DID, 'did-is-no-roster.csv'],
  ] as const) {
    if (out.endsWith('.csv')) writeFileSync(at(out), 'a;b');
    const reply = await ask('seal.controller', { ...seal('first'), controller, out: at(out) });
    assert.ok(!reply.ok);
    assert.equal(reply.problems[0].code, 'file.not-controller-document');
  }
  assert.equal(readFileSync(at('renewed.json'), 'utf8'), before);
});
