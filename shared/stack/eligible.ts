import type { CalendarDate } from '../credential/date.ts';
import { dayMonthsLater } from '../credential/months.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { type EarnedPart, isLearners, type StackLearner } from './earned.ts';
import type { AcceptedRules } from './rules.ts';
import { partName } from './words.ts';

/** A part that fits a rule and yet does not count. */
export interface Rejected {
  readonly part: EarnedPart;
  readonly problem: Problem;
}

/** Why this part cannot count for this learner on this day, whatever else there is; undefined when it can. */
export function faultOf(
  part: EarnedPart,
  rules: AcceptedRules,
  learner: StackLearner,
  at: CalendarDate,
): Problem | undefined {
  const fault = (code: ProblemCode, facts: Problem['facts'] = {}): Problem => ({
    code,
    facts: { part: partName(part, rules.language), ...facts },
  });
  if (!isLearners(part, learner)) return fault('stack.learner-differs', { holder: holderOf(part) });
  if (part.revocation === 'revoked') return fault('stack.part-revoked');
  const awardedBy = part.awardingBody.eidasIdentifier ?? part.awardingBody.id;
  const stranger = [awardedBy, part.sealedBy].find((identifier) => !rules.issuers.includes(identifier));
  if (stranger !== undefined) return fault('stack.issuer-not-accepted', { issuer: stranger });
  if (part.awardedOn > at) return fault('stack.part-later', { date: part.awardedOn, at });
  const validUntil = part.validUntil?.slice(0, 10);
  if (validUntil !== undefined && validUntil < at)
    return fault('stack.part-expired', { date: validUntil, at });
  const months = rules.maxAgeMonths;
  if (months !== undefined && dayMonthsLater(part.awardedOn, months) < at) {
    return fault('stack.part-too-old', { date: part.awardedOn, months });
  }
  if (part.usedIn !== undefined) return fault('stack.part-used', { serial: part.usedIn });
  return undefined;
}

/**
 * Leaves one part of each course, the latest award; the same learning twice is not more learning. Parts of one id are
 * one part, presented more than once, and nothing to speak of.
 */
export function onePerCourse(
  parts: readonly EarnedPart[],
  rules: AcceptedRules,
): { readonly kept: readonly EarnedPart[]; readonly rejected: readonly Rejected[] } {
  const kept: EarnedPart[] = [];
  const rejected: Rejected[] = [];
  const latestFirst = [...parts].sort((a, b) =>
    a.awardedOn < b.awardedOn ? 1 : a.awardedOn > b.awardedOn ? -1 : 0,
  );
  for (const part of latestFirst) {
    if (kept.some(({ id }) => id === part.id)) continue;
    const again = kept.some(({ courses }) => courses.some((course) => part.courses.includes(course)));
    if (again) rejected.push({ part, problem: twice(part, rules) });
    else kept.push(part);
  }
  return { kept, rejected };
}

export function twice(part: EarnedPart, { language }: AcceptedRules): Problem {
  return { code: 'stack.part-twice', facts: { part: partName(part, language) } };
}

function holderOf({ learner }: EarnedPart): string {
  return `${learner.givenName} ${learner.familyName}`.trim();
}
