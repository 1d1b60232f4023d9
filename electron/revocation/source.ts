import type { EvidenceSource, RevocationData } from '../../shared/augmenting/gather.ts';
import type { Engine } from '../../shared/engine.ts';
import { sameBytes } from '../../shared/sealing/bytes.ts';
import { type Certificate, readCertificate, readPem } from '../../shared/sealing/certificate.ts';
import { readStatusAnswer } from '../../shared/verifying/ocsp.ts';
import { readRevocationList } from '../../shared/verifying/revocation.ts';
import type { ValidationData } from '../../shared/verifying/validation-data.ts';
import type { FetchCache } from './cache.ts';
import { certificatesInCms } from './certs-only.ts';
import { ask } from './fetch.ts';
import { encodeStatusRequest } from './status-request.ts';

export interface EvidencePlan {
  /** Brought in by hand, and asked first. */
  readonly given: ValidationData;
  /** Untold: nothing touches the network. */
  readonly online?: { readonly cache: FetchCache; readonly patience?: number };
  readonly engine: Engine;
}

const PATIENCE = 10_000;
const LARGEST_LIST = 32 * 1024 * 1024;
const LARGEST_ANSWER = 64 * 1024;
const LARGEST_CERTIFICATES = 256 * 1024;
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Of the addresses that one certificate names for one thing. */
const MOST_ADDRESSES = 3;
/** RFC 9654 clause 2.1: 1 to 128 octets, 32 recommended. */
const NONCE_LENGTH = 32;

/**
 * Certificates by AIA, OCSP answers (RFC 6960) and revocation lists by their distribution points (RFC 5280 clauses 4.2.2.1
 * and 4.2.1.13), each only when a certificate names an address. An answer serves for an hour, a list for a day.
 */
export function openEvidence({ given, online, engine }: EvidencePlan): EvidenceSource {
  const patience = online?.patience ?? PATIENCE;

  async function issuersAt(address: string): Promise<readonly Uint8Array[]> {
    const question = { address, limit: LARGEST_CERTIFICATES, patience };
    const certificates = (bytes: Uint8Array): readonly Uint8Array[] =>
      [...readPem(bytes), ...certificatesInCms(bytes)].filter((der) => readCertificate(der).ok);
    const found = await online?.cache.get(
      `certificate ${address}`,
      DAY,
      () => ask(question),
      (bytes) => certificates(bytes).length > 0,
    );
    return found ? certificates(found) : [];
  }

  async function listAt(address: string): Promise<RevocationData> {
    const question = { address, limit: LARGEST_LIST, patience };
    const lists = (bytes: Uint8Array): readonly Uint8Array[] =>
      readPem(bytes, 'X509 CRL').filter((der) => {
        const list = readRevocationList(der);
        return list !== undefined && (list.nextUpdate === undefined || list.nextUpdate > new Date());
      });
    const found = await online?.cache.get(
      `list ${address}`,
      DAY,
      () => ask(question),
      (bytes) => lists(bytes).length > 0,
    );
    return { crls: found ? lists(found) : [], ocsps: [] };
  }

  async function answerAt(
    address: string,
    certificate: Certificate,
    issuer: Certificate,
  ): Promise<RevocationData> {
    const nonce = engine.random(NONCE_LENGTH);
    const fetch = async (): Promise<Uint8Array | undefined> => {
      const bytes = await encodeStatusRequest(certificate, issuer, nonce);
      const body = { type: 'application/ocsp-request', bytes };
      const reply = await ask({ address, limit: LARGEST_ANSWER, patience, body });
      const answer = reply && readStatusAnswer(reply);
      // A responder that repeats no nonce prepares its answers (RFC 5019 clause 4); another's nonce is another's answer.
      return answer && (!answer.nonce || sameBytes(answer.nonce, nonce)) ? reply : undefined;
    };
    const name = `answer ${address} ${issuer.serialNumber} ${certificate.serialNumber} ${issuer.subject.text}`;
    const serves = (bytes: Uint8Array) => readStatusAnswer(bytes) !== undefined;
    const found = await online?.cache.get(name, HOUR, fetch, serves);
    return { crls: [], ocsps: found ? [found] : [] };
  }

  return {
    async issuersOf({ caIssuersUrls }) {
      if (!online) return given.certificates;
      const fetched = await Promise.all(caIssuersUrls.slice(0, MOST_ADDRESSES).map(issuersAt));
      return [...given.certificates, ...fetched.flat()];
    },

    revocationsOf(certificate, issuer) {
      const byHand = async () => given;
      if (!online) return [byHand];
      const { ocspUrls, crlUrls } = certificate;
      return [
        byHand,
        ...ocspUrls.slice(0, MOST_ADDRESSES).map((url) => () => answerAt(url, certificate, issuer)),
        ...crlUrls.slice(0, MOST_ADDRESSES).map((url) => () => listAt(url)),
      ];
    },
  };
}
