import type { Recipient } from '../../shared/credential/recipient.ts';
import type { ParityOrder, ParityReport } from '../../shared/desk/page.ts';
import { designForKey } from '../../shared/page/layout-code.ts';
import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { parityTable } from '../../shared/page/parity-table.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { inFile } from '../files/read.ts';
import { openRoster } from './open-roster.ts';
import { instant } from './prepare-batch.ts';
import { drawingProblems, previewCredential } from './preview-page.ts';
import { PREVIEW_TEXT } from './preview-text.ts';
import { openDraft } from './template-draft.ts';
import { fontsFor, openTemplate } from './template-file.ts';

/**
 * What every element falls short of in every language, with the roster's learner of the longest name on the page, or
 * with an invented one. Problems: of the files, and of a page that cannot be laid out at all.
 */
export async function reportParity(order: ParityOrder, at: Date): Promise<Outcome<ParityReport>> {
  const opened = order.draft
    ? await openDraft(order.draft, order.template)
    : await openTemplate(order.template);
  if (!opened.ok) return opened;
  const { template } = opened.value;
  const [wrong, ...more] = [...drawingProblems(template), ...ownFontProblems(template.page)];
  if (wrong) return refused(wrong, ...more);
  const { roster, corrections, key } = order;
  const read =
    roster === undefined
      ? undefined
      : await openRoster(
          { roster, ...(corrections !== undefined && { corrections }) },
          instant(at).slice(0, 10),
        );
  if (read && !read.ok) return read;
  const learner = longest(read?.value.recipients ?? []);
  const drawn = previewCredential(template, learner, at);
  if (!drawn.ok) return inFile(order.template, drawn);
  const credential = drawn.value;
  return done({
    languages: credential.languages,
    learner: { name: credential.learner.fullName, ...(learner && { row: learner.row }) },
    rows: parityTable(
      key ? designForKey(template.page, key) : template.page,
      fontsFor(template.page),
      PREVIEW_TEXT,
      credential,
    ),
  });
}

function longest(recipients: readonly Recipient[]): Recipient | undefined {
  const length = ({ fullName, givenName = '', familyName = '' }: Recipient) =>
    (fullName ?? `${givenName} ${familyName}`).length;
  return recipients.reduce<Recipient | undefined>(
    (most, each) => (most && length(most) >= length(each) ? most : each),
    undefined,
  );
}
