import type { Engine } from '../engine.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import type { ValidationData } from '../verifying/validation-data.ts';
import type { Beside } from '../verifying/xml/reference.ts';

/** What is to be put beside a seal, told apart by what it judges. */
export interface Evidence {
  /** For the certificates of the seals. */
  readonly seals: ValidationData;
  /** For those of the time-stamps. */
  readonly timestamps: ValidationData;
}

/**
 * How one format takes more proof (signature augmentation, ETSI EN 319 102-1 clause 7). Nothing that is sealed changes: a
 * PDF grows at its end, XML and JSON within what the seal leaves open. The bytes handed in hold: they have been checked.
 * @throws CannotAugment where the file is of a form that can be read but not added to.
 */
export interface Augmenter {
  /** What is added counts for one seal, or for all that the document has. */
  readonly serves: 'seal' | 'document';
  /** To level T. */
  stamp(file: FileToAugment, timestamper: Timestamper, engine: Engine): Promise<Uint8Array>;
  /** To level LT, or towards the next archive time-stamp. */
  prove(file: FileToAugment, evidence: Evidence, engine: Engine): Uint8Array;
  /** To level LTA, or to its renewal. */
  archive(file: FileToAugment, timestamper: Timestamper, engine: Engine): Promise<Uint8Array>;
}

export interface FileToAugment {
  readonly bytes: Uint8Array;
  /** Which seal, in the order of `Integrity`: the first, then the further ones. */
  readonly seal: number;
  /** What a detached seal is over. */
  readonly beside?: Beside | undefined;
}

/** Caught at the door of `raise`. */
export class CannotAugment extends Error {}
