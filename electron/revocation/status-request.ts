import type { Certificate } from '../../shared/sealing/certificate.ts';
import { derNull, derOctets, derOid, derSequence, derTagged, derValue } from '../../shared/sealing/der.ts';
import { derChildren, readDer } from '../../shared/sealing/der-reader.ts';
import { identityOf, OCSP_NONCE } from '../../shared/verifying/ocsp.ts';

const SHA1 = '1.3.14.3.2.26';

/**
 * OCSPRequest of RFC 6960 clause 4.1.1 about one certificate, DER. CertID is written with SHA-1, which every responder knows
 * (RFC 5019 clause 2.1.1) and which protects nothing here.
 */
export async function encodeStatusRequest(
  certificate: Certificate,
  issuer: Certificate,
  nonce: Uint8Array,
): Promise<Uint8Array> {
  const { name, key } = await identityOf(issuer, 'SHA-1');
  const fields = derChildren(derChildren(readDer(certificate.der))[0]);
  const serial = fields[fields[0]?.tag === 0xa0 ? 1 : 0]?.contents ?? new Uint8Array();
  const id = derSequence(
    derSequence(derOid(SHA1), derNull()),
    derOctets(name),
    derOctets(key),
    derValue(0x02, serial),
  );
  const extension = derSequence(derOid(OCSP_NONCE), derOctets(derOctets(nonce)));
  return derSequence(derSequence(derSequence(derSequence(id)), derTagged(2, derSequence(extension))));
}
