import { StudioFault } from '../../shared/problem.ts';
import { send } from '../network/send.ts';

/** One question over HTTP to an address that a certificate names; nothing is followed and no more is read than `limit`. */
export interface Question {
  readonly address: string;
  /** Bytes that an honest answer has at most. */
  readonly limit: number;
  /** Milliseconds. */
  readonly patience: number;
  /** Posts this; asks with GET when untold. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
}

/** Undefined for every way of not being answered: all are mended alike, by asking elsewhere. */
export async function ask({ address, limit, patience, body }: Question): Promise<Uint8Array | undefined> {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  try {
    const response = await send('revocation', address, {
      signal: AbortSignal.timeout(patience),
      ...(body && {
        method: 'POST',
        headers: { 'content-type': body.type },
        body: new Uint8Array(body.bytes),
      }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > limit) return undefined;
      parts.push(part);
    }
    return new Uint8Array(Buffer.concat(parts));
  } catch (cause) {
    if (cause instanceof StudioFault) throw cause;
    return undefined;
  }
}
