import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { missingElements } from '../../shared/credential/check.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { PagePreview, PreviewOrder } from '../../shared/desk/page.ts';
import { type Fonts, readFonts } from '../../shared/page/fonts.ts';
import { type PreparedLayout, prepareLayout } from '../../shared/page/layout.ts';
import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { pageProblems, rememberPages } from '../../shared/page/remember.ts';
import { svgOf } from '../../shared/page/svg.ts';
import { done, type Outcome, type Problem, type ProblemCode, refused } from '../../shared/problem.ts';
import type { Recipients } from '../../shared/roster/recipients.ts';
import { checkPage } from '../../shared/template/check-page.ts';
import { drawUp } from '../../shared/template/draw-up.ts';
import { serialFrom } from '../../shared/template/serial.ts';
import type { Template } from '../../shared/template/template.ts';
import { loadFonts } from '../files/fonts.ts';
import { hyphenation } from '../files/hyphenation.ts';
import { inFile, placed } from '../files/read.ts';
import { readKeptRoster } from '../reading/kept-roster.ts';
import { openRoster } from './open-roster.ts';
import { instant } from './prepare-batch.ts';
import { PREVIEW_TEXT } from './preview-text.ts';
import { openDraft } from './template-draft.ts';
import { fontsFor, openTemplate } from './template-file.ts';

/** Nobody's name; long enough to show how a long one sits. */
const INVENTED: Recipient = {
  row: 0,
  givenName: 'Aleksandra Maria',
  familyName: 'Lindqvist-Papadopoulou',
  fullName: 'Aleksandra Maria Lindqvist-Papadopoulou',
  birthDate: '2000-02-29',
  studentId: '0000000',
  grade: '9',
};

const PREVIEW_ID = 'urn:uuid:00000000-0000-4000-8000-000000000000';
/** Draws pages for the window; keeps template, roster and layout of the last order, as a clerk turns from page to page. */
export function makePreviewer() {
  let bundled: Fonts | undefined;
  const templateOf = remembered((path) => openTemplate(path));
  const recipientsOf = remembered(readRoster);
  const layouts = new WeakMap<Template, ReturnType<typeof prepare>>();

  return async (order: PreviewOrder, at: Date): Promise<Outcome<PagePreview>> => {
    const opened = order.draft
      ? await openDraft(order.draft, order.template)
      : await templateOf(order.template, '');
    if (!opened.ok) return opened;
    const { template, damaged } = opened.value;
    const [wrong, ...more] = [...drawingProblems(template), ...ownFontProblems(template.page)];
    if (wrong) return inFile(order.template, refused(wrong, ...more));
    const today = instant(at).slice(0, 10);
    const roster =
      order.roster === undefined ? undefined : await recipientsOf(order.roster, today, order.corrections);
    if (roster && !roster.ok) return roster;
    const recipients = roster?.value.recipients ?? [];
    const shown = recipients[order.learner ?? 0];
    const drawn = previewCredential(template, shown, at);
    if (!drawn.ok) return inFile(order.template, drawn);
    bundled ??= readFonts(loadFonts(), hyphenation);
    const { layout, drawing } = layouts.get(template) ?? prepare(template, bundled);
    layouts.set(template, { layout, drawing });
    const credential = drawn.value;
    const language = credential.languages.find((each) => each === order.language) ?? credential.languages[0];
    const { pages } = layout.layOut(credential, language);
    const problems = [...damaged, ...missingElements(credential), ...pageProblems(layout, credential)];
    return done({
      languages: credential.languages,
      language,
      learners: recipients.length,
      learner: {
        name: credential.learner.fullName,
        ...(shown && { row: shown.row }),
      },
      pages: pages.map((page) => svgOf(page, drawing)),
      problems: problems.map((problem) => placed(basename(order.template), problem)),
    });
  };
}

const UNFINISHED: ReadonlySet<ProblemCode> = new Set([
  'template.language-missing',
  'template.element-missing',
  'template.form-missing',
]);

/** What keeps a page from being drawn. What is still to be written or put on it leaves a gap, no more. */
export function drawingProblems({ page, languages }: Template): readonly Problem[] {
  return checkPage(page, languages).filter(({ code }) => !UNFINISHED.has(code));
}

/** Of a learner, or of an invented one: with a number that no register gives. */
export function previewCredential(
  template: Template,
  learner: Recipient | undefined,
  at: Date,
): Outcome<Credential> {
  const today = instant(at).slice(0, 10);
  return drawUp(template, learner ?? { ...INVENTED, awardedOn: today }, {
    ...{ id: PREVIEW_ID, learnerId: PREVIEW_ID, issuedAt: instant(at), test: false },
    serial: serialFrom(template.serialPattern, { year: Number(today.slice(0, 4)), number: 1 }),
    issuer: template.issuer ?? template.awardingBody,
  });
}

function prepare({ page }: Template, bundled: Fonts): { layout: PreparedLayout; drawing: Fonts } {
  const drawing = page.fonts ? fontsFor(page) : bundled;
  return { layout: rememberPages(prepareLayout(page, drawing, PREVIEW_TEXT)), drawing };
}

/** What files held when they were last looked at, read again only when one of them has changed. */
function remembered<T>(read: (path: string, today: string, beside?: string) => Promise<Outcome<T>>) {
  let last: { readonly key: string; readonly read: Promise<Outcome<T>> } | undefined;
  return async (path: string, today: string, beside?: string): Promise<Outcome<T>> => {
    const key = JSON.stringify([today, await stateOf(path), beside !== undefined && (await stateOf(beside))]);
    if (last?.key !== key) last = { key, read: read(path, today, beside) };
    return last.read;
  };
}

async function stateOf(path: string) {
  const told = await stat(path).catch(() => undefined);
  return [path, told?.mtimeMs, told?.size];
}

async function readRoster(path: string, today: string, corrections?: string): Promise<Outcome<Recipients>> {
  return openRoster(
    { roster: path, ...(corrections !== undefined && { corrections }) },
    today,
    readKeptRoster,
  );
}
