import type { Engine } from '../engine.ts';
import { SEAL_ALGORITHMS, type SealAlgorithm } from '../sealing/algorithms.ts';
import { joinBytes } from '../sealing/bytes.ts';
import type { Seal } from '../sealing/seal.ts';
import { type Cbor, type CborMap, CborTag, encodeCbor } from './cbor.ts';
import { decodeCbor } from './cbor-reader.ts';

/** COSE_Sign1 (RFC 9052 clause 4.2), tag 18. */
const SIGN1 = 18;
const ALG = 1;
/** `typ` (RFC 9596). */
const TYP = 16;
/** `x5t` (RFC 9360): COSE_CertHash = [ hashAlg, hashValue ]. */
const X5T = 34;
/** SHA-256 cut to 64 bits (RFC 9054 clause 2.1): it finds a certificate, it proves none. */
const SHA_256_64 = -15;
const NAMELESS: Uint8Array = new Uint8Array();

/** A COSE_Sign1 taken apart; nothing in it is believed yet. */
export interface Sign1 {
  readonly algorithm: SealAlgorithm;
  /** First 8 bytes of the SHA-256 digest of the certificate that should fit. */
  readonly thumbprint: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature is over. */
  readonly signed: Uint8Array;
}

export interface Sign1Maker {
  /** @throws StudioFault when the key fails. */
  sign(payload: Uint8Array): Promise<Uint8Array>;
  /** As long and as incompressible as the signed one, without touching the key: proves nothing. */
  imitate(payload: Uint8Array): Uint8Array;
}

/** The protected header is the same for every payload of a seal. */
export function prepareSign1(seal: Seal, engine: Engine): Sign1Maker {
  const header = headerOf(seal.algorithm.cose, thumbprintOf(seal.chain[0], engine));
  return {
    async sign(payload) {
      return assemble(header, payload, await seal.sign(toBeSigned(header, payload)));
    },
    imitate: (payload) => assemble(header, payload, noise(payload, signatureLength(seal), engine)),
  };
}

/** As `imitate`, of a seal that is not at hand, by how long its signatures are. */
export function imitateSign1(payload: Uint8Array, signatureLength: number, engine: Engine): Uint8Array {
  const header = headerOf(SEAL_ALGORITHMS.PS256.cose, noise(payload, 8, engine));
  return assemble(header, payload, noise(payload, signatureLength, engine));
}

function headerOf(algorithm: number, thumbprint: Uint8Array): Uint8Array {
  return encodeCbor(
    new Map<number, Cbor>([
      [ALG, algorithm],
      [TYP, 'application/cwt'],
      [X5T, [SHA_256_64, thumbprint]],
    ]),
  );
}

function assemble(protectedHeader: Uint8Array, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  return encodeCbor(new CborTag(SIGN1, [protectedHeader, new Map(), payload, signature]));
}

/** Bytes that nothing compresses, the same for the same payload. */
function noise(payload: Uint8Array, length: number, engine: Engine): Uint8Array {
  const digest = engine.hash('SHA-512', payload);
  const digests = Array.from({ length: Math.ceil(length / digest.length) }, (_, at) =>
    engine.hash('SHA-512', digest, Uint8Array.of(at)),
  );
  return joinBytes(...digests).subarray(0, length);
}

function signatureLength({ algorithm, certificate }: Seal): number {
  const { coordinate } = algorithm;
  return coordinate === undefined ? Math.ceil(certificate.publicKey.bits / 8) : 2 * coordinate;
}

export function thumbprintOf(certificate: Uint8Array, engine: Engine): Uint8Array {
  return engine.hash('SHA-256', certificate).slice(0, 8);
}

/** Sig_structure (RFC 9052 clause 4.4). */
function toBeSigned(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', protectedHeader, NAMELESS, payload]);
}

/** @returns undefined unless it is a COSE_Sign1 with just the protected header we know and nothing unprotected. */
export function readSign1(bytes: Uint8Array): Sign1 | undefined {
  const value = decodeCbor(bytes);
  if (!(value instanceof CborTag) || value.tag !== SIGN1 || !Array.isArray(value.value)) return undefined;
  const [protectedHeader, unprotected, payload, signature, ...more] = value.value as readonly Cbor[];
  if (!isBytes(protectedHeader) || !isBytes(payload) || !isBytes(signature) || more.length > 0)
    return undefined;
  if (!(unprotected instanceof Map) || unprotected.size > 0) return undefined;
  const header = decodeCbor(protectedHeader);
  if (
    !(header instanceof Map) ||
    Array.from(header.keys()).some((key) => ![ALG, TYP, X5T].includes(Number(key)))
  ) {
    return undefined;
  }
  const algorithm = Object.values(SEAL_ALGORITHMS).find(({ cose }) => cose === header.get(ALG));
  const thumbprint = certHash(header);
  if (!algorithm || !thumbprint) return undefined;
  return { algorithm, thumbprint, payload, signature, signed: toBeSigned(protectedHeader, payload) };
}

function certHash(header: CborMap): Uint8Array | undefined {
  const hash = header.get(X5T);
  if (!Array.isArray(hash)) return undefined;
  const [algorithm, value] = hash as readonly Cbor[];
  return algorithm === SHA_256_64 && isBytes(value) && value.length === 8 ? value : undefined;
}

function isBytes(value: Cbor | undefined): value is Uint8Array {
  return value instanceof Uint8Array;
}
