import { alike, type EarnedPart, type Identity, type StackLearner, wholeName } from './earned.ts';

/** Parts that many learners have presented together, found for one of them. */
export interface Pool {
  /** Those of anybody with this student number or this name: whose they really are is for the rules to say. */
  candidatesFor(learner: StackLearner): readonly EarnedPart[];
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
  const nameless = parts.filter(({ learner }) => wholeName(learner) === '');
  return {
    candidatesFor(learner) {
      const known = [learner.studentId, learner.email].filter((identifier) => identifier !== undefined);
      const answering = nameless.filter((part) => known.some((one) => part.learner.answersTo?.(one)));
      const alike = traitsOf(learner).flatMap((trait) => byTrait.get(trait) ?? []);
      return [...new Set([...alike, ...answering])];
    },
  };
}

function traitsOf(person: Identity): readonly string[] {
  const name = wholeName(person);
  const { studentId } = person;
  return [
    ...(name === '' ? [] : [`name ${name}`]),
    ...(studentId === undefined ? [] : [`number ${alike(studentId)}`]),
  ];
}
