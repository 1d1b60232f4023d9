import type { Problem } from '../problem.ts';
import type { SealAlgorithmName } from '../sealing/algorithms.ts';
import type { Reply } from './reply.ts';

export interface SealDesk {
  'seal.inspect'(order: SealOrder): Promise<Reply<SealReport>>;
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
  readonly algorithm: string;
  readonly keyUsage: readonly string[];
  readonly policies: readonly string[];
  readonly qcStatements: {
    readonly compliance: boolean;
    readonly qscd: boolean;
    readonly types: readonly string[];
  };
  readonly chain: readonly string[];
  readonly test: boolean;
  /** What the seal may be called: "advanced electronic seal" unless the certificate itself says more. */
  readonly standing: 'advanced' | 'advanced-qualified-certificate';
  readonly fit: boolean;
  readonly problems: readonly Problem[];
}
