import { alike, type EarnedPart, type Identity } from './earned.ts';

/** Parts that many learners have presented together, found for one of them. */
export interface Pool {
  /** Those of anybody with this student number or this name: whose they really are is for the rules to say. */
  candidatesFor(learner: Identity): readonly EarnedPart[];
}

export function poolOf(parts: readonly EarnedPart[]): Pool {
  const byTrait = new Map<string, EarnedPart[]>();
  for (const part of parts) {
    for (const trait of traitsOf(part.learner)) {
      const sharing = byTrait.get(trait);
      if (sharing) sharing.push(part);
      else byTrait.set(trait, [part]);
    }
  }
  return {
    candidatesFor: (learner) => [...new Set(traitsOf(learner).flatMap((trait) => byTrait.get(trait) ?? []))],
  };
}

function traitsOf({ givenName, familyName, studentId }: Identity): readonly string[] {
  const name = `${givenName} ${familyName}`;
  return [`name ${alike(name)}`, ...(studentId === undefined ? [] : [`number ${alike(studentId)}`])];
}
