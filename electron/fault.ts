import { type Problem, StudioFault } from '../shared/problem.ts';

/** A fault as a clerk may read it. What is no fault of ours to foresee is `desk.fault` with its own words. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof StudioFault) return { code: cause.code, facts: cause.facts };
  return { code: 'desk.fault', facts: { detail: cause instanceof Error ? cause.message : String(cause) } };
}
