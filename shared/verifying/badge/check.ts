import { unbake } from '../../formats/badge/bake.ts';
import { checkBadgeJwt, readBadgeJwt } from '../../sealing/badge-jwt-check.ts';
import { caught, excerpt, type Integrity, Refusal } from '../integrity.ts';
import { isObject } from '../json/jws.ts';
import { readStrictJson } from '../json/strict-json.ts';

/** Tests an Open Badge or CLR secured as JWT (Open Badges 3.0 clause 8.2) by the e-seal inside its key. */
export function checkBadge(jwt: Uint8Array): Promise<Integrity> {
  return caught(async () => {
    const badge = readBadgeJwt(jwt);
    const claims = badge && readStrictJson(badge.payload);
    if (!badge || !isObject(claims)) throw new Refusal('FORMAT_FAILURE', 'format');
    const proven = await checkBadgeJwt(badge);
    if (proven.proof === 'wrong') throw new Refusal('SIG_CRYPTO_FAILURE', 'signature-wrong');
    if (proven.proof === 'unverifiable') {
      throw new Refusal('FORMAT_FAILURE', 'header-refused', { header: excerpt(proven.method) });
    }
    const [signer, ...others] = proven.certificates;
    if (!signer) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'certificate-missing');
    const iat = claims.get('iat');
    return {
      ok: true,
      signer,
      others: others.map(({ der }) => der),
      claimedAt: typeof iat === 'number' ? new Date(iat * 1000) : undefined,
      level: undefined,
      payload: badge.payload,
      covers: 'enclosed',
      warnings: [],
    };
  });
}

/** The same of a badge baked into a PNG or SVG; the picture around it is covered by nothing. */
export function checkBakedBadge(picture: Uint8Array): Promise<Integrity> {
  return caught(async () => {
    const badge = unbake(picture);
    if (!badge.ok) {
      const absent = badge.problems[0].code === 'badge.absent';
      throw new Refusal('FORMAT_FAILURE', absent ? 'not-sealed' : 'format');
    }
    const integrity = await checkBadge(badge.value);
    if (!integrity.ok) throw new Refusal(integrity.subIndication, integrity.reason, integrity.facts);
    return integrity;
  });
}
