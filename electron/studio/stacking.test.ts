import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recipient } from '../../shared/credential/recipient.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import type { Outcome } from '../../shared/problem.ts';
import type { EarnedPart } from '../../shared/stack/earned.ts';
import type { Template } from '../../shared/template/template.ts';
import type { Stack } from '../batch/stacking.ts';
import { nodeEngine } from '../engine.ts';
import { NOTHING_PRESENTED } from './parts-folder.ts';
import { type StackRegister, stackingOf } from './stacking.ts';

const COURSE = 'https://halcyon.example/courses/one';
const HOME = sampleCredential.award.awardingBody.eidasIdentifier;
const { grade: _, ...achievement } = sampleCredential.achievement;
const template: Template = {
  schema: 'sealwright-template/1',
  id: 'https://halcyon.example/courses/whole',
  version: 1,
  name: { en: 'Whole' },
  kind: 'micro-credential',
  languages: ['en'],
  awardingBody: sampleCredential.award.awardingBody,
  achievement,
  awardedOn: '2026-06-30',
  serialPattern: 'W-{number:3}',
  stack: { required: [{ name: { en: 'One' }, courses: [COURSE] }], electives: [] },
  page: { width: 297, height: 210, styles: {}, elements: [] },
};

const zoe: Recipient = { row: 2, givenName: 'Zoë', familyName: 'Ķēniņš', birthDate: '1999-02-28' };
const part: EarnedPart = {
  id: 'urn:uuid:1',
  serial: 'A-1',
  courses: [COURSE],
  title: { en: 'One' },
  workload: { hours: 25, ects: 1 },
  awardingBody: sampleCredential.award.awardingBody,
  awardedOn: '2026-01-15',
  learner: { givenName: 'Zoë', familyName: 'Ķēniņš', birthDate: '1999-02-28' },
  sealedBy: HOME,
  revocation: 'unknown',
  contains: [],
};

function stacking(presented: EarnedPart, over: Partial<StackRegister> = {}) {
  const register: StackRegister = { heldBy: () => [], usedIn: () => undefined, partsOf: () => [], ...over };
  const made = stackingOf(template, {
    register,
    credentials: '/nowhere',
    presented: { ...NOTHING_PRESENTED, parts: [presented] },
    engine: nodeEngine,
    test: true,
  });
  assert.ok(made);
  return made;
}

const codesOf = (outcome: Outcome<Stack>) => (outcome.ok ? [] : outcome.problems.map(({ code }) => code));

test('what a row under way has claimed no other row gets, until it is released', async () => {
  const stacks = stacking(part);
  const first = await stacks.stack(zoe, 'digest');
  assert.ok(first.ok);
  stacks.claim(first.value, 'W-001');
  const second = await stacks.stack({ ...zoe, row: 3 }, 'other digest');
  assert.deepEqual(codesOf(second), ['stack.part-missing', 'stack.part-used']);
  assert.equal(second.ok ? '' : second.problems[1]?.facts?.serial, 'W-001');
  stacks.release(first.value);
  assert.ok((await stacks.stack({ ...zoe, row: 3 }, 'other digest')).ok);
});

test('what is inside a part counts with it, and is spent when it has counted elsewhere', async () => {
  const inner = 'urn:uuid:inner';
  const free = await stacking({ ...part, contains: [inner] }).stack(zoe, 'digest');
  assert.ok(free.ok);
  assert.deepEqual(free.value.entry, { kind: 'micro-credential', parts: [part.id, inner] });

  const used = (serial: string) => ({
    partsOf: () => [inner],
    usedIn: (id: string) => (id === inner ? serial : undefined),
  });
  // By the part itself, as this register knows.
  const own = await stacking(part, used('A-1')).stack(zoe, 'digest');
  assert.ok(own.ok);
  assert.deepEqual(own.value.entry.parts, [part.id]);
  const elsewhere = await stacking(part, used('B-7')).stack(zoe, 'digest');
  assert.deepEqual(codesOf(elsewhere), ['stack.part-missing', 'stack.part-used']);
});

test('another of the same name is told apart, and told of', async () => {
  const namesake = { ...part, learner: { ...part.learner, birthDate: '1999-02-27' } };
  assert.deepEqual(codesOf(await stacking(namesake).stack(zoe, 'digest')), [
    'stack.part-missing',
    'stack.learner-differs',
  ]);
  const stranger = { ...part, learner: { ...part.learner, givenName: 'Zita' } };
  assert.deepEqual(codesOf(await stacking(stranger).stack(zoe, 'digest')), ['stack.part-missing']);
});

test('what the register has withdrawn does not count, wherever the file comes from', async () => {
  for (const status of ['revoked', 'suspended', 'superseded']) {
    const told = await stacking(part, { statusOf: () => status }).stack(zoe, 'digest');
    assert.deepEqual(codesOf(told), ['stack.part-missing', 'stack.part-revoked']);
  }
  assert.ok((await stacking(part, { statusOf: () => 'valid' }).stack(zoe, 'digest')).ok);
});
