import type { BadgeProof } from '../../sealing/badge-jwt-check.ts';
import { NotBundled } from '../../sealing/data-integrity-contexts.ts';
import type { ProofSuite } from '../../sealing/data-integrity-proof.ts';
import { isMembers, type JsonMembers, type JsonValue } from '../vc/read-json.ts';

const SUITES: readonly ProofSuite[] = ['ecdsa-rdfc-2019', 'eddsa-rdfc-2022'];

/** A key that is written out in the verification method's own name: multibase, base58btc, Ed25519 or P-256. */
const MULTIKEY = /^z(6Mk|Dn)[1-9A-HJ-NP-Za-km-z]{40,60}$/;

/**
 * Proves a Data Integrity proof inside a credential (Open Badges 3.0 clause 8.3), the first of those that can be proven
 * here: cryptosuites eddsa-rdfc-2022 and ecdsa-rdfc-2019, keys of `did:key` and of URLs whose fragment is the key under
 * the issuer's id, which is how most badges name theirs. Nothing is fetched; an issuer's server would say whether the
 * key is its own, the proof alone says that the file is as it was signed.
 */
export async function checkEmbeddedProof(credential: JsonMembers): Promise<BadgeProof> {
  const { proof, ...unsecured } = credential;
  const proofs: readonly JsonValue[] = Array.isArray(proof) ? proof : [proof ?? null];
  let unverifiable = 'proof';
  for (const each of proofs) {
    if (!isMembers(each) || each.type !== 'DataIntegrityProof' || each.proofPurpose !== 'assertionMethod') {
      unverifiable = isMembers(each) ? String(each.type) : unverifiable;
      continue;
    }
    const suite = SUITES.find((known) => known === each.cryptosuite);
    const key = keyOf(each.verificationMethod, issuerOf(credential));
    if (!suite || !key) {
      unverifiable = String(suite ? each.verificationMethod : each.cryptosuite);
      continue;
    }
    if (key === 'foreign') return { proof: 'wrong' };
    return holds({ ...unsecured, proof: each }, suite, key);
  }
  return { proof: 'unverifiable', method: unverifiable.slice(0, 120) };
}

interface NamedKey {
  readonly id: string;
  readonly controller: string;
  readonly publicKeyMultibase: string;
}

/** Undefined for a key that lies elsewhere; `foreign` for one that is under another's id than the issuer's. */
function keyOf(method: JsonValue | undefined, issuer: string | undefined): NamedKey | 'foreign' | undefined {
  if (typeof method !== 'string') return undefined;
  const [controller = '', fragment] = method.split('#');
  const publicKeyMultibase = controller.startsWith('did:key:') ? controller.slice(8) : fragment;
  if (publicKeyMultibase === undefined || !MULTIKEY.test(publicKeyMultibase)) return undefined;
  const named = { id: method, controller, publicKeyMultibase };
  if (controller.startsWith('did:key:')) return named;
  return controller === issuer ? named : 'foreign';
}

function issuerOf({ issuer }: JsonMembers): string | undefined {
  const id = isMembers(issuer) ? issuer.id : issuer;
  return typeof id === 'string' ? id : undefined;
}

async function holds(document: JsonMembers, suite: ProofSuite, key: NamedKey): Promise<BadgeProof> {
  const { id, controller, publicKeyMultibase } = key;
  const context = 'https://w3id.org/security/multikey/v1';
  const method = { '@context': context, id, type: 'Multikey', controller, publicKeyMultibase };
  const owner = { '@context': 'https://w3id.org/security/v2', id: controller, assertionMethod: [id] };
  const { testProof } = await import('../../sealing/data-integrity-proof.ts');
  const { verified, error } = await testProof(document, suite, owner, new Map([[id, method]]));
  if (verified) return { proof: 'holds', certificates: [] };
  const missing = error && notBundled(error);
  return missing ? { proof: 'unverifiable', method: missing } : { proof: 'wrong' };
}

/** The URL of a context that is not at hand, wherever in the packages' errors it is told. */
function notBundled(error: Error): string | undefined {
  const {
    details,
    errors = [],
    cause,
  } = error as {
    readonly details?: { readonly code?: string; readonly url?: string };
    readonly errors?: readonly Error[];
    readonly cause?: unknown;
  };
  if (error instanceof NotBundled) return error.url;
  if (details?.code === 'loading remote context failed') return String(details.url);
  for (const inner of [...errors, cause]) {
    const url = inner instanceof Error && notBundled(inner);
    if (url) return url;
  }
  return undefined;
}
