import { done, type Outcome, refused } from '../../problem.ts';
import type { BadgeProof } from '../../sealing/badge-jwt-check.ts';
import { isMembers, type JsonMembers, type JsonValue } from '../vc/read-json.ts';
import { contentProblems, proofProblems, proveBadge } from './check.ts';
import { openBadgeFile } from './file.ts';
import { momentNames } from './structure.ts';

/** What an Open Badge from anywhere says, as far as a stack asks of its parts. */
export interface ImportedBadge {
  readonly id: string;
  readonly achievement: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    /** `MicroCredential`, `Course`, … or `ext:…` */
    readonly type: string | undefined;
    readonly language: string | undefined;
  };
  readonly issuer: { readonly id: string; readonly name: string | undefined };
  readonly learner: {
    readonly id: string | undefined;
    /** Only where the badge tells it in clear. */
    readonly name: string | undefined;
    readonly identifiers: readonly JsonMembers[];
  };
  /** Credits of whatever system; that they are ECTS nobody says. */
  readonly credits: number | undefined;
  readonly result: string | undefined;
  readonly alignments: readonly ImportedAlignment[];
  /** As written, with a zone. */
  readonly validFrom: string;
  readonly validUntil: string | undefined;
  /** Where to ask whether it has been revoked; nobody has asked yet. */
  readonly status: JsonMembers | undefined;
  /**
   * That the file is as somebody signed it, never who that was: `holds` with certificates can be traced to one that is
   * trusted; `unverifiable` waits for the issuer's server.
   */
  readonly integrity: Exclude<BadgeProof, { readonly proof: 'wrong' }>;
  readonly baked: 'png' | 'svg' | undefined;
  /** The credential itself, for `learnerRecord`. */
  readonly document: JsonMembers;
}

export interface ImportedAlignment {
  readonly name: string;
  readonly url: string;
  readonly type: string | undefined;
  readonly framework: string | undefined;
  readonly code: string | undefined;
}

/**
 * Reads an Open Badge 3.0 of any issuer and form (JWT, JSON with an embedded proof, baked PNG or SVG), on either edition
 * of the W3C data model, to count into a stack. Whether it is valid today is for the stack's rules.
 * Problems: those of the file and its data, `payload.proof-wrong` for a badge changed after sealing and
 * `payload.proof-missing` for one that was never sealed.
 */
export async function readBadge(bytes: Uint8Array): Promise<Outcome<ImportedBadge>> {
  const opened = openBadgeFile(bytes);
  if (!opened.ok) return opened;
  const file = opened.value;
  const [first, ...more] = await contentProblems(file);
  if (first) return refused(first, ...more);
  const integrity = await proveBadge(file);
  if (!integrity || integrity.proof === 'wrong') {
    return refused(proofProblems(integrity)[0] ?? { code: 'payload.proof-missing' });
  }
  const { credential, baked } = file;
  const subject = membersOf(credential.credentialSubject);
  const achievement = membersOf(subject.achievement);
  if (Array.isArray(credential.credentialSubject) || achievement.id === undefined) {
    // A record of many (CLR) is read part by part.
    return refused({ code: 'payload.value-wrong', where: { element: 'type' }, facts: { element: 'type' } });
  }
  const issuer = isMembers(credential.issuer) ? credential.issuer : { id: credential.issuer ?? null };
  const { from, until } = momentNames(credential);
  const identifiers = listOf(subject.identifier);
  const name = identifiers.find(({ hashed, identityType }) => hashed === false && identityType === 'name');
  const [result] = listOf(subject.result);
  const credits = subject.creditsEarned ?? achievement.creditsAvailable;
  return done({
    id: text(credential.id) ?? '',
    achievement: {
      id: text(achievement.id) ?? '',
      name: text(achievement.name) ?? '',
      description: text(achievement.description) ?? '',
      type: text(achievement.achievementType),
      language: text(achievement.inLanguage),
    },
    issuer: { id: text(issuer.id) ?? '', name: text(issuer.name) },
    learner: { id: text(subject.id), name: text(name?.identityHash), identifiers },
    credits: typeof credits === 'number' ? credits : undefined,
    result: text(result?.value),
    alignments: listOf(achievement.alignment).map((alignment) => ({
      name: text(alignment.targetName) ?? '',
      url: text(alignment.targetUrl) ?? '',
      type: text(alignment.targetType),
      framework: text(alignment.targetFramework),
      code: text(alignment.targetCode),
    })),
    validFrom: text(credential[from]) ?? '',
    validUntil: text(credential[until]),
    status: isMembers(credential.credentialStatus) ? credential.credentialStatus : undefined,
    integrity,
    baked,
    document: credential,
  });
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function membersOf(value: JsonValue | undefined): JsonMembers {
  return isMembers(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonMembers[] {
  return [value ?? []].flat().filter((item): item is JsonMembers => isMembers(item as JsonValue));
}
