import type { BatchOrder } from '../../shared/desk/batch.ts';
import type { Engine } from '../../shared/engine.ts';
import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Recipients } from '../../shared/roster/recipients.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { checkTemplate } from '../../shared/template/check.ts';
import { signOffState } from '../../shared/template/sign-off.ts';
import { checkConcepts, isRetired } from '../../shared/vocabulary/check.ts';
import type { Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import type { BatchRun } from '../batch/run.ts';
import { placed } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { readLearners } from '../reading/read-learners.ts';
import { isElsewhere } from './kept-order.ts';
import { rosterOrderOf } from './open-roster.ts';
import { NOTHING_PRESENTED, type PartsFolder, presentedIn } from './parts-folder.ts';
import { type PreparedPress, pressFor } from './prepare-press.ts';
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
  /** The template as its file has it. */
  readonly templateBytes: Uint8Array;
  readonly sealing: { readonly seal: Seal; readonly timestamper: Timestamper | undefined };
  readonly making: PreparedPress['making'];
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
  vocabularies: () => Promise<readonly Vocabulary[]>,
): Promise<Outcome<PreparedBatch>> {
  // Each is read by a process of its own. A seal in a file holds nothing that would have to be closed when another of them
  // is refused; a token counts how often it is asked, and is asked last.
  const [opened, roster, early, lists] = await Promise.all([
    openTemplate(order.template, order.languages),
    readLearners(rosterOrderOf(order), instant(at).slice(0, 10)),
    isElsewhere(order.seal) ? undefined : openFitSeal(order, at),
    vocabularies(),
  ]);
  if (!opened.ok) return opened;
  const { template, written } = opened.value;
  const { standing, outdated } = signOffState(written, engine);
  const needed = order.signOffs ?? 0;
  if (standing.length < needed) {
    const facts = { count: standing.length, needed };
    return refused({ code: 'template.sign-off-missing', where: { file: order.template }, facts });
  }
  const concepts = checkConcepts(template, lists);
  const faults = [
    ...checkTemplate(template),
    ...opened.value.damaged,
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

  if (!roster.ok) return roster;
  const { recipients, refusals, notices: asked, sha256, by } = roster.value;
  const remembered = by === 'remembered' ? [{ code: 'roster.mapping-remembered' } as const] : [];

  // What is to be raised is sealed first, with nobody asked.
  const later = order.level !== undefined && !order.stampFirst;
  const timestamper = later ? done(undefined) : await timestamperOf(order, engine);
  if (!timestamper.ok) return timestamper;
  const opening = early ?? (await openFitSeal(order, at));
  if (!opening.ok) return opening;
  const { seal, warnings } = opening.value;
  let ready = false;
  try {
    const pressing = { template, exports: order.exports, recipients, seal, sealFile: order.seal };
    const press = pressFor({ ...pressing, timestamper: timestamper.value }, engine, instant(at));
    if (!press.ok) return press;
    const { issuer, test, making, notices } = press.value;
    const presented = template.stack
      ? await presentedIn(order, { at, engine, test })
      : done(NOTHING_PRESENTED);
    if (!presented.ok) return presented;
    ready = true;
    return done({
      making,
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
      press: press.value.press,
      presented: presented.value,
      templateBytes: opened.value.bytes,
      digests: {
        templateSha256: sha256Of(opened.value.bytes),
        rosterSha256: sha256,
        certificateSha256: sha256Of(seal.certificate.der),
      },
      sealing: { seal, timestamper: timestamper.value },
      close: seal.close,
    });
  } finally {
    if (!ready) seal.close();
  }
}

/** Seconds precision, UTC. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
