import type {
  RefusedRowsOrder,
  RosterCheckOrder,
  RosterInspection,
  RosterOrder,
  RosterProposal,
  RosterReport,
} from '../../../shared/desk/roster.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import type { DateOrder } from '../../../shared/roster/dates.ts';
import { fieldOf } from '../../../shared/roster/heading.ts';
import type { RosterMapping, RowRule } from '../../../shared/roster/roster-mapping.ts';
import type { Values } from '../command.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { flag, many, missing, nothingElse, one, text, texts, wrong } from '../options.ts';
import { ROSTER_HELP, ROSTER_OPTIONS, rosterIn } from '../roster-options.ts';
import type { Voice } from '../voice.ts';

export const rosterInspectCommand = defineCommand<RosterOrder>({
  name: 'roster inspect',
  summary: 'show what a roster file holds',
  help: `sealwright roster inspect FILE [options]

Shows sheets, headings and first values of a CSV, XLSX or ODS file, of an HTML table called .xls, of statements of a
learning record store (JSON), or of a OneRoster archive (ZIP; its classes stand for sheets), and says whose export it is
where that can be seen (Moodle, Canvas, OneRoster).

${ROSTER_HELP}`,
  options: ROSTER_OPTIONS,
  read: readOrder,
  async run(order, { ask, voice }) {
    return tell(await ask('roster.inspect', order), voice, (told) => {
      voice.object({ kind: 'result', ...told });
      return tellInspection(told, voice);
    });
  },
});

interface Mapping extends RosterOrder {
  readonly out?: string;
  readonly remember: boolean;
  readonly dates?: DateOrder;
  readonly atLeast: readonly RowRule[];
}

export const rosterMapCommand = defineCommand<Mapping>({
  name: 'roster map',
  summary: 'propose how its columns become learners',
  help: `sealwright roster map FILE [--out MAPPING.json] [options]

Guesses from headings in the official languages of the Union, and from the values, which column is what; shows first
values, and asks what only a person can say. The mapping is a file to be read and changed: joined and split names,
dates, numbers, grade scales, lists of values, constants, and the rows that count (thresholds).

  --out FILE         write the mapping
  --remember         use it from now on for every roster with these headings
  --at-least HEADING=NUMBER  pass over whoever has less there, or nothing; may be given several times
  --dates ORDER      day-first or month-first, where dates can be read in two ways
${ROSTER_HELP}`,
  options: { ...ROSTER_OPTIONS, out: one, remember: flag, dates: one, 'at-least': many },
  read(values, files) {
    const order = readOrder(values, files);
    if (!order.ok) return order;
    const dates = values.dates === undefined ? undefined : text(values.dates);
    if (dates !== undefined && dates !== 'day-first' && dates !== 'month-first')
      return refused(wrong('--dates', dates));
    const atLeast = texts(values['at-least']).map(thresholdIn);
    const unclear = atLeast.indexOf(undefined);
    if (unclear >= 0) return refused(wrong('--at-least', texts(values['at-least'])[unclear] ?? ''));
    return done({
      ...order.value,
      atLeast: atLeast.filter((rule) => rule !== undefined),
      ...(values.out !== undefined && { out: text(values.out) }),
      remember: values.remember === true,
      ...(dates && { dates }),
    });
  },
  async run({ out, remember, dates, atLeast, corrections: _, ...order }, { ask, voice }) {
    const proposed = await ask('roster.map', order);
    if (!proposed.ok) return tell(proposed, voice, () => EXIT.data);
    const change =
      dates || atLeast.length > 0
        ? {
            ...dated(proposed.value.mapping, dates),
            only: [...(proposed.value.mapping.only ?? []), ...atLeast],
          }
        : undefined;
    const keep = { ...(out !== undefined && { out }), ...(remember && { remember }) };
    const mapped = await ask('roster.map', { ...order, ...(change && { change }), ...keep });
    return tell(mapped, voice, (told) => {
      voice.object({ kind: 'result', ...told });
      return tellProposal(told, voice);
    });
  },
});

interface Checking extends RosterCheckOrder {
  readonly refused?: string;
}

