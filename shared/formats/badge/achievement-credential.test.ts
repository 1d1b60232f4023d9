import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { nodeEngine } from '../../../electron/engine.ts';
import type { Credential } from '../../credential/credential.ts';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { sampleVariants } from '../../credential/sample-variants.ts';
import { prepareBadgeSealer } from '../../sealing/badge-jwt.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { termProblems } from '../vc/terms.ts';
import { openBadge } from './achievement-credential.ts';
import { checkBadge } from './check.ts';
import { learnerRecord } from './clr.ts';
import { readBadge } from './import.ts';

const REFERENCE = new URL('../../../../shared/reference/ob3/', import.meta.url);
const skip = existsSync(REFERENCE) ? false : 'the 1EdTech reference data are not at hand';
const options = { engine: nodeEngine };
const at = '2026-06-30T10:15:00Z';

// biome-ignore lint/suspicious/noExplicitAny: any JSON at all.
type Tree = any;

function tree(credential: Credential, more: object = {}): Tree {
  return JSON.parse(new TextDecoder().decode(openBadge(credential, { ...options, ...more }).json));
}

const image = {
  mediaType: 'image/svg+xml',
  bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
} as const;

const status = { listUrl: 'https://halcyon.example/status/1', index: 7 };
const CREDENTIALS: Readonly<Record<string, Credential>> = {
  sample: sampleCredential,
  'with status': { ...sampleCredential, status },
  ...sampleVariants,
};

test('the official JSON Schema accepts every kind of credential in every language', { skip }, () => {
  const file = new URL('schemas/ob_v3p0_achievementcredential_schema.json', REFERENCE);
  const ajv = new Ajv2019({ strict: false, formats: { 'date-time': true, date: true } });
  const fits = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  for (const [name, credential] of Object.entries(CREDENTIALS)) {
    for (const language of credential.languages) {
      const badge = tree(credential, { language, image });
      assert.ok(fits(badge), `${name} ${language}: ${JSON.stringify(fits.errors)}`);
    }
  }
});

test('JSON-LD knows every term, and our own check finds nothing', async () => {
  const sealer = prepareBadgeSealer(await makeSampleSeal('ES256'), nodeEngine);
  assert.ok(sealer.ok);
  for (const [name, credential] of Object.entries(CREDENTIALS)) {
    const badge = openBadge(credential, { ...options, image });
    assert.deepEqual(await termProblems(JSON.parse(new TextDecoder().decode(badge.json))), [], name);
    assert.deepEqual(await checkBadge(await sealer.value.seal(badge, { at }), at), [], name);
  }
});

test('it says what the credential says', () => {
  const badge = tree(sampleCredential, { language: 'el' });
  const { achievement, learner } = sampleCredential;
  const subject = badge.credentialSubject;
  assert.equal(badge.name, achievement.title.el);
  assert.equal(subject.achievement.inLanguage, 'el');
  assert.equal(subject.achievement.achievementType, 'MicroCredential');
  assert.equal(subject.creditsEarned, achievement.workload.ects);
  assert.equal(subject.result[0].value, achievement.grade?.value);
  assert.equal(subject.result[0].resultDescription, subject.achievement.resultDescription[0].id);
  assert.equal(subject.licenseNumber, sampleCredential.serial);
  assert.equal(subject.identifier[0].identityHash, learner.fullName);
  for (const { title, skills } of achievement.outcomes) {
    assert.ok(subject.achievement.criteria.narrative.includes(`- ${title.el}`));
    for (const { uri } of skills) {
      assert.ok(subject.achievement.alignment.some((entry: Tree) => entry.targetUrl === uri));
    }
  }
  const eqf = subject.achievement.alignment.find((entry: Tree) => entry.targetType === 'ext:EQF');
  assert.deepEqual([eqf.targetCode, eqf.targetUrl], ['6', achievement.level.eqf.uri]);
  assert.match(badge.description, /.+ — .+/);
});

test('what is nobody’s business stays out, and can be compared all the same', () => {
  const text = JSON.stringify(tree(sampleCredential));
  const { birthDate = '', email = '', id, studentId = '' } = sampleCredential.learner;
  for (const secret of [birthDate, email, studentId]) {
    assert.ok(secret !== '' && !text.includes(secret), secret);
  }
  // Open Badges 3.0 annex B.2.4: sha256$ and the hash over value and salt.
  const hash = createHash('sha256').update(`${email}${id}`).digest('hex');
  assert.ok(text.includes(`"identityHash":"sha256$${hash}","identityType":"emailAddress","salt":"${id}"`));
});

