import { derChildren, NotDer, readDer } from '../../shared/sealing/der-reader.ts';

/** Certificates in a "certs-only" CMS (RFC 5280 clause 4.2.2.1, RFC 5652 clause 5.1), DER; none in anything else. */
export function certificatesInCms(bytes: Uint8Array): readonly Uint8Array[] {
  try {
    const [, content] = derChildren(readDer(bytes));
    if (content?.tag !== 0xa0) return [];
    const signedData = derChildren(derChildren(content, 0xa0)[0]);
    const certificates = signedData.find(({ tag }) => tag === 0xa0);
    return certificates ? derChildren(certificates, 0xa0).map(({ whole }) => whole) : [];
  } catch (cause) {
    if (cause instanceof NotDer) return [];
    throw cause;
  }
}
