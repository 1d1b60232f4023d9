import type { Engine } from '../../engine.ts';
import { decodeBase64, encodeBase64Url } from '../../sealing/base64.ts';
import { sameBytes } from '../../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../../sealing/certificate.ts';
import {
  caught,
  excerpt,
  type FurtherSeal,
  type Integrity,
  type IntegrityProven,
  type IntegrityWarning,
  Refusal,
} from '../integrity.ts';
import { signatureHolds } from '../signature.ts';
import { archiveTimestamps, levelWith, signatureTimestamps } from '../timestamp-level.ts';
import { type JwsProfile, readHeader, type SealHeader, schemeNamed } from './header.ts';
import { type Jws, readJwsOfAll } from './jws.ts';
import { readUnsigned, type UnsignedHeader } from './unsigned.ts';

export type JsonCheck = Integrity;

/** From here on a seal carries `iat` (TS 119 182-1 v1.2.1 clause 5.1.11). */
const IAT_REQUIRED_FROM = Date.UTC(2025, 6, 15);

/**
 * Tests a JWS under all its seals (RFC 7515 clause 5.2; ETSI TS 119 182-1 v1.2.1; EN 319 102-1 without the certificate
 * path) in general, flattened or compact serialization. jku, x5u, kid and jwk are never followed: the key is that of
 * the first certificate in x5c, which the signed reference must fit.
 */
export function checkJson(
  bytes: Uint8Array,
  engine: Engine,
  beside?: Uint8Array,
  profile: JwsProfile = 'jades',
): Promise<JsonCheck> {
  return caught(async () => {
    const [first, ...others] = readJwsOfAll(bytes, beside);
    const proven = await checkSeal(first, engine, profile);
    if (others.length === 0) return proven;
    const further: FurtherSeal[] = [];
    for (const [index, jws] of others.entries()) {
      // One seal counted twice would look like two.
      const before = [first, ...others.slice(0, index)];
      if (before.some(({ signature }) => sameBytes(signature, jws.signature))) {
        throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
      }
      const other = await checkSeal(jws, engine, profile);
      // RFC 7797 clause 3: one payload cannot be encoded for one signature and clear for the other.
      if (!sameBytes(other.payload, proven.payload)) throw new Refusal('FORMAT_FAILURE', 'header-refused');
      further.push(other);
    }
    return { ...proven, further };
  });
}

async function checkSeal(jws: Jws, engine: Engine, profile: JwsProfile): Promise<IntegrityProven> {
  const unsigned = readUnsigned(jws.unprotectedHeader);
  const header = readHeader(jws.protectedHeader, jws.unprotectedHeader, unsigned.certificates, profile);
  const signer = findSigner(header, engine);
  const scheme = schemeNamed(header.alg, signer.publicKey);
  if (!scheme) {
    throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', {
      algorithm: excerpt(header.alg),
    });
  }
  const utf8 = new TextEncoder();
  const payload = header.encoded ? decodeBase64(jws.payload, 'base64url') : utf8.encode(jws.payload);
  if (!payload) throw new Refusal('FORMAT_FAILURE', 'format');
  const signed = utf8.encode(`${jws.protectedText}.${jws.payload}`);
  const holds = await signatureHolds({
    spki: signer.publicKey.spki,
    scheme,
    signature: jws.signature,
    signed,
  });
  if (!holds) throw new Refusal('SIG_CRYPTO_FAILURE', 'signature-wrong');
  // TS 119 182-1 clause 5.3.4: over the signature as it is written, in base64url.
  const stamped = utf8.encode(encodeBase64Url(jws.signature));
  const { timestamps, warnings } = await signatureTimestamps(unsigned.timestamps, stamped, engine);
  const { archive, warnings: doubts } = await archiveTimestamps(
    unsigned.archives.map(({ tokens, before }) => ({ tokens, stamped: archived(jws, before) })),
    engine,
  );
  const others = header.certificates.filter((der) => der !== signer.der);
  const facts = { timestamps, archive, validation: unsigned.validation };
  const baseline = header.reference && header.claimedAt && !usesForbiddenTime(header);
  return {
    ok: true,
    signer,
    others,
    claimedAt: header.claimedAt,
    level: baseline ? await levelWith('JAdES', { certificate: signer, others }, facts) : undefined,
    ...facts,
    payload,
    covers: 'enclosed',
    warnings: [...warningsOf(unsigned, header), ...new Set([...warnings, ...doubts])],
  };
}

/**
 * What an `arcTst` is over (TS 119 182-1 clause 5.3.6.2.3): payload, protected header and signature as they are written,
 * with dots between and behind, and the elements of etsiU before it.
 */
export function archived(jws: Jws, before: string | undefined): Uint8Array | undefined {
  if (before === undefined) return undefined;
  const { payload, protectedText, signature } = jws;
  return new TextEncoder().encode(`${payload}.${protectedText}.${encodeBase64Url(signature)}.${before}`);
}

function findSigner({ certificates, inHeader, reference }: SealHeader, engine: Engine): Certificate {
  const der = reference
    ? certificates.find((one) => sameBytes(engine.hash(reference.hash, one), reference.digest))
    : certificates[0];
  // Where the header brings its own, RFC 7515 clause 4.1.6 wants the signer's first.
  if (!der || (inHeader && der !== certificates[0])) {
    throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'certificate-reference-differs');
  }
  const certificate = readCertificate(der);
  if (!certificate.ok) throw new Refusal('FORMAT_FAILURE', 'certificate-missing');
  return certificate.value;
}

function usesForbiddenTime({ timeFrom, claimedAt }: SealHeader): boolean {
  return timeFrom === 'sigT' && claimedAt !== undefined && claimedAt.getTime() >= IAT_REQUIRED_FROM;
}

function warningsOf({ unjudged }: UnsignedHeader, header: SealHeader): IntegrityWarning[] {
  const warnings: IntegrityWarning[] = [];
  if (unjudged) warnings.push('unsigned-properties');
  if (header.policyNamed) warnings.push('policy-not-applied');
  if (usesForbiddenTime(header)) warnings.push('signing-time-form');
  return warnings;
}
