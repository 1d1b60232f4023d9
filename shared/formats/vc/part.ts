import type { Part } from '../../credential/part.ts';
import type { Language } from '../../language.ts';
import { ECTS } from '../../vocabulary/concepts.ts';
import { dayStart, duration } from '../elm/node.ts';
import { COURSE_URI, CREDENTIAL_NUMBER, CREDENTIAL_URI } from '../elm/part.ts';
import type { JsonObject } from '../json.ts';
import { vcWriter } from './node.ts';

/** A part of a stack, as the European Digital Credential has it; concepts and organisations by their URI and name only. */
export function partNodes(
  parts: readonly Part[] | undefined,
  languages: readonly Language[],
): readonly JsonObject[] | undefined {
  const { node, words } = vcWriter(languages);
  return parts?.map((part, index) => {
    const name = `part-${index + 1}`;
    const { awardingBody, workload } = part;
    const identifier = (role: string, schemeName: string, notation: string) =>
      node(`${name}-${role}`, 'Identifier', { notation, schemeName });
    return node(name, 'LearningAchievement', {
      title: words(part.title),
      identifier: [
        identifier('credential', CREDENTIAL_URI, part.id),
        ...(part.serial === undefined ? [] : [identifier('serial', CREDENTIAL_NUMBER, part.serial)]),
      ],
      awardedBy: node(`${name}-award`, 'AwardingProcess', {
        awardingBody: { id: awardingBody.id, type: 'Organisation', legalName: words(awardingBody.legalName) },
        awardingDate: dayStart(part.awardedOn),
      }),
      creditReceived:
        workload.ects === undefined
          ? undefined
          : node(`${name}-credit`, 'CreditPoint', {
              framework: { id: ECTS.uri },
              point: String(workload.ects),
            }),
      specifiedBy: node(`${name}-specification`, 'LearningAchievementSpecification', {
        title: words(part.title),
        identifier: part.courses.map((course, at) => identifier(`course-${at + 1}`, COURSE_URI, course)),
        volumeOfLearning: workload.hours === undefined ? undefined : duration(workload.hours),
      }),
    });
  });
}
