import type { CourseRule, ElectiveRule, StackRules } from '../stack/rules.ts';
import {
  eidasIdentifier,
  flag,
  list,
  localized,
  number,
  object,
  optional,
  type Shape,
  some,
  uri,
  whole,
} from './decode.ts';

/** More than a degree has. */
const MOST_PARTS = 200;

const courseRule: Shape<CourseRule> = { name: localized, courses: some(uri) };

export const stackRules = object<StackRules>({
  required: list(object<CourseRule>(courseRule)),
  electives: list(
    object<ElectiveRule>({
      ...courseRule,
      atLeast: optional(whole(1, MOST_PARTS)),
      minEcts: optional(number(0, 600)),
      atMost: optional(whole(1, MOST_PARTS)),
    }),
  ),
  minEcts: optional(number(0, 600)),
  maxAgeMonths: optional(whole(1, 1200)),
  issuers: optional(some(eidasIdentifier)),
  sumWorkload: optional(flag),
});
