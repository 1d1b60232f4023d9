import type { Instant } from '../credential/date.ts';
import type { Part } from '../credential/part.ts';

/** Who somebody is, as far as a roster or a credential tells. */
export interface Identity {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate?: string;
  readonly studentId?: string;
}

/** Whose a credential is, which may tell some of it as digests only. */
export interface Holder extends Identity {
  /** Whether one of the digests is of this student number or e-mail address. */
  readonly answersTo?: (identifier: string) => boolean;
}

/** A learner who asks for the larger credential. */
export interface StackLearner extends Identity {
  /** Legal identifier of whose student number it is. */
  readonly institution: string;
  readonly email?: string;
}

/** A credential that somebody holds and that may become a part; read from bytes whose seal was proven. */
export interface EarnedPart extends Part {
  readonly learner: Holder;
  /** Legal identifier of who sealed it, out of the seal's certificate. */
  readonly sealedBy: string;
  readonly validUntil?: Instant;
  readonly revocation: 'unknown' | 'good' | 'revoked';
  /** Ids of the credentials it is itself made of. */
  readonly contains: readonly string[];
  /** Serial of the larger credential of the same kind that it has counted into already. */
  readonly usedIn?: string;
}

/**
 * Whether the part is this learner's. A student number decides where both tell one and the same institution gave it;
 * else names and date of birth must both be there and equal. Dates of birth that contradict each other always divide.
 * Of a credential that tells digests one must be of the student number or the e-mail address, and the name, if told, equal.
 */
export function isLearners(part: EarnedPart, learner: StackLearner): boolean {
  const { learner: holder, awardingBody } = part;
  const born = holder.birthDate !== undefined && learner.birthDate !== undefined;
  if (born && holder.birthDate !== learner.birthDate) return false;
  const { eidasIdentifier } = awardingBody;
  if (holder.answersTo) return isAnswered(holder, learner, eidasIdentifier === learner.institution);
  if (
    eidasIdentifier === learner.institution &&
    holder.studentId !== undefined &&
    learner.studentId !== undefined
  ) {
    return alike(holder.studentId) === alike(learner.studentId);
  }
  return (
    born &&
    alike(holder.givenName) === alike(learner.givenName) &&
    alike(holder.familyName) === alike(learner.familyName)
  );
}

function isAnswered({ answersTo, ...holder }: Holder, learner: StackLearner, home: boolean): boolean {
  const name = wholeName(holder);
  if (name !== '' && name !== wholeName(learner)) return false;
  const known = [home ? learner.studentId : undefined, learner.email];
  return known.some((identifier) => identifier !== undefined && answersTo?.(identifier) === true);
}

/** '' for one that is not told. */
export function wholeName({ givenName, familyName }: Identity): string {
  return alike(`${givenName} ${familyName}`);
}

/** Case and the width of spaces do not make another person. */
export function alike(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
