import type { Language } from '../language.ts';
import type { Fonts } from '../page/fonts.ts';
import type { LaidOutPage } from '../page/placed.ts';
import { INK, QUIET, type Row, type Say, Sheet } from './sheet.ts';

/** What a register holds of one credential; the keys of states and events are those of the register's words. */
export interface ToldCredential {
  readonly id: string;
  readonly serial: string;
  readonly name: string;
  readonly title: string;
  readonly awardedOn: string;
  readonly issuedAt: string;
  readonly status: string;
  readonly history: readonly {
    readonly kind: string;
    readonly reason: string;
    readonly ground: string;
    readonly at: string;
    readonly replacement?: string;
  }[];
  readonly prints: readonly { readonly way: string; readonly copy: number; readonly at: string }[];
  readonly raised: readonly { readonly at: string; readonly file: string; readonly level: string }[];
  readonly files: readonly {
    readonly format: string;
    readonly name: string;
    readonly sha256: string;
    readonly level?: string;
  }[];
  readonly delivered: boolean;
  readonly replaces?: string;
  readonly parts: readonly string[];
  readonly usedIn: readonly { readonly serial: string }[];
  readonly statusList?: { readonly listUrl: string; readonly index: number };
  readonly batch: string;
  readonly roster: { readonly name: string };
  readonly row?: number;
  readonly templateId: string;
  readonly templateVersion: number;
  readonly certificateSha256: string;
  readonly learner: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Everything that a register holds about one person, as they are given it. */
export interface PersonReport {
  readonly schema: 'sealwright-person/1';
  readonly register: string;
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly reportedAt: string;
  readonly ground: string;
  readonly credentials: readonly ToldCredential[];
}

interface PersonPages {
  readonly report: PersonReport;
  readonly language: Language;
  readonly say: Say & { readonly moment: (at: Date) => string };
  readonly fonts: Fonts;
}

/** The same for people: a table for each credential. */
export function layOutPersonReport({ report, language, say, fonts }: PersonPages): readonly LaidOutPage[] {
  const sheet = new Sheet(fonts, language);
  sheet.heading('H1', 20, say('outputs:person.title'));
  const names = [...new Set(report.credentials.map(({ name }) => name))];
  sheet.paragraph(names.join(' · '), INK, true);
  sheet.paragraph(say('outputs:report.at', { time: report.reportedAt }), QUIET);
  sheet.paragraph(say('outputs:person.basis'), INK);
  if (report.ground) sheet.paragraph(report.ground, INK);
  for (const record of report.credentials) {
    sheet.space(14);
    sheet.heading('H2', 13, record.title);
    sheet.table(rowsOf(record, say));
  }
  return sheet.finish();
}

/** Facts that figures count by, in their words; others stand under their own name. */
const FACTS: Readonly<Record<string, string>> = {
  ...{ kind: 'kind', format: 'format', delivery: 'delivery', level: 'level', languages: 'language' },
  ...{ fields: 'field', partners: 'partner', exports: 'file' },
};

function rowsOf(record: ToldCredential, say: PersonPages['say']): readonly Row[] {
  const rows: Row[] = [];
  const row = (name: string, said: string | undefined) => {
    if (said !== undefined && said !== '') rows.push([name, said, INK]);
  };
  const app = (key: string) => say(`app:register.${key}`);
  const moment = (at: string) => say.moment(new Date(at));
  row(app('column.name'), record.name);
  row(app('column.serial'), record.serial);
  row('ID', record.id);
  row(app('column.awarded'), record.awardedOn);
  row(app('column.status'), app(`status.${record.status}`));
  row(app('event.issued'), moment(record.issuedAt));
  for (const { kind, at, reason, ground, replacement = '' } of record.history) {
    const told = [moment(at), app(`reason.${reason}`), ground, replacement];
    row(app(`event.${kind}`), told.filter(Boolean).join(' · '));
  }
  for (const { way, copy, at } of record.prints) row(say(`app:print.event.${way}`, { copy }), moment(at));
  for (const { at, file, level } of record.raised) row(level, [moment(at), file].join(' · '));
  const formats = new Set(record.files.map(({ format }) => format));
  if (record.delivered) row(say('outputs:report.delivered'), [...formats].join(', '));
  row(say('outputs:person.replaces'), record.replaces);
  row(say('outputs:person.parts'), record.parts.join(', '));
  row(say('outputs:person.used'), record.usedIn.map(({ serial }) => serial).join(', '));
  for (const { name, sha256, level = '' } of record.files) {
    row(app('column.files'), [name, level, `SHA-256 ${sha256}`].filter(Boolean).join(' · '));
  }
  const { statusList: list } = record;
  row(app('column.status'), list && `${list.listUrl} · ${list.index}`);
  row(say('outputs:report.batch'), record.batch);
  row(say('app:issue.roster'), [record.roster.name, record.row].filter(Boolean).join(' · '));
  row(say('outputs:report.template'), `${record.templateId} · ${record.templateVersion}`);
  row(say('outputs:report.seal'), record.certificateSha256 && `SHA-256 ${record.certificateSha256}`);
  row(`${app('column.name')} · SHA-256`, record.learner);
  for (const [name, value] of Object.entries(record.facts ?? {})) {
    row(
      FACTS[name] ? say(`app:figures.by.${FACTS[name]}`) : name,
      Array.isArray(value) ? value.join(', ') : String(value),
    );
  }
  return rows;
}
