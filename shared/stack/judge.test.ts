import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Outcome } from '../problem.ts';
import type { EarnedPart, StackLearner } from './earned.ts';
import { judgeStack, type StackResult } from './judge.ts';
import type { AcceptedRules } from './rules.ts';

const HOME = 'VATEL-099999990';
const ELSEWHERE = 'VATPT-500000000';
const AT = '2026-06-30';
const learner: StackLearner = {
  givenName: 'Zoë',
  familyName: 'Ķēniņš',
  birthDate: '1999-02-28',
  studentId: 'S-1',
  institution: HOME,
};
const country = { uri: 'urn:country', scheme: 'urn:countries', label: { en: 'Greece' } };

function part(course: string, over: Partial<EarnedPart> = {}): EarnedPart {
  return {
    id: `urn:part:${course}`,
    serial: `HAL-${course}`,
    courses: [`urn:course:${course}`],
    title: { en: `Course ${course}` },
    workload: { hours: 75, ects: 3 },
    awardingBody: {
      id: 'https://halcyon.example',
      legalName: { en: 'Halcyon' },
      country,
      eidasIdentifier: HOME,
    },
    awardedOn: '2026-01-15',
    learner: { givenName: 'Zoë', familyName: 'Ķēniņš', birthDate: '1999-02-28', studentId: 'S-1' },
    sealedBy: HOME,
    revocation: 'unknown',
    contains: [],
    ...over,
  };
}

const course = (name: string) => ({ name: { en: name }, courses: [`urn:course:${name}`] as [string] });
const choice = (...names: [string, ...string[]]) => ({
  name: { en: 'Electives' },
  courses: names.map((name) => `urn:course:${name}`) as [string, ...string[]],
});

function rules(over: Partial<AcceptedRules> = {}): AcceptedRules {
  return { required: [], electives: [], issuers: [HOME], language: 'en', ...over };
}

function codes(outcome: Outcome<StackResult>): readonly string[] {
  return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
}

function counted(outcome: Outcome<StackResult>): readonly string[] {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value.parts.map(({ part: { serial } }) => serial ?? '');
}

test('required parts and electives add up, in the order of the rules', () => {
  const asked = rules({
    required: [course('A')],
    electives: [{ ...choice('B', 'C', 'D'), atLeast: 2, minEcts: 5 }],
    minEcts: 8,
  });
  const held = [
    part('C'),
    part('A', { workload: { hours: 60, ects: 2.1 } }),
    part('B', { workload: { hours: 80.5, ects: 3.2 } }),
  ];
  const judged = judgeStack(asked, held, learner, AT);
  assert.deepEqual(counted(judged), ['HAL-A', 'HAL-B', 'HAL-C']);
  // 2.1 + 3.2 + 3 is 8.3, which floating point would not say.
  assert.deepEqual(judged.ok && [judged.value.ects, judged.value.hours], [8.3, 215.5]);
});

test('a part does not serve two rules', () => {
  const asked = rules({ required: [course('A')], electives: [{ ...choice('A', 'B'), atLeast: 1 }] });
  assert.deepEqual(codes(judgeStack(asked, [part('A')], learner, AT)), ['stack.electives-too-few']);
  assert.deepEqual(counted(judgeStack(asked, [part('B'), part('A')], learner, AT)), ['HAL-A', 'HAL-B']);
});

test('of a course taken twice the later award counts, once', () => {
  const again = part('A', { id: 'urn:part:A2', serial: 'HAL-A2', awardedOn: '2026-05-01' });
  const asked = rules({ electives: [{ ...choice('A', 'B'), atLeast: 1 }] });
  assert.deepEqual(counted(judgeStack(asked, [part('A'), again], learner, AT)), ['HAL-A2']);
  const both = rules({ electives: [{ ...choice('A', 'B'), minEcts: 6 }] });
  assert.deepEqual(codes(judgeStack(both, [part('A'), again], learner, AT)), [
    'stack.elective-credits-too-few',
    'stack.part-twice',
  ]);
});

test('the same file presented twice is one part', () => {
  const asked = rules({ electives: [{ ...choice('A'), minEcts: 6 }] });
  assert.deepEqual(codes(judgeStack(asked, [part('A'), part('A')], learner, AT)), [
    'stack.elective-credits-too-few',
  ]);
});

test('what a part contains does not count beside it, whichever way is better', () => {
  const whole = part('W', { contains: ['urn:part:A', 'urn:part:B'], workload: { hours: 150, ects: 6 } });
  const held = [whole, part('A'), part('B')];
  const asWhole = rules({ required: [course('W')], electives: [choice('A', 'B')] });
  assert.deepEqual(counted(judgeStack(asWhole, held, learner, AT)), ['HAL-W']);
  const asParts = rules({ required: [course('A'), course('B')], electives: [choice('W')] });
  assert.deepEqual(counted(judgeStack(asParts, held, learner, AT)), ['HAL-A', 'HAL-B']);
  const asBoth = rules({ required: [course('A'), course('W')], electives: [] });
  assert.deepEqual(codes(judgeStack(asBoth, held, learner, AT)), ['stack.part-missing', 'stack.part-twice']);
});

