import type { Credential } from '../credential/credential.ts';
import { elmo } from '../formats/elmo.ts';
import { COMMITMENT_REASONS } from '../sealing/commitment.ts';
import { prepareXmlSealer } from '../sealing/xades.ts';
import { oncePerCredential } from './once.ts';
import type { PrintPlan } from './printed-credential.ts';
import { SEALED_FORMATS } from './sealed-file.ts';

/** ELMO sealed as XAdES; the file of its own and the one inside the PDF are the same. */
export function prepareElmo(
  plan: Pick<PrintPlan, 'seal' | 'engine' | 'timestamper' | 'furtherSealers'>,
): (credential: Credential) => Promise<Uint8Array> {
  const { mediaType } = SEALED_FORMATS.xml;
  const sealer = prepareXmlSealer(plan.seal, plan.engine, plan.timestamper, {
    joint: plan.furtherSealers !== undefined,
    commitment: 'origin',
  });
  return oncePerCredential((credential) =>
    sealer.seal(elmo(credential), {
      at: credential.issuedAt,
      id: credential.id,
      mediaType,
      reason: COMMITMENT_REASONS.origin[credential.languages[0]],
    }),
  );
}
