import type { Engine } from '../../engine.ts';
import { prepareJsonSealer } from '../../sealing/jades.ts';
import type { Seal } from '../../sealing/seal.ts';
import { prepareXmlSealer } from '../../sealing/xades.ts';
import type { IssuerRegister } from './issuer.ts';
import { issuerListXml, type ListFacts } from './list-xml.ts';

export type ListForm = 'xml' | 'json';

/**
 * A register sealed for other desks: in the shape of ETSI TS 119 612 with XAdES, or as JSON with JAdES. The version of
 * the register is the number of the list.
 * @throws StudioFault when the key fails.
 */
export async function sealIssuerList(
  register: IssuerRegister,
  form: ListForm,
  facts: ListFacts,
  seal: Seal,
  engine: Engine,
): Promise<Uint8Array> {
  const at = facts.issued;
  if (form === 'xml') {
    const id = `issuers-${register.version}`;
    const sealer = prepareXmlSealer(seal, engine);
    return sealer.seal(issuerListXml(register, facts), { at, id, mediaType: 'application/vnd.etsi.tsl+xml' });
  }
  const { operator, issued, nextUpdate } = facts;
  const payload = JSON.stringify({ ...register, operator, issued, nextUpdate });
  const sealer = prepareJsonSealer(seal, engine);
  return sealer.seal(new TextEncoder().encode(payload), { at, contentType: 'application/json' });
}
