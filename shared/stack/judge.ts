import type { CalendarDate } from '../credential/date.ts';
import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { type Assignment, assign, type Demand } from './assign.ts';
import type { EarnedPart, StackLearner } from './earned.ts';
import { faultOf, onePerCourse, type Rejected, twice } from './eligible.ts';
import type { AcceptedRules, CourseRule, ElectiveRule, StackRules } from './rules.ts';
import { anyWords, partName } from './words.ts';

/** A stack that is complete. */
export interface StackResult {
  /** In the order of the rules, and of award within an elective group. */
  readonly parts: readonly CountedPart[];
  /** Sum of the parts; those that tell no credits add none. */
  readonly ects: number;
  /** Sum of the parts; undefined when one of them tells no hours. */
  readonly hours: number | undefined;
}

export interface CountedPart {
  readonly part: EarnedPart;
  /** The rule it fulfils. */
  readonly rule: CourseRule;
}

/**
 * Whether `parts`, all that this learner is known to hold or has presented, make up the larger credential on the day
 * `at` it is awarded, and which of them count. A part counts once; of one course counts one; a part that is inside
 * another part counts either by itself or inside it.
 * Problems: `stack.part-missing`, `stack.electives-too-few`, `stack.elective-credits-too-few`,
 * `stack.credits-too-few`, `stack.workload-untold`; after them, for each part that would have fitted and does not
 * count, why: `stack.learner-differs`, `stack.part-revoked`, `stack.issuer-not-accepted`, `stack.part-later`,
 * `stack.part-expired`, `stack.part-too-old`, `stack.part-used`, `stack.part-twice`.
 */
export function judgeStack(
  rules: AcceptedRules,
  parts: readonly EarnedPart[],
  learner: StackLearner,
  at: CalendarDate,
): Outcome<StackResult> {
  const slots = slotsOf(rules);
  const eligible: EarnedPart[] = [];
  const rejected: Rejected[] = [];
  for (const part of parts) {
    if (!slots.some(({ rule }) => fits(part, rule))) continue;
    const problem = faultOf(part, rules, learner, at);
    if (problem) rejected.push({ part, problem });
    else eligible.push(part);
  }
  const unique = onePerCourse(eligible, rules);
  const chosen = choose(slots, unique.kept, rules);
  const problems = [...unmet(chosen, slots, rules), ...untold(chosen, rules)];
  const [first, ...more] = problems;
  if (!first) return done(resultOf(chosen, slots));
  const why = [...rejected, ...unique.rejected, ...chosen.rejected].map(({ problem }) => problem);
  return refused(first, ...more, ...why);
}

/** A rule with what it demands. */
interface Slot {
  readonly rule: CourseRule | ElectiveRule;
  readonly required: boolean;
  readonly demand: Demand;
}

interface Choice {
  readonly parts: readonly EarnedPart[];
  readonly assignment: Assignment;
  readonly rejected: readonly Rejected[];
}

function slotsOf({ required, electives }: StackRules): readonly Slot[] {
  return [
    ...required.map((rule) => ({ rule, required: true, demand: { count: 1, most: 1, credits: 0 } })),
    ...electives.map((rule) => ({
      rule,
      required: false,
      demand: {
        count: rule.atLeast ?? 0,
        most: rule.atMost ?? Number.POSITIVE_INFINITY,
        credits: hundredths(rule.minEcts),
      },
    })),
  ];
}

function fits({ courses }: EarnedPart, rule: CourseRule): boolean {
  return courses.some((course) => rule.courses.includes(course));
}

/** While one part is inside another: the better of leaving out the whole, and of leaving out what it contains. */
function choose(slots: readonly Slot[], parts: readonly EarnedPart[], rules: AcceptedRules): Choice {
  const whole = parts.find(({ contains }) => parts.some(({ id }) => contains.includes(id)));
  if (!whole) {
    const offers = parts.map((part) => ({
      credits: hundredths(part.workload.ects),
      fits: slots.flatMap(({ rule }, index) => (fits(part, rule) ? [index] : [])),
    }));
    return {
      parts,
      assignment: assign(
        slots.map(({ demand }) => demand),
        offers,
      ),
      rejected: [],
    };
  }
  const inside = ({ id }: EarnedPart) => whole.contains.includes(id);
  const without = (left: (part: EarnedPart) => boolean): Choice => {
    const choice = choose(
      slots,
      parts.filter((part) => !left(part)),
      rules,
    );
    const leftOut = parts.filter(left).map((part) => ({ part, problem: twice(part, rules) }));
    return { ...choice, rejected: [...leftOut, ...choice.rejected] };
  };
  const asOne = without(inside);
  const apart = without((part) => part === whole);
  return better(apart.assignment, asOne.assignment) ? apart : asOne;
}

function better(a: Assignment, b: Assignment): boolean {
  return (
    (a.missingParts - b.missingParts || a.missingCredits - b.missingCredits || b.credits - a.credits) < 0
  );
}

function unmet(
  { parts, assignment }: Choice,
  slots: readonly Slot[],
  rules: AcceptedRules,
): readonly Problem[] {
  const { language, minEcts } = rules;
  const problems = slots.flatMap(({ rule, required, demand }, index): Problem[] => {
    const given = parts.filter((_, part) => assignment.serves[part] === index);
    const have = given.reduce((sum, { workload }) => sum + hundredths(workload.ects), 0);
    const group = anyWords(rule.name, language);
    const found: Problem[] = [];
    if (given.length < demand.count) {
      found.push(
        required
          ? { code: 'stack.part-missing', facts: { part: group } }
          : {
              code: 'stack.electives-too-few',
              facts: { group, have: given.length, need: demand.count },
            },
      );
    }
    if (have < demand.credits) {
      const facts = { group, have: have / 100, need: demand.credits / 100 };
      found.push({ code: 'stack.elective-credits-too-few', facts });
    }
    return found;
  });
  if (assignment.credits < hundredths(minEcts)) {
    const facts = { have: assignment.credits / 100, need: minEcts ?? 0 };
    problems.push({ code: 'stack.credits-too-few', facts });
  }
  return problems;
}

/** Hours that nobody has told cannot be added up. */
function untold({ parts, assignment }: Choice, { language, sumWorkload }: AcceptedRules): readonly Problem[] {
  if (!sumWorkload) return [];
  return parts.flatMap((part, index) =>
    assignment.serves[index] === undefined || part.workload.hours !== undefined
      ? []
      : [{ code: 'stack.workload-untold', facts: { part: partName(part, language) } }],
  );
}

function resultOf({ parts, assignment }: Choice, slots: readonly Slot[]): StackResult {
  const counted = slots.flatMap(({ rule }, index) =>
    parts
      .filter((_, part) => assignment.serves[part] === index)
      .sort((a, b) => `${a.awardedOn} ${a.id}`.localeCompare(`${b.awardedOn} ${b.id}`, 'en'))
      .map((part) => ({ part, rule })),
  );
  const hours = counted.map(({ part }) => part.workload.hours);
  return {
    parts: counted,
    ects: assignment.credits / 100,
    hours: hours.some((each) => each === undefined)
      ? undefined
      : hours.reduce((sum: number, each) => sum + hundredths(each), 0) / 100,
  };
}

/** Whole numbers add up exactly: 0.1 + 0.2 is 0.3 here. */
function hundredths(amount = 0): number {
  return Math.round(amount * 100);
}
