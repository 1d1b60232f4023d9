import type { Engine } from '../../engine.ts';
import { caught, type Integrity, Refusal } from '../integrity.ts';
import { checkJson } from '../json/check.ts';
import { type Jws, readJws } from '../json/jws.ts';
import type { StrictJson } from '../json/strict-json.ts';

/**
 * Tests a Verifiable Credential secured with JOSE (W3C VC-JOSE-COSE clauses 3.1.1 and 5) by the e-seal in its header.
 * `payload` is the credential; `readVerifiableCredential` says whether it is a good one.
 */
export function checkVcJwt(bytes: Uint8Array, engine: Engine): Promise<Integrity> {
  return caught(async () => {
    readVcJwt(bytes);
    const integrity = await checkJson(bytes, engine, undefined, 'token');
    if (!integrity.ok) throw new Refusal(integrity.subIndication, integrity.reason, integrity.facts);
    return integrity;
  });
}

/**
 * The JWS of a Verifiable Credential, its signature untested: media types are looked at first, so that a token made
 * for another purpose is not taken for a credential (RFC 8725 clause 3.11).
 * @throws Refusal
 */
export function readVcJwt(bytes: Uint8Array): Jws {
  const jws = readJws(bytes);
  const { protectedHeader } = jws;
  if (mediaType(protectedHeader.get('typ')) !== 'vc+jwt') throw refused('typ');
  const contentType = protectedHeader.get('cty');
  if (contentType !== undefined && mediaType(contentType) !== 'vc') throw refused('cty');
  return jws;
}

function refused(header: string): Refusal {
  return new Refusal('FORMAT_FAILURE', 'header-refused', { header });
}

/** RFC 7515 clause 4.1.9: `application/` may be left out; media types know no case. */
function mediaType(value: StrictJson | undefined): string | undefined {
  return typeof value === 'string' ? value.toLowerCase().replace(/^application\//, '') : undefined;
}
