import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { preparePress } from '../../shared/issue.ts';
import { sealerOf } from '../../shared/issuer.ts';
import { textIn } from '../../shared/language.ts';
import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import type { FurtherSealer } from '../../shared/page/pdf/signature.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Recipients } from '../../shared/roster/recipients.ts';
import { isTestSeal } from '../../shared/sealing/fitness.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { checkTemplate } from '../../shared/template/check.ts';
import { drawUp } from '../../shared/template/draw-up.ts';
import { signOffState } from '../../shared/template/sign-off.ts';
import type { Template } from '../../shared/template/template.ts';
import { checkConcepts, isRetired } from '../../shared/vocabulary/check.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import type { CrewSetup } from '../batch/crew-contract.ts';
import type { BatchRun } from '../batch/run.ts';
import { specimensOf } from '../batch/specimens.ts';
import { loadFonts } from '../files/fonts.ts';
import { hyphenation } from '../files/hyphenation.ts';
import { inFile, placed } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { openRoster, rosterOrderOf } from './open-roster.ts';
import { NOTHING_PRESENTED, type PartsFolder, presentedIn } from './parts-folder.ts';
import { openFitSeal } from './seal-file.ts';
import { openTemplate, outdatedNotice, pageNotices } from './template-file.ts';
import { timestamperOf } from './timestamps.ts';

/** What a batch takes from its files. */
export interface PreparedBatch
  extends Pick<BatchRun, 'template' | 'recipients' | 'issuer' | 'test' | 'press'> {
  readonly refusals: Recipients['refusals'];
  readonly notices: readonly Problem[];
  /** Credentials that learners have brought along. */
  readonly presented: PartsFolder;
  readonly digests: {
    readonly templateSha256: string;
    readonly rosterSha256: string;
    readonly certificateSha256: string;
  };
  readonly sealing: { readonly seal: Seal; readonly timestamper: Timestamper | undefined };
  /** For those who make credentials in threads of their own. */
  readonly making: Omit<CrewSetup, 'folder' | 'registerId'>;
  /** Lets go of the seal; nothing can be issued afterwards. */
  readonly close: () => void;
}

/**
 * Reads template, roster and seal, and makes ready what all learners share. `vocabularies` are the lists in use, which the
 * template's concepts must be of. Problems: those of the three files, and
 * everything that keeps the template from being issued or the seal from sealing.
 */
export async function prepareBatch(
  order: BatchOrder,
  engine: Engine,
  at: Date,
  vocabularies: readonly Vocabulary[],
): Promise<Outcome<PreparedBatch>> {
  const opened = await openTemplate(order.template, order.languages);
  if (!opened.ok) return opened;
  const { template, written } = opened.value;
  const { standing, outdated } = signOffState(written, engine);
  const needed = order.signOffs ?? 0;
  if (standing.length < needed) {
    const facts = { count: standing.length, needed };
    return refused({ code: 'template.sign-off-missing', where: { file: order.template }, facts });
  }
  const concepts = checkConcepts(template, vocabularies);
  const faults = [
    ...checkTemplate(template),
    ...ownFontProblems(template.page),
    ...concepts.filter((problem) => !isRetired(problem)),
  ];
  const [wrong, ...more] = faults.map((problem) => placed(order.template, problem));
  if (wrong) return refused(wrong, ...more);
  const told = [
    ...concepts.filter(isRetired),
    ...outdated.map(outdatedNotice),
    ...(order.dryRun ? pageNotices(template) : []),
  ].map((problem) => placed(order.template, problem));

  const roster = await openRoster(rosterOrderOf(order), instant(at).slice(0, 10));
  if (!roster.ok) return roster;
  const { recipients, refusals, notices: asked, file, by } = roster.value;
  const remembered = by === 'remembered' ? [{ code: 'roster.mapping-remembered' } as const] : [];

  // What is to be raised is sealed first, with nobody asked.
  const later = order.level !== undefined && !order.stampFirst;
  const timestamper = later ? done(undefined) : await timestamperOf(order, engine);
  if (!timestamper.ok) return timestamper;
  const opening = await openFitSeal(order, at);
  if (!opening.ok) return opening;
  const { seal, warnings } = opening.value;
  let ready = false;
  try {
    const sealer = inFile(order.seal, sealerOf(template, seal.certificate, engine));
    if (!sealer.ok) return sealer;
    const { issuer, notices } = sealer.value;
    const test = isTestSeal(seal.certificate);

    const facts = { id: SPECIMEN_ID, learnerId: SPECIMEN_ID, issuedAt: instant(at), issuer, test };
    const specimens = specimensOf(recipients).flatMap((recipient) => {
      const drawn = drawUp(template, recipient, { ...facts, serial: `${template.serialPattern}0123456789` });
      return drawn.ok ? [drawn.value] : [];
    });
    const presented = template.stack
      ? await presentedIn(order, { at, engine, test })
      : done(NOTHING_PRESENTED);
    if (!presented.ok) return presented;
    const { page: design, edcProfile, badgeImage, didWeb } = template;
    const { exports = template.exports } = order;
    const furtherSealers = furtherSealersOf(template);
    const plan = { design, exports, edcProfile, badgeImage, didWeb, specimens, furtherSealers };
    const press = inFile(
      order.seal,
      preparePress({
        ...plan,
        fonts: loadFonts(),
        hyphenation,
        seal,
        engine,
        timestamper: timestamper.value,
      }),
    );
    if (!press.ok) return press;
    ready = true;
    const { algorithm, chain, key } = seal;
    return done({
      making: {
        ...{ template, plan, chain },
        algorithm: algorithm.name,
        ...(key && { key }),
        stamps: timestamper.value !== undefined,
      },
      template,
      recipients,
      refusals,
      issuer,
      test,
      notices: [
        ...asked,
        ...remembered.map((notice) => placed(order.roster, notice)),
        ...told,
        ...warnings,
        ...notices,
      ],
      press: press.value,
      presented: presented.value,
      digests: {
        templateSha256: sha256Of(opened.value.bytes),
        rosterSha256: file.sha256,
        certificateSha256: sha256Of(seal.certificate.der),
      },
      sealing: { seal, timestamper: timestamper.value },
      close: seal.close,
    });
  } finally {
    if (!ready) seal.close();
  }
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
/** Seconds precision, UTC. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
