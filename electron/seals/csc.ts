import { createHash } from 'node:crypto';
import { done, type Outcome, refused, StudioFault } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS, type SealAlgorithm } from '../../shared/sealing/algorithms.ts';
import { derChildren, expectTag, readDer } from '../../shared/sealing/der-reader.ts';
import { buildChain } from './chain.ts';
import { readServiceAddress } from './csc-address.ts';
import { findCredential, type ServiceCredential, signingOrder } from './csc-credential.ts';
import { openService, type Service, ServiceRefusal } from './csc-service.ts';
import { HASH_NAMES } from './key.ts';
import { chooseAlgorithm, type OpenSeal, type OpenSealOptions } from './open-seal.ts';
import { type Prove, proveWith } from './proof.ts';

/**
 * Opens an e-seal that a trust service keeps (Cloud Signature Consortium API 2). Digests go over the network, never the
 * credentials themselves, and only because the user names such an address.
 * @param secret of the OAuth 2 client
 * @returns the problems of `readServiceAddress` and `findCredential`; `seal.service-refused` with the service's own
 * code; `seal.key-unsupported`.
 * @throws StudioFault `seal.unavailable` when the service does not answer.
 */
export async function openServiceSeal(
  seal: string,
  secret: string,
  options: OpenSealOptions = {},
): Promise<Outcome<OpenSeal>> {
  const address = readServiceAddress(seal);
  if (!address.ok) return address;
  const service = openService(address.value, secret, () => performance.now());
  let credential: Outcome<ServiceCredential>;
  try {
    credential = await findCredential(service, address.value);
  } catch (cause) {
    if (!(cause instanceof ServiceRefusal)) throw unavailable(cause);
    const facts = { service: address.value.service, reason: cause.reason };
    return refused({ code: 'seal.service-refused', facts });
  }
  if (!credential.ok) return credential;
  const { certificate, certificates } = credential.value;
  const name = chooseAlgorithm(certificate.publicKey, options.algorithm);
  const algorithm = name && SEAL_ALGORITHMS[name];
  const how = algorithm && signingOrder(algorithm, credential.value);
  if (!how) return refused({ code: 'seal.key-unsupported' });
  const signing = { service, credential: credential.value, how, algorithm };
  const queue = queueFor(signing, proveWith(certificate, algorithm));
  return done({
    algorithm,
    certificate,
    chain: buildChain(certificate, certificates),
    sign: queue.sign,
    kept: 'service',
    close: queue.close,
  });
}

interface Signing {
  readonly service: Service;
  readonly credential: ServiceCredential;
  readonly how: Readonly<Record<string, string>>;
  readonly algorithm: SealAlgorithm;
}

interface Wish {
  readonly bytes: Uint8Array;
  readonly grant: (signature: Uint8Array) => void;
  readonly fail: (fault: StudioFault) => void;
}

/**
 * What is asked for while the service works is asked for together, so a batch needs two requests for many signatures.
 * Every signature is proven before it is used. After a fault the service is not asked again.
 */
function queueFor(signing: Signing, prove: Prove) {
  const waiting: Wish[] = [];
  let working = false;
  let fault: StudioFault | undefined;

  async function work(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const wishes = waiting.splice(0, signing.credential.atOnce);
      try {
        if (fault) throw fault;
        const signatures = await signTogether(signing, wishes);
        for (const [index, { bytes, grant }] of wishes.entries()) {
          const signature = signatures[index];
          if (!signature || !prove(bytes, signature)) throw new ServiceRefusal('signature');
          grant(signature);
        }
      } catch (cause) {
        fault ??= unavailable(cause);
        for (const { fail } of wishes) fail(fault);
      }
    }
    working = false;
  }

  return {
    sign(bytes: Uint8Array): Promise<Uint8Array> {
      return new Promise((grant, fail) => {
        waiting.push({ bytes, grant, fail });
        // Begins when this turn is over, so that those who ask at once are taken together.
        if (!working) {
          working = true;
          queueMicrotask(() => void work());
        }
      });
    },
    close(): void {
      fault ??= new StudioFault('seal.unavailable', { reason: 'closed' });
    },
  };
}

/** `credentials/authorize` for these digests and no others, then `signatures/signHash` (clauses 11.6 and 11.10). */
async function signTogether(
  { service, credential, how, algorithm }: Signing,
  wishes: readonly Wish[],
): Promise<readonly Uint8Array[]> {
  const hash = HASH_NAMES[algorithm.hash];
  const hashes = wishes.map(({ bytes }) => createHash(hash).update(bytes).digest('base64'));
  const common = { credentialID: credential.id, hashes, hashAlgorithmOID: how.hashAlgorithmOID };
  const { SAD } = await service.ask('credentials/authorize', { ...common, numSignatures: hashes.length });
  if (typeof SAD !== 'string') throw new ServiceRefusal('SAD');
  const { signatures } = await service.ask('signatures/signHash', {
    ...common,
    ...how,
    SAD,
    operationMode: 'S',
  });
  if (!Array.isArray(signatures)) throw new ServiceRefusal('signatures');
  return signatures.map((text) => plainSignature(Buffer.from(String(text), 'base64'), algorithm));
}

/** r‖s: services answer with the DER of RFC 3279, a few with r‖s itself. */
function plainSignature(signature: Uint8Array, { coordinate }: SealAlgorithm): Uint8Array {
  if (coordinate === undefined || signature.length === 2 * coordinate) return new Uint8Array(signature);
  const plain = new Uint8Array(2 * coordinate);
  for (const [index, integer] of derChildren(readDer(new Uint8Array(signature))).entries()) {
    const digits = expectTag(integer, 0x02).contents;
    const magnitude = digits.subarray(Math.max(0, digits.length - coordinate));
    plain.set(magnitude, (index + 1) * coordinate - magnitude.length);
  }
  return plain;
}

function unavailable(cause: unknown): StudioFault {
  if (cause instanceof StudioFault) return cause;
  const reason = cause instanceof ServiceRefusal ? cause.reason : 'network';
  return new StudioFault('seal.unavailable', { reason }, { cause });
}
