import { done, type Outcome, refused } from '../../shared/problem.ts';

/** A remote sealing service and which of its credentials. */
export interface ServiceAddress {
  /** Base URI of the API, without a slash at its end. */
  readonly base: string;
  /** For people. */
  readonly service: string;
  readonly client: string;
  /** The only one there is when untold. */
  readonly credential?: string;
  /** Whose credentials, where the service has many users. */
  readonly user?: string;
}

const SCHEME = 'csc:';
const LONGEST = 4096;
const PARTS = new Set(['client_id', 'credential', 'user']);

export function isServiceAddress(seal: string): boolean {
  return seal.toLowerCase().startsWith(SCHEME);
}

/**
 * Reads `csc:https://service/csc/v2?client_id=…&credential=…&user=…`. The secret never stands in an address, since
 * addresses are seen by others.
 * @returns `usage.value-wrong` naming the part, never its value; plain HTTP is for a service on this very machine.
 */
export function readServiceAddress(seal: string): Outcome<ServiceAddress> {
  const text = seal.slice(SCHEME.length);
  if (!isServiceAddress(seal) || seal.length > LONGEST || !URL.canParse(text)) return wrong(SCHEME);
  const url = new URL(text);
  if (!isSafe(url)) return wrong(url.protocol);
  if (url.username !== '' || url.password !== '') return wrong('@');
  if (url.hash !== '') return wrong('#');
  for (const name of url.searchParams.keys()) {
    if (!PARTS.has(name) || url.searchParams.getAll(name).length > 1) return wrong(name);
  }
  const client = url.searchParams.get('client_id');
  if (!client) return wrong('client_id');
  const credential = url.searchParams.get('credential');
  const user = url.searchParams.get('user');
  return done({
    base: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    service: url.host,
    client,
    ...(credential && { credential }),
    ...(user && { user }),
  });
}

/** TLS, or no network at all. */
export function isSafe({ protocol, hostname }: URL): boolean {
  const here = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
  return protocol === 'https:' || (protocol === 'http:' && here);
}

function wrong(part: string): Outcome<ServiceAddress> {
  return refused({ code: 'usage.value-wrong', facts: { option: '--seal csc:', value: part.slice(0, 40) } });
}
