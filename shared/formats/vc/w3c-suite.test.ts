import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readVerifiableCredential } from './check.ts';

/*
 * The W3C's inputs for implementations of VC Data Model 2.0 (vc-data-model-2.0-test-suite) and its JSON Schema.
 */
const REFERENCE = new URL('../../../../shared/reference/vc/', import.meta.url);
const SUITE = new URL('vcdm2-test-suite/', REFERENCE);
const skip = existsSync(SUITE) ? false : 'the W3C reference data are not at hand';

type Tree = { [key: string]: unknown };
const utf8 = new TextEncoder();

const readTree = (url: URL): Tree => JSON.parse(readFileSync(url, 'utf8')) as Tree;

/** The examples' context has a `@vocab`: it is for tests and not bundled. */
const examples = () =>
  new Map([
    [
      'https://www.w3.org/ns/credentials/examples/v2',
      readTree(new URL('vc-data-model/contexts/credentials/examples/v2', REFERENCE)),
    ],
  ]);

/** What the suite's runner puts in before it sends an input: an issuer, and moments before and after now. */
function complete(name: string, input: Tree): Tree {
  const text = JSON.stringify(input)
    .replaceAll('PAST DATE', '2020-01-01T00:00:00Z')
    .replaceAll('FUTURE DATE', '2090-01-01T00:00:00Z');
  const tree = JSON.parse(text) as Tree;
  const issuer = 'https://issuer.example';
  if (name.includes('no-issuer')) return tree;
  if (tree.issuer === undefined) return { ...tree, issuer };
  if (typeof tree.issuer !== 'object' || tree.issuer === null || 'id' in tree.issuer) return tree;
  return { ...tree, issuer: { id: issuer, ...tree.issuer } };
}

const inputs = skip
  ? []
  : (readdirSync(SUITE, { recursive: true }) as string[])
      .filter((name) => /(^|\/)(credential|issuer)-.*\.json$/.test(name))
      .sort();

test('the W3C suite is whole', { skip }, () => {
  assert.ok(inputs.length >= 90, `only ${inputs.length} inputs`);
});

for (const name of inputs) {
  const good = name.endsWith('-ok.json');
  test(`${good ? 'accepts' : 'refuses'} ${name}`, async () => {
    const input = complete(name, readTree(new URL(name, SUITE)));
    const read = await readVerifiableCredential(utf8.encode(JSON.stringify(input)), examples());
    assert.equal(read.ok, good, JSON.stringify(read));
  });
}

test('a presentation is no credential', { skip }, async () => {
  const names = (readdirSync(SUITE) as string[]).filter((name) => name.startsWith('presentation-'));
  assert.ok(names.length > 20);
  for (const name of names) {
    const read = await readVerifiableCredential(readFileSync(new URL(name, SUITE)), examples());
    assert.ok(!read.ok, name);
  }
});

/** The schema wants `verificationMethod` in every proof; the suite accepts a proof without. */
const SCHEMA_IS_STRICTER = ['credential-proof-ok.json'];

test('whatever the W3C’s JSON Schema refuses is refused here', { skip }, async () => {
  const folder = new URL('vc-data-model/schema/verifiable-credential/', REFERENCE);
  const schema = new Ajv2020({ strict: false }).compile(
    readTree(new URL('verifiable-credential-schema.json', folder)),
  );
  let refused = 0;
  for (const name of inputs) {
    const input = complete(name, readTree(new URL(name, SUITE)));
    if (schema(input) || SCHEMA_IS_STRICTER.includes(name)) continue;
    refused += 1;
    const read = await readVerifiableCredential(utf8.encode(JSON.stringify(input)), examples());
    assert.ok(!read.ok, name);
  }
  assert.ok(refused > 15, `the schema refuses only ${refused}`);
});
