import type { Credential, StatusEntry } from '../../credential/credential.ts';
import { kindStatement } from '../../credential/kind-names.ts';
import type { Engine } from '../../engine.ts';
import { hexOf } from '../../hexadecimal.ts';
import type { Language } from '../../language.ts';
import type { BadgeClaims, SealableBadge } from '../../sealing/badge-jwt.ts';
import { secondsOf } from '../../sealing/compact-jws.ts';
import { TEST_CREDENTIAL } from '../../vocabulary/note-subjects.ts';
import { oncePerCourse } from '../course.ts';
import { dayStart } from '../elm/node.ts';
import { constant, type JsonObject, writeJson } from '../json.ts';
import { achievementNode, resultNode } from './achievement.ts';
import { OPEN_BADGE_CONTEXTS } from './contexts.ts';
import type { BadgeImage } from './image.ts';
import { profile } from './profile.ts';
import { type Speaker, speaker } from './words.ts';

/** Give the same object for every learner of a batch: what they have in common is kept with it. */
export interface BadgeOptions {
  readonly engine: Pick<Engine, 'hash'>;
  /** The credential's primary language when untold. */
  readonly language?: Language;
  readonly image?: BadgeImage;
}

/**
 * The credential as Open Badges 3.0 OpenBadgeCredential in one language, ready for `prepareBadgeSealer`. Badges are made
 * to be shown around: the name stands in clear, e-mail address and student number as salted hashes, by which they can be
 * compared and not read, and the date of birth not at all.
 */
export function openBadge(credential: Credential, options: BadgeOptions): SealableBadge {
  const { achievement, issuer, learner } = credential;
  const course = courseOf(credential, options);
  const json = writeJson({
    '@context': OPEN_BADGE_CONTEXTS,
    id: badgeId(credential, course.language),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: course.name,
    description: course.description[credential.test ? 'test' : 'true'],
    issuer: course.issuer,
    awardedDate: dayStart(credential.award.awardedOn),
    validFrom: credential.issuedAt,
    validUntil: credential.validUntil,
    credentialSubject: {
      id: learner.id,
      type: ['AchievementSubject'],
      identifier: identifiers(credential, options.engine),
      licenseNumber: credential.serial,
      creditsEarned: achievement.workload.ects,
      achievement: course.achievement,
      result: achievement.grade && [resultNode(credential, course.achievement)],
    },
    credentialStatus: credential.status && statusEntry(credential.status),
  } as JsonObject);
  return { json, claims: badgeClaims(credential, badgeId(credential, course.language), issuer.id) };
}

export function badgeClaims(
  { issuedAt, learner, validUntil }: Credential,
  id: string,
  issuer: string,
): BadgeClaims {
  return {
    iss: issuer,
    jti: id,
    sub: learner.id,
    nbf: secondsOf(issuedAt),
    ...(validUntil !== undefined && { exp: secondsOf(validUntil) }),
  };
}

/** One credential told in another language is another document, and says so in its id. */
function badgeId({ id, languages }: Credential, language: Language): string {
  return language === languages[0] ? id : `${id}#${language}`;
}

/** Bitstring Status List v1.0 clause 2.1. */
function statusEntry({ listUrl, index }: StatusEntry): JsonObject {
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: listUrl,
  };
}

/** IdentityObject (annex B.1.13), Annex I M1. */
export function identifiers({ learner }: Credential, { hash }: Pick<Engine, 'hash'>): readonly JsonObject[] {
  const hashed = (identityType: string, value: string | undefined): JsonObject[] => {
    if (!value) return [];
    // The learner's random UUID is as good a salt as any: it is this credential's own.
    const digest = hash('SHA-256', utf8.encode(value + learner.id));
    const identityHash = `sha256$${hexOf(digest)}`;
    return [{ type: 'IdentityObject', hashed: true, identityHash, identityType, salt: learner.id }];
  };
  return [
    { type: 'IdentityObject', hashed: false, identityHash: learner.fullName, identityType: 'name' },
    ...hashed('emailAddress', learner.email),
    ...hashed('ext:studentNumber', learner.studentId),
  ];
}

const utf8 = new TextEncoder();

/** What the badges of one course have in common, written to bytes once. */
interface Course {
  readonly language: Language;
  readonly name: string;
  readonly issuer: JsonObject;
  readonly achievement: JsonObject;
  readonly description: { readonly test: string | undefined; readonly true: string | undefined };
}

const courses = new WeakMap<BadgeOptions, (credential: Credential) => Course>();

function courseOf(credential: Credential, options: BadgeOptions): Course {
  let known = courses.get(options);
  if (!known) {
    known = oncePerCourse((first) => layDown(first, options));
    courses.set(options, known);
  }
  return known(credential);
}

function layDown(credential: Credential, { engine, image, language }: BadgeOptions): Course {
  const words = speaker(language ?? credential.languages[0], credential.languages);
  return {
    language: words.language,
    name: words.tell(credential.achievement.title),
    issuer: constant(profile(words, credential.issuer)),
    achievement: constant(achievementNode(words, credential, engine, image)),
    description: { test: described(words, credential, true), true: described(words, credential, false) },
  };
}

/** What wallets show beside the name: that it is a test, no degree, issued by mandate. */
function described({ say }: Speaker, { kind, mandate }: Credential, test: boolean): string | undefined {
  const sentences = [
    test ? say(TEST_CREDENTIAL.label) : undefined,
    say(kindStatement(kind)),
    say(mandate?.statement),
  ].filter((sentence) => sentence);
  return sentences.length > 0 ? sentences.join(' — ') : undefined;
}
