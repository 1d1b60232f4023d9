import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import { writeJson } from '../formats/json.ts';
import { verifiableCredential } from '../formats/vc/credential.ts';
import { verificationMethodId } from '../sealing/controller-document.ts';
import { didWeb } from '../sealing/controller-id.ts';
import type { Seal } from '../sealing/seal.ts';
import { prepareVcSealer } from '../sealing/vc-jwt.ts';
import { oncePerCredential } from './once.ts';

/** The Verifiable Credential of one learner, for all exports that carry it. */
export interface PreparedVerifiableCredential {
  /** Not yet secured; both ways of securing start from the same bytes. */
  payload(credential: Credential): Uint8Array;
  /** Secured with JOSE; the file of its own and the one inside a page are the same. */
  sealed(credential: Credential): Promise<Uint8Array>;
}

/** @param host whose `did:web` is the issuer; the institution's own URL when undefined. */
export function prepareVerifiableCredential(
  seal: Seal,
  engine: Engine,
  host: string | undefined,
): PreparedVerifiableCredential {
  const issuerId = host === undefined ? undefined : didWeb(host);
  const named = issuerId === undefined ? {} : { issuerId };
  const payload = oncePerCredential((credential) => writeJson(verifiableCredential(credential, named)));
  const keyId = issuerId === undefined ? {} : { keyId: verificationMethodId(issuerId, seal.certificate) };
  const sealer = prepareVcSealer(seal, engine, keyId);
  const sealed = oncePerCredential((credential) =>
    sealer.seal(payload(credential), { at: credential.issuedAt }),
  );
  return { payload, sealed };
}
