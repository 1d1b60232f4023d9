import type { BatchRecord, RecordedCredential, RecordProof, RecordProofs } from './record.ts';

/** Undefined for anything but a record this version writes. */
export function readRecord(bytes: Uint8Array): BatchRecord | undefined {
  const value = parse(bytes);
  if (value?.schema !== 'sealwright-record/1') return undefined;
  const { id, institution, madeAt, test, credentials } = value;
  const told = typeof id === 'string' && typeof madeAt === 'string' && typeof test === 'boolean';
  const named = isObject(institution) && typeof institution.name === 'string';
  if (!told || !named || !Array.isArray(credentials) || !credentials.every(isCredential)) return undefined;
  return value as unknown as BatchRecord;
}

function isCredential(value: unknown): value is RecordedCredential {
  return (
    isObject(value) &&
    typeof value.serial === 'string' &&
    Array.isArray(value.files) &&
    value.files.every(
      (file) => isObject(file) && typeof file.format === 'string' && typeof file.digest === 'string',
    )
  );
}

/** Undefined for anything but a list of proofs, be it of one file or of a batch. */
export function readProofs(bytes: Uint8Array): RecordProofs | undefined {
  const value = parse(bytes);
  if (value?.schema !== 'sealwright-record-proofs/1' || typeof value.record !== 'string') return undefined;
  if (!Array.isArray(value.proofs) || !value.proofs.every(isProof)) return undefined;
  return value as unknown as RecordProofs;
}

function isProof(value: unknown): value is RecordProof {
  return (
    isObject(value) &&
    [value.serial, value.format, value.sha256, value.salt].every((field) => typeof field === 'string')
  );
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function writeRecord(value: BatchRecord | RecordProofs): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
