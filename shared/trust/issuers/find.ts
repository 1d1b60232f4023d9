import type { CredentialKind } from '../../credential/kind.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import { sameBytes } from '../../sealing/bytes.ts';
import type { Certificate } from '../../sealing/certificate.ts';
import type { Assurance, IssuerRegister, TrustedIssuer } from './issuer.ts';
import { sameText } from './same-name.ts';

/** DER of all certificates that the register's issuers seal with, or are certified by. */
export function issuerCertificates({ issuers }: IssuerRegister): readonly Uint8Array[] {
  return issuers.flatMap(({ certificates }) =>
    certificates.flatMap((text) => decodeBase64(text, 'base64') ?? []),
  );
}

/**
 * The issuer that a sealer is: by the very certificate it seals with, else by the legal identifier, else by legal name
 * and country, which only whoever believes the certificate's authority may go by.
 * @param path from the sealer's certificate to the root that was trusted.
 * @returns `vouched` when the register itself makes the seal trusted: its own certificate is listed, or an authority's
 *   in `path` that is listed for this issuer.
 */
export function issuerOf(
  { issuers }: IssuerRegister,
  signer: Certificate,
  path: readonly Certificate[],
): { readonly issuer: TrustedIssuer; readonly vouched: boolean } | undefined {
  const bySeal = issuers.find((issuer) => lists(issuer, signer));
  if (bySeal) return { issuer: bySeal, vouched: true };
  const named = issuers.find((issuer) => isNamed(issuer, signer));
  return named && { issuer: named, vouched: path.some((certificate) => lists(named, certificate)) };
}

function lists({ certificates }: TrustedIssuer, { der }: Certificate): boolean {
  return certificates.some((text) => {
    const listed = decodeBase64(text, 'base64');
    return listed !== undefined && sameBytes(listed, der);
  });
}

/** An identifier that differs is another body, however alike the names. */
function isNamed(issuer: TrustedIssuer, { subject }: Certificate): boolean {
  const { organizationIdentifier, organisation, country } = subject;
  if (issuer.legalIdentifier !== undefined && organizationIdentifier !== undefined) {
    return issuer.legalIdentifier === organizationIdentifier;
  }
  if (organisation === undefined || country === undefined) return false;
  return sameText(issuer.name, organisation) && issuer.country === (country === 'EL' ? 'GR' : country);
}

/** What of a credential the register's limits are held against. */
export interface Awarded {
  readonly kind?: CredentialKind;
  /** ISCED-F 2013. */
  readonly fields: readonly string[];
  /** European Qualifications Framework. */
  readonly level?: number;
}

export type Permission =
  | 'allowed'
  /** The register says nothing of what this issuer may award. */
  | 'untold'
  /** The credential does not say what the register would have to know of it. */
  | 'undecided'
  | 'outside';

/** Whether the register accepts such a credential of the issuer. */
export function permissionOf({ awards }: TrustedIssuer, awarded: Awarded): Permission {
  if (awards.length === 0) return 'untold';
  const answers = awards.map(({ kinds, fields, levels }) => [
    awarded.kind === undefined ? undefined : kinds.includes(awarded.kind),
    fields === undefined
      ? true
      : awarded.fields.length === 0
        ? undefined
        : awarded.fields.every((field) => fields.some((allowed) => field.startsWith(allowed))),
    levels === undefined ? true : awarded.level === undefined ? undefined : levels.includes(awarded.level),
  ]);
  if (answers.some((answer) => answer.every((part) => part === true))) return 'allowed';
  return answers.some((answer) => !answer.includes(false)) ? 'undecided' : 'outside';
}

/**
 * Decisions that held on `day` and were not negative, the latest first; of one agency and scope only the latest counts,
 * since it replaces those before.
 */
export function assuranceOn({ assurance }: TrustedIssuer, day: string): readonly Assurance[] {
  const latest = new Map<string, Assurance>();
  for (const one of [...assurance].sort((a, b) => (a.from < b.from ? 1 : -1))) {
    const key = JSON.stringify([one.agency, one.scope ?? '']);
    if (one.from <= day && !latest.has(key)) latest.set(key, one);
  }
  return [...latest.values()].filter(
    ({ decision, until }) =>
      (decision === 'positive' || decision === 'conditional') && (until === undefined || day <= until),
  );
}

/** False when the register had ended its trust before the seal was made. */
export function isAccepted({ until }: TrustedIssuer, sealedAt: Date): boolean {
  return until === undefined || sealedAt.toISOString().slice(0, 10) <= until;
}
