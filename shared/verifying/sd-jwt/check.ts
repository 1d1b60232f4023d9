import type { Engine } from '../../engine.ts';
import { decodeBase64, encodeBase64Url } from '../../sealing/base64.ts';
import { caught, excerpt, type Integrity, Refusal } from '../integrity.ts';
import { checkJson } from '../json/check.ts';
import { isObject, readJws } from '../json/jws.ts';
import { plainJson, readStrictJson, type StrictJson, type StrictObject } from '../json/strict-json.ts';

/** Names that tell how to read the others and may not be disclosed (SD-JWT clause 4.2.1; SD-JWT VC clause 3.2.2.2). */
const NEVER_DISCLOSED = ['_sd', '...', '_sd_alg', 'iss', 'nbf', 'exp', 'cnf', 'vct', 'status'];

/**
 * Tests an SD-JWT VC by the e-seal in its header, and that each claim disclosed is one that was sealed (SD-JWT clause
 * 7.1). `payload` is the claims in clear and those disclosed, as JSON. Disclosures inside other claims and proofs of the
 * holder's key, which Sealwright does not make, are refused rather than left unread.
 */
export function checkSdJwt(bytes: Uint8Array, engine: Engine): Promise<Integrity> {
  return caught(async () => {
    const [jwt = '', ...rest] = new TextDecoder().decode(bytes).trimEnd().split('~');
    if (rest.pop() !== '') throw refused('kb+jwt');
    const token = utf8.encode(jwt);
    const { protectedHeader } = readJws(token);
    const typ = protectedHeader.get('typ');
    if (typ !== 'dc+sd-jwt' && typ !== 'vc+sd-jwt') throw refused('typ');
    const integrity = await checkJson(token, engine, undefined, 'token');
    if (!integrity.ok) throw new Refusal(integrity.subIndication, integrity.reason, integrity.facts);
    const sealed = readStrictJson(integrity.payload);
    if (!isObject(sealed) || (sealed.get('_sd_alg') ?? 'sha-256') !== 'sha-256') throw refused('_sd_alg');
    const disclosed = readDisclosures(rest, sealed, engine);
    const open = [...sealed].filter(([name]) => !name.startsWith('_sd'));
    const iat = sealed.get('iat');
    return {
      ...integrity,
      claimedAt: typeof iat === 'number' ? new Date(iat * 1000) : undefined,
      level: undefined,
      payload: utf8.encode(JSON.stringify(plainJson(new Map([...open, ...disclosed])))),
    };
  });
}

const utf8 = new TextEncoder();

function refused(header: string): Refusal {
  return new Refusal('FORMAT_FAILURE', 'header-refused', { header });
}

/** Clause 7.1 steps 3 and 4. */
function readDisclosures(texts: readonly string[], sealed: StrictObject, engine: Engine): StrictObject {
  const listed = sealed.get('_sd') ?? [];
  const digests = new Set(Array.isArray(listed) ? (listed as readonly StrictJson[]) : []);
  const claims = new Map<string, StrictJson>();
  for (const text of texts) {
    const bytes = decodeBase64(text, 'base64url');
    const triple = bytes && readStrictJson(bytes);
    if (!Array.isArray(triple) || triple.length !== 3) throw new Refusal('FORMAT_FAILURE', 'format');
    const [salt, name, value]: readonly (StrictJson | undefined)[] = triple;
    if (typeof salt !== 'string' || typeof name !== 'string' || value === undefined || holdsDigests(value)) {
      throw new Refusal('FORMAT_FAILURE', 'format');
    }
    if (NEVER_DISCLOSED.includes(name) || sealed.has(name) || claims.has(name)) {
      throw new Refusal('FORMAT_FAILURE', 'structure-suspicious', { member: excerpt(name) });
    }
    const digest = encodeBase64Url(engine.hash('SHA-256', utf8.encode(text)));
    if (!digests.delete(digest)) throw new Refusal('HASH_FAILURE', 'digest-differs');
    claims.set(name, value);
  }
  return claims;
}

function holdsDigests(value: StrictJson): boolean {
  if (Array.isArray(value)) return (value as readonly StrictJson[]).some(holdsDigests);
  if (!isObject(value)) return false;
  return value.has('_sd') || value.has('...') || [...value.values()].some(holdsDigests);
}
