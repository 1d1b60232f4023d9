import type { Engine, HashAlgorithm } from '../engine.ts';
import type { SealAlgorithm } from './algorithms.ts';
import { joinBytes } from './bytes.ts';
import {
  derEcdsaSignature,
  derNull,
  derOctets,
  derOid,
  derSequence,
  derSetOf,
  derSmallInteger,
  derTagged,
  inDerOrder,
} from './der.ts';
import { derChildren, expectTag, readDer } from './der-reader.ts';
import type { Seal } from './seal.ts';
import { DIGEST_OIDS, SIGNATURE_TIMESTAMP, TIMESTAMP_ROOM, type Timestamper } from './timestamp.ts';

/** Makes the CMS SignedData of one seal, again and again. */
export interface CmsMaker {
  /** Upper bound of the DER bytes that `make` returns. */
  readonly size: number;
  /**
   * @param digest of the sealed bytes, by the hash of the seal's algorithm.
   * @returns a ContentInfo, DER.
   * @throws StudioFault when the key fails, or the time-stamping authority.
   */
  make(digest: Uint8Array): Promise<Uint8Array>;
}

const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const MGF1 = '1.2.840.113549.1.1.8';

const HASH_LENGTHS: Readonly<Record<HashAlgorithm, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** A whole CMS with the digest and the signature left zero. */
interface Form {
  readonly bytes: Uint8Array;
  readonly digestAt: number;
  readonly signatureAt: number;
}

/**
 * Detached CMS as PAdES baseline B wants it (ETSI EN 319 142-1 clause 6.3, ETSI EN 319 122-1): one SignerInfo, no
 * eContent, the signed attributes content-type, message-digest and signing-certificate-v2, no signing-time, and the
 * seal's chain inside. Only the digest and the signature differ from one file to the next, so the rest is encoded once:
 * one form for each length that a signature takes. With `timestamper` it is baseline T: the signature's time-stamp stands
 * as the one unsigned attribute (EN 319 122-1 clause 5.3).
 */
export function prepareCms(seal: Seal, engine: Engine, timestamper?: Timestamper): CmsMaker {
  const { hash, key } = seal.algorithm;
  const attributes = encodeAttributes(seal, engine);
  const forms = new Map<number, Form>();
  const formFor = (length: number): Form => {
    const form = forms.get(length) ?? encodeForm(seal, attributes, length);
    forms.set(length, form);
    return form;
  };
  const room = timestamper ? timestampAttributes(new Uint8Array(TIMESTAMP_ROOM)) : NOTHING;
  return {
    size: encodeForm(seal, attributes, longestSignature(seal), room).bytes.length,
    async make(digest) {
      if (digest.length !== HASH_LENGTHS[hash]) throw new Error(`no ${hash} digest`);
      const signed = attributes.bytes.slice();
      signed.set(digest, attributes.digestAt);
      const value = await seal.sign(signed);
      // XML and JOSE take r‖s, CMS takes ECDSA-Sig-Value (RFC 5753 clause 7.2).
      const signature = key === 'EC' ? derEcdsaSignature(value) : value;
      const form = timestamper
        ? encodeForm(
            seal,
            attributes,
            signature.length,
            timestampAttributes(await timestamper.stamp(signature)),
          )
        : formFor(signature.length);
      const cms = form.bytes.slice();
      cms.set(digest, form.digestAt);
      cms.set(signature, form.signatureAt);
      return cms;
    },
  };
}

/** The signed attributes as the SET OF that is signed (RFC 5652 clause 5.4), the digest left zero. */
interface Attributes {
  readonly bytes: Uint8Array;
  readonly digestAt: number;
}

