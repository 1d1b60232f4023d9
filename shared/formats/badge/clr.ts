import type { Credential } from '../../credential/credential.ts';
import type { SealableBadge } from '../../sealing/badge-jwt.ts';
import { type Json, type JsonObject, writeJson } from '../json.ts';
import { isMembers, type JsonMembers, type JsonValue } from '../vc/read-json.ts';
import { type BadgeOptions, badgeClaims, identifiers, openBadge } from './achievement-credential.ts';
import { partBadges } from './part.ts';

/** In this order (CLR 2.0 annex B.1.5). */
const CLR_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;

/**
 * A stack as Comprehensive Learner Record 2.0, ready for `prepareBadgeSealer`: the larger credential and those it was
 * made of, each a badge by its own right, and that the one is the parent of the others. A badge with a proof inside is
 * taken over to the letter; one that was sealed as JWT stands here as the data it was sealed over, for the record's
 * schema has members where a JWT has none, and its own file goes along beside.
 * @param parts the documents of `readBadge`, or the JSON of `openBadge`; what the credential says of its parts when untold.
 */
export function learnerRecord(
  credential: Credential,
  options: BadgeOptions,
  parts?: readonly JsonMembers[],
): SealableBadge {
  const whole = JSON.parse(new TextDecoder().decode(openBadge(credential, options).json)) as JsonMembers;
  const id = `${credential.id}#clr`;
  const sourceId = achievementId(whole);
  const known = identifiers(credential, options.engine);
  const inside =
    parts ?? partBadges(credential, { issuer: whole.issuer as JsonObject, identifiers: known }).map(members);
  const json = writeJson({
    '@context': CLR_CONTEXTS,
    id,
    type: ['VerifiableCredential', 'ClrCredential'],
    name: whole.name as string,
    description: whole.description as string | undefined,
    issuer: whole.issuer as Json,
    awardedDate: whole.awardedDate as string,
    validFrom: credential.issuedAt,
    validUntil: credential.validUntil,
    credentialSubject: {
      id: credential.learner.id,
      type: ['ClrSubject'],
      identifier: known,
      verifiableCredential: [whole, ...inside] as readonly Json[],
      association: listed(
        inside.map((part) => ({
          type: 'Association',
          associationType: 'isParentOf',
          sourceId,
          targetId: achievementId(part),
        })),
      ),
    },
    credentialStatus: whole.credentialStatus as Json | undefined,
  });
  return { json, claims: badgeClaims(credential, id, credential.issuer.id) };
}

function members(node: JsonObject): JsonMembers {
  return JSON.parse(new TextDecoder().decode(writeJson(node))) as JsonMembers;
}

function listed(nodes: readonly JsonObject[]): readonly JsonObject[] | undefined {
  return nodes.length > 0 ? nodes : undefined;
}

function achievementId({ credentialSubject }: JsonMembers): string {
  const subject = isMembers(credentialSubject) ? credentialSubject : {};
  const achievement: JsonValue | undefined = subject.achievement;
  const id = isMembers(achievement) ? achievement.id : undefined;
  if (typeof id !== 'string') throw new TypeError('a part of a record is a badge with an achievement');
  return id;
}
