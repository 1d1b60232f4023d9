import type { Problem } from '../problem.ts';
import type { SealAlgorithmName } from '../sealing/algorithms.ts';
import type { Inspection, Standing } from '../sealing/inspection.ts';
import type { Reply } from './reply.ts';

export interface SealDesk {
  'seal.inspect'(order: SealOrder): Promise<Reply<SealReport>>;
  /** What lies on the tokens of a PKCS#11 library, as far as they tell it without a PIN. */
  'seal.tokens'(order: { readonly module: string }): Promise<Reply<readonly TokenReport[]>>;
  /** Writes the document that tells the seal's key under the institution's identifier. */
  'seal.controller'(order: ControllerOrder): Promise<Reply<ControllerReport>>;
}

export interface TokenReport {
  readonly label: string;
  readonly serial: string;
  readonly seals: readonly TokenSeal[];
}

/** A certificate on a token; whether its key is there too is seen once the PIN is given. */
export interface TokenSeal {
  /** For `SealOrder.seal`. */
  readonly address: string;
  readonly label: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly notAfter: string;
}

/** A password on its one way to the key; never stored, logged or echoed. */
export type Secret = string;

export interface SealOrder {
  /** Path of a PKCS#12 or PEM file, or `pkcs11:…` (RFC 7512), or `csc:https://…` of a remote service. */
  readonly seal: string;
  /** Path of the private key when `seal` is PEM without it. */
  readonly sealKey?: string;
  /** Password of the file, PIN of the token or secret of the service. */
  readonly password: Secret;
  /** The key's usual one when untold. */
  readonly algorithm?: SealAlgorithmName;
}

export interface ControllerOrder extends SealOrder {
  /** `did:web:…`, or the https URL that the document is to be served at. */
  readonly controller: string;
  /** Path of the document; keys that it tells already are kept. */
  readonly out: string;
}

export interface ControllerReport {
  readonly id: string;
  readonly file: string;
  /** Where it is to be served. */
  readonly url: string;
  /** Names of the keys it tells. */
  readonly keys: readonly string[];
}

/** Everything the certificate says, and what follows from it. Times are ISO 8601 in UTC. */
export interface SealReport {
  readonly subject: string;
  readonly organisation?: string;
  readonly organizationIdentifier?: string;
  readonly country?: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: string;
  readonly kept: 'file' | 'token' | 'service';
  readonly algorithm: string;
  readonly keyUsage: readonly string[];
  readonly extendedKeyUsage: readonly string[];
  /** OIDs. */
  readonly policies: readonly string[];
  readonly qcStatements: {
    readonly compliance: boolean;
    readonly qscd: boolean;
    readonly types: readonly string[];
    readonly disclosures: readonly { readonly url: string; readonly language: string }[];
    readonly legislation: readonly string[];
    readonly retentionYears?: number;
  };
  /** The seal's own certificate first, the root left out. */
  readonly chain: readonly {
    readonly subject: string;
    readonly issuer: string;
    readonly notAfter: string;
    readonly key: string;
  }[];
  readonly revocation: {
    readonly crl: readonly string[];
    readonly ocsp: readonly string[];
    /** The certificate says that nobody will ever tell. */
    readonly never: boolean;
  };
  readonly issuerCertificates: readonly string[];
  readonly test: boolean;
  /** What the seal may be called: "advanced electronic seal" unless the certificate itself says more. */
  readonly standing: Standing;
  /** The traffic light: green, amber and red. */
  readonly may: Inspection['may'];
  /** Until when a seal of level B can be verified, and what ends then. */
  readonly until: { readonly date: string; readonly because: Inspection['until']['because'] };
  readonly fit: boolean;
  /** What forbids sealing first, then what is missing or odd. */
  readonly problems: readonly Problem[];
}
