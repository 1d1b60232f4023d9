import type { Certificate } from '../sealing/certificate.ts';
import { signatureOf, strictly } from './certificate-parts.ts';
import { signatureHolds } from './signature.ts';
import { schemeOfDer } from './x509-algorithm.ts';

/** True when the key of `issuer` has signed `certificate`; whether it may is asked elsewhere. */
export async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  const parts = strictly(() => signatureOf(certificate.der));
  const scheme = parts && schemeOfDer(parts.algorithm, issuer.publicKey);
  if (!parts || !scheme) return false;
  const { signature, signed } = parts;
  return signatureHolds({ spki: issuer.publicKey.spki, scheme, signature, signed });
}
