import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite as ecdsa } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import jsigs from 'jsonld-signatures';
import { bundledLoader } from './data-integrity-contexts.ts';

/**
 * Proofs of W3C VC-DATA-INTEGRITY, by the packages for JSON-LD. These are 190 modules, half of what a thread of a batch
 * would load: whoever wants a proof imports this file when they want one.
 */
const SUITES = { 'ecdsa-rdfc-2019': ecdsa, 'eddsa-rdfc-2022': eddsa } as const;

export type ProofSuite = keyof typeof SUITES;

/** Who signs: the URL of the verification method, and its key. */
export interface ProofSigner {
  readonly id: string;
  readonly algorithm: 'P-256' | 'P-384';
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
}

const loadBundled = bundledLoader();

/** The value of the document's member `proof`, cryptosuite ecdsa-rdfc-2019. @param at its `created`. */
export function makeProof(document: object, { sign, ...key }: ProofSigner, at: string): Promise<object> {
  const signer = { ...key, sign: ({ data }: { readonly data: Uint8Array }) => sign(data) };
  const suite = new DataIntegrityProof({ cryptosuite: ecdsa, date: at, signer });
  const purpose = new jsigs.purposes.AssertionProofPurpose();
  return suite.createProof({ document, purpose, documentLoader: loadBundled });
}

/**
 * Tests the document's one proof, as an assertion of `controller`.
 * @param more further documents by URL than the bundled contexts: the key at least.
 */
export function testProof(
  document: object,
  suite: ProofSuite,
  controller: object,
  more: ReadonlyMap<string, object>,
): ReturnType<typeof jsigs.verify> {
  return jsigs.verify(document, {
    suite: new DataIntegrityProof({ cryptosuite: SUITES[suite] }),
    purpose: new jsigs.purposes.AssertionProofPurpose({ controller }),
    documentLoader: bundledLoader(more),
  });
}
