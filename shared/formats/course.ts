import type { Credential } from '../credential/credential.ts';

/**
 * `make`, called once for the credentials of one course and not again for each learner: they share the parts of their
 * template by identity, and only the grade's value, the dates and the learner are their own.
 */
export function oncePerCourse<T>(make: (credential: Credential) => T): (credential: Credential) => T {
  const courses = new WeakMap<object, { readonly credential: Credential; readonly made: T }>();
  return (credential) => {
    const key = credential.achievement.title;
    const last = courses.get(key);
    if (last && sameCourse(last.credential, credential)) return last.made;
    const made = make(credential);
    courses.set(key, { credential, made });
    return made;
  };
}

function sameCourse(a: Credential, b: Credential): boolean {
  const { grade: gradeA, ...courseA } = a.achievement;
  const { grade: gradeB, ...courseB } = b.achievement;
  return (
    a.kind === b.kind &&
    a.course === b.course &&
    a.issuer === b.issuer &&
    a.mandate === b.mandate &&
    a.award.awardingBody === b.award.awardingBody &&
    a.award.partners === b.award.partners &&
    a.award.country === b.award.country &&
    a.languages.join() === b.languages.join() &&
    gradeA?.scheme === gradeB?.scheme &&
    sameParts(courseA, courseB)
  );
}

function sameParts(a: object, b: object): boolean {
  const parts = Object.entries(a);
  return (
    parts.length === Object.keys(b).length &&
    parts.every(([key, part]) => part === (b as Readonly<Record<string, unknown>>)[key])
  );
}
