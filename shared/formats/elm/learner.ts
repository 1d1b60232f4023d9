import type { Learner } from '../../credential/credential.ts';
import type { JsonObject } from '../json.ts';
import { dayStart, list, type NodeWriter } from './node.ts';
import { mailbox } from './place.ts';

/**
 * elm:Person, Annex I M1. Names are the same in every language, yet the context makes them language maps and the
 * profile allows one entry each (edc:PersonShape, sh:maxCount 1): they stand under the primary language.
 */
export function learnerNode(write: NodeWriter, learner: Learner, hasClaim: JsonObject): JsonObject {
  const [primary = 'en'] = write.languages;
  const name = (text: string) => (text.trim() ? { [primary]: text } : undefined);
  return {
    id: learner.id,
    type: 'Person',
    fullName: name(learner.fullName),
    givenName: name(learner.givenName),
    familyName: name(learner.familyName),
    dateOfBirth: learner.birthDate && dayStart(learner.birthDate),
    identifier: list(
      learner.studentId
        ? write.node('student-number', 'Identifier', {
            notation: learner.studentId,
            schemeName: 'Student number',
          })
        : undefined,
    ),
    contactPoint: list(
      learner.email
        ? write.node('learner-contact', 'ContactPoint', { emailAddress: list(mailbox(learner.email)) })
        : undefined,
    ),
    hasClaim: list(hasClaim),
  };
}
