const DID_WEB = /^did:web:((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:%3A\d{1,5})?)$/;
const WEB = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?\/[^\s<>"{}|\\^`?#]*$/i;

/** `did:web` of a whole host, or the https URL of a document. */
export function isControllerId(id: string): boolean {
  return DID_WEB.test(id) || WEB.test(id);
}

/** @param host with its port when it has one: `halcyon.example:8443`. */
export function didWeb(host: string): string {
  return `did:web:${host.replace(':', '%3A')}`;
}

/** Where its document is served (did:web method, clause 2.5.2); the identifier itself when it is a URL. */
export function documentUrl(id: string): string {
  const host = DID_WEB.exec(id)?.[1];
  return host === undefined ? id : `https://${host.replace('%3A', ':')}/.well-known/did.json`;
}
