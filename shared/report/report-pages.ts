import type { Language } from '../language.ts';
import type { Fonts } from '../page/fonts.ts';
import type { LaidOutPage } from '../page/placed.ts';
import type { ReportedFile } from './reported-file.ts';
import { INK, QUIET, type Say, Sheet } from './sheet.ts';

const COLOURS = { good: '#1c6b45', bad: '#a4282c', open: '#7a4f00' } as const;
const VERDICTS = { 'TOTAL-PASSED': 'good', 'TOTAL-FAILED': 'bad', INDETERMINATE: 'open' } as const;
export interface ReportOrder {
  readonly files: readonly ReportedFile[];
  readonly language: Language;
  /** When it was verified, for people. */
  readonly time: string;
  readonly say: Say;
  readonly fonts: Fonts;
}

/** A report that a person can file: for each file the verdict, then each check with what came of it. */
export function layOutReport({ files, language, time, say, fonts }: ReportOrder): readonly LaidOutPage[] {
  const sheet = new Sheet(fonts, language);
  sheet.heading('H1', 20, say('answer:report.title'));
  sheet.paragraph(say('answer:report.at', { time }), QUIET);
  for (const file of files) tellFile(sheet, file, say);
  sheet.space(14);
  sheet.paragraph(say('answer:report.basis'), QUIET);
  return sheet.finish();
}

function tellFile(sheet: Sheet, file: ReportedFile, say: Say): void {
  const { indication, subIndication, reason, credential, sealedBy, further = [] } = file;
  sheet.space(16);
  sheet.heading(
    'H2',
    13,
    file.file.slice(Math.max(file.file.lastIndexOf('/'), file.file.lastIndexOf('\\')) + 1),
  );
  sheet.paragraph(
    [indication, subIndication].filter(Boolean).join(' · '),
    COLOURS[VERDICTS[indication]],
    true,
  );
  sheet.paragraph(say(`verdict:${reason}`), INK);
  if (credential) {
    sheet.paragraph([credential.name, credential.title, credential.serial].join(' · '), INK);
  }
  sheet.space(6);
  const seals = further.map(
    (seal) => `${seal.sealedBy}: ${seal.indication}. ${say(`verdict:${seal.reason}`)}`,
  );
  sheet.table([
    [say('answer:report.digest'), file.sha256, INK],
    ...(sealedBy ? [[say('answer:check.seal'), sealedBy, INK] as const] : []),
    ...seals.map((seal) => [say('answer:report.further'), seal, INK] as const),
    ...file.checks.map(({ name, state, words, facts }) => {
      const said = `${say(`answer:state.${state}`)}: ${say(words, facts)}`;
      return [say(`answer:check.${name}`), said, COLOURS[state]] as const;
    }),
    ...(file.changes ?? []).map(({ what, where = '' }) => {
      return [say('answer:check.changes'), `${say(`answer:change.${what}`)} ${where}`.trim(), INK] as const;
    }),
  ]);
}
