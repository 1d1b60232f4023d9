import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Credential } from '../credential/credential.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { sampleVariants } from '../credential/sample-variants.ts';
import type { Engine } from '../engine.ts';
import { elmCredential } from '../formats/elm.ts';
import { elmo } from '../formats/elmo.ts';
import { writeJson } from '../formats/json.ts';
import { writeCanonical } from '../sealing/xml.ts';
import { summarise } from './summary.ts';

const engine = {
  hash: (_: string, ...parts: readonly Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return new Uint8Array(hash.digest());
  },
} as unknown as Engine;

const bytes = (text: string) => new TextEncoder().encode(text);
const json = (credential: Credential) => writeJson(elmCredential(credential, []));

test('whether it is a degree is read from the data of either format', async () => {
  const { degree } = sampleVariants;
  assert.ok(degree);
  for (const credential of [sampleCredential, degree]) {
    const expected = {
      serial: credential.serial,
      name: credential.learner.fullName,
      title: credential.achievement.title.en,
      kind: credential.kind,
    };
    assert.deepEqual(await summarise('json', json(credential), engine), expected);
    assert.deepEqual(await summarise('xml', bytes(writeCanonical(elmo(credential))), engine), expected);
  }
});

test('data that say nothing of it, or both, leave it open', async () => {
  const text = new TextDecoder().decode(json(sampleCredential));
  const micro = 'urn:sealwright:credential-kind:micro-credential';
  const foreign = text.replaceAll(micro, 'urn:else');
  assert.equal((await summarise('json', bytes(foreign), engine))?.kind, undefined);
  assert.equal((await summarise('json', bytes(foreign), engine))?.serial, sampleCredential.serial);
  const type = 'http://data.europa.eu/snb/learning-opportunity/74a4a268e8';
  const both = text.replaceAll(type, 'urn:sealwright:credential-kind:degree');
  assert.equal((await summarise('json', bytes(both), engine))?.kind, undefined);
});
