import { done, type Outcome } from '../../shared/problem.ts';
import { fetchAccessToken, type Registration } from './access-token.ts';
import { askPlatform, refusal } from './ask.ts';

const MEMBERSHIPS = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const RESULTS = 'application/vnd.ims.lis.v2.resultcontainer+json';
const SCOPES = {
  members: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  results: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
} as const;
const LEARNER = /(?:^|#)Learner$|membership#Learner$/;
const MOST_PAGES = 1000;
const MOST_MEMBERS = 200_000;

export interface CourseAddresses {
  /** `context_memberships_url` of the launch. */
  readonly members: string;
  /** `lineitem` of the launch, whose results are wanted. */
  readonly lineItem?: string;
}

export interface Member {
  readonly userId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly fullName: string;
  readonly email: string;
  /** The registry's own number, where the platform tells it. */
  readonly sourcedId: string;
  /** Of `lineItem`: as the platform counts, out of `maximum`. */
  readonly score?: number;
  readonly maximum?: number;
}

/**
 * The active learners of a course, with their results: Names and Role Provisioning Services 2.0, Assignment and Grade
 * Services 2.0. Nothing is written on the platform. Problem: `platform.refused`.
 */
export async function fetchMembers(
  registration: Registration,
  course: CourseAddresses,
  now: Date,
): Promise<Outcome<readonly Member[]>> {
  const scopes = course.lineItem === undefined ? [SCOPES.members] : [SCOPES.members, SCOPES.results];
  const token = await fetchAccessToken(registration, scopes, now);
  if (!token.ok) return token;
  const memberships = await allPages(course.members, MEMBERSHIPS, token.value, (json) =>
    isObject(json) && Array.isArray(json.members) ? json.members : undefined,
  );
  if (!memberships.ok) return memberships;
  const scores = new Map<string, Readonly<Record<string, unknown>>>();
  if (course.lineItem !== undefined) {
    const results = await allPages(resultsOf(course.lineItem), RESULTS, token.value, (json) =>
      Array.isArray(json) ? json : undefined,
    );
    if (!results.ok) return results;
    for (const result of results.value) if (isObject(result)) scores.set(text(result.userId), result);
  }
  return done(
    memberships.value
      .filter(isObject)
      .filter(isActiveLearner)
      .map((member) => {
        const result = scores.get(text(member.user_id)) ?? {};
        return {
          userId: text(member.user_id),
          givenName: text(member.given_name),
          familyName: text(member.family_name),
          fullName: text(member.name),
          email: text(member.email),
          sourcedId: text(member.lis_person_sourcedid),
          ...(typeof result.resultScore === 'number' && { score: result.resultScore }),
          ...(typeof result.resultMaximum === 'number' && { maximum: result.resultMaximum }),
        };
      }),
  );
}

/** AGS 2.0 clause 3.3: the line item's address with `/results` at the end of its path. */
function resultsOf(lineItem: string): string {
  const url = URL.parse(lineItem);
  if (!url) return lineItem;
  url.pathname = `${url.pathname.replace(/\/$/, '')}/results`;
  return url.href;
}

async function allPages(
  first: string,
  accept: string,
  token: string,
  itemsIn: (json: unknown) => readonly unknown[] | undefined,
): Promise<Outcome<readonly unknown[]>> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  for (let address: string | undefined = first; address !== undefined; ) {
    if (seen.has(address) || seen.size >= MOST_PAGES) return refusal(first, 'pages');
    seen.add(address);
    const page = await askPlatform(address, { headers: { accept, authorization: `Bearer ${token}` } });
    if (!page.ok) return page;
    const found = itemsIn(page.value.json);
    if (!found) return refusal(first, accept);
    for (const item of found) items.push(item);
    if (items.length > MOST_MEMBERS) return refusal(first, 'too-large');
    address = page.value.next;
  }
  return done(items);
}

/** NRPS 2.0 clause 2.2: whoever has no status is active. */
function isActiveLearner({ status = 'Active', roles }: Readonly<Record<string, unknown>>): boolean {
  return status === 'Active' && Array.isArray(roles) && roles.some((role) => LEARNER.test(text(role)));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1000) : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
