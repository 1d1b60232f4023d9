import type { CredentialKind } from '../credential/kind.ts';
import type { Problem } from '../problem.ts';
import type { IssuerKind, TrustedIssuer } from '../trust/issuers/issuer.ts';
import type { Reply } from './reply.ts';
import type { SealOrder } from './seal.ts';
import type { Data } from './vocabulary.ts';

export interface TrustDesk {
  /** The desk's own register of trusted issuers, in its newest version. */
  'trust.list'(order: Data): Promise<Reply<IssuersReport>>;
  /** Who sealed a file, so that a person can decide whether to trust them. */
  'trust.ask'(order: AskOrder): Promise<Reply<SealerReport>>;
  'trust.add'(order: AddOrder): Promise<Reply<TrustChange>>;
  /** Says anew what a desk knows of an issuer; who it is stays as it was. From then on it is the desk's own entry. */
  'trust.change'(order: ChangeOrder): Promise<Reply<TrustChange>>;
  'trust.remove'(order: RemoveOrder): Promise<Reply<TrustChange>>;
  'trust.import'(order: ImportOrder): Promise<Reply<TrustChange>>;
  'trust.export'(order: ExportOrder): Promise<Reply<{ readonly path: string; readonly version: number }>>;
  /** Asks the network for the EU's list of lists and the national lists it names, and keeps those that are believed. */
  'trust.fetch'(order: FetchListsOrder): Promise<Reply<FetchedLists>>;
  /** Whether every version follows from the one before it. */
  'trust.check'(order: Data): Promise<Reply<{ readonly versions: number }>>;
}

export interface IssuersReport {
  readonly version: number;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly madeAt: string;
  readonly issuers: readonly IssuerReport[];
}

export interface IssuerReport extends Omit<TrustedIssuer, 'certificates'> {
  readonly certificates: readonly CertificateReport[];
}

export interface CertificateReport {
  /** RFC 4514. */
  readonly subject: string;
  /** SHA-256, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** `YYYY-MM-DD` */
  readonly notAfter: string;
  /** It certifies others; the seal's own certificate has to name the issuer. */
  readonly authority: boolean;
}

export interface AskOrder extends Data {
  readonly file: string;
}

export interface SealerReport extends CertificateReport {
  readonly name?: string;
  readonly country?: string;
  readonly legalIdentifier?: string;
  /** Subject of the authority that certified it; its own when nobody else vouches for it. */
  readonly certifiedBy: string;
  /** Already in the register under this id. */
  readonly known?: string;
  readonly test: boolean;
}

export interface AddOrder extends Data {
  /** PEM or DER files that the issuer itself has handed over. */
  readonly certificates?: readonly string[];
  /** A sealed file whose sealer is to be trusted from now on. */
  readonly from?: string;
  /** SHA-256 of that sealer's certificate, compared by a person with what the issuer says elsewhere. */
  readonly accept?: string;
  /** Taken from the certificate when untold. */
  readonly name?: string;
  readonly country?: string;
  readonly legalIdentifier?: string;
  readonly kind: IssuerKind;
  readonly website?: string;
  readonly kinds?: readonly CredentialKind[];
  readonly fields?: readonly string[];
  readonly levels?: readonly number[];
  readonly assurance?: TrustedIssuer['assurance'][number];
  /** `YYYY-MM-DD`; what it seals later is accepted no more. */
  readonly until?: string;
}

export interface ChangeOrder extends Data, Pick<TrustedIssuer, 'kind' | 'awards' | 'assurance' | 'until'> {
  /** Its id. */
  readonly issuer: string;
}

export interface RemoveOrder extends Data {
  readonly issuer: string;
}

export interface ImportOrder extends Data {
  /** A sealed list of another desk, or a table (CSV, JSON) of issuers and their quality assurance. */
  readonly file: string;
  /** SHA-256 of the certificate that sealed the list, compared by a person. */
  readonly accept?: string;
  /** PEM or DER files of those that may seal it. */
  readonly listKeys?: readonly string[];
}

export interface ExportOrder extends Data, SealOrder {
  /** `.xml` for the shape of ETSI TS 119 612 with XAdES, `.json` for JSON with JAdES. */
  readonly out: string;
  /** How long the list is to be believed. */
  readonly days: number;
}

export interface FetchListsOrder extends Data {
  /** Of the list of lists; the Commission's own when untold. */
  readonly address?: string;
  /** PEM or DER files of the keys that the Official Journal names; those given once are kept. */
  readonly listKeys?: readonly string[];
  /** Whose lists, as SchemeTerritory has them; all when untold. */
  readonly territories?: readonly string[];
}

export interface FetchedLists {
  readonly fetched: number;
  /** Those that have not changed since they were fetched last. */
  readonly same: number;
  /** National lists that could not be had or are not believed. */
  readonly problems: readonly Problem[];
}

export interface TrustChange {
  readonly version: number;
  readonly issuers: readonly string[];
  /** What was left out of a table, and why. */
  readonly problems: readonly Problem[];
}
