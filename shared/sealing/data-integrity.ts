import { done, type Outcome, refused } from '../problem.ts';
import { joinBytes } from './bytes.ts';
import { curveOf, multikeyId } from './controller-document.ts';
import type { Seal } from './seal.ts';
import type { VcSealer } from './vc-jwt.ts';

/**
 * Secures a Verifiable Credential with an embedded proof, cryptosuite ecdsa-rdfc-2019 (W3C VC-DI-ECDSA clause 3.2):
 * what is signed is the credential's meaning, its RDF statements in canonical order, not its bytes. Contexts come from
 * packages; a credential with any other is refused by an exception, since it cannot have been made here.
 *
 * The verification method is named under the credential's issuer, whose controller document carries the key
 * (`controllerDocument`): the proof itself has no place for certificates.
 * @returns `format.key-unsupported` for keys the suite does not know: RSA, P-521.
 */
export function prepareDataIntegritySealer(seal: Seal): Outcome<VcSealer> {
  const curve = curveOf(seal);
  if (!curve) {
    return refused({
      code: 'format.key-unsupported',
      facts: { format: 'Data Integrity', algorithm: seal.algorithm.name },
    });
  }
  return done({
    async seal(credential, { at }) {
      const document = readCredential(credential);
      const id = multikeyId(issuerOf(document), seal.certificate);
      const { makeProof } = await import('./data-integrity-proof.ts');
      const proof = await makeProof(document, { id, algorithm: curve, sign: seal.sign }, at);
      // The credential's own bytes stay as they were written.
      const end = credential.lastIndexOf(CLOSING_BRACE);
      return joinBytes(credential.subarray(0, end), utf8.encode(`,"proof":${JSON.stringify(proof)}}`));
    },
  });
}

const utf8 = new TextEncoder();
const CLOSING_BRACE = 0x7d;

function readCredential(bytes: Uint8Array): { readonly issuer?: unknown } {
  const document: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof document !== 'object' || document === null) throw new TypeError('a credential is an object');
  return document;
}

function issuerOf({ issuer }: { readonly issuer?: unknown }): string {
  if (typeof issuer === 'string') return issuer;
  const id = typeof issuer === 'object' && issuer !== null && 'id' in issuer ? issuer.id : undefined;
  if (typeof id !== 'string') throw new TypeError('a credential names its issuer');
  return id;
}