for (const [code, over] of [
  ['stack.part-expired', { validUntil: '2026-06-29T23:59:59Z' }],
  ['stack.part-too-old', { awardedOn: '2024-06-29' }],
  ['stack.part-later', { awardedOn: '2026-07-01' }],
  ['stack.part-revoked', { revocation: 'revoked' }],
  ['stack.part-used', { usedIn: 'HAL-9' }],
  ['stack.issuer-not-accepted', { sealedBy: ELSEWHERE }],
  [
    'stack.learner-differs',
    { learner: { givenName: 'Zoë', familyName: 'Ķēniņš', birthDate: '1999-02-28', studentId: 'S-2' } },
  ],
  [
    'stack.learner-differs',
    { learner: { givenName: 'Zoë', familyName: 'Ķēniņš', birthDate: '1999-03-01', studentId: 'S-1' } },
  ],
] as const satisfies readonly (readonly [string, Partial<EarnedPart>])[]) {
  test(`${code}: ${JSON.stringify(over)}`, () => {
    const asked = rules({ required: [course('A')], maxAgeMonths: 24 });
    assert.deepEqual(codes(judgeStack(asked, [part('A', over)], learner, AT)), ['stack.part-missing', code]);
  });
}

test('the last day counts: of validity, and of the age allowed', () => {
  const asked = rules({ required: [course('A')], maxAgeMonths: 24 });
  const last = part('A', { validUntil: '2026-06-30T00:00:00Z', awardedOn: '2024-06-30' });
  assert.ok(judgeStack(asked, [last], learner, AT).ok);
});

test("another institution's student number says nothing; name and date of birth do", () => {
  const asked = rules({ required: [course('A')], issuers: [HOME, ELSEWHERE] });
  const foreign = part('A', {
    awardingBody: { ...part('A').awardingBody, eidasIdentifier: ELSEWHERE },
    sealedBy: ELSEWHERE,
    learner: { givenName: 'ZOË', familyName: 'Ķēniņš', birthDate: '1999-02-28', studentId: 'S-77' },
  });
  assert.ok(judgeStack(asked, [foreign], learner, AT).ok);
  const sameNumber = {
    ...foreign,
    learner: { givenName: 'Ana', familyName: 'Sá', birthDate: '1999-02-28', studentId: 'S-1' },
  };
  assert.deepEqual(codes(judgeStack(asked, [sameNumber], learner, AT)), [
    'stack.part-missing',
    'stack.learner-differs',
  ]);
  const unborn = { ...foreign, learner: { givenName: 'Zoë', familyName: 'Ķēniņš' } };
  assert.deepEqual(codes(judgeStack(asked, [unborn], learner, AT)), [
    'stack.part-missing',
    'stack.learner-differs',
  ]);
});

test('hours that a part does not tell are missed only when they are to be added up', () => {
  const untold = part('A', { workload: { ects: 3 } });
  const asked = rules({ required: [course('A')] });
  assert.ok(judgeStack(asked, [untold], learner, AT).ok);
  assert.deepEqual(codes(judgeStack({ ...asked, sumWorkload: true }, [untold], learner, AT)), [
    'stack.workload-untold',
  ]);
});

test('credits are never counted twice, and whatever passes keeps its rules', () => {
  const names = ['A', 'B', 'C', 'D', 'E'] as const;
  const name = fc.constantFrom(...names);
  const group = fc.record({
    name: fc.constant({ en: 'G' }),
    courses: fc
      .uniqueArray(name, { minLength: 1 })
      .map((picked) => picked.map((each) => `urn:course:${each}`) as [string, ...string[]]),
    atLeast: fc.nat(2),
    minEcts: fc.constantFrom(0, 3, 7.5),
  });
  const held = fc.array(
    fc.record({
      course: name,
      id: fc.nat(7),
      ects: fc.constantFrom(1, 2.5, 3, 6),
      contains: fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
      awardedOn: fc.constantFrom('2025-01-01', '2026-01-01', '2026-12-01'),
    }),
    { maxLength: 7 },
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { maxLength: 2 }),
      fc.array(group, { maxLength: 2 }),
      held,
      (required, electives, made) => {
        const asked = rules({ required: required.map(course), electives, minEcts: 4 });
        const parts = made.map(({ course: of, id, ects, contains, awardedOn }) =>
          part(of, {
            id: `urn:part:${id}`,
            workload: { ects },
            awardedOn,
            contains: contains.filter((each) => each !== id).map((each) => `urn:part:${each}`),
          }),
        );
        const judged = judgeStack(asked, parts, learner, AT);
        if (!judged.ok) return;
        const used = judged.value.parts.map((each) => each.part);
        const ids = used.map(({ id }) => id);
        const courses = used.flatMap((each) => each.courses);
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(new Set(courses).size, courses.length);
        assert.ok(
          used.every(
            ({ contains, awardedOn }) => awardedOn <= AT && !contains.some((id) => ids.includes(id)),
          ),
        );
        const sum = used.reduce((total, { workload }) => total + (workload.ects ?? 0), 0);
        assert.equal(judged.value.ects, sum);
        assert.ok(sum >= 4);
        for (const rule of asked.required) {
          assert.equal(judged.value.parts.filter((each) => each.rule === rule).length, 1);
        }
        for (const rule of asked.electives) {
          const given = judged.value.parts.filter((each) => each.rule === rule);
          assert.ok(given.length >= (rule.atLeast ?? 0));
          assert.ok(
            given.reduce((total, each) => total + (each.part.workload.ects ?? 0), 0) >= (rule.minEcts ?? 0),
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});
