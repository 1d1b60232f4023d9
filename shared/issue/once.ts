import type { Credential } from '../credential/credential.ts';

/** `make`, called once for each credential however many exports ask; forgotten with the credential. */
export function oncePerCredential<T>(make: (credential: Credential) => T): (credential: Credential) => T {
  const made = new WeakMap<Credential, { readonly value: T }>();
  return (credential) => {
    const known = made.get(credential) ?? { value: make(credential) };
    made.set(credential, known);
    return known.value;
  };
}
