import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REQUEST_PURPOSES, type SentRequest } from '../../shared/desk/policy.ts';
import { diskFault } from '../files/vault.ts';

/** Two files of as many bytes hold some ten thousand requests; older ones are forgotten. */
const LARGEST = 512 * 1024;
const MOST_TOLD = 500;

const fileIn = (folder: string) => join(folder, 'requests.jsonl');
const olderIn = (folder: string) => join(folder, 'requests.old.jsonl');

/** @throws StudioFault when it cannot be written: then nothing is to be sent. */
export function logRequest(folder: string, request: SentRequest): void {
  const file = fileIn(folder);
  try {
    mkdirSync(folder, { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, olderIn(folder));
    appendFileSync(file, `${JSON.stringify(request)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw diskFault(file, cause);
  }
}

/** The newest first; lines that were cut are left out. */
export function readRequests(folder: string): readonly SentRequest[] {
  const lines = [olderIn(folder), fileIn(folder)].flatMap((file) => {
    try {
      return readFileSync(file, 'utf8').split('\n');
    } catch {
      return [];
    }
  });
  return lines.slice(-MOST_TOLD).flatMap(requestIn).reverse();
}

function requestIn(line: string): readonly SentRequest[] {
  try {
    const { at, purpose: told, to } = JSON.parse(line) as Partial<SentRequest>;
    const purpose = REQUEST_PURPOSES.find((each) => each === told);
    return typeof at === 'string' && purpose && typeof to === 'string' ? [{ at, purpose, to }] : [];
  } catch {
    return [];
  }
}
