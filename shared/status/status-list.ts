import { STATUS_LIST_PLACES, tokenListUrl } from '../credential/status.ts';
import type { Engine } from '../engine.ts';
import { type Json, writeJson } from '../formats/json.ts';
import { encodeBase64, encodeBase64Url } from '../sealing/base64.ts';
import { prepareCompactSealer, secondsOf } from '../sealing/compact-jws.ts';
import type { Seal } from '../sealing/seal.ts';
import { prepareVcSealer } from '../sealing/vc-jwt.ts';
import { gzip, zlib } from '../zlib.ts';

/** Which places of a list stand for credentials that do not hold. */
export interface StatusList {
  /** Where the list is published (`statusListUrl`). */
  readonly listUrl: string;
  readonly revoked: readonly number[];
  readonly suspended: readonly number[];
}

export interface Publication {
  readonly issuer: { readonly id: string; readonly name: string };
  /** `YYYY-MM-DDThh:mm:ssZ`: when it was made, and when it has to be made anew. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface SealedStatusList {
  readonly bitstring: Uint8Array;
  readonly token: Uint8Array;
}

/**
 * Seals a list in both forms that our credentials speak of. The bitstring knows one bit: what is suspended is set in it
 * until it is reinstated, since a verifier must refuse it as long.
 * @returns one function for all lists of a register. @throws StudioFault when the key fails.
 */
export function prepareStatusSealer(seal: Seal, engine: Engine, publication: Publication) {
  const { validFrom, validUntil } = publication;
  const vc = prepareVcSealer(seal, engine);
  const token = prepareCompactSealer(seal, {
    alg: seal.algorithm.jose,
    typ: 'statuslist+jwt',
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', seal.chain[0])),
    x5c: seal.chain.map(encodeBase64),
  });
  return async (list: StatusList): Promise<SealedStatusList> => ({
    bitstring: await vc.seal(writeJson(bitstringCredential(list, publication, engine)), { at: validFrom }),
    token: await token.seal(writeJson(tokenList(list, { validFrom, validUntil }, engine)), validFrom),
  });
}

/**
 * W3C Bitstring Status List v1.0 clauses 2.2 and 3.1: the first place is the leftmost bit, the string is gzipped and
 * multibase-encoded in base64url without padding (`u`).
 */
export function bitstringCredential(list: StatusList, publication: Publication, engine: Engine): Json {
  const bits = new Uint8Array(STATUS_LIST_PLACES / 8);
  for (const place of [...list.revoked, ...list.suspended]) {
    bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7));
  }
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: list.listUrl,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { ...publication.issuer },
    validFrom: publication.validFrom,
    validUntil: publication.validUntil,
    credentialSubject: {
      id: `${list.listUrl}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: `u${encodeBase64Url(gzip(engine, bits, 9))}`,
    },
  };
}

const VALID_FOR_CACHES_SECONDS = 43_200;

/**
 * IETF Token Status List clauses 4.1 and 5.1: two bits a place from the lowest on, 1 for invalid and 2 for suspended,
 * in a zlib stream.
 */
export function tokenList(
  list: StatusList,
  { validFrom, validUntil }: Pick<Publication, 'validFrom' | 'validUntil'>,
  engine: Engine,
): Json {
  const bits = new Uint8Array(STATUS_LIST_PLACES / 4);
  const set = (places: readonly number[], value: number) => {
    for (const place of places) bits[place >> 2] = (bits[place >> 2] ?? 0) | (value << ((place & 3) * 2));
  };
  set(list.revoked, 1);
  set(list.suspended, 2);
  return {
    sub: tokenListUrl(list),
    iat: secondsOf(validFrom),
    exp: secondsOf(validUntil),
    ttl: VALID_FOR_CACHES_SECONDS,
    status_list: { bits: 2, lst: encodeBase64Url(zlib(engine, bits, 9)) },
  };
}
