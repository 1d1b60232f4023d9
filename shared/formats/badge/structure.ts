import type { Problem } from '../../problem.ts';
import { isMembers, type JsonMembers, type JsonValue } from '../vc/read-json.ts';
import { isUrl, readInstant } from '../vc/structure.ts';

/** Which editions of the W3C data model Open Badges 3.0 has stood on: 1.1 until 2024, 2.0 since. */
const BASE_CONTEXTS = {
  '1.1': 'https://www.w3.org/2018/credentials/v1',
  '2.0': 'https://www.w3.org/ns/credentials/v2',
} as const;

const OB_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)?\.json$/;
const CLR_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/context(-2\.\d\.\d)?\.json$/;

/** A class of the data model: its type, what it cannot be without, and which members are of what class. */
interface Shape {
  readonly type: string;
  readonly needs?: readonly string[];
  readonly parts?: Readonly<Record<string, ShapeName>>;
}

/** Open Badges 3.0 annex B. Only what the classes demand: further members are allowed and left alone. */
const SHAPES = {
  Profile: {
    type: 'Profile',
    needs: ['id'],
    parts: {
      address: 'Address',
      image: 'Image',
      otherIdentifier: 'IdentifierEntry',
      parentOrg: 'Profile',
      endorsement: 'EndorsementCredential',
    },
  },
  Address: { type: 'Address', parts: { geo: 'GeoCoordinates' } },
  GeoCoordinates: { type: 'GeoCoordinates', needs: ['latitude', 'longitude'] },
  Image: { type: 'Image', needs: ['id'] },
  IdentifierEntry: { type: 'IdentifierEntry', needs: ['identifier', 'identifierType'] },
  IdentityObject: { type: 'IdentityObject', needs: ['hashed', 'identityHash', 'identityType'] },
  AchievementSubject: {
    type: 'AchievementSubject',
    needs: ['achievement'],
    parts: {
      achievement: 'Achievement',
      identifier: 'IdentityObject',
      image: 'Image',
      result: 'Result',
      source: 'Profile',
    },
  },
  Achievement: {
    type: 'Achievement',
    needs: ['id', 'criteria', 'description', 'name'],
    parts: {
      alignment: 'Alignment',
      creator: 'Profile',
      endorsement: 'EndorsementCredential',
      image: 'Image',
      otherIdentifier: 'IdentifierEntry',
      related: 'Related',
      resultDescription: 'ResultDescription',
    },
  },
  Alignment: { type: 'Alignment', needs: ['targetName', 'targetUrl'] },
  Related: { type: 'Related', needs: ['id'] },
  Result: { type: 'Result', parts: { alignment: 'Alignment' } },
  ResultDescription: {
    type: 'ResultDescription',
    needs: ['id', 'name', 'resultType'],
    parts: { alignment: 'Alignment', rubricCriterionLevel: 'RubricCriterionLevel' },
  },
  RubricCriterionLevel: {
    type: 'RubricCriterionLevel',
    needs: ['id', 'name'],
    parts: { alignment: 'Alignment' },
  },
  Evidence: { type: 'Evidence' },
  EndorsementCredential: {
    type: 'EndorsementCredential',
    // Issued on data model 1.1 it may be without `id` and `name`.
    needs: ['issuer', 'credentialSubject'],
    parts: { issuer: 'Profile', credentialSubject: 'EndorsementSubject' },
  },
  EndorsementSubject: { type: 'EndorsementSubject', needs: ['id'] },
  ClrSubject: {
    type: 'ClrSubject',
    needs: ['verifiableCredential'],
    parts: { achievement: 'Achievement', association: 'Association', identifier: 'IdentityObject' },
  },
  Association: { type: 'Association', needs: ['associationType', 'sourceId', 'targetId'] },
} as const satisfies Readonly<Record<string, Omit<Shape, 'parts'> & { parts?: Record<string, string> }>>;

type ShapeName = keyof typeof SHAPES;

/** Some members that are not strings. */
const NOT_TEXT = new Set([
  'achievement',
  'credentialSubject',
  'criteria',
  'hashed',
  'issuer',
  'latitude',
  'longitude',
  'verifiableCredential',
]);

/**
 * What the 1EdTech public validator asks of an OpenBadgeCredential, or of a ClrCredential, before it looks at any proof:
 * contexts, types at every place, members that must be there, dates with their zone. Each problem has the member's path
 * in `element`.
 */
