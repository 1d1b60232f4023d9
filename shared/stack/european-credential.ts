import type { Concept } from '../credential/concept.ts';
import type { CalendarDate, Instant } from '../credential/date.ts';
import type { Provider } from '../credential/organisation.ts';
import type { PartWorkload } from '../credential/part.ts';
import { CREDENTIAL_NUMBER, CREDENTIAL_URI } from '../formats/elm/part.ts';
import { isLanguage, type LocalizedText } from '../language.ts';
import { isObject } from '../verifying/json/jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from '../verifying/json/strict-json.ts';
import { ECTS } from '../vocabulary/concepts.ts';
import type { EarnedPart, Identity } from './earned.ts';

/** What the data of a credential say; by whom they are sealed the seal says. */
export interface EuropeanCredential extends Omit<EarnedPart, 'sealedBy' | 'revocation' | 'usedIn'> {
  /** Legal identifier of the issuer, to be held against the certificate of the seal. */
  readonly issuer: string;
}

/**
 * Reads a European Digital Credential (ELM 3.x) of any issuer that awards one achievement to one person, or a Verifiable
 * Credential (data model 2.0) in the same terms, where words are value objects and a node that is met again is its id.
 * Undefined for anything else: of a transcript nobody could say what counts, and an activity is no achievement.
 */
export function readEuropeanCredential(payload: Uint8Array): EuropeanCredential | undefined {
  const told = readStrictJson(payload);
  if (!isObject(told) || !typesOf(told).some((type) => TYPES.includes(type))) return undefined;
  const root = inFull(told);
  const [person, ...others] = nodes(root.get('credentialSubject'));
  const claims = nodes(person?.get('hasClaim'));
  const [claim] = claims;
  if (!person || !claim || others.length > 0 || claims.length > 1) return undefined;
  if (!typesOf(claim).includes('LearningAchievement')) return undefined;

  const id = text(root, 'id');
  const issuer = notationOf(root, 'issuer', 'eIDASIdentifier');
  const [awarding] = nodes(claim.get('awardedBy'));
  const [body] = nodes(awarding?.get('awardingBody'));
  const awardingBody = body && id !== undefined ? providerOf(body, id) : undefined;
  const awardedOn = dayOf(awarding && text(awarding, 'awardingDate')) ?? dayOf(text(root, 'issued'));
  const until = text(root, 'validUntil') ?? text(root, 'expirationDate');
  const validUntil = until === undefined ? undefined : instantOf(until);
  if (id === undefined || issuer === undefined || !awardingBody || awardedOn === undefined) return undefined;
  // A validity that cannot be read must not become an endless one.
  if (until !== undefined && validUntil === undefined) return undefined;

  const [specification] = nodes(claim.get('specifiedBy'));
  const serial = identifierOf(root, CREDENTIAL_NUMBER) ?? firstNotation(root);
  return {
    id,
    ...(serial !== undefined && { serial }),
    courses: specification ? coursesOf(specification, id) : [],
    title: words(claim.get('title')),
    workload: workloadOf(claim, specification),
    awardingBody,
    awardedOn,
    learner: identityOf(person),
    ...(validUntil !== undefined && { validUntil }),
    contains: containedIn(claim),
    issuer,
  };
}

const TYPES: readonly string[] = ['EuropeanDigitalCredential', 'MicroCredential', 'DegreeCredential'];

/** Every bare reference with the node it names in its place, where the document has that node in full. */
function inFull(root: StrictObject): StrictObject {
  const known = new Map<string, StrictObject>();
  const learn = (value: StrictJson): void => {
    if (Array.isArray(value)) (value as readonly StrictJson[]).forEach(learn);
    if (!isObject(value)) return;
    const id = value.get('id');
    if (typeof id === 'string' && value.size > 1 && !known.has(id)) known.set(id, value);
    [...value.values()].forEach(learn);
  };
  const fill = (value: StrictJson): StrictJson => {
    if (Array.isArray(value)) return (value as readonly StrictJson[]).map(fill);
    if (!isObject(value)) return value;
    const id = value.get('id');
    const full = value.size === 1 && typeof id === 'string' ? known.get(id) : undefined;
    return full ?? filled(value);
  };
  const filled = (node: StrictObject): StrictObject =>
    new Map([...node].map(([key, value]) => [key, fill(value)]));
  learn(root);
  return filled(root);
}

function identityOf(person: StrictObject): Identity {
  const [name] = spoken(person.get('fullName'));
  const [givenName = ''] = spoken(person.get('givenName'));
  // Some people have one name only.
  const [familyName = givenName === '' ? (name ?? '') : ''] = spoken(person.get('familyName'));
  const birthDate = dayOf(text(person, 'dateOfBirth'));
  const studentId = identifierOf(person, 'Student number');
  return {
    givenName,
    familyName,
    ...(birthDate !== undefined && { birthDate }),
    ...(studentId !== undefined && { studentId }),
  };
}

function providerOf(body: StrictObject, credential: string): Provider | undefined {
  const [location] = nodes(body.get('location'));
  const [address] = nodes(location?.get('address'));
  const [country] = nodes(address?.get('countryCode'));
  const concept = country && conceptOf(country);
  const id = text(body, 'id');
  if (!concept || id === undefined) return undefined;
  const eidasIdentifier = notationOf(body, 'eIDASIdentifier');
  const homepage = nodes(body.get('homepage')).map((page) => text(page, 'contentURL'))[0];
  return {
    // The European Commission's issuing tool numbers the nodes of each file anew.
    id: isOfFile(id, credential) ? `${credential}#${encodeURIComponent(id)}` : id,
    legalName: words(body.get('legalName')),
    country: concept,
    ...(eidasIdentifier !== undefined && { eidasIdentifier }),
    ...(homepage !== undefined && { homepage }),
  };
}

