import { type Policy, REQUEST_PURPOSES } from '../../shared/desk/policy.ts';
import { guardNetwork } from '../network/send.ts';
import type { Governing } from './govern.ts';
import { readPolicy } from './policy-file.ts';

/** Nobody is asked before the policy is known, nor while it cannot be followed. */
const SILENT: Policy = { network: Object.fromEntries(REQUEST_PURPOSES.map((purpose) => [purpose, []])) };

/** Reads the policy anew before every governed order, so that a change needs no restart. */
export function keepPolicy(file: string, folder: () => string): Governing {
  guardNetwork({ folder: folder(), policy: SILENT });
  return async () => {
    const read = await readPolicy(file);
    guardNetwork({ folder: folder(), policy: read.ok ? (read.value ?? {}) : SILENT });
    return read;
  };
}
