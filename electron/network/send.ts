import type { Policy, RequestPurpose } from '../../shared/desk/policy.ts';
import { StudioFault } from '../../shared/problem.ts';
import { logRequest } from './request-log.ts';

interface Gate {
  /** Where requests are written down. */
  readonly folder: string;
  readonly policy: Policy;
}

/** Of this process, set when its studio opens. Tests of single clients go without. */
let gate: Gate | undefined;

export function guardNetwork(next: Gate): void {
  gate = next;
}

/**
 * Asks the policy whether this origin may be spoken to, and writes down that it will be.
 * @throws StudioFault `policy.refused`, or the log's.
 */
export function leaveFor(purpose: RequestPurpose, to: string): void {
  const allowed = gate?.policy.network?.[purpose];
  if (allowed && !allowed.includes(to))
    throw new StudioFault('policy.refused', { setting: `network.${purpose}`, value: to });
  if (gate) logRequest(gate.folder, { at: `${new Date().toISOString().slice(0, 19)}Z`, purpose, to });
}

/**
 * The one place where anything leaves this machine: the policy must allow the address, and the request is written down
 * before it is sent. Redirects are never followed: whoever was named is asked and nobody else.
 * @throws StudioFault `policy.refused`, or the log's; else what `fetch` throws.
 */
export async function send(purpose: RequestPurpose, address: string, how: RequestInit): Promise<Response> {
  leaveFor(purpose, new URL(address).origin);
  const ask = () => fetch(address, { ...how, redirect: 'error' });
  return ask().catch((cause) => {
    if (HARMLESS.has(purpose) && isCutOff(cause)) return ask();
    throw cause;
  });
}

/** What may be asked twice: nothing is spent by it. */
const HARMLESS: ReadonlySet<RequestPurpose> = new Set(['timestamp', 'revocation']);

/**
 * A connection that was kept open may be closed by the other side just as it is used again; a client then asks once more
 * (RFC 9110 clause 9.2.2).
 */
function isCutOff(cause: unknown): boolean {
  const reason = cause instanceof Error ? cause.cause : undefined;
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : '';
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code);
}