function conceptOf(node: StrictObject): Concept | undefined {
  const uri = text(node, 'id');
  const [scheme] = nodes(node.get('inScheme'));
  const schemeUri = scheme && text(scheme, 'id');
  const notation = text(node, 'notation');
  return uri === undefined || schemeUri === undefined
    ? undefined
    : { uri, scheme: schemeUri, label: words(node.get('prefLabel')), ...(notation && { notation }) };
}

/** What was learned, by every URI that is not this file's alone. */
function coursesOf(specification: StrictObject, credential: string): readonly string[] {
  const own = text(specification, 'id');
  const named = nodes(specification.get('identifier')).flatMap(
    (identifier) => text(identifier, 'notation') ?? [],
  );
  const uris = [...named, ...(own === undefined || isOfFile(own, credential) ? [] : [own])];
  return [...new Set(uris.filter((uri) => /^(?:https?:\/\/|urn:)\S+$/.test(uri)))];
}

function isOfFile(uri: string, credential: string): boolean {
  return uri.startsWith('urn:epass:') || uri.startsWith(`${credential}#`) || uri.startsWith('_:');
}

function workloadOf(claim: StrictObject, specification: StrictObject | undefined): PartWorkload {
  const points = [...nodes(claim.get('creditReceived')), ...nodes(specification?.get('creditPoint'))];
  const ects = points
    .filter((point) => nodes(point.get('framework')).some((framework) => text(framework, 'id') === ECTS.uri))
    .map((point) => Number(text(point, 'point')))
    .find((value) => Number.isFinite(value) && value > 0);
  const hours = hoursOf(specification && text(specification, 'volumeOfLearning'));
  return { ...(hours !== undefined && { hours }), ...(ects !== undefined && { ects }) };
}

/** Of an xsd:duration in days, hours and minutes; how many hours a month of learning has nobody knows. */
function hoursOf(duration: string | undefined): number | undefined {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?!T?$)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/
      .exec(duration ?? '')
      ?.map((part) => Number(part ?? 0)) ?? [];
  const total = days * 24 + hours + minutes / 60;
  return total > 0 ? total : undefined;
}

/** Ids of the credentials that this one is made of, to any depth. */
function containedIn(claim: StrictObject): readonly string[] {
  return nodes(claim.get('hasPart')).flatMap((part) => {
    const id = identifierOf(part, CREDENTIAL_URI);
    return [...(id === undefined ? [] : [id]), ...containedIn(part)];
  });
}

/** One node or several; a bare reference is a node without properties. */
function nodes(value: StrictJson | undefined): readonly StrictObject[] {
  const all: readonly StrictJson[] = Array.isArray(value)
    ? (value as readonly StrictJson[])
    : value === undefined
      ? []
      : [value];
  return all.filter(isObject);
}

function typesOf(node: StrictObject): readonly string[] {
  const type = node.get('type');
  const all = Array.isArray(type) ? (type as readonly StrictJson[]) : [type];
  return all.filter((each) => typeof each === 'string');
}

function text(node: StrictObject, key: string): string | undefined {
  const value = node.get(key);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function notationOf(node: StrictObject, ...path: readonly string[]): string | undefined {
  let found: StrictObject | undefined = node;
  for (const key of path) [found] = nodes(found?.get(key));
  return found && text(found, 'notation');
}

function identifierOf(node: StrictObject, schemeName: string): string | undefined {
  const found = nodes(node.get('identifier')).find(
    (identifier) => text(identifier, 'schemeName') === schemeName,
  );
  return found && text(found, 'notation');
}

function firstNotation(node: StrictObject): string | undefined {
  return notationOf(node, 'identifier');
}

/** Names, which may be in no language. */
function spoken(value: StrictJson | undefined): readonly string[] {
  return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : Object.values(words(value));
}

/** A language map; of several values in a language the first. Tags such as `de-AT` are their language's. */
function words(value: StrictJson | undefined): LocalizedText {
  const found: { -readonly [K in keyof LocalizedText]: LocalizedText[K] } = {};
  const values = Array.isArray(value) ? (value as readonly StrictJson[]) : [value];
  const objects = values.filter((each) => isObject(each) && each.has('@value')) as readonly StrictObject[];
  const map: Iterable<readonly [string, StrictJson]> =
    objects.length > 0
      ? objects.map((each) => [text(each, '@language') ?? '', each.get('@value') ?? ''] as const)
      : isObject(value)
        ? value
        : [];
  for (const [tag, told] of map) {
    const language = tag.slice(0, 2).toLowerCase();
    const first = Array.isArray(told) ? (told as readonly StrictJson[])[0] : told;
    if (isLanguage(language) && typeof first === 'string' && first.trim() !== '') {
      found[language] ??= first.trim().normalize('NFC');
    }
  }
  return found;
}

/**
 * The day of an xsd:dateTime. Issuing tools write a day as midnight somewhere in Europe: `1999-10-01T22:00:00Z` is the
 * second of October, so the midnight nearest in UTC is taken.
 */
function dayOf(value: string | undefined): CalendarDate | undefined {
  if (value !== undefined && /^\d{4}-\d\d-\d\d$/.test(value)) return value;
  const instant = value === undefined ? undefined : instantOf(value);
  return instant && new Date(Date.parse(instant) + 12 * 3_600_000).toISOString().slice(0, 10);
}

function instantOf(value: string): Instant | undefined {
  const time = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
