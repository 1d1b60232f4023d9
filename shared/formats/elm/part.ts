import type { Part } from '../../credential/part.ts';
import { ECTS } from '../../vocabulary/concepts.ts';
import type { JsonObject } from '../json.ts';
import { dayStart, duration, list, type NodeWriter } from './node.ts';
import { organisationNode } from './organisation.ts';

/** `elm:Identifier/schemeName` of a credential's own URI, and of the URI of what was learned. */
export const CREDENTIAL_URI = 'Credential URI';
export const COURSE_URI = 'Course URI';
export const CREDENTIAL_NUMBER = 'Credential number';

export function partNodes(write: NodeWriter, parts: readonly Part[]): readonly JsonObject[] {
  return parts.map((part, index) => partNode(write, part, index));
}

/**
 * A part of a stack as elm:LearningAchievement, the value of elm:hasPart: what it was, whose it is, what it brought,
 * and by its identifiers which credential says more. Whether it is still good is asked of that credential.
 */
function partNode(write: NodeWriter, part: Part, index: number): JsonObject {
  const name = `part-${index + 1}`;
  const { awardingBody, workload } = part;
  const identifier = (role: string, schemeName: string, notation: string | undefined) =>
    notation === undefined
      ? undefined
      : write.node(`${name}-${role}`, 'Identifier', { notation, schemeName });
  return write.node(name, 'LearningAchievement', {
    title: write.words(part.title),
    identifier: list(
      identifier('credential', CREDENTIAL_URI, part.id),
      identifier('serial', CREDENTIAL_NUMBER, part.serial),
    ),
    awardedBy: write.node(`${name}-award`, 'AwardingProcess', {
      // Named by its URI, for another part may come from the same body.
      awardingBody: list(
        organisationNode(write, `body-${encodeURIComponent(awardingBody.id)}`, awardingBody),
      ),
      awardingDate: dayStart(part.awardedOn),
    }),
    creditReceived: list(creditNode(write, name, workload.ects)),
    specifiedBy: write.node(`${name}-specification`, 'LearningAchievementSpecification', {
      title: write.words(part.title),
      identifier: list(
        ...part.courses.map((course, at) => identifier(`course-${at + 1}`, COURSE_URI, course)),
      ),
      volumeOfLearning: workload.hours === undefined ? undefined : duration(workload.hours),
    }),
  });
}

function creditNode(write: NodeWriter, name: string, ects: number | undefined): JsonObject | undefined {
  if (ects === undefined) return undefined;
  return write.node(`${name}-credit`, 'CreditPoint', { framework: write.concept(ECTS), point: String(ects) });
}
