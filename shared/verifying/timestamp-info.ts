import type { HashAlgorithm } from '../engine.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { type DerValue, derChildren, derOidText, expectTag, NotDer, readDer } from '../sealing/der-reader.ts';
import { hashOf } from './x509-algorithm.ts';

/** What a time-stamping authority states: TSTInfo of RFC 3161 clause 2.4.2. */
export interface TimestampInfo {
  /** OID under which the authority stamps. */
  readonly policy: string;
  /** Undefined for a hash that is not believed. */
  readonly hash: HashAlgorithm | undefined;
  readonly digest: Uint8Array;
  /** To the millisecond, what is finer being cut off. */
  readonly at: Date;
  /** Contents of the INTEGER that was sent, when it was repeated. */
  readonly nonce: Uint8Array | undefined;
}

/** A time-stamp that holds: these bytes existed at `at`, if the authority is to be trusted. */
export interface ProvenTimestamp {
  readonly at: Date;
  readonly authority: Certificate;
  /** The other certificates inside, DER; not trusted by being there. */
  readonly others: readonly Uint8Array[];
  readonly info: TimestampInfo;
}

/** @throws NotDer for anything but a DER TSTInfo of version 1 without unknown critical extensions. */
export function readTimestampInfo(der: Uint8Array): TimestampInfo {
  const [version, policy, imprint, serialNumber, genTime, ...rest] = derChildren(readDer(der));
  if (expectTag(version, 0x02).contents.join() !== '1') throw new NotDer('version');
  expectTag(serialNumber, 0x02);
  const [algorithm, digest] = derChildren(imprint);
  return {
    policy: derOidText(policy),
    hash: hashOf(derOidText(derChildren(algorithm)[0])),
    digest: expectTag(digest, 0x04).contents,
    at: generalizedTime(genTime),
    nonce: readOptional(rest),
  };
}

/** accuracy, ordering, nonce, tsa, extensions: each may be absent, none may stand elsewhere. */
function readOptional(fields: readonly DerValue[]): Uint8Array | undefined {
  let last = -1;
  let nonce: Uint8Array | undefined;
  for (const field of fields) {
    const place = OPTIONAL.indexOf(field.tag);
    if (place <= last) throw new NotDer('field out of place');
    last = place;
    if (field.tag === 0x02) nonce = field.contents;
    if (field.tag === 0xa1) refuseCritical(field);
  }
  return nonce;
}

/** SEQUENCE, BOOLEAN, INTEGER, [0], [1]. */
const OPTIONAL = [0x30, 0x01, 0x02, 0xa0, 0xa1];

function refuseCritical(extensions: DerValue): void {
  for (const extension of derChildren(extensions, 0xa1)) {
    const [, critical] = derChildren(extension);
    if (critical?.tag === 0x01 && critical.contents[0] !== 0) throw new NotDer('critical extension');
  }
}

/** RFC 3161 clause 2.4.2: UTC, seconds always, a fraction without trailing zeros if any. */
function generalizedTime(value: DerValue | undefined): Date {
  const text = new TextDecoder().decode(expectTag(value, 0x18).contents);
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text);
  if (!match) throw new NotDer('no time');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  // Date.UTC takes the 31st of February for a day in March.
  if (at.toISOString().slice(0, 19).replace(/\D/g, '') !== text.slice(0, 14)) throw new NotDer('no time');
  return at;
}
