import type { ProofClaims } from '../proof/claims.ts';
import type { IssuerRegister } from '../trust/issuers/issuer.ts';
import type { PaperVerdict } from '../verifying/paper.ts';
import { type Answer, answer, expiryCheck } from './answer.ts';
import { checked } from './check.ts';

/** Tells a sheet's code check by check, as `answer` tells a file: a code says itself when it ends. */
export function answerPaper({ verdict, claims }: PaperVerdict, issuers: IssuerRegister, at: Date): Answer {
  const evidence = { verdict, at, content: [], issuers, lists: [] };
  if (!claims) return answer(evidence);
  const { serial, title, kind, eqfLevel, expiresAt } = claims;
  const told = answer({
    ...evidence,
    summary: { serial, title, kind, name: nameOf(claims) },
    facts: { fields: [], status: [], ...(eqfLevel !== undefined && { level: eqfLevel }) },
  });
  const until = expiresAt === undefined ? undefined : new Date(expiresAt * 1000);
  const expiry = expiryCheck({ ...(until && { until }) }, at);
  const against = told.against ?? (expiry.state === 'bad' ? 'credential-expired' : undefined);
  return {
    ...told,
    // A code names no status list, and shows nothing but itself.
    checks: [...told.checks, expiry, checked('open', 'status.untold'), checked('good', `kind.${kind}`)],
    ...(against && { against }),
  };
}

export function nameOf({ givenName, familyName }: ProofClaims): string {
  return `${givenName} ${familyName}`.trim();
}