export function badgeStructureProblems(credential: JsonMembers): Problem[] {
  const problems: Problem[] = [];
  const put = (code: Problem['code'], element: string): void => {
    problems.push({ code, where: { element }, facts: { element } });
  };
  const types = list(credential.type);
  const clr = types.includes('ClrCredential');

  checkContexts(put, list(credential['@context']), clr);
  const badge = ['OpenBadgeCredential', 'AchievementCredential'].some((type) => types.includes(type));
  if (types.length === 0) put('payload.element-missing', 'type');
  else if (!types.includes('VerifiableCredential') || !(badge || clr)) put('payload.value-wrong', 'type');
  if (!isUrl(credential.id)) put(credential.id === undefined ? MISSING : WRONG, 'id');
  checkPart(put, 'issuer', credential.issuer, 'Profile', 'mandatory');
  checkMoments(put, credential);
  checkPart(put, 'evidence', credential.evidence, 'Evidence');
  checkPart(put, 'endorsement', credential.endorsement, 'EndorsementCredential');
  checkPart(put, 'image', credential.image, 'Image');
  const subjectShape = clr ? 'ClrSubject' : 'AchievementSubject';
  checkPart(put, 'credentialSubject', credential.credentialSubject, subjectShape, 'mandatory');
  checkSubject(put, credential.credentialSubject);
  for (const name of ['credentialSchema', 'credentialStatus', 'refreshService'] as const) {
    for (const [node, path] of nodes(credential[name], name)) {
      if (!isMembers(node)) put(WRONG, path);
      else for (const key of ['id', 'type']) if (!filled(node[key])) put(MISSING, `${path}.${key}`);
    }
  }
  return problems;
}

const MISSING = 'payload.element-missing';
const WRONG = 'payload.value-wrong';
type Put = (code: Problem['code'], element: string) => void;

/** Annex B.1.2: an ordered list that begins with the data model's and the badges' own. */
function checkContexts(put: Put, contexts: readonly JsonValue[], clr: boolean): void {
  if (contexts.length === 0) {
    put(MISSING, '@context');
    return;
  }
  const [base, ...more] = contexts;
  const own = (pattern: RegExp) => more.some((url) => typeof url === 'string' && pattern.test(url));
  const known = Object.values(BASE_CONTEXTS).some((context) => context === base);
  if (!known || !own(OB_CONTEXT) || (clr && !own(CLR_CONTEXT))) put(WRONG, '@context');
}

/** `validFrom` and `validUntil`, which data model 1.1 calls `issuanceDate` and `expirationDate`. */
function checkMoments(put: Put, credential: JsonMembers): void {
  const { from, until } = momentNames(credential);
  if (credential[from] === undefined) put(MISSING, from);
  for (const name of [from, until, 'awardedDate']) {
    const value = credential[name];
    if (value === undefined) continue;
    const read = typeof value === 'string' ? readInstant(value) : 'unreadable';
    if (read === 'unreadable') put('payload.date-unreadable', name);
    if (read === 'without-zone') put('payload.date-without-zone', name);
  }
}

/** Whoever sticks to 1.1 may still write the names of 2.0 beside; those of its own context count. */
export function momentNames(credential: JsonMembers): { readonly from: string; readonly until: string } {
  const older = list(credential['@context'])[0] === BASE_CONTEXTS['1.1'];
  return older
    ? { from: 'issuanceDate', until: 'expirationDate' }
    : { from: 'validFrom', until: 'validUntil' };
}

/** Rules across members, which no schema can tell: annex B.1.3 and B.1.8. */
function checkSubject(put: Put, subject: JsonValue | undefined): void {
  if (!isMembers(subject)) return;
  if (!filled(subject.id) && list(subject.identifier).length === 0) put(MISSING, 'credentialSubject.id');
  for (const [achievement, path] of nodes(subject.achievement, 'credentialSubject.achievement')) {
    const criteria = isMembers(achievement) ? achievement.criteria : undefined;
    if (criteria !== undefined && !isMembers(criteria)) put(WRONG, `${path}.criteria`);
    if (isMembers(criteria) && !filled(criteria.id) && !filled(criteria.narrative)) {
      put(MISSING, `${path}.criteria.narrative`);
    }
  }
}

/** One node or several of one shape, and those below. */
function checkPart(
  put: Put,
  path: string,
  value: JsonValue | undefined,
  name: ShapeName,
  presence: 'optional' | 'mandatory' = 'optional',
): void {
  if (value === undefined) {
    if (presence === 'mandatory') put(MISSING, path);
    return;
  }
  const { type, needs = [], parts = {} }: Shape = SHAPES[name];
  for (const [node, place] of nodes(value, path)) {
    // Wherever a profile stands its id may (ProfileRef).
    if (name === 'Profile' && isUrl(node)) continue;
    if (!isMembers(node)) {
      put(WRONG, place);
      continue;
    }
    if (node.type === undefined) put(MISSING, `${place}.type`);
    else if (!list(node.type).includes(type)) put(WRONG, `${place}.type`);
    const model = list(node['@context'])[0];
    const named = name === 'EndorsementCredential' && model === BASE_CONTEXTS['2.0'] ? ['id', 'name'] : [];
    for (const need of [...needs, ...named]) {
      if (node[need] === undefined) put(MISSING, `${place}.${need}`);
      else if (!NOT_TEXT.has(need) && !filled(node[need])) put(WRONG, `${place}.${need}`);
    }
    for (const [key, shape] of Object.entries(parts)) checkPart(put, `${place}.${key}`, node[key], shape);
  }
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as JsonValue];
}

/** Each with its path; those of a list are counted from 1. */
function nodes(value: JsonValue | undefined, path: string): readonly (readonly [JsonValue, string])[] {
  const several = Array.isArray(value);
  return list(value).map((node, index) => [node, several ? `${path}.${index + 1}` : path]);
}

function filled(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
