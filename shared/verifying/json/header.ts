import type { HashAlgorithm } from '../../engine.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import type { PublicKeyInfo } from '../../sealing/certificate.ts';
import { excerpt, Refusal } from '../integrity.ts';
import type { SignatureScheme } from '../signature.ts';
import { isObject } from './jws.ts';
import type { StrictJson, StrictObject } from './strict-json.ts';

/** The protected header of a JAdES signature (ETSI TS 119 182-1 clause 5) as far as a verdict at level B needs it. */
export interface SealHeader {
  readonly alg: string;
  /** False: the payload is signed as it stands (RFC 7797). */
  readonly encoded: boolean;
  /** DER, the signer's first. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  /** They stand in x5c; else among the unsigned xVals, where only the signed digest tells the signer's. */
  readonly inHeader: boolean;
  /** Absent only from a token, whose protected x5c says by itself who signed. */
  readonly reference: { readonly hash: HashAlgorithm; readonly digest: Uint8Array } | undefined;
  readonly claimedAt: Date | undefined;
  readonly timeFrom: 'iat' | 'sigT' | undefined;
  readonly policyNamed: boolean;
}

/**
 * JAdES has to name the signer's certificate by its digest. Tokens (RFC 7519: credentials, status lists) of other issuers
 * bring it in a protected x5c, which nobody can exchange either.
 */
export type JwsProfile = 'jades' | 'token';

/** What `crit` may name: parameters this reader acts on, or which at level B ask nothing of it. */
const UNDERSTOOD = new Set([
  'b64',
  'sigT',
  'iat',
  'x5t#o',
  'sigX5ts',
  'srCms',
  'sigPl',
  'srAts',
  'adoTst',
  'sigPId',
]);

/**
 * What a verdict rests on: the algorithm, what is signed, by whom and when. RFC 7515 clause 7.2.1 lets most of it stand in
 * the unprotected header, where anybody can exchange it; TS 119 182-1 clauses 5.1 and 5.2 have it protected.
 */
const MUST_BE_PROTECTED = [
  'alg',
  'crit',
  'b64',
  'x5c',
  'x5t',
  'x5t#S256',
  'x5t#o',
  'sigX5ts',
  'sigT',
  'iat',
  'sigD',
  'cty',
];

export function readHeader(
  header: StrictObject,
  unprotected: StrictObject,
  unsigned: readonly Uint8Array[] = [],
  profile: JwsProfile = 'jades',
): SealHeader {
  const [first, ...rest] = header.has('x5c') ? [] : unsigned;
  for (const name of MUST_BE_PROTECTED) if (unprotected.has(name)) throw refused(name);
  const alg = header.get('alg');
  if (typeof alg !== 'string') throw refused('alg');
  const critical = readCritical(header);
  const b64 = header.get('b64');
  // RFC 7797 clause 6: an implementation that does not know `b64` must not mistake the payload.
  if (b64 !== undefined && (typeof b64 !== 'boolean' || !critical.includes('b64'))) throw refused('b64');
  // TS 119 182-1 clause 5.2.8: the data lie elsewhere and are not fetched.
  if (header.has('sigD')) throw new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere');
  return {
    alg,
    encoded: b64 !== false,
    certificates: first ? [first, ...rest] : readChain(header.get('x5c')),
    inHeader: first === undefined,
    reference: profile === 'token' && !namesSigner(header) ? undefined : readReference(header),
    ...readTime(header),
    policyNamed: header.has('sigPId'),
  };
}

function refused(header: string): Refusal {
  return new Refusal('FORMAT_FAILURE', 'header-refused', { header: excerpt(header) });
}

/** RFC 7515 clause 4.1.11: not empty, no name twice, every name present and understood. */
function readCritical(header: StrictObject): readonly string[] {
  const critical = header.get('crit');
  if (critical === undefined) return [];
  if (!Array.isArray(critical) || critical.length === 0) throw refused('crit');
  const names: string[] = [];
  for (const name of critical as readonly StrictJson[]) {
    if (typeof name !== 'string' || names.includes(name) || !header.has(name)) throw refused('crit');
    if (!UNDERSTOOD.has(name)) throw refused(name);
    names.push(name);
  }
  return names;
}

function readChain(x5c: StrictJson | undefined): readonly [Uint8Array, ...Uint8Array[]] {
  if (x5c === undefined) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'certificate-missing');
  if (!Array.isArray(x5c)) throw refused('x5c');
  const chain = (x5c as readonly StrictJson[]).map((text) => {
    const der = typeof text === 'string' ? decodeBase64(text, 'base64') : undefined;
    if (!der) throw refused('x5c');
    return der;
  });
  const [first, ...rest] = chain;
  if (!first) throw refused('x5c');
  return [first, ...rest];
}

