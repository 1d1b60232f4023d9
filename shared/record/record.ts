import type { Engine } from '../engine.ts';
import { decodeBase64, encodeBase64Url } from '../sealing/base64.ts';
import { joinBytes } from '../sealing/bytes.ts';

/**
 * What a batch sealed, for an archive: serials, and for every file a digest that tells nothing to whoever has neither
 * the file nor its salt. It names nobody but the institution.
 */
export interface BatchRecord {
  readonly schema: 'sealwright-record/1';
  /** Id of the batch, or of the register when the record is of all that lies in its folder. */
  readonly id: string;
  readonly institution: { readonly name: string; readonly identifier?: string };
  /** `YYYY-MM-DDThh:mm:ssZ`, as the seal claims. */
  readonly madeAt: string;
  readonly test: boolean;
  readonly credentials: readonly RecordedCredential[];
}

export interface RecordedCredential {
  readonly serial: string;
  readonly files: readonly RecordedFile[];
}

export interface RecordedFile {
  readonly format: string;
  /** SHA-256 over salt and SHA-256 of the file, base64url. */
  readonly digest: string;
}

/** What leads from files to a record: kept by the institution, one line of it given to whoever is to prove one file. */
export interface RecordProofs {
  readonly schema: 'sealwright-record-proofs/1';
  /** Id of the record. */
  readonly record: string;
  readonly proofs: readonly RecordProof[];
}

export interface RecordProof {
  readonly serial: string;
  readonly format: string;
  /** Of the file, lower-case hexadecimal. */
  readonly sha256: string;
  /** 32 octets, base64url. */
  readonly salt: string;
}

export interface FileToRecord {
  readonly serial: string;
  readonly format: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

const SALT_OCTETS = 32;

/** Draws a salt for every file; two records of the same files have no digest in common. */
export function drawUpRecord(
  facts: Omit<BatchRecord, 'schema' | 'credentials'>,
  files: readonly FileToRecord[],
  engine: Engine,
): { readonly record: BatchRecord; readonly proofs: RecordProofs } {
  const proofs = files.map(
    ({ serial, format, sha256 }): RecordProof => ({
      serial,
      format,
      sha256,
      salt: encodeBase64Url(engine.random(SALT_OCTETS)),
    }),
  );
  const credentials = new Map<string, RecordedFile[]>();
  for (const proof of proofs) {
    const digest = saltedDigest(proof, engine);
    if (digest === undefined) throw new Error('a salt of our own cannot be read');
    const own = credentials.get(proof.serial) ?? [];
    credentials.set(proof.serial, own);
    own.push({ format: proof.format, digest });
  }
  const recorded = Array.from(credentials, ([serial, own]) => ({ serial, files: own }));
  return {
    record: { schema: 'sealwright-record/1', ...facts, credentials: recorded },
    proofs: { schema: 'sealwright-record-proofs/1', record: facts.id, proofs },
  };
}

/** SHA-256(salt ‖ SHA-256(file)), base64url; undefined for a salt or digest that is none. */
function saltedDigest(
  { salt, sha256 }: Pick<RecordProof, 'salt' | 'sha256'>,
  engine: Engine,
): string | undefined {
  const octets = decodeBase64(salt, 'base64url');
  if (octets?.length !== SALT_OCTETS || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  const digest = Uint8Array.from(sha256.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return encodeBase64Url(engine.hash('SHA-256', joinBytes(octets, digest)));
}

/** What a record says of one file whose proof is at hand. */
export type Recorded = 'proven' | 'differs' | 'unknown';

/**
 * Finds files in a record.
 * @returns for a file, told by its SHA-256: `proven` when its salted digest stands in the record under its serial;
 *   `differs` when the proof leads to no digest there; `unknown` when no proof is of this file.
 */
export function readerOf(record: BatchRecord, { record: id, proofs }: RecordProofs, engine: Engine) {
  const bySerial = new Map(record.credentials.map(({ serial, files }) => [serial, files]));
  const byFile = new Map(proofs.map((proof) => [proof.sha256, proof]));
  return (sha256: string): { readonly state: Recorded; readonly serial?: string } => {
    const proof = byFile.get(sha256);
    if (!proof) return { state: 'unknown' };
    const digest = saltedDigest(proof, engine);
    const file = bySerial
      .get(proof.serial)
      ?.find((one) => one.format === proof.format && one.digest === digest);
    const state = file && digest !== undefined && id === record.id ? 'proven' : 'differs';
    return { state, serial: proof.serial };
  };
}