export const rosterCheckCommand = defineCommand<Checking>({
  name: 'roster check',
  summary: 'check every row as it would be issued',
  help: `sealwright roster check FILE [--mapping M.json] [--corrections C.json] [--refused R.csv] [--template T.json] [options]

Checks every row: each fault with its cell, what is wrong and how to mend it. Nothing is issued.

  --refused FILE     write the refused rows with a column of reasons, to be mended and read again
  --template FILE    check that its fonts, an institution's own among them, have every letter of the names
${ROSTER_HELP}`,
  options: { ...ROSTER_OPTIONS, refused: one, template: one },
  read(values, files) {
    const order = readOrder(values, files);
    if (!order.ok) return order;
    return done({
      ...order.value,
      ...(values.refused !== undefined && { refused: text(values.refused) }),
      ...(values.template !== undefined && { template: text(values.template) }),
    });
  },
  async run({ refused: path, ...order }, { ask, voice }) {
    const checked = await ask('roster.check', order);
    if (checked.ok && path !== undefined) {
      const written = await ask('roster.write-refused', refusedRows(path, checked.value, voice));
      if (!written.ok) return refuse(written.problems, voice);
    }
    return tell(checked, voice, (report) => {
      voice.object({ kind: 'result', ...report });
      return tellReport(report, voice);
    });
  },
});

function readOrder(values: Values, [roster, ...others]: readonly string[]): Outcome<RosterOrder> {
  if (roster === undefined) return refused(missing('FILE'));
  const [other] = nothingElse(others);
  if (other) return refused(other);
  const choices = rosterIn(values);
  return choices.ok ? done({ roster, ...choices.value }) : choices;
}

/** `Final Score=50`; a heading may hold the sign itself. */
function thresholdIn(told: string): RowRule | undefined {
  const at = told.lastIndexOf('=');
  const number = Number(told.slice(at + 1));
  return at > 0 && told.slice(at + 1).trim() !== '' && Number.isFinite(number)
    ? { column: told.slice(0, at), atLeast: number }
    : undefined;
}

/** The order of days and months for the dates of learners, where the mapping does not say it yet. */
function dated(mapping: RosterMapping, date: DateOrder | undefined): RosterMapping {
  if (!date) return mapping;
  const fields = Object.entries(mapping.fields).map(([field, rule]) => {
    const open = (field === 'birthDate' || field === 'awardedOn') && 'columns' in rule && !rule.date;
    return [field, open ? { ...rule, date } : rule];
  });
  return { ...mapping, fields: Object.fromEntries(fields) };
}

function refusedRows(out: string, { columns, refusals }: RosterReport, voice: Voice): RefusedRowsOrder {
  const rows = refusals.map(({ cells, problems }) => ({
    cells,
    reason: problems.map((problem) => voice.words.problem(problem)).join(' '),
  }));
  return { out, columns, heading: voice.words.say('roster.reason'), rows };
}

function tellInspection(told: RosterInspection, voice: Voice): ExitCode {
  const { format, sheet = '–', header, rows, hiddenRows: hidden, columns, platform, sheets = [] } = told;
  voice.line(voice.words.say('roster.file', { format, sheet, header, rows, hidden }));
  if (platform) voice.line(platform);
  for (const { name, hidden: unseen } of sheets) voice.line(`  [${name}]${unseen ? ' (-)' : ''}`);
  for (const { letter, heading, samples, filled, hidden: unseen } of columns) {
    const field = fieldOf(heading);
    const shown = samples.map((sample) => sample.replace(/\s+/g, ' ')).join(' | ');
    voice.line(
      `  ${letter}${unseen ? ' (-)' : ''}  ${heading}${field ? ` → ${field}` : ''}  (${filled})  ${shown}`,
    );
  }
  return EXIT.ok;
}

function tellProposal({ guesses, questions, platform, mapping }: RosterProposal, voice: Voice): ExitCode {
  if (platform) voice.line(platform);
  for (const { field, columns, samples } of guesses) {
    voice.line(`  ${field} ← ${columns.join(' + ')}  ${samples.join(' | ')}`);
  }
  for (const { column, ...rule } of mapping.only ?? []) voice.line(`  ? ${column} ${JSON.stringify(rule)}`);
  voice.problems(questions);
  return questions.length === 0 ? EXIT.ok : EXIT.data;
}

function tellReport(report: RosterReport, voice: Voice): ExitCode {
  const { rows, good, refusals, passedOver, notices } = report;
  voice.problems(notices);
  for (const { row, name, problems } of refusals) {
    voice.line(voice.words.say('refused.row', { row, name }));
    for (const problem of problems) voice.line(`  ${voice.words.problem(problem)}`);
  }
  const counts = { rows, good, refused: refusals.length, passed: passedOver.length };
  voice.line(voice.words.say('roster.counts', counts));
  if (refusals.length === 0) return EXIT.ok;
  return good > 0 ? EXIT.partly : EXIT.data;
}
