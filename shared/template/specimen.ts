import type { Credential, Instant } from '../credential/credential.ts';
import type { Part } from '../credential/part.ts';
import type { Recipient } from '../credential/recipient.ts';
import type { Outcome } from '../problem.ts';
import { drawUp } from './draw-up.ts';
import { serialFrom } from './serial.ts';
import type { Template } from './template.ts';

/** Nobody's name; as long and as full of marks as names come. */
const INVENTED: Recipient = {
  row: 0,
  givenName: 'Zoë Aurélie',
  familyName: 'Łukaszewska-Đorđević',
  birthDate: '1998-02-14',
  studentId: '0000000',
  grade: '9',
};

const SPECIMEN_ID = 'urn:uuid:00000000-0000-4000-8000-000000000000';

/**
 * The credential of an invented learner who has everything the template can show: to look at a page before there is a
 * roster. Without `test` as a real one would be. Problems: those of `drawUp`.
 */
export function specimenOf(template: Template, issuedAt: Instant, test: boolean): Outcome<Credential> {
  const today = issuedAt.slice(0, 10);
  const parts = partsOf(template, today);
  return drawUp(
    template,
    { ...INVENTED, awardedOn: template.awardedOn ?? today },
    {
      ...{ id: SPECIMEN_ID, learnerId: SPECIMEN_ID, issuedAt, test },
      serial: serialFrom(template.serialPattern, { year: Number(today.slice(0, 4)), number: 42 }),
      issuer: template.issuer ?? template.awardingBody,
      ...(parts && { stack: { parts } }),
    },
  );
}

/** A part for every course that the rules name. */
function partsOf(
  { stack, awardingBody, serialPattern }: Template,
  awardedOn: string,
): readonly Part[] | undefined {
  return (
    stack &&
    [...stack.required, ...stack.electives].map(({ name, courses }, at) => ({
      id: `${SPECIMEN_ID.slice(0, -2)}${String(at + 1).padStart(2, '0')}`,
      serial: serialFrom(serialPattern, { year: Number(awardedOn.slice(0, 4)), number: at + 1 }),
      courses,
      title: name,
      workload: { hours: 25, ects: 1 },
      awardingBody,
      awardedOn,
    }))
  );
}
