import { StudioFault } from '../../shared/problem.ts';
import { send } from '../network/send.ts';

const PATIENCE = 30_000;
/** The largest national lists have some ten megabytes. */
export const LARGEST_LIST = 32 * 1024 * 1024;

/** What a server said a list is known by, to be asked with next time (RFC 9110 clause 13). */
export interface Known {
  readonly etag?: string;
  readonly lastModified?: string;
}

export type ListReply =
  | ({ readonly state: 'new'; readonly bytes: Uint8Array } & Known)
  | { readonly state: 'same' }
  | { readonly state: 'none'; readonly reason: string };

/** Asks one address for a list, unless it is still the one that is `known`. What it is worth is asked later. */
export async function askForList(address: string, known: Known = {}): Promise<ListReply> {
  if (!isListAddress(address)) return { state: 'none', reason: 'address' };
  try {
    const response = await send('trusted-list', address, {
      signal: AbortSignal.timeout(PATIENCE),
      headers: {
        ...(known.etag && { 'if-none-match': known.etag }),
        ...(known.lastModified && { 'if-modified-since': known.lastModified }),
      },
    });
    if (response.status === 200) return await readReply(response);
    await response.body?.cancel();
    const asked = known.etag !== undefined || known.lastModified !== undefined;
    return response.status === 304 && asked
      ? { state: 'same' }
      : { state: 'none', reason: `HTTP ${response.status}` };
  } catch (cause) {
    if (cause instanceof StudioFault) throw cause;
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return { state: 'none', reason: why instanceof Error && 'code' in why ? String(why.code) : 'network' };
  }
}

/** The seal tells whether a list is genuine, so that plain http will do, as some Member States have it. */
export function isListAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
  );
}

async function readReply(response: Response): Promise<ListReply> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > LARGEST_LIST) return { state: 'none', reason: 'too-large' };
    pieces.push(piece as Uint8Array);
  }
  const [etag, lastModified] = ['etag', 'last-modified'].map((name) => headerOf(response, name));
  return {
    ...{ state: 'new', bytes: new Uint8Array(Buffer.concat(pieces)) },
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
  };
}

function headerOf(response: Response, name: string): string | undefined {
  const value = response.headers.get(name);
  return value !== null && value.length <= 200 ? value : undefined;
}
