import type { Credential } from '../credential/credential.ts';
import type { CredentialKind } from '../credential/kind.ts';
import { textIn } from '../language.ts';
import { alpha2 } from '../vocabulary/country-codes.ts';
import { type Cbor, type CborMap, encodeCbor } from './cbor.ts';
import { decodeCbor } from './cbor-reader.ts';

/** What a sheet of paper says of itself, in the primary language: enough to tell an altered page. */
export interface ProofClaims {
  /** The institution's URI. */
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt?: number;
  /** The credential's UUID, 16 bytes. */
  readonly id: Uint8Array;
  readonly familyName: string;
  readonly givenName: string;
  readonly birthDate?: string;
  readonly title: string;
  readonly awardingBody: string;
  readonly awardedOn: string;
  /** Tenths of a credit. */
  readonly ectsTenths?: number;
  readonly eqfLevel?: number;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly serial: string;
  /** SHA-256 of the full credential's data. */
  readonly digest?: Uint8Array;
  readonly kind: CredentialKind;
  readonly test: boolean;
}

/** Registered claims (RFC 8392 clause 3.1) and the private key that holds ours (RFC 8392 clause 9.1.1: below −65536). */
const ISS = 1;
const EXP = 4;
const IAT = 6;
const CTI = 7;
const CREDENTIAL = -65537;

/** The members of the private claim; their numbers are published in docs/paper-proof.md and never change. */
const MEMBER = {
  familyName: 1,
  givenName: 2,
  birthDate: 3,
  title: 4,
  awardingBody: 5,
  awardedOn: 6,
  ectsTenths: 7,
  eqfLevel: 8,
  country: 9,
  serial: 10,
  digest: 11,
  kind: 19,
  test: 20,
} as const;

const KINDS: readonly CredentialKind[] = ['micro-credential', 'degree'];

export function claimsOf(credential: Credential, digest?: Uint8Array): ProofClaims {
  const { achievement, award, issuer, languages, learner, validUntil } = credential;
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, languages[0], languages) ?? '';
  const { ects } = achievement.workload;
  const eqf = Number(achievement.level.eqf.notation);
  return {
    issuer: issuer.id,
    issuedAt: secondsOf(credential.issuedAt),
    ...(validUntil !== undefined && { expiresAt: secondsOf(validUntil) }),
    id: uuidBytes(credential.id),
    familyName: learner.familyName,
    givenName: learner.givenName,
    ...(learner.birthDate !== undefined && { birthDate: learner.birthDate }),
    title: say(achievement.title),
    awardingBody: say(award.awardingBody.legalName),
    awardedOn: award.awardedOn,
    ...(ects !== undefined && { ectsTenths: Math.round(ects * 10) }),
    ...(Number.isInteger(eqf) && { eqfLevel: eqf }),
    country: alpha2(award.country) ?? '',
    serial: credential.serial,
    ...(digest && { digest }),
    kind: credential.kind,
    test: credential.test,
  };
}

function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function uuidBytes(urn: string): Uint8Array {
  const digits = urn.replace(/^urn:uuid:/, '').replaceAll('-', '');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The CWT claims set, deterministic CBOR. */
export function encodeClaims(claims: ProofClaims): Uint8Array {
  const members = new Map<number, Cbor>();
  for (const [name, key] of Object.entries(MEMBER) as [keyof typeof MEMBER, number][]) {
    const value = claims[name];
    if (name !== 'kind' && name !== 'test' && value !== undefined) members.set(key, value as Cbor);
  }
  // Said only where they differ from what a reader assumes: every other sheet would carry the bytes for nothing.
  if (claims.kind !== 'micro-credential') members.set(MEMBER.kind, KINDS.indexOf(claims.kind));
  if (claims.test) members.set(MEMBER.test, true);
  const set = new Map<number, Cbor>([
    [ISS, claims.issuer],
    [IAT, claims.issuedAt],
    [CTI, claims.id],
    [CREDENTIAL, members],
  ]);
  if (claims.expiresAt !== undefined) set.set(EXP, claims.expiresAt);
  return encodeCbor(set);
}

/** @returns undefined for bytes that are not such a claims set; members of numbers yet unknown are passed over. */
export function decodeClaims(bytes: Uint8Array): ProofClaims | undefined {
  const set = decodeCbor(bytes);
  const members = set instanceof Map ? (set as CborMap).get(CREDENTIAL) : undefined;
  if (!(set instanceof Map) || !(members instanceof Map)) return undefined;
  const text = (name: keyof typeof MEMBER) => textOf(members.get(MEMBER[name]));
  const number = (name: keyof typeof MEMBER) => numberOf(members.get(MEMBER[name]));
  const [issuer, issuedAt, id] = [set.get(ISS), set.get(IAT), set.get(CTI)];
  const expiresAt = numberOf(set.get(EXP));
  const digest = members.get(MEMBER.digest);
  const kind = members.has(MEMBER.kind) ? KINDS[number('kind') ?? -1] : 'micro-credential';
  const mandatory = [
    'familyName',
    'givenName',
    'title',
    'awardingBody',
    'awardedOn',
    'country',
    'serial',
  ] as const;
  const said = mandatory.map((name) => [name, text(name)] as const);
  if (typeof issuer !== 'string' || typeof issuedAt !== 'number' || !(id instanceof Uint8Array))
    return undefined;
  if (kind === undefined || said.some(([, value]) => value === undefined)) return undefined;
  return {
    ...(Object.fromEntries(said) as Record<(typeof mandatory)[number], string>),
    issuer,
    issuedAt,
    id,
    kind,
    test: members.get(MEMBER.test) === true,
    ...(expiresAt !== undefined && { expiresAt }),
    ...optional('birthDate', text('birthDate')),
    ...optional('ectsTenths', number('ectsTenths')),
    ...optional('eqfLevel', number('eqfLevel')),
    ...(digest instanceof Uint8Array && { digest }),
  };
}

function textOf(value: Cbor | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: Cbor | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined) {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
