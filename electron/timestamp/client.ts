import type { Engine, HashAlgorithm } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, refused, StudioFault } from '../../shared/problem.ts';
import { encodeTimestampQuery, TIMESTAMP_ROOM, type Timestamper } from '../../shared/sealing/timestamp.ts';
import { readTimestampReply } from '../../shared/verifying/timestamp-reply.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import { send } from '../network/send.ts';

export interface TimestampClientPlan {
  /** `http:` or `https:` addresses of time-stamping authorities; the first that answers well is kept to. */
  readonly authorities: readonly [string, ...string[]];
  /** Of the imprint; SHA-256 when untold. */
  readonly hash?: HashAlgorithm;
  /** Whom an authority's certificate has to lead to; unasked when untold. */
  readonly trust?: Trust;
  readonly engine: Engine;
  readonly now: () => Date;
  /** Milliseconds for one question; 10 000 when untold. */
  readonly patience?: number;
}

const PATIENCE = 10_000;
/** A status and words around the token. */
const LARGEST_REPLY = TIMESTAMP_ROOM + 4096;
/** RFC 3161 clause 2.4.1: "a large random number with a high probability" of being generated only once. */
const NONCE_LENGTH = 16;

/** True for what may be asked for time-stamps: no password stands in an address that is logged and shown. */
export function isAuthorityAddress(address: string): boolean {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.username === '' && url.password === '';
}

/**
 * Asks time-stamping authorities over HTTP (RFC 3161 clause 3.4), the next when one fails. Nothing is sent before the
 * first `stamp`, and then a digest only. When all have failed, `stamp` throws a StudioFault with the first one's
 * `timestamp.…` code and `authority`.
 */
export function openTimestamper(plan: TimestampClientPlan): Timestamper {
  const { authorities, engine, hash = 'SHA-256' } = plan;
  let preferred = 0;
  return {
    async stamp(bytes) {
      const start = preferred;
      let failure: Problem | undefined;
      for (let turn = 0; turn < authorities.length; turn++) {
        const index = (start + turn) % authorities.length;
        const address = authorities[index] ?? authorities[0];
        const nonce = engine.random(NONCE_LENGTH);
        const query = { hash, digest: engine.hash(hash, bytes), nonce };
        const reply = await ask(address, encodeTimestampQuery(query), plan.patience ?? PATIENCE);
        const { trust, now } = plan;
        const token = reply.ok
          ? await readTimestampReply(
              reply.value,
              { query, stamped: bytes, now: now(), ...(trust && { trust }) },
              engine,
            )
          : reply;
        if (token.ok) {
          preferred = index;
          return token.value;
        }
        const [{ code, facts }] = token.problems;
        failure ??= { code, facts: { ...facts, authority: new URL(address).host } };
      }
      throw new StudioFault(failure?.code ?? 'timestamp.unreachable', failure?.facts);
    },
  };
}

/** Problems: `timestamp.unreachable`, `timestamp.unreadable`, `timestamp.too-large`. */
async function ask(address: string, query: Uint8Array, patience: number): Promise<Outcome<Uint8Array>> {
  try {
    const response = await send('timestamp', address, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(query),
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return refused({ code: 'timestamp.unreachable' });
    }
    const [type] = (response.headers.get('content-type') ?? '').split(';');
    if (type?.trim().toLowerCase() !== 'application/timestamp-reply') {
      await response.body?.cancel();
      return refused({ code: 'timestamp.unreadable' });
    }
    return await readBody(response);
  } catch (cause) {
    if (cause instanceof StudioFault) throw cause;
    // No name, no route, no answer in time, a broken connection or TLS that does not hold: all mended alike.
    return refused({ code: 'timestamp.unreachable' });
  }
}

/** Whatever length is announced, no more is read than a reply can have. */
async function readBody(response: Response): Promise<Outcome<Uint8Array>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > LARGEST_REPLY) return refused({ code: 'timestamp.too-large' });
    parts.push(part);
  }
  return done(new Uint8Array(Buffer.concat(parts)));
}
