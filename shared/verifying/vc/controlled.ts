import { readPayload } from '../../formats/vc/read-json.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import { type Certificate, readCertificate } from '../../sealing/certificate.ts';
import { type ControllerDocument, multikeyOfCertificate } from '../../sealing/controller-document.ts';
import type { Integrity } from '../integrity.ts';
import { checkDataIntegrity } from './data-integrity.ts';

/**
 * Tests a Verifiable Credential with a Data Integrity proof by the documents of issuers at hand. A document says which
 * key is the issuer's and brings the certificates of the e-seal that has it; whether those are trusted is asked of them
 * as of any seal's. A key without a certificate proves only that the document's owner has it: `certificate-missing`.
 */
export async function checkControlled(
  bytes: Uint8Array,
  controllers: readonly ControllerDocument[],
): Promise<Integrity> {
  const proven = await checkDataIntegrity(bytes, controllers);
  if (!proven.ok) return proven;
  const { verificationMethod, claimedAt } = proven;
  const controller = controllers.find((each) =>
    each.verificationMethod.some(({ id }) => id === verificationMethod),
  );
  const chain = controller && (await chainOf(controller, verificationMethod));
  if (!chain) {
    return { ok: false, subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', reason: 'certificate-missing' };
  }
  const [signer, others] = chain;
  const payload = withoutProof(bytes);
  return { ok: true, signer, others, claimedAt, level: undefined, payload, covers: 'enclosed', warnings: [] };
}

/** Of the JSON Web Key in the same document that is the same key, told with its certificates. */
async function chainOf(
  controller: ControllerDocument,
  name: string,
): Promise<readonly [Certificate, readonly Uint8Array[]] | undefined> {
  const methods = controller.verificationMethod;
  const key = methods.find(({ id }) => id === name);
  for (const method of methods) {
    if (key?.type !== 'Multikey' || method.type !== 'JsonWebKey') continue;
    const { x5c } = method.publicKeyJwk;
    const [first, ...others] = Array.isArray(x5c)
      ? x5c.map((text: string) => decodeBase64(text, 'base64'))
      : [];
    const read = first && readCertificate(first);
    if (read?.ok && (await multikeyOfCertificate(read.value)) === key.publicKeyMultibase) {
      return [read.value, others.filter((der) => der !== undefined)];
    }
  }
  return undefined;
}

function withoutProof(bytes: Uint8Array): Uint8Array {
  const read = readPayload(bytes);
  const { proof: _, ...credential } = read.ok ? read.value : {};
  return new TextEncoder().encode(JSON.stringify(credential));
}
