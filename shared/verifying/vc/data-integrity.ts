import { isMembers, type JsonMembers, readPayload } from '../../formats/vc/read-json.ts';
import type { ControllerDocument } from '../../sealing/controller-document.ts';
import { NotBundled } from '../../sealing/data-integrity-contexts.ts';
import { excerpt, type IntegrityRefused, Refusal } from '../integrity.ts';

export type DataIntegrityCheck = DataIntegrityProven | IntegrityRefused;

export interface DataIntegrityProven {
  readonly ok: true;
  /** The key, by its URL in the issuer's controller document. */
  readonly verificationMethod: string;
  readonly claimedAt: Date | undefined;
}

/**
 * Tests a Verifiable Credential with one embedded proof of the cryptosuite ecdsa-rdfc-2019 (W3C VC-DI-ECDSA clause 3.2)
 * under the keys its issuer publishes.
 * @param controllers documents of issuers somebody trusts, such as a `did.json` at hand: nothing is fetched.
 * @param contexts more JSON-LD contexts by URL than those bundled.
 */
export async function checkDataIntegrity(
  bytes: Uint8Array,
  controllers: readonly ControllerDocument[],
  contexts?: ReadonlyMap<string, object>,
): Promise<DataIntegrityCheck> {
  try {
    return await check(bytes, controllers, contexts);
  } catch (cause) {
    if (cause instanceof Refusal) return cause.refused;
    throw cause;
  }
}

async function check(
  bytes: Uint8Array,
  controllers: readonly ControllerDocument[],
  contexts: ReadonlyMap<string, object> | undefined,
): Promise<DataIntegrityProven> {
  const read = readPayload(bytes);
  if (!read.ok) throw new Refusal('FORMAT_FAILURE', 'format');
  const { method, claimedAt } = readProof(read.value);
  // Clause 4.7 of the data model and 4.4 of VC-DATA-INTEGRITY: the issuer's own key, for assertions.
  const issuer = issuerOf(read.value);
  const controller = controllers.find(({ id }) => id === issuer);
  const key = controller?.verificationMethod.find(({ id }) => id === method);
  // A document that lacks the key may be one from before the key was made.
  if (!controller || !key) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'controller-unknown');
  if (key.controller !== issuer) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'certificate-missing');
  const more = new Map<string, object>([...(contexts ?? []), [method, key]]);
  const { testProof } = await import('../../sealing/data-integrity-proof.ts');
  const { verified, error } = await testProof(read.value, 'ecdsa-rdfc-2019', controller, more);
  if (!verified) throw refusalOf(error);
  return { ok: true, verificationMethod: method, claimedAt };
}

function readProof({ proof }: JsonMembers): {
  readonly method: string;
  readonly claimedAt: Date | undefined;
} {
  if (proof === undefined) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  if (Array.isArray(proof) && proof.length > 1) throw new Refusal('FORMAT_FAILURE', 'several-signers');
  if (!isMembers(proof)) throw new Refusal('FORMAT_FAILURE', 'format');
  const { type, cryptosuite: suite, verificationMethod: method, created } = proof;
  if (type !== 'DataIntegrityProof' || suite !== 'ecdsa-rdfc-2019') {
    throw new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', {
      algorithm: excerpt(String(suite ?? type)),
    });
  }
  if (typeof method !== 'string') throw new Refusal('FORMAT_FAILURE', 'format');
  const claimedAt = typeof created === 'string' ? new Date(created) : undefined;
  return { method, claimedAt };
}

function issuerOf({ issuer }: JsonMembers): string | undefined {
  const id = isMembers(issuer) ? issuer.id : issuer;
  return typeof id === 'string' ? id : undefined;
}

/** What the library says in words: a term or context it does not know, or a signature that does not hold. */
function refusalOf(error: (Error & { readonly errors?: readonly Error[] }) | undefined): Refusal {
  for (const cause of error?.errors ?? []) {
    if (cause.name.startsWith('jsonld.') || cause instanceof NotBundled) {
      return new Refusal('FORMAT_FAILURE', 'structure-suspicious', { member: excerpt(cause.message) });
    }
  }
  return new Refusal('SIG_CRYPTO_FAILURE', 'signature-wrong');
}
