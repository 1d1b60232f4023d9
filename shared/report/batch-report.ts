import type { Language } from '../language.ts';
import type { Fonts } from '../page/fonts.ts';
import type { LaidOutPage } from '../page/placed.ts';
import type { ProblemCode } from '../problem.ts';
import { INK, QUIET, type Row, type Say, Sheet } from './sheet.ts';

/** What a batch did, for whoever answers for it. Learners are counted, and told by their row when refused. */
export interface BatchReport {
  readonly schema: 'sealwright-batch-report/1';
  readonly batch: string;
  readonly register: string;
  readonly institution: string;
  readonly template: {
    readonly title?: string;
    readonly id?: string;
    readonly version?: number;
    readonly sha256: string;
  };
  readonly roster: { readonly sha256: string };
  readonly seal: { readonly certificateSha256: string; readonly test: boolean };
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly begunAt: string;
  readonly changedAt: string;
  readonly reportedAt: string;
  readonly state: string;
  readonly counts: {
    readonly rows: number;
    readonly issued: number;
    readonly already: number;
    readonly refused: number;
    readonly planned: number;
    readonly delivered: number;
  };
  /** What no longer holds, or whose files are not as they were sealed, is not handed out. */
  readonly leftOut: number;
  readonly files: readonly { readonly format: string; readonly count: number }[];
  /** Numbers of rows as the clerk's spreadsheet shows them. */
  readonly refused: readonly { readonly row: number; readonly problems: readonly ProblemCode[] }[];
  /** Of the manifest beside it. */
  readonly manifestSha256: string;
}

interface ReportOrder {
  readonly report: BatchReport;
  readonly language: Language;
  readonly say: Say;
  /** A time as the reader's language writes it. */
  readonly moment: (time: string) => string;
  readonly fonts: Fonts;
}

/** More would be a list that nobody reads on paper; the JSON inside has them all. */
const MOST_ROWS = 12;

/** The report as pages. */
export function layOutBatchReport({
  report,
  language,
  say,
  moment,
  fonts,
}: ReportOrder): readonly LaidOutPage[] {
  const sheet = new Sheet(fonts, language);
  const { counts, template, seal } = report;
  const number = new Intl.NumberFormat(language);
  const row = (key: string, said: string): Row => [say(`outputs:report.${key}`), said, INK];
  const count = (key: string, value: number): Row => row(key, number.format(value));
  sheet.heading('H1', 20, say('outputs:report.title'));
  sheet.paragraph(report.institution, INK, true);
  sheet.paragraph(say('outputs:report.at', { time: report.reportedAt }), QUIET);
  if (seal.test) sheet.paragraph(say('outputs:report.test'), INK, true);
  sheet.space(10);
  const named = [template.title, template.id, template.version].filter((part) => part !== undefined);
  sheet.table([
    row('batch', report.batch),
    row('template', [...named, `SHA-256 ${template.sha256}`].join(' · ')),
    row('seal', `SHA-256 ${seal.certificateSha256}`),
    row('begun', moment(report.begunAt)),
    row('changed', moment(report.changedAt)),
  ]);
  sheet.space(10);
  sheet.table([
    count('rows', counts.rows),
    count('issued', counts.issued),
    count('already', counts.already),
    count('refused', counts.refused),
    count('planned', counts.planned),
    count('delivered', counts.delivered),
    count('left-out', report.leftOut),
  ]);
  sheet.heading('H2', 13, say('outputs:report.files'));
  sheet.table(report.files.map(({ format, count: files }) => [format, number.format(files), INK]));
  const reasons = reasonsOf(report);
  if (reasons.size > 0) {
    sheet.heading('H2', 13, say('outputs:report.reasons'));
    sheet.table(
      [...reasons].map(([code, rows]) => {
        const more = rows.length > MOST_ROWS ? ' …' : '';
        const told = rows.slice(0, MOST_ROWS).join(', ');
        const facts = { count: number.format(rows.length), rows: `${told}${more}` };
        return [code, say('outputs:report.reason', facts), INK];
      }),
    );
  }
  sheet.space(14);
  sheet.paragraph(say('outputs:report.basis', { sha256: report.manifestSha256 }), QUIET);
  return sheet.finish();
}

function reasonsOf({ refused }: BatchReport): ReadonlyMap<ProblemCode, readonly number[]> {
  const rows = new Map<ProblemCode, number[]>();
  for (const { row, problems } of refused) {
    for (const code of new Set(problems)) rows.set(code, [...(rows.get(code) ?? []), row]);
  }
  return rows;
}
