import type { CredentialKind } from '../../credential/kind.ts';

/** What kinds of bodies teach; anybody who teaches may stand in the register. */
export const ISSUER_KINDS = ['institution', 'company', 'non-formal'] as const;
export type IssuerKind = (typeof ISSUER_KINDS)[number];

/** A body whose credentials a desk accepts, and what it accepts them for. */
export interface TrustedIssuer {
  /** Its key in the register: the legal identifier where there is one. */
  readonly id: string;
  /** Legal name, as the certificate's O has it; legal names are not translated. */
  readonly name: string;
  readonly kind: IssuerKind;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** organizationIdentifier as ETSI EN 319 412-1 clause 5.1.4 builds it, such as `VATBE-0123456789`. */
  readonly legalIdentifier?: string;
  /** Of other registers: DEQARINST0382, an ETER or Erasmus code. */
  readonly identifiers: readonly string[];
  readonly website?: string;
  /** What it may award; none says that nothing is known of it, not that everything is allowed. */
  readonly awards: readonly Award[];
  readonly assurance: readonly Assurance[];
  /** Base64 of the DER of the certificates it seals with, or of authorities that certify it. */
  readonly certificates: readonly string[];
  /** `YYYY-MM-DD`: when the desk took it up, and after which day what it seals is accepted no more. */
  readonly since: string;
  readonly until?: string;
  readonly origin: Origin;
}

/** How it came to be trusted. */
export type Origin =
  | { readonly how: 'added' | 'first-use' }
  /** `by` sealed the list, or is the file of a table that nobody sealed. */
  | { readonly how: 'list' | 'table'; readonly by: string };

/** Credentials of these kinds, in these fields and at these levels; a list that is left out limits nothing. */
export interface Award {
  readonly kinds: readonly CredentialKind[];
  /** ISCED-F 2013: two digits for a broad field, three for a narrow, four for a detailed one. */
  readonly fields?: readonly string[];
  /** Levels of the European Qualifications Framework, 1 to 8. */
  readonly levels?: readonly number[];
}

export const DECISIONS = ['positive', 'conditional', 'negative', 'none'] as const;

/** A decision of accreditation or external quality assurance, in the terms of DEQAR. */
export interface Assurance {
  readonly agency: string;
  readonly decision: (typeof DECISIONS)[number];
  /** What was judged: the institution, or a programme by its name. */
  readonly scope?: string;
  /** `YYYY-MM-DD` */
  readonly from: string;
  readonly until?: string;
  /** Where the report is published. */
  readonly report?: string;
}

/** The trusted issuers of one desk, in one version; each version names the one before by its digest. */
export interface IssuerRegister {
  readonly schema: 'sealwright-issuers/1';
  readonly version: number;
  /** SHA-256 of the file of the version before, lower-case hexadecimal. */
  readonly previous?: string;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly madeAt: string;
  /** Lists of other desks that were taken in. */
  readonly sources?: readonly ListSource[];
  readonly issuers: readonly TrustedIssuer[];
}

/** Whose list was taken in, and which version of it: an older one is not taken in again. */
export interface ListSource {
  /** Subject of the certificate that sealed it, RFC 4514. */
  readonly by: string;
  /** SHA-256 of that certificate, lower-case hexadecimal. */
  readonly sealer: string;
  readonly version: number;
}

export const NO_ISSUERS: IssuerRegister = {
  schema: 'sealwright-issuers/1',
  version: 0,
  madeAt: '1970-01-01T00:00:00Z',
  issuers: [],
};
