import type { ProofClaims } from '../proof/claims.ts';
import type { IssuerRegister } from '../trust/issuers/issuer.ts';
import type { PaperVerdict } from '../verifying/paper.ts';
import { type Answer, answer } from './answer.ts';
import { type Check, checked } from './check.ts';

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
  const expired = expiresAt !== undefined && expiresAt * 1000 < at.getTime();
  const against = told.against ?? (expired ? 'credential-expired' : undefined);
  return {
    ...told,
    checks: [...told.checks, ...claimChecks(claims, at)],
    ...(against && { against }),
  };
}

export function nameOf({ givenName, familyName }: ProofClaims): string {
  return `${givenName} ${familyName}`.trim();
}

/** Of what a code tells; a code names no status list, and shows nothing but itself. */
function claimChecks(claims: ProofClaims, at: Date): readonly Check[] {
  const until = claims.expiresAt === undefined ? undefined : new Date(claims.expiresAt * 1000);
  const date = until?.toISOString().slice(0, 10) ?? '';
  const expiry = !until
    ? checked('good', 'expiry.endless')
    : until < at
      ? checked('bad', 'expiry.expired', { date })
      : checked('good', 'expiry.until', { date });
  return [expiry, checked('open', 'status.untold'), checked('good', `kind.${claims.kind}`)];
}