function encodeAttributes({ algorithm, chain }: Seal, engine: Engine): Attributes {
  const digestLength = HASH_LENGTHS[algorithm.hash];
  const messageDigest = derAttribute(MESSAGE_DIGEST, derOctets(new Uint8Array(digestLength)));
  // RFC 5035 clause 3: hashAlgorithm is id-sha256 by default, and DER leaves defaults out. issuerSerial is optional
  // and repeats what sid says.
  const certId = derSequence(derOctets(engine.hash('SHA-256', chain[0])));
  const attributes = inDerOrder([
    derAttribute(CONTENT_TYPE, derOid(DATA)),
    messageDigest,
    derAttribute(SIGNING_CERTIFICATE_V2, derSequence(derSequence(certId))),
  ]);
  const bytes = derSetOf(...attributes);
  const after = attributes.slice(attributes.indexOf(messageDigest) + 1);
  const digestEnd = bytes.length - after.reduce((length, attribute) => length + attribute.length, 0);
  return { bytes, digestAt: digestEnd - digestLength };
}

/** `Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue }`. */
function derAttribute(type: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(type), derSetOf(value));
}

const NOTHING = new Uint8Array();

/** unsignedAttrs [1] IMPLICIT of SignerInfo, holding one signature time-stamp. */
function timestampAttributes(token: Uint8Array): Uint8Array {
  return derTagged(1, derAttribute(SIGNATURE_TIMESTAMP, token));
}

/** RFC 5652 clauses 3, 5.1 and 5.3. */
function encodeForm(
  seal: Seal,
  attributes: Attributes,
  signatureLength: number,
  unsignedAttributes: Uint8Array = NOTHING,
): Form {
  const digestAlgorithm = derSequence(derOid(DIGEST_OIDS[seal.algorithm.hash]));
  const tail = joinBytes(
    signatureAlgorithm(seal.algorithm),
    derOctets(new Uint8Array(signatureLength)),
    unsignedAttributes,
  );
  const signerInfo = derSequence(
    derSmallInteger(1),
    issuerAndSerialNumber(seal.chain[0]),
    digestAlgorithm,
    // signedAttrs [0] IMPLICIT
    derTagged(0, readDer(attributes.bytes).contents),
    tail,
  );
  const signedData = derSequence(
    derSmallInteger(1),
    derSetOf(digestAlgorithm),
    derSequence(derOid(DATA)),
    // certificates [0] IMPLICIT CertificateSet
    derTagged(0, ...inDerOrder(seal.chain)),
    derSetOf(signerInfo),
  );
  const bytes = derSequence(derOid(SIGNED_DATA), derTagged(0, signedData));
  return {
    bytes,
    digestAt: bytes.length - tail.length - attributes.bytes.length + attributes.digestAt,
    signatureAt: bytes.length - unsignedAttributes.length - signatureLength,
  };
}

function issuerAndSerialNumber(certificate: Uint8Array): Uint8Array {
  const fields = derChildren(derChildren(readDer(certificate))[0]);
  const [serialNumber, , issuer] = fields.slice(fields[0]?.tag === 0xa0 ? 1 : 0);
  return derSequence(expectTag(issuer, 0x30).whole, expectTag(serialNumber, 0x02).whole);
}

/**
 * Parameters are NULL for RSASSA-PKCS1-v1_5 (RFC 4055 clause 5), absent for ECDSA (RFC 5758 clause 3.2) and all written
 * out for RSASSA-PSS, salt as long as the hash (RFC 4055 clause 3.1).
 */
function signatureAlgorithm({ name, cms, hash, key }: SealAlgorithm): Uint8Array {
  if (key === 'EC') return derSequence(derOid(cms));
  if (name !== 'PS256') return derSequence(derOid(cms), derNull());
  const hashAlgorithm = derSequence(derOid(DIGEST_OIDS[hash]), derNull());
  return derSequence(
    derOid(cms),
    derSequence(
      derTagged(0, hashAlgorithm),
      derTagged(1, derSequence(derOid(MGF1), hashAlgorithm)),
      derTagged(2, derSmallInteger(HASH_LENGTHS[hash])),
    ),
  );
}

function longestSignature({ algorithm, certificate }: Seal): number {
  if (algorithm.coordinate === undefined) return Math.ceil(certificate.publicKey.bits / 8);
  return derEcdsaSignature(new Uint8Array(2 * algorithm.coordinate).fill(0xff)).length;
}
