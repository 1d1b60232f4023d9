import type { Engine } from '../engine.ts';
import { decodeBase64 } from '../sealing/base64.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { checkJson } from '../verifying/json/check.ts';
import { isObject } from '../verifying/json/jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from '../verifying/json/strict-json.ts';
import { kindOf } from '../verifying/kind.ts';
import type { Trust } from '../verifying/trust.ts';
import { checkVcJwt } from '../verifying/vc/jwt.ts';
import { momentOf } from './facts.ts';

/** A status list at hand, its seal tested. */
export interface StatusFile {
  /** Where it is published, as it says itself. */
  readonly url: string;
  readonly signer: Certificate;
  readonly trusted: boolean;
  readonly from: Date | undefined;
  readonly until: Date | undefined;
  /** Undefined for a place beyond its end, or of a list for another purpose (Bitstring Status List clause 3.2). */
  at(index: number, purpose?: string): 'valid' | 'revoked' | 'suspended' | undefined;
}

/** 16 MB are 128 million places. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Reads a Bitstring Status List as a Verifiable Credential (W3C v1.0 clause 3.2, JOSE) or a Token Status List (IETF,
 * clause 5.1). Undefined for anything else, and when its seal does not hold.
 */
export async function readStatusFile(
  bytes: Uint8Array,
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<StatusFile | undefined> {
  const kind = kindOf(bytes);
  if (kind !== 'vc-jwt' && kind !== 'json') return undefined;
  const integrity =
    kind === 'vc-jwt' ? await checkVcJwt(bytes, engine) : await checkJson(bytes, engine, undefined, 'token');
  if (!integrity.ok) return undefined;
  const root = readStrictJson(integrity.payload);
  const read = isObject(root) ? (bitstring(root, engine) ?? tokens(root, engine)) : undefined;
  if (!read) return undefined;
  const { signer, others } = integrity;
  const path = await trust.judge(signer, others, at);
  return { ...read, signer, trusted: path.ok };
}

/** What a bit that is set says; lists for messages and for refreshing tell nothing of this kind. */
const STATES: ReadonlyMap<string, 'revoked' | 'suspended'> = new Map([
  ['revocation', 'revoked'],
  ['suspension', 'suspended'],
]);

type ReadList = Omit<StatusFile, 'signer' | 'trusted'>;

function bitstring(root: StrictObject, engine: Engine): ReadList | undefined {
  const subject = root.get('credentialSubject');
  if (!isObject(subject) || subject.get('type') !== 'BitstringStatusList') return undefined;
  const [url, list, purpose] = [root.get('id'), subject.get('encodedList'), subject.get('statusPurpose')];
  if (typeof url !== 'string' || typeof list !== 'string' || !list.startsWith('u')) return undefined;
  const packed = decodeBase64(list.slice(1), 'base64url');
  const bits = packed && inflated(packed, GZIP, engine);
  if (!bits) return undefined;
  const purposes = (Array.isArray(purpose) ? purpose : [purpose]).filter((one) => STATES.has(String(one)));
  return {
    url,
    from: momentOf(root.get('validFrom')),
    until: momentOf(root.get('validUntil')),
    at(index, wanted = purposes[0]) {
      const octet = index >= 0 ? bits[index >> 3] : undefined;
      if (octet === undefined || !purposes.includes(wanted)) return undefined;
      return (octet & (0x80 >> (index & 7))) !== 0 ? STATES.get(String(wanted)) : 'valid';
    },
  };
}

function tokens(root: StrictObject, engine: Engine): ReadList | undefined {
  const told: StrictJson | undefined = root.get('status_list');
  const url = root.get('sub');
  if (!isObject(told) || typeof url !== 'string') return undefined;
  const [bits, list] = [told.get('bits'), told.get('lst')];
  if (typeof bits !== 'number' || ![1, 2, 4, 8].includes(bits) || typeof list !== 'string') return undefined;
  const packed = decodeBase64(list, 'base64url');
  const octets = packed && inflated(packed, ZLIB, engine);
  if (!octets) return undefined;
  return {
    url,
    from: momentOf(root.get('iat')),
    until: momentOf(root.get('exp')),
    at(index) {
      const octet = index >= 0 ? octets[Math.floor((index * bits) / 8)] : undefined;
      if (octet === undefined) return undefined;
      const value = (octet >> ((index * bits) % 8)) & ((1 << bits) - 1);
      // Clause 7: 0 is VALID, 2 SUSPENDED; what applications define for themselves is not valid to us.
      return value === 0 ? 'valid' : value === 2 ? 'suspended' : 'revoked';
    },
  };
}

/** Octets before the DEFLATE data: RFC 1952 clause 2.3 without optional fields, RFC 1950 clause 2.2. */
const GZIP = 10;
const ZLIB = 2;

function inflated(
  packed: Uint8Array,
  header: typeof GZIP | typeof ZLIB,
  engine: Engine,
): Uint8Array | undefined {
  const [first, second, method, flags] = packed;
  const zlib = ((first ?? 0) & 0x0f) === 8 && ((second ?? 0) & 0x20) === 0;
  const fits = header === GZIP ? first === 0x1f && second === 0x8b && method === 8 && flags === 0 : zlib;
  if (!fits) return undefined;
  try {
    return engine.inflate(packed.subarray(header), LARGEST);
  } catch {
    return undefined;
  }
}
