import type { Engine } from '../engine.ts';
import { encodeBase64, encodeBase64Bytes, encodeBase64Url } from './base64.ts';
import { joinBytes } from './bytes.ts';
import { DOT } from './compact-jws.ts';
import { derInteger, derSequence, derTagged } from './der.ts';
import { frameJws, type JsonSealer, shortMediaType } from './jades.ts';
import type { Seal } from './seal.ts';
import type { Timestamper } from './timestamp.ts';

/**
 * Seals European Digital Credentials in the form of the official samples: JWS general JSON serialization (RFC 7515
 * clause 7.2.1) with the payload in clear, as an unencoded string (RFC 7797 clause 5.2), and the header they have:
 * `alg`, `cty`, `kid` (DER of IssuerSerial, ETSI TS 119 182-1 v1.1.1 clause 5.1.4), `x5t#S256`, `x5c`, `typ`, `b64`,
 * `sigT`, `crit`. Theirs also holds time-stamps, over the payload (`adoTst`) and over the signature (`etsiU`): with
 * `timestamper` the latter stands here too; `crit` names `b64` and `sigT` only.
 */
export function prepareClearJsonSealer(seal: Seal, engine: Engine, timestamper?: Timestamper): JsonSealer {
  const { algorithm, certificate, chain } = seal;
  const issuerSerial = derSequence(
    derSequence(derTagged(DIRECTORY_NAME, certificate.issuerDer)),
    derInteger(hexBytes(certificate.serialNumber)),
  );
  const same = {
    alg: algorithm.jose,
    kid: encodeBase64(issuerSerial),
    'x5t#S256': encodeBase64Url(engine.hash('SHA-256', chain[0])),
    x5c: chain.map(encodeBase64),
    typ: 'jose+json',
    b64: false,
  };
  return {
    async seal(payload, { at, contentType }) {
      const cty = contentType === undefined ? {} : { cty: shortMediaType(contentType) };
      const text = JSON.stringify({ ...same, ...cty, sigT: at, crit: ['b64', 'sigT'] });
      const header = encodeBase64Bytes(utf8.encode(text), 'base64url');
      const signature = await seal.sign(joinBytes(header, DOT, payload));
      return frameJws(escapeString(payload), header, signature, timestamper);
    },
  };
}

/** [4] of GeneralName (RFC 5280 clause 4.2.1.6). */
const DIRECTORY_NAME = 4;

const utf8 = new TextEncoder();
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** JSON text as it stands within a JSON string: `writeJson` leaves nothing else to escape (RFC 8259 clause 7). */
function escapeString(json: Uint8Array): Uint8Array {
  let escaped = 0;
  for (const byte of json) if (byte === QUOTE || byte === BACKSLASH) escaped++;
  const out = new Uint8Array(json.length + escaped);
  let to = 0;
  for (const byte of json) {
    if (byte === QUOTE || byte === BACKSLASH) out[to++] = BACKSLASH;
    out[to++] = byte;
  }
  return out;
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
}
