import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Assignment, assign, type Demand, type Offer } from './assign.ts';

type Score = readonly [parts: number, short: number, credits: number];

/** Every way to give every offer, scored by the words of the rules alone. */
function bruteForce(demands: readonly Demand[], offers: readonly Offer[]): Score {
  let best: Score | undefined;
  const serves: (number | undefined)[] = [];
  const walk = (at: number): void => {
    const offer = offers[at];
    if (!offer) {
      const score = scoreOf(demands, offers, serves);
      if (score && (!best || compare(score, best) < 0)) best = score;
      return;
    }
    for (const demand of [undefined, ...offer.fits]) {
      serves[at] = demand;
      walk(at + 1);
    }
  };
  walk(0);
  assert.ok(best);
  return best;
}

function scoreOf(
  demands: readonly Demand[],
  offers: readonly Offer[],
  serves: readonly (number | undefined)[],
): Score | undefined {
  let [parts, short, all] = [0, 0, 0];
  for (const [index, { count, most, credits }] of demands.entries()) {
    const given = offers.filter((_, offer) => serves[offer] === index);
    const sum = given.reduce((total, offer) => total + offer.credits, 0);
    if (given.length > most) return undefined;
    parts += Math.max(0, count - given.length);
    short += Math.max(0, credits - sum);
    all += sum;
  }
  return [parts, short, all];
}

function compare(a: Score, b: Score): number {
  return a[0] - b[0] || a[1] - b[1] || b[2] - a[2];
}

function scoreTold({ missingParts, missingCredits, credits }: Assignment): Score {
  return [missingParts, missingCredits, credits];
}

const required: Demand = { count: 1, most: 1, credits: 0 };
const demand: fc.Arbitrary<Demand> = fc.oneof(
  fc.constant(required),
  fc.record({
    count: fc.nat(3),
    most: fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY),
    credits: fc.constantFrom(0, 250, 300, 900),
  }),
);
const problem = fc.array(demand, { maxLength: 4 }).chain((demands) =>
  fc.record({
    demands: fc.constant(demands),
    offers: fc.array(
      fc.record({
        credits: fc.constantFrom(0, 100, 250, 300, 600),
        fits: fc.subarray(demands.map((_, index) => index)),
      }),
      { maxLength: 6 },
    ),
  }),
);

test('no way of giving the parts is better than the one found', () => {
  fc.assert(
    fc.property(problem, ({ demands, offers }) => {
      const found = assign(demands, offers);
      assert.deepEqual(scoreTold(found), bruteForce(demands, offers));
      // What it says of itself is what its giving comes to.
      assert.deepEqual(scoreOf(demands, offers, found.serves), scoreTold(found));
      for (const [index, serves] of found.serves.entries())
        if (serves !== undefined) assert.ok(offers[index]?.fits.includes(serves));
    }),
    { numRuns: 500 },
  );
});

test('an elective does not use up the part that only it leaves to a required course', () => {
  const elective: Demand = { count: 1, most: Number.POSITIVE_INFINITY, credits: 0 };
  const { serves } = assign(
    [elective, required],
    [
      { credits: 300, fits: [0, 1] },
      { credits: 300, fits: [0] },
    ],
  );
  assert.deepEqual(serves, [1, 0]);
});

test('forty parts for forty rules that all of them fit are given at once', () => {
  const demands = Array.from({ length: 40 }, () => required);
  const offers = demands.map((_, index) => ({ credits: 100 + index, fits: demands.map((__, at) => at) }));
  const { missingParts, serves } = assign(demands, offers);
  assert.equal(missingParts, 0);
  assert.equal(new Set(serves).size, 40);
});
