import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { sameBytes } from '../sealing/bytes.ts';
import { derInteger } from '../sealing/der.ts';
import { type DerValue, derChildren, expectTag, NotDer, readDer } from '../sealing/der-reader.ts';
import { TIMESTAMP_ROOM, type TimestampQuery } from '../sealing/timestamp.ts';
import { checkTimestamp } from './timestamp.ts';
import type { Trust } from './trust.ts';

/** What an authority's answer is held against. */
export interface TimestampExpectation {
  readonly query: TimestampQuery;
  /** The bytes whose digest was sent. */
  readonly stamped: Uint8Array;
  /** Whom to believe; without it the authority's path is nobody's question until the seal is verified. */
  readonly trust?: Trust;
  /** The hour of the question. */
  readonly now: Date;
}

/**
 * The token in a TimeStampResp (RFC 3161 clause 2.4.2), only when all that the requester has to verify (clause 2.2)
 * holds. Problems: `timestamp.unreadable`; `timestamp.refused` with `status` and the authority's own words as `reason`;
 * `timestamp.too-large`, `timestamp.imprint-differs`, `timestamp.nonce-differs`, `timestamp.signature-wrong`,
 * `timestamp.certificate-unfit`, `timestamp.untrusted`.
 */
export async function readTimestampReply(
  reply: Uint8Array,
  { query, stamped, trust, now }: TimestampExpectation,
  engine: Engine,
): Promise<Outcome<Uint8Array>> {
  const read = tokenIn(reply);
  if (!read.ok) return read;
  const token = read.value;
  if (token.length > TIMESTAMP_ROOM) return refused({ code: 'timestamp.too-large' });
  const checked = await checkTimestamp(token, stamped, engine);
  if (!checked.ok) return checked;
  const { info } = checked.value;
  // An imprint by another hash than asked for is no answer to the question.
  if (info.hash !== query.hash) return refused({ code: 'timestamp.imprint-differs' });
  const nonce = readDer(derInteger(query.nonce)).contents;
  if (!info.nonce || !sameBytes(info.nonce, nonce)) return refused({ code: 'timestamp.nonce-differs' });
  if (trust && !(await trust.judgeTimestamp(checked.value, now)).ok)
    return refused({ code: 'timestamp.untrusted' });
  return done(token);
}

/** `TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken TimeStampToken OPTIONAL }`. */
function tokenIn(reply: Uint8Array): Outcome<Uint8Array> {
  try {
    const [statusInfo, token, extra] = derChildren(readDer(reply));
    const [status, ...words] = derChildren(statusInfo);
    const { contents } = expectTag(status, 0x02);
    const [number, more] = contents;
    // 0 granted, 1 grantedWithMods; what was modified is compared field by field.
    if (more === undefined && (number === 0 || number === 1)) {
      return token && !extra ? done(expectTag(token, 0x30).whole) : refused({ code: 'timestamp.unreadable' });
    }
    return refused({
      code: 'timestamp.refused',
      facts: { status: more === undefined ? (number ?? -1) : -1, reason: textOf(words) },
    });
  } catch (cause) {
    if (cause instanceof NotDer) return refused({ code: 'timestamp.unreadable' });
    throw cause;
  }
}

const LONGEST_REASON = 200;

/** PKIFreeText, a SEQUENCE OF UTF8String (RFC 4210 clause 5.1.1), without control characters. */
function textOf(fields: readonly DerValue[]): string {
  const texts = fields.filter(({ tag }) => tag === 0x30).flatMap((text) => derChildren(text));
  const words = texts.map(({ contents }) => new TextDecoder().decode(contents)).join(' ');
  return words.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST_REASON);
}