test('an achievement is the same for all learners, another after any change, and told in each language', () => {
  const { achievement } = sampleCredential;
  const idOf = (credential: Credential, language?: 'el') =>
    tree(credential, language && { language }).credentialSubject.achievement.id as string;
  const own = idOf(sampleCredential);
  const learner = { ...sampleCredential.learner, id: 'urn:uuid:0198f3c2-7a51-7c3e-9d40-5b1f6f0a2e99' };
  const grade = { ...achievement.grade, value: '5' };
  assert.equal(idOf({ ...sampleCredential, learner, achievement: { ...achievement, grade } }), own);
  assert.match(own, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}#en$/);
  const workload = { hours: 61, ects: 2.5 };
  assert.notEqual(idOf({ ...sampleCredential, achievement: { ...achievement, workload } }), own);
  const greek = idOf(sampleCredential, 'el');
  assert.equal(greek, own.replace('#en', '#el'));
  assert.equal(tree(sampleCredential).credentialSubject.achievement.related[0].id, greek);
});

test('words cannot become Markdown or HTML', () => {
  const { achievement } = sampleCredential;
  const title = { en: '<img src=x> *a* [b](c)\n# d', el: 'x' };
  const [first, ...others] = achievement.outcomes;
  assert.ok(first);
  const outcomes = [{ ...first, title }, ...others];
  const badge = tree({ ...sampleCredential, achievement: { ...achievement, outcomes } });
  const [line] = badge.credentialSubject.achievement.criteria.narrative.split('\n');
  assert.equal(line, '- \\<img src=x\\> \\*a\\* \\[b\\](c) # d');
});

test('a stack is a record of badges, each of which stands by itself', { skip }, async () => {
  const sealer = prepareBadgeSealer(await makeSampleSeal('RS256'), nodeEngine);
  assert.ok(sealer.ok);
  const foreign = readFileSync(new URL('validator-samples/simple-did-key-method.json', REFERENCE));
  const own = await sealer.value.seal(openBadge({ ...sampleCredential, id: 'urn:uuid:1' }, options), { at });
  const parts = [];
  for (const file of [foreign, own]) {
    const read = await readBadge(new Uint8Array(file));
    assert.ok(read.ok, JSON.stringify(read));
    parts.push(read.value.document);
  }
  const record = learnerRecord(sampleCredential, options, parts);
  assert.deepEqual(await checkBadge(await sealer.value.seal(record, { at }), at), []);
  const value: Tree = JSON.parse(new TextDecoder().decode(record.json));
  assert.deepEqual(value.credentialSubject.verifiableCredential.slice(1), parts);
  const whole = value.credentialSubject.verifiableCredential[0].credentialSubject.achievement.id;
  for (const [index, association] of value.credentialSubject.association.entries()) {
    assert.equal(association.sourceId, whole);
    const subject = parts[index]?.credentialSubject as Tree;
    assert.equal(association.targetId, subject.achievement.id);
  }
  // JSON-LD with 1EdTech's own context of records: no term is dropped.
  const url = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';
  const context = JSON.parse(readFileSync(new URL('contexts/clr-v2p0-2.0.1.json', REFERENCE), 'utf8'));
  assert.deepEqual(await termProblems(value, new Map([[url, context]])), []);
});

test('a record made of what a stack says of its parts: every part by the schema, linked, every term known', {
  skip,
}, async () => {
  const { awardingBody, awardedOn } = sampleCredential.award;
  const told = { workload: { hours: 25, ects: 1 }, awardingBody, awardedOn };
  const credential: Credential = {
    ...sampleCredential,
    parts: [
      {
        ...told,
        id: 'urn:uuid:1',
        serial: 'A-1',
        courses: ['https://halcyon.example/1'],
        title: { en: 'One' },
      },
      { ...told, id: 'urn:uuid:2', courses: [], title: { el: 'Δύο' }, workload: {} },
    ],
  };
  const record = learnerRecord(credential, options);
  const sealer = prepareBadgeSealer(await makeSampleSeal('ES256'), nodeEngine);
  assert.ok(sealer.ok);
  assert.deepEqual(await checkBadge(await sealer.value.seal(record, { at }), at), []);
  const value: Tree = JSON.parse(new TextDecoder().decode(record.json));
  const [, ...parts] = value.credentialSubject.verifiableCredential;
  const file = new URL('schemas/ob_v3p0_achievementcredential_schema.json', REFERENCE);
  const ajv = new Ajv2019({ strict: false, formats: { 'date-time': true, date: true } });
  const fits = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  for (const part of parts) assert.ok(fits(part), JSON.stringify(fits.errors));
  assert.deepEqual(
    value.credentialSubject.association.map(({ targetId }: Tree) => targetId),
    ['https://halcyon.example/1', 'urn:uuid:2'],
  );
  const url = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';
  const context = JSON.parse(readFileSync(new URL('contexts/clr-v2p0-2.0.1.json', REFERENCE), 'utf8'));
  assert.deepEqual(await termProblems(value, new Map([[url, context]])), []);
});
