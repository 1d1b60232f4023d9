import type { Learner } from '../../credential/credential.ts';
import { dayStart, type NodeWriter } from '../elm/node.ts';
import { mailbox } from '../elm/place.ts';
import type { JsonObject } from '../json.ts';

/** elm:Person, Annex I M1. A name is in no language: it is the same in all. */
export function subjectNode(
  write: Pick<NodeWriter, 'node'>,
  learner: Learner,
  hasClaim: JsonObject,
): JsonObject {
  return {
    id: learner.id,
    type: 'Person',
    fullName: learner.fullName,
    givenName: learner.givenName || undefined,
    familyName: learner.familyName || undefined,
    dateOfBirth: learner.birthDate && dayStart(learner.birthDate),
    identifier: learner.studentId
      ? write.node('student-number', 'Identifier', {
          notation: learner.studentId,
          schemeName: 'Student number',
        })
      : undefined,
    contactPoint: learner.email
      ? write.node('learner-contact', 'ContactPoint', { emailAddress: mailbox(learner.email) })
      : undefined,
    hasClaim,
  };
}
