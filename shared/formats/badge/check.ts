import type { Problem } from '../../problem.ts';
import { type BadgeProof, checkBadgeJwt } from '../../sealing/badge-jwt-check.ts';
import { isMembers, type JsonMembers, type JsonValue } from '../vc/read-json.ts';
import { readInstant } from '../vc/structure.ts';
import { termProblems } from '../vc/terms.ts';
import { checkEmbeddedProof } from './embedded-proof.ts';
import { type BadgeFile, openBadgeFile } from './file.ts';
import { badgeStructureProblems, momentNames } from './structure.ts';

/**
 * What 1EdTech's public validator looks at (OB30Inspector, CLR20Inspector), made anew: the file's form, contexts and
 * types, the members the schema demands, terms no context defines, the JWT's claims against the credential's members,
 * the proof, and whether it is valid at `at`. What it asks of servers is left out: keys, status lists and refreshed
 * editions elsewhere, contexts that are not bundled.
 * @param at `YYYY-MM-DDThh:mm:ssZ`
 * @returns everything found, empty for a good badge. `payload.proof-unverifiable` tells of a proof that only its issuer's
 *   server could settle.
 */
export async function checkBadge(bytes: Uint8Array, at: string): Promise<readonly Problem[]> {
  const opened = openBadgeFile(bytes);
  if (!opened.ok) return opened.problems;
  const file = opened.value;
  return [
    ...(await contentProblems(file)),
    ...validityProblems(file.credential, Date.parse(at)),
    ...proofProblems(await proveBadge(file)),
  ];
}

/** What is wrong with the badge's data, whoever signed them and whenever it is. */
export async function contentProblems({ credential, sealed }: BadgeFile): Promise<readonly Problem[]> {
  const structure = badgeStructureProblems(credential);
  // JSON-LD can only be asked about something that has the form of it.
  const terms = structure.length > 0 ? [] : await termProblems(credential);
  return [
    ...structure,
    ...terms.filter(({ code }) => code !== 'payload.context-unknown'),
    ...(sealed ? claimProblems(credential, sealed.claims) : []),
  ];
}

/** The JWT's proof, or the first one inside the credential that can be proven here; undefined when there is none. */
export async function proveBadge({ credential, sealed }: BadgeFile): Promise<BadgeProof | undefined> {
  if (sealed) return checkBadgeJwt(sealed.jwt);
  return credential.proof === undefined ? undefined : checkEmbeddedProof(credential);
}

export function proofProblems(proof: BadgeProof | undefined): readonly Problem[] {
  switch (proof?.proof) {
    case 'holds':
      return [];
    case 'wrong':
      return [{ code: 'payload.proof-wrong' }];
    case 'unverifiable':
      return [{ code: 'payload.proof-unverifiable', facts: { method: proof.method } }];
    default:
      return [{ code: 'payload.proof-missing' }];
  }
}

/** Open Badges 3.0 clause 8.2.5.1. It asks for `sub` too, yet badges without are about, 1EdTech's own samples first. */
function claimProblems(credential: JsonMembers, claims: JsonMembers): Problem[] {
  const { from, until } = momentNames(credential);
  const subject = credential.credentialSubject;
  const expected: Readonly<Record<string, JsonValue | undefined>> = {
    iss: isMembers(credential.issuer) ? credential.issuer.id : credential.issuer,
    jti: credential.id,
    sub: isMembers(subject) ? subject.id : undefined,
    nbf: secondOf(credential[from]),
    exp: secondOf(credential[until]),
  };
  return Object.entries(expected)
    .filter(([claim, value]) => claims[claim] !== value && !(claim === 'sub' && claims.sub === undefined))
    .map(([claim]) => ({ code: 'payload.claim-differs', facts: { claim } }));
}

function validityProblems(credential: JsonMembers, now: number): Problem[] {
  const { from, until } = momentNames(credential);
  const [begins, ends] = [credential[from], credential[until]];
  const problems: Problem[] = [];
  const [start, end] = [momentOf(begins), momentOf(ends)];
  if (start !== undefined && now < start) {
    problems.push({ code: 'payload.not-yet-valid', facts: { from: String(begins) } });
  }
  if (end !== undefined && now > end) {
    problems.push({ code: 'payload.expired', facts: { until: String(ends) } });
  }
  return problems;
}

function momentOf(value: JsonValue | undefined): number | undefined {
  const read = typeof value === 'string' ? readInstant(value) : undefined;
  return typeof read === 'number' ? read : undefined;
}

function secondOf(value: JsonValue | undefined): number | undefined {
  const moment = momentOf(value);
  return moment === undefined ? undefined : Math.floor(moment / 1000);
}
