import { done, type Outcome, refused, StudioFault } from '../../shared/problem.ts';
import { send } from '../network/send.ts';

const PATIENCE = 20_000;
const LARGEST_REPLY = 32 * 1024 * 1024;

export interface PlatformReply {
  readonly json: unknown;
  /** Address of the next page (RFC 8288, `rel="next"`). */
  readonly next?: string;
}

/** True for what a token may be sent to: https, or this very machine. */
export function isPlatformAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url?.username !== '' || url.password !== '') return false;
  const here = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && here);
}

/** Asks the one address that was named; nobody else is asked, however it answers. Problem: `platform.refused`. */
export async function askPlatform(address: string, how: RequestInit): Promise<Outcome<PlatformReply>> {
  if (!isPlatformAddress(address)) return refusal(address, 'https');
  try {
    const response = await send('platform', address, { ...how, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) {
      await response.body?.cancel();
      return refusal(address, `HTTP ${response.status}`);
    }
    const bytes = await readBody(response);
    if (!bytes) return refusal(address, 'too-large');
    const next = nextIn(response.headers.get('link'), address);
    return done({ json: JSON.parse(new TextDecoder().decode(bytes)), ...(next && { next }) });
  } catch (cause) {
    if (cause instanceof StudioFault) throw cause;
    if (cause instanceof SyntaxError) return refusal(address, 'JSON');
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return refusal(address, why instanceof Error && 'code' in why ? String(why.code) : 'network');
  }
}

/** The address without its query, which may hold what nobody should read over a shoulder. */
export function refusal(address: string, reason: string): Outcome<never> {
  const url = URL.parse(address);
  const shown = url ? `${url.origin}${url.pathname}` : '–';
  return refused({ code: 'platform.refused', facts: { address: shown.slice(0, 200), reason } });
}

async function readBody(response: Response): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > LARGEST_REPLY) return undefined;
    pieces.push(piece as Uint8Array);
  }
  return Buffer.concat(pieces);
}

/** On the same origin only: the token goes nowhere else. */
function nextIn(link: string | null, address: string): string | undefined {
  const found = /<([^>]{1,4000})>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
  const next = found === undefined ? null : URL.parse(found, address);
  return next && next.origin === new URL(address).origin ? next.href : undefined;
}
