import type { Concept } from '../credential/concept.ts';
import type { Provider } from '../credential/organisation.ts';
import type { Engine } from '../engine.ts';
import { readBadge } from '../formats/badge/import.ts';
import { isMembers, type JsonMembers, type JsonValue } from '../formats/vc/read-json.ts';
import { hexOf } from '../hexadecimal.ts';
import { CONTENT_LANGUAGES, isLanguage, type LocalizedText } from '../language.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { countryCodes } from '../vocabulary/country-codes.ts';
import type { EarnedPart } from './earned.ts';

/** A name in clear, as badges have it in one piece; what else they know their holder by. */
export interface BadgePart extends Omit<EarnedPart, 'sealedBy' | 'revocation' | 'usedIn'> {
  readonly identifiers: readonly JsonMembers[];
}

/**
 * Reads an Open Badge 3.0 whose seal was proven to be `signer`'s. Undefined for one that is not told in the name of that
 * organisation, or does not say whose it is. Its `creditsEarned` are of no told system, so only `ECTS`, a member that
 * European issuers (Edubadges) write, counts as credits; of hours badges say nothing.
 */
export async function readBadgePart(bytes: Uint8Array, signer: Certificate): Promise<BadgePart | undefined> {
  const read = await readBadge(bytes);
  if (!read.ok) return undefined;
  const { achievement, document, id, learner, validFrom, validUntil } = read.value;
  const issuer = membersOf(document.issuer);
  const subject = membersOf(document.credentialSubject);
  const told = membersOf(subject.achievement);
  const language = achievement.language?.slice(0, 2).toLowerCase() ?? 'en';
  const say = (words: string): LocalizedText => ({ [isLanguage(language) ? language : 'en']: words });
  const creator = isMembers(told.creator ?? null) ? membersOf(told.creator) : issuer;
  const awardingBody = providerOf(creator, say, signer, isNamed(issuer, signer) && sameId(creator, issuer));
  if (!isNamed(issuer, signer) || !awardingBody || id === '' || achievement.id === '') return undefined;
  const serial = text(subject.licenseNumber);
  const ects = told.ECTS;
  return {
    id,
    ...(serial !== undefined && { serial }),
    courses: coursesOf(achievement.id, told),
    title: say(achievement.name),
    workload: typeof ects === 'number' && ects > 0 ? { ects } : {},
    awardingBody,
    awardedOn: (text(document.awardedDate) ?? validFrom).slice(0, 10),
    learner: { givenName: '', familyName: learner.name ?? '' },
    identifiers: learner.identifiers,
    ...(validUntil !== undefined && { validUntil }),
    contains: [],
  };
}

/** By its legal identifier, else by its name, letter for letter. */
function isNamed(profile: JsonMembers, { subject }: Certificate): boolean {
  const { organisation, organizationIdentifier } = subject;
  if (organizationIdentifier === undefined) return false;
  return identifiersOf(profile).includes(organizationIdentifier) || text(profile.name) === organisation;
}

function sameId(a: JsonMembers, b: JsonMembers): boolean {
  return text(a.id) !== undefined && text(a.id) === text(b.id);
}

function providerOf(
  profile: JsonMembers,
  say: (words: string) => LocalizedText,
  { subject }: Certificate,
  sealed: boolean,
): Provider | undefined {
  const [id, name] = [text(profile.id), text(profile.name)];
  const code = text(membersOf(profile.address).addressCountryCode) ?? (sealed ? subject.country : undefined);
  const country = code === undefined ? undefined : countryOf(code);
  if (id === undefined || name === undefined || !country) return undefined;
  const [told] = identifiersOf(profile).filter((identifier) => /^[A-Z]{3}[A-Z]{2}-/.test(identifier));
  const eidasIdentifier = told ?? (sealed ? subject.organizationIdentifier : undefined);
  return { id, legalName: say(name), country, ...(eidasIdentifier !== undefined && { eidasIdentifier }) };
}

const COUNTRY_LIST = 'http://publications.europa.eu/resource/authority/country';

function countryOf(code: string): Concept | undefined {
  const [listed] = [...countryCodes()].find(([, alpha2]) => alpha2 === code) ?? [];
  if (listed === undefined) return undefined;
  const label = Object.fromEntries(
    CONTENT_LANGUAGES.map((language) => [
      language,
      new Intl.DisplayNames(language, { type: 'region' }).of(code),
    ]),
  );
  return { uri: `${COUNTRY_LIST}/${listed}`, scheme: COUNTRY_LIST, label };
}

/** Whether an identifier is one of those that are told, which may be digests: to be compared and not read. */
export function answering(
  identifiers: readonly JsonMembers[],
  hash: Engine['hash'],
): (identifier: string) => boolean {
  return (identifier) => identifiers.some(isOf(identifier, hash));
}

/** IdentityObject (Open Badges 3.0 annex B.1.13): `sha256$` over identifier and salt, or in clear. */
function isOf(identifier: string, hash: Engine['hash']): (told: JsonMembers) => boolean {
  return ({ hashed, identityHash, salt }) => {
    if (hashed !== true) return identityHash === identifier;
    const digest = hash('SHA-256', new TextEncoder().encode(identifier + (text(salt) ?? '')));
    return identityHash === `sha256$${hexOf(digest)}`;
  };
}

function identifiersOf(profile: JsonMembers): readonly string[] {
  const entries = [profile.otherIdentifier ?? []].flat() as readonly JsonValue[];
  return entries.flatMap((entry) => (isMembers(entry) ? (text(entry.identifier) ?? []) : []));
}

/** Every URI that says what was learned. One achievement told in several languages has a fragment for each. */
function coursesOf(id: string, achievement: JsonMembers): readonly string[] {
  const named = identifiersOf(achievement).filter((uri) => /^(?:https?:\/\/|urn:)\S+$/.test(uri));
  return [...new Set([id, id.replace(/#.*$/, ''), ...named])];
}

function membersOf(value: JsonValue | undefined): JsonMembers {
  return value !== undefined && isMembers(value) ? value : {};
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
