import type { Credential } from '../../credential/credential.ts';
import type { Part } from '../../credential/part.ts';
import { dayStart } from '../elm/node.ts';
import type { JsonObject } from '../json.ts';
import { OPEN_BADGE_CONTEXTS } from './contexts.ts';
import { profile } from './profile.ts';
import { type Speaker, speaker } from './words.ts';

/**
 * The parts of a stack as achievement credentials for its record. Whoever seals the record says of each what the larger
 * credential says of it: that this learner has it, and who awarded it. They are not the parts' own badges, which may
 * never have been made, and name the part's own credential by its id.
 * @param issuer and `identifiers` as the record has them.
 */
export function partBadges(
  credential: Credential,
  { issuer, identifiers }: { readonly issuer: JsonObject; readonly identifiers: readonly JsonObject[] },
): readonly JsonObject[] {
  const { languages, learner, parts = [] } = credential;
  const words = speaker(languages[0], languages);
  return parts.map((part, index) => ({
    '@context': OPEN_BADGE_CONTEXTS,
    id: `${credential.id}#part-${index + 1}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: words.tell(part.title),
    issuer,
    awardedDate: dayStart(part.awardedOn),
    validFrom: credential.issuedAt,
    credentialSubject: {
      id: learner.id,
      type: ['AchievementSubject'],
      identifier: identifiers,
      licenseNumber: part.serial,
      creditsEarned: part.workload.ects,
      achievement: achievement(words, part),
    },
  }));
}

function achievement(words: Speaker, part: Part): JsonObject {
  const { awardingBody, courses, id, title, workload } = part;
  const name = words.tell(title);
  const [course = id] = courses;
  const description = `${name} · ${words.tell(awardingBody.legalName)}`;
  return {
    id: course,
    type: ['Achievement'],
    name,
    description,
    inLanguage: words.language,
    criteria: { narrative: description },
    creator: profile(words, awardingBody),
    creditsAvailable: workload.ects,
    otherIdentifier: [{ type: 'IdentifierEntry', identifier: id, identifierType: 'ext:credentialId' }],
  };
}
