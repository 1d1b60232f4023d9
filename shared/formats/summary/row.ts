import type { Credential } from '../../credential/credential.ts';
import { eqfNumber } from '../../credential/level.ts';
import { textIn } from '../../language.ts';

/** What the register knows of a credential by itself. */
export interface RegisteredRow {
  readonly serial: string;
  /** `urn:uuid:…` of the credential. */
  readonly id: string;
  /** As printed. */
  readonly name: string;
  readonly title: string;
  /** `YYYY-MM-DD`. */
  readonly awardedOn: string;
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly issuedAt: string;
  readonly files: readonly { readonly format: string; readonly name: string; readonly sha256: string }[];
}

/** One credential in the summary of a batch; texts in the credential's primary language. */
export interface SummaryRow extends RegisteredRow {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly birthDate?: string;
  readonly studentId?: string;
  readonly email?: string;
  readonly kind?: string;
  readonly grade?: string;
  readonly hours?: number;
  readonly ects?: number;
  /** 1–8. */
  readonly eqf?: number;
  readonly awardingBody?: string;
  /** Who sealed it. */
  readonly issuer?: string;
  readonly validUntil?: string;
  /** True when the seal is a test seal. */
  readonly test?: boolean;
}

export function summaryRow(credential: Credential, files: RegisteredRow['files']): SummaryRow {
  const { learner, achievement, award, issuer, languages } = credential;
  const [primary] = languages;
  const say = (text: Parameters<typeof textIn>[0]): string => textIn(text, primary, languages) ?? '';
  const { ects, hours } = achievement.workload;
  const eqf = eqfNumber(achievement.level);
  return {
    serial: credential.serial,
    id: credential.id,
    name: learner.fullName,
    givenName: learner.givenName,
    familyName: learner.familyName,
    ...(learner.birthDate !== undefined && { birthDate: learner.birthDate }),
    ...(learner.studentId !== undefined && { studentId: learner.studentId }),
    ...(learner.email !== undefined && { email: learner.email }),
    kind: credential.kind,
    title: say(achievement.title),
    ...(achievement.grade && { grade: achievement.grade.value }),
    hours,
    ...(ects !== undefined && { ects }),
    ...(eqf !== undefined && { eqf }),
    awardingBody: say(award.awardingBody.legalName),
    issuer: say(issuer.legalName),
    awardedOn: award.awardedOn,
    issuedAt: credential.issuedAt,
    ...(credential.validUntil !== undefined && { validUntil: credential.validUntil }),
    test: credential.test,
    files,
  };
}
