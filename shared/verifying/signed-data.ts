import { derOidText, NotDer } from '../sealing/der-reader.ts';
import { berLength } from './ber.ts';
import { type BerValue, berChildren, berOctets, readBer } from './ber-reader.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** A SignedData of RFC 5652 clause 5.1, taken apart and not yet believed. */
export interface SignedData {
  readonly version: number;
  readonly digestAlgorithms: readonly string[];
  readonly contentType: string;
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly BerValue[];
  readonly signerInfos: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly version: number;
  readonly sid: BerValue;
  readonly digestAlgorithm: string;
  readonly signedAttributes: BerValue | undefined;
  /** AlgorithmIdentifier, DER. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
}

export interface Attribute {
  readonly type: string;
  readonly values: readonly BerValue[];
}

/**
 * Undefined for what is no SignedData in BER.
 * @param padded a ContentInfo, then at most the zeros that fill its place: other bytes could hold a second one.
 */
export function readSignedData(padded: Uint8Array): SignedData | undefined {
  const length = berLength(padded);
  if (length === undefined || padded.subarray(length).some((byte) => byte !== 0)) return undefined;
  try {
    const [type, wrapped] = berChildren(readBer(padded.subarray(0, length)));
    if (derOidText(type) !== SIGNED_DATA) return undefined;
    const [inner] = berChildren(wrapped, 0xa0);
    return signedDataIn(berChildren(inner));
  } catch (cause) {
    if (cause instanceof NotDer) return undefined;
    throw cause;
  }
}

/** `SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0], crls [1], signerInfos }` (RFC 5652 5.1). */
function signedDataIn(fields: readonly BerValue[]): SignedData {
  const [version, algorithms, encapsulated, ...rest] = fields;
  const [contentType, wrapped] = berChildren(encapsulated);
  const certificates = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  if (rest[0]?.tag === 0xa1) rest.shift();
  const [signers, ...more] = rest;
  if (more.length > 0) throw new NotDer('more than a SignedData');
  return {
    version: smallVersion(version),
    digestAlgorithms: berChildren(algorithms, 0x31).map((one) => derOidText(berChildren(one)[0])),
    contentType: derOidText(contentType),
    content: wrapped && berOctets(berChildren(wrapped, 0xa0)[0]),
    certificates: certificates ? berChildren(certificates, 0xa0) : [],
    signerInfos: berChildren(signers, 0x31).map(readSignerInfo),
  };
}

/** `SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0], signatureAlgorithm, signature, unsignedAttrs [1] }` (5.3). */
function readSignerInfo(signerInfo: BerValue): SignerInfo {
  const [version, sid, digestAlgorithm, ...rest] = berChildren(signerInfo);
  const signedAttributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [algorithm, signature, unsigned, ...more] = rest;
  if (!sid || !algorithm || more.length > 0) throw new NotDer('no SignerInfo');
  return {
    version: smallVersion(version),
    sid,
    digestAlgorithm: derOidText(berChildren(digestAlgorithm)[0]),
    signedAttributes,
    signatureAlgorithm: algorithm.whole,
    signature: berOctets(signature),
    unsignedAttributes: unsigned ? attributesIn(unsigned, 0xa1) : [],
  };
}

function smallVersion(value: BerValue | undefined): number {
  if (value?.tag !== 0x02 || value.contents.length !== 1) throw new NotDer('no version');
  return value.contents[0] ?? 0;
}

/** @throws NotDer */
export function attributesIn(set: BerValue, tag: number): readonly Attribute[] {
  return berChildren(set, tag).map((attribute) => {
    const [type, values, ...more] = berChildren(attribute);
    if (more.length > 0) throw new NotDer('no attribute');
    return { type: derOidText(type), values: berChildren(values, 0x31) };
  });
}
