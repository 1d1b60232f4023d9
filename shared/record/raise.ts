import { type Standing, standingOf } from '../augmenting/due.ts';
import { type Raised, type RaiseOrder, raise } from '../augmenting/raise.ts';
import type { Engine } from '../engine.ts';
import { done, type Outcome } from '../problem.ts';
import { decodeBase64 } from '../sealing/base64.ts';
import { openContainer, packContainer, RECORD_FILE } from './asic.ts';
import { readRecord } from './read.ts';

/**
 * Raises whatever is sealed with a level: of an ASiC-E container with XAdES the signatures inside (ETSI EN 319 162-1 clause
 * 4.4.4: their own archive time-stamps serve the container), of any other file the file. Problems and faults: those
 * of `raise`.
 */
export async function raiseSealed(bytes: Uint8Array, order: RaiseOrder): Promise<Outcome<Raised>> {
  const container = openContainer(bytes);
  if (!container) return raise(bytes, order);
  const { record, signatures } = container;
  const raised = await raise(signatures, order, new Map([[RECORD_FILE, record]]));
  if (!raised.ok || raised.value.bytes === signatures)
    return raised.ok ? done({ ...raised.value, bytes }) : raised;
  return done({ ...raised.value, bytes: packContainer({ record, signatures: raised.value.bytes }) });
}

/** The same of a container and of any other file. */
export function standingOfSealed(bytes: Uint8Array, engine: Engine): Promise<Standing | undefined> {
  const container = openContainer(bytes);
  if (!container) return standingOf(bytes, engine);
  return standingOf(container.signatures, engine, new Map([[RECORD_FILE, container.record]]));
}

/** A sealed record of a batch, in either form; whether its seal holds is another question. */
export function isSealedRecord(bytes: Uint8Array): boolean {
  const container = openContainer(bytes);
  if (container) return readRecord(container.record) !== undefined;
  try {
    const jws: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const payload = typeof jws === 'object' && jws !== null && 'payload' in jws ? jws.payload : undefined;
    const octets = typeof payload === 'string' ? decodeBase64(payload, 'base64url') : undefined;
    return octets !== undefined && readRecord(octets) !== undefined;
  } catch {
    return false;
  }
}
