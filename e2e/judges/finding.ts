import type { SealedFormat } from '../../shared/issue.ts';

/** What one judge says of one file. */
export interface Finding {
  /** Absolute path. */
  readonly file: string;
  readonly passed: boolean;
  /** The judge's own words, when it refuses. */
  readonly why?: string;
}

/** The files that stand before the judges, and what is known of them beforehand. */
export interface Batch {
  readonly credentials: readonly JudgedCredential[];
  /** PEM of the root to trust. */
  readonly root: string;
  /** DER or PEM. */
  readonly crls: readonly string[];
  /** A folder that judges may fill. */
  readonly scratch: string;
}

export interface JudgedCredential {
  /** Absolute paths. */
  readonly files: Readonly<Partial<Record<SealedFormat, string>>>;
  /** As the register has it; unknown for a folder without a register. */
  readonly entry?: {
    /** `urn:uuid:…` */
    readonly id: string;
    readonly serial: string;
    /** As printed. */
    readonly name: string;
    readonly awardedOn: string;
    /** SHA-256 of each file, lower-case hexadecimal. */
    readonly digests: Readonly<Partial<Record<SealedFormat, string>>>;
  };
}

/** An independent program, and what Sealwright asks of it. */
export interface Judge {
  readonly name: string;
  readonly formats: readonly SealedFormat[];
  /** How to install what is missing; undefined when the judge can sit. */
  missing(): Promise<string | undefined>;
  /** One finding for every file of `formats` in the batch that the judge has a say on. */
  judge(batch: Batch): Promise<readonly Finding[]>;
  /** Changes of one byte that this judge claims to notice; one it lets pass is a failure of the judge. */
  readonly spoils: readonly Spoil[];
}

export interface Spoil {
  readonly name: string;
  readonly format: SealedFormat;
  /** A copy that differs in one byte (or is longer by one). */
  spoil(file: Uint8Array): Uint8Array;
}

/** The files of one format, in the batch's order. */
export const filesOf = (batch: Batch, format: SealedFormat): readonly string[] =>
  batch.credentials.flatMap(({ files }) => files[format] ?? []);

export const finding = (file: string, why: readonly string[]): Finding =>
  why.length === 0 ? { file, passed: true } : { file, passed: false, why: why.join('; ') };
