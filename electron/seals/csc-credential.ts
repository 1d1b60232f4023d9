import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { SealAlgorithm } from '../../shared/sealing/algorithms.ts';
import type { Certificate } from '../../shared/sealing/certificate.ts';
import { readCertificates } from './chain.ts';
import type { ServiceAddress } from './csc-address.ts';
import { isRecord, type Service } from './csc-service.ts';

/** What `credentials/info` tells of a credential that can seal here. */
export interface ServiceCredential {
  readonly id: string;
  readonly certificate: Certificate;
  readonly certificates: readonly Certificate[];
  /** OIDs of the signature algorithms the key may be used with. */
  readonly algorithms: readonly string[];
  /** Signatures that one authorisation may cover. */
  readonly atOnce: number;
}

/** One request of a hundred digests stays far below any service's limit. */
const MOST_AT_ONCE = 100;

/**
 * The credential of the address (`credentials/list`, `credentials/info`; clauses 11.4 and 11.5 of the API).
 * @returns `seal.key-missing`, `seal.several-keys`, `seal.unreadable`, and `seal.service-refused` for a credential that
 * is disabled or that only a person can authorise.
 */
export async function findCredential(
  service: Service,
  address: ServiceAddress,
): Promise<Outcome<ServiceCredential>> {
  const id = address.credential === undefined ? await onlyOne(service, address) : done(address.credential);
  if (!id.ok) return id;
  const told = await service.ask('credentials/info', {
    credentialID: id.value,
    certificates: 'chain',
    certInfo: false,
    authInfo: true,
  });
  const { key, cert, auth, multisign } = told;
  const no = (reason: string) =>
    refused<ServiceCredential>({
      code: 'seal.service-refused',
      facts: { service: address.service, reason },
    });
  if (!isRecord(key) || !isRecord(cert)) return refused({ code: 'seal.unreadable' });
  if (key.status !== 'enabled') return no(`key.status ${word(key.status)}`);
  // "explicit" and "oauth2code" want a person's password, one-time code or browser for every batch.
  const mode = isRecord(auth) ? auth.mode : told.authMode;
  if (mode !== 'implicit') return no(`auth.mode ${word(mode)}`);
  const ders = texts(cert.certificates).map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  const certificates = readCertificates(ders);
  if (!certificates.ok) return certificates;
  const [certificate] = certificates.value;
  if (!certificate) return refused({ code: 'seal.unreadable' });
  const most = typeof multisign === 'number' && multisign >= 1 ? Math.floor(multisign) : 1;
  return done({
    id: id.value,
    certificate,
    certificates: certificates.value,
    algorithms: texts(key.algo),
    atOnce: Math.min(most, MOST_AT_ONCE),
  });
}

async function onlyOne(service: Service, { user }: ServiceAddress): Promise<Outcome<string>> {
  const told = await service.ask('credentials/list', { ...(user !== undefined && { userID: user }) });
  const [first, ...others] = texts(told.credentialIDs);
  if (first === undefined) return refused({ code: 'seal.key-missing' });
  if (others.length === 0) return done(first);
  return refused({
    code: 'seal.several-keys',
    facts: { choices: [first, ...others].slice(0, 20).map(word).join(', ') },
  });
}

/** Never more than a word of what a service says. */
function word(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 64) : '–';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS_SHA256 = 'MDSgDzANBglghkgBZQMEAgEFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgEFAKIDAgEg';

const HASH_OIDS = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
} as const;

/** `signAlgo` and its companions in `signatures/signHash` (clause 11.10); undefined when the key may not be used so. */
export function signingOrder(
  { name, cms, hash }: SealAlgorithm,
  { algorithms }: ServiceCredential,
): Readonly<Record<string, string>> | undefined {
  const common = { hashAlgorithmOID: HASH_OIDS[hash] };
  if (algorithms.includes(cms)) {
    return { ...common, signAlgo: cms, ...(name === 'PS256' && { signAlgoParams: RSASSA_PSS_SHA256 }) };
  }
  // The key's own OID stands for PKCS#1 v1.5 with the hash that is told.
  if (name === 'RS256' && algorithms.includes(RSA_ENCRYPTION)) return { ...common, signAlgo: RSA_ENCRYPTION };
  return undefined;
}