const HASHES: Readonly<Record<string, HashAlgorithm>> = { S256: 'SHA-256', S384: 'SHA-384', S512: 'SHA-512' };

const REFERENCES = ['x5t#S256', 'x5t#o', 'sigX5ts'];

function namesSigner(header: StrictObject): boolean {
  return !header.has('x5c') || REFERENCES.some((name) => header.has(name));
}

/** TS 119 182-1 clause 5.1.7 and table 1: exactly one of x5t#S256, x5t#o and sigX5ts. */
function readReference(header: StrictObject): NonNullable<SealHeader['reference']> {
  const [name, second] = REFERENCES.filter((each) => header.has(each));
  if (name === undefined) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'certificate-reference-differs');
  if (second !== undefined) throw refused(second);
  const value = header.get(name);
  if (name === 'x5t#S256') return { hash: 'SHA-256', digest: decode(value, name) };
  const one = name === 'sigX5ts' && Array.isArray(value) ? (value[0] as StrictJson | undefined) : value;
  if (!isObject(one)) throw refused(name);
  const algorithm = one.get('digAlg');
  const hash =
    typeof algorithm === 'string' && Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  if (!hash) {
    const shown = typeof algorithm === 'string' ? excerpt(algorithm) : name;
    throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', { algorithm: shown });
  }
  return { hash, digest: decode(one.get('digVal'), name) };
}

function decode(value: StrictJson | undefined, name: string): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBase64(value, 'base64url') : undefined;
  if (!bytes) throw refused(name);
  return bytes;
}

/** TS 119 182-1 v1.2.1 clauses 5.1.11 and 5.2.1: `iat` or the older `sigT`, never both. */
function readTime(header: StrictObject): Pick<SealHeader, 'claimedAt' | 'timeFrom'> {
  const iat = header.get('iat');
  const sigT = header.get('sigT');
  if (iat !== undefined && sigT !== undefined) throw refused('sigT');
  if (iat !== undefined) {
    // Seconds in JSON's whole numbers, within what Date can hold.
    if (typeof iat !== 'number' || !Number.isInteger(iat) || Math.abs(iat) > 8.64e12) throw refused('iat');
    return { claimedAt: new Date(iat * 1000), timeFrom: 'iat' };
  }
  if (sigT === undefined) return { claimedAt: undefined, timeFrom: undefined };
  // Clause 5.2.1: UTC, to the second.
  const plain = typeof sigT === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(sigT);
  const claimedAt = new Date(plain ? sigT : Number.NaN);
  if (Number.isNaN(claimedAt.getTime())) throw refused('sigT');
  return { claimedAt, timeFrom: 'sigT' };
}

type Row = readonly [SignatureScheme['kind'], HashAlgorithm, number];

/** RFC 7518 clause 3.1: the hash, and the curve's size or the salt's length. */
const ALGORITHMS: Readonly<Record<string, Row>> = {
  ES256: ['ECDSA', 'SHA-256', 256],
  ES384: ['ECDSA', 'SHA-384', 384],
  ES512: ['ECDSA', 'SHA-512', 521],
  RS256: ['RSASSA-PKCS1-v1_5', 'SHA-256', 0],
  RS384: ['RSASSA-PKCS1-v1_5', 'SHA-384', 0],
  RS512: ['RSASSA-PKCS1-v1_5', 'SHA-512', 0],
  PS256: ['RSA-PSS', 'SHA-256', 32],
  PS384: ['RSA-PSS', 'SHA-384', 48],
  PS512: ['RSA-PSS', 'SHA-512', 64],
};

/** Undefined when the algorithm is not believed (`none`, HMAC) or does not fit the certificate's key. */
export function schemeNamed(alg: string, key: PublicKeyInfo): SignatureScheme | undefined {
  const row = Object.hasOwn(ALGORITHMS, alg) ? ALGORITHMS[alg] : undefined;
  if (!row) return undefined;
  const [kind, hash, size] = row;
  if (kind === 'ECDSA') {
    if (key.kind !== 'EC' || !key.curve || key.curve !== `P-${size}`) return undefined;
    return { kind, hash, curve: key.curve, encoding: 'raw' };
  }
  if (key.kind !== 'RSA') return undefined;
  return kind === 'RSA-PSS' ? { kind, hash, saltLength: size } : { kind, hash };
}
