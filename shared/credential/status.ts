import type { StatusEntry } from './credential.ts';

/**
 * Places of one list, each a bit. Bitstring Status List v1.0 clause 6.1 asks for 131,072 at least, so that whoever
 * fetches a list does not tell which credential is asked about.
 */
export const STATUS_LIST_PLACES = 131_072;

/**
 * Where the institution publishes the `number`th list of a register, as a Verifiable Credential in JOSE form. `base` is
 * the template's `statusBase`; what follows it is the file's name.
 */
export function statusListUrl(base: string, register: string, number: number): string {
  return `${base}${register}-${number}${BITSTRING}`;
}

/** Where the same list is published as Token Status List (IETF), which SD-JWT VCs speak of. */
export function tokenListUrl({ listUrl }: Pick<StatusEntry, 'listUrl'>): string {
  return listUrl.slice(0, -BITSTRING.length) + TOKEN;
}

const BITSTRING = '.vc.jwt';
const TOKEN = '.statuslist.jwt';
