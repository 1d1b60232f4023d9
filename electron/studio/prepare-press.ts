import type { Recipient } from '../../shared/credential/recipient.ts';
import type { Engine } from '../../shared/engine.ts';
import { preparePress } from '../../shared/issue.ts';
import { sealerOf } from '../../shared/issuer.ts';
import { textIn } from '../../shared/language.ts';
import type { FurtherSealer } from '../../shared/page/pdf/signature.ts';
import { done, type Outcome, type Problem } from '../../shared/problem.ts';
import { isTestSeal } from '../../shared/sealing/fitness.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { drawUp } from '../../shared/template/draw-up.ts';
import type { ExportName } from '../../shared/template/exports.ts';
import type { Template } from '../../shared/template/template.ts';
import type { CrewSetup } from '../batch/crew-contract.ts';
import type { Drafting } from '../batch/draft.ts';
import { specimensOf } from '../batch/specimens.ts';
import { loadFonts } from '../files/fonts.ts';
import { hyphenation } from '../files/hyphenation.ts';
import { inFile } from '../files/read.ts';
import type { OpenSeal } from '../seals/open-seal.ts';

/** What is to be sealed, and with what. */
export interface Pressing {
  readonly template: Template;
  /** In place of the template's own. */
  readonly exports?: readonly ExportName[] | undefined;
  readonly recipients: readonly Recipient[];
  readonly seal: OpenSeal;
  /** How the order names it, for messages. */
  readonly sealFile: string;
  readonly timestamper: Timestamper | undefined;
}

export interface PreparedPress extends Omit<Drafting, 'template' | 'newId'> {
  readonly notices: readonly Problem[];
  /** For those who make credentials in threads of their own. */
  readonly making: CrewSetup;
}

/** Makes ready what all learners of a template share. Problems: those of the seal with this template, and of the press. */
export function pressFor(
  { template, exports = template.exports, recipients, seal, sealFile, timestamper }: Pressing,
  engine: Engine,
  issuedAt: string,
): Outcome<PreparedPress> {
  const sealer = inFile(sealFile, sealerOf(template, seal.certificate, engine));
  if (!sealer.ok) return sealer;
  const { issuer, notices } = sealer.value;
  const test = isTestSeal(seal.certificate);
  const facts = { id: SPECIMEN_ID, learnerId: SPECIMEN_ID, issuedAt, issuer, test };
  const specimens = specimensOf(recipients).flatMap((recipient) => {
    const drawn = drawUp(template, recipient, { ...facts, serial: `${template.serialPattern}0123456789` });
    return drawn.ok ? [drawn.value] : [];
  });
  const { page: design, edcProfile, badgeImage, didWeb } = template;
  const furtherSealers = furtherSealersOf(template);
  const plan = { design, exports, edcProfile, badgeImage, didWeb, specimens, furtherSealers };
  const press = inFile(
    sealFile,
    preparePress({ ...plan, fonts: loadFonts(), hyphenation, seal, engine, timestamper }),
  );
  if (!press.ok) return press;
  const { algorithm, chain, key } = seal;
  return done({
    ...{ issuer, test, press: press.value, notices },
    making: {
      ...{ template, plan, chain },
      algorithm: algorithm.name,
      ...(key && { key }),
      stamps: timestamper !== undefined,
    },
  });
}

/** The partners that are to seal after us; a checked template names the identifier of each. */
function furtherSealersOf({
  jointSeal,
  partners = [],
  languages,
}: Template): readonly FurtherSealer[] | undefined {
  if (!jointSeal) return undefined;
  return partners.flatMap(({ eidasIdentifier, legalName }) => {
    const name = textIn(legalName, languages[0], languages) ?? '';
    return eidasIdentifier === undefined ? [] : [{ identifier: eidasIdentifier, name }];
  });
}

/** Every digit an id can have. */
const SPECIMEN_ID = 'urn:uuid:01234567-89ab-4cde-8f01-23456789abcd';
