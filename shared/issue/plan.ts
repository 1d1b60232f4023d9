import type { Credential } from '../credential/credential.ts';
import type { EuropeanCredential } from './european-credential.ts';
import type { PrintPlan } from './printed-credential.ts';
import type { SealedFile } from './sealed-file.ts';
import type { PreparedVerifiableCredential } from './verifiable-credential.ts';

/** What the exports of a batch have in common. */
export interface ExportPlan extends PrintPlan {
  readonly edc: EuropeanCredential;
  readonly vc: PreparedVerifiableCredential;
  /** ELMO, sealed once for all that carry it. */
  readonly elmo: (credential: Credential) => Promise<Uint8Array>;
  /** Of the template. */
  readonly badgeImage?: string | undefined;
  /** Of the template. */
  readonly didWeb?: string | undefined;
}

/** One export of one credential. @throws StudioFault when the key fails. */
export type Make = (credential: Credential) => Promise<readonly SealedFile[]>;
