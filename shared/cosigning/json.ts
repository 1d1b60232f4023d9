import type { Engine } from '../engine.ts';
import { joinBytes } from '../sealing/bytes.ts';
import { prepareJsonSealer } from '../sealing/jades.ts';
import type { Seal } from '../sealing/seal.ts';
import type { Timestamper } from '../sealing/timestamp.ts';
import { readJwsOfAll } from '../verifying/json/jws.ts';
import type { Cosigner } from './cosigner.ts';

const utf8 = new TextEncoder();

/**
 * Adds a signature to a JWS in general JSON serialization (RFC 7515 clause 7.2.1): every one is over the payload alone,
 * so those before stay as they are, byte for byte.
 */
export function prepareJsonCosigner(seal: Seal, engine: Engine, timestamper?: Timestamper): Cosigner {
  const sealer = prepareJsonSealer(seal, engine, timestamper, 'approval');
  return {
    async add(sealed, { at }) {
      const [first] = readJwsOfAll(sealed);
      const contentType = first.protectedHeader.get('cty');
      const text = new TextDecoder().decode(sealed);
      const end = text.lastIndexOf(']');
      // Only the general form has room for another; b64 is one for all (RFC 7797 clause 3), and ours is true.
      if (
        !/^\s*\{/.test(text) ||
        !/"signatures"\s*:\s*\[/.test(text) ||
        !/^\]\s*\}\s*$/.test(text.slice(end))
      ) {
        return 'no-room';
      }
      if (first.protectedHeader.get('b64') === false) return 'no-room';
      // RFC 7515 clause 4.1.10: the first seal may have left `application/` out.
      const facts = { at, ...(typeof contentType === 'string' && { contentType }) };
      const signature = await sealer.sign(utf8.encode(first.payload), facts);
      return joinBytes(utf8.encode(`${text.slice(0, end)},`), signature, utf8.encode(text.slice(end)));
    },
  };
}
