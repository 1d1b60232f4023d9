import type { Answer, Evidence } from '../../shared/answer/answer.ts';
import { answerPaper, nameOf } from '../../shared/answer/paper.ts';
import type { FurtherReport, PrintedFacts, VerifyReport } from '../../shared/desk/verification.ts';
import type { ProofClaims } from '../../shared/proof/claims.ts';
import { calledBy } from '../../shared/sealing/certificate-name.ts';
import type { IssuerRegister } from '../../shared/trust/issuers/issuer.ts';
import type { SealedKind } from '../../shared/verifying/kind.ts';
import type { PaperVerdict } from '../../shared/verifying/paper.ts';
import type { FurtherVerdict, Verdict } from '../../shared/verifying/verdict.ts';

/** What could be read of what a seal covers. */
export type ReadPayload = Pick<Evidence, 'summary' | 'facts' | 'content'>;
export const NOTHING: ReadPayload = { content: [] };

/** A verdict as it crosses to those who asked: plain data. */
export function reportOf(
  file: string,
  format: SealedKind | 'asice' | 'unknown',
  { payload: _, furtherForm: _f, path: _p, sealedBy, claimedAt, proven, further, ...told }: Verdict,
  { summary, content }: ReadPayload,
  { checks, issuer, against }: Answer,
): VerifyReport {
  return {
    ...{ file, format, ...told },
    ...(against && told.indication === 'TOTAL-PASSED' && doubted(against)),
    ...(sealedBy && { sealedBy: calledBy(sealedBy.subject) }),
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    ...(proven && { proven: { at: proven.at.toISOString(), by: calledBy(proven.by.subject) } }),
    ...(further && { further: further.map(furtherOf) }),
    checks,
    ...(issuer && { issuer }),
    ...(summary && { credential: summary }),
    ...(content.length > 0 && { content }),
  };
}

/** The seal holds for good; what it says does not. */
function doubted(reason: Verdict['reason']) {
  return { indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE', reason } as const;
}

/** Of the QR code on a sheet. */
export function paperReport(
  file: string,
  paper: PaperVerdict,
  issuers: IssuerRegister,
  at: Date,
): VerifyReport {
  const { checks, issuer, against } = answerPaper(paper, issuers, at);
  const { verdict, claims } = paper;
  const { payload: _, sealedBy, claimedAt, proven: _p, further: _f, path: _c, ...told } = verdict;
  return {
    file,
    format: 'paper',
    ...told,
    ...(told.indication === 'TOTAL-PASSED' && against && doubted(against)),
    ...(sealedBy && { sealedBy: calledBy(sealedBy.subject) }),
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    checks,
    ...(issuer && { issuer }),
    ...(claims && { printed: printedFacts(claims) }),
  };
}

function printedFacts(claims: ProofClaims): PrintedFacts {
  const { birthDate, title, serial, awardingBody, awardedOn, kind, ectsTenths, eqfLevel, expiresAt } = claims;
  return {
    name: nameOf(claims),
    ...(birthDate && { birthDate }),
    ...{ title, serial, awardingBody, awardedOn, kind },
    ...(ectsTenths !== undefined && { ects: ectsTenths / 10 }),
    ...(eqfLevel !== undefined && { eqfLevel }),
    ...(expiresAt !== undefined && { expiresOn: new Date(expiresAt * 1000).toISOString().slice(0, 10) }),
  };
}

function furtherOf({ sealedBy, claimedAt, proven, path: _, ...told }: FurtherVerdict): FurtherReport {
  return {
    ...told,
    sealedBy: calledBy(sealedBy.subject),
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    ...(proven && { proven: { at: proven.at.toISOString(), by: calledBy(proven.by.subject) } }),
  };
}
