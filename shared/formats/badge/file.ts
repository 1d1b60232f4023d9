import { done, type Outcome, refused } from '../../problem.ts';
import { type BadgeJwt, readBadgeJwt } from '../../sealing/badge-jwt-check.ts';
import { isMembers, type JsonMembers, readPayload } from '../vc/read-json.ts';
import { unbake } from './bake.ts';
import { isPng } from './png.ts';

/** An Open Badge as it comes: the credential, and what it was wrapped in. Nothing of it is proven yet. */
export interface BadgeFile {
  readonly credential: JsonMembers;
  /** The picture it was baked into. */
  readonly baked?: 'png' | 'svg';
  readonly sealed?: { readonly jwt: BadgeJwt; readonly claims: JsonMembers };
}

/** RFC 7519 clause 4.1: what stands in the payload beside the credential. */
const CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'];

/**
 * Takes an Open Badge out of a file of any form clause 5 of Open Badges 3.0 knows: Compact JWS, JSON, baked PNG or SVG.
 * Problems: `badge.*` of the picture, `payload.malformed`, `payload.key-twice`.
 */
export function openBadgeFile(bytes: Uint8Array): Outcome<BadgeFile> {
  const first = bytes.find((octet) => !WHITE_SPACE.includes(octet));
  const baked = isPng(bytes) ? 'png' : first === ANGLE || first === MARK ? 'svg' : undefined;
  if (!baked) return openDocument(bytes);
  const taken = unbake(bytes);
  if (!taken.ok) return taken;
  const opened = openDocument(taken.value);
  return opened.ok ? done({ ...opened.value, baked }) : opened;
}

const WHITE_SPACE = [0x20, 0x09, 0x0a, 0x0d];
const ANGLE = 0x3c;
/** First octet of a byte order mark, which drawing programs put before an SVG. */
const MARK = 0xef;
const CURLY = 0x7b;

/** Of a badge with its picture inside; a picture around it has a limit of its own. */
const LARGEST = 24 * 1024 * 1024;

function openDocument(bytes: Uint8Array): Outcome<BadgeFile> {
  if (bytes.length > LARGEST) return refused({ code: 'payload.malformed' });
  if (bytes.find((octet) => !WHITE_SPACE.includes(octet)) === CURLY) {
    const read = readPayload(bytes);
    return read.ok ? done({ credential: read.value }) : read;
  }
  const jwt = readBadgeJwt(bytes);
  if (!jwt) return refused({ code: 'payload.malformed' });
  const read = readPayload(jwt.payload);
  if (!read.ok) return read;
  const payload = read.value;
  const part = (claims: boolean) =>
    Object.fromEntries(Object.entries(payload).filter(([name]) => CLAIMS.includes(name) === claims));
  // Until 2024 the credential was a claim of its own, `vc` (VC Data Model 1.1 clause 6.3.1).
  const credential = isMembers(payload.vc) ? payload.vc : part(false);
  return done({ credential, sealed: { jwt, claims: part(true) } });
}
