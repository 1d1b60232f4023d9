import type { CalendarDate } from '../../shared/credential/credential.ts';
import { fullNameOf, type Recipient } from '../../shared/credential/recipient.ts';
import type {
  InspectedColumn,
  MapOrder,
  RosterCheckOrder,
  RosterInspection,
  RosterOrder,
  RosterProposal,
  RosterRefusal,
  RosterReport,
} from '../../shared/desk/roster.ts';
import { codePointOf, type Face, fontKey, missingLetters, readFonts } from '../../shared/page/fonts.ts';
import { facesFor } from '../../shared/page/own-fonts.ts';
import { recognise } from '../../shared/platforms/recognise.ts';
import { done, type Outcome, type Problem } from '../../shared/problem.ts';
import { resolveSources } from '../../shared/roster/field-source.ts';
import { type Proposal, propose } from '../../shared/roster/propose.ts';
import type { RosterMapping } from '../../shared/roster/roster-mapping.ts';
import { columnLetters } from '../../shared/workbook/sheet.ts';
import { loadFonts } from '../files/fonts.ts';
import { inFile, placed } from '../files/read.ts';
import type { RosterFile } from '../reading/errand.ts';
import { readKeptRoster } from '../reading/kept-roster.ts';
import { fingerprintOf, openMapped, openRoster, rememberMapping, writeJson } from './open-roster.ts';
import { openTemplate } from './template-file.ts';

const SAMPLES = 3;
const LONGEST_SAMPLE = 80;

/** What is in the file, before anything is made of it. */
export async function inspectRoster(order: RosterOrder): Promise<Outcome<RosterInspection>> {
  const opened = await openMapped(order, readKeptRoster);
  if (!opened.ok) return opened;
  const { file, by } = opened.value;
  const { format, table, sheet, sheets, merged = 0 } = file;
  const known = recognise(table);
  return done({
    format,
    ...(sheet !== undefined && { sheet }),
    ...(sheets && { sheets }),
    header: table.header,
    columns: table.columns.map((_, at) => inspected(at, file)),
    rows: table.rows.length,
    emptyRows: table.emptyRows,
    hiddenRows: table.hiddenRows ?? 0,
    merged,
    ...(known && { platform: known.platform }),
    fingerprint: fingerprintOf(table),
    remembered: by === 'remembered',
  });
}

/** Proposes how the columns become learners, or takes what the clerk has made of that; writes and remembers it. */
export async function mapRoster(order: MapOrder): Promise<Outcome<RosterProposal>> {
  const { change, out, remember, ...source } = order;
  const opened = await openMapped({ ...source, ...change?.source }, readKeptRoster);
  if (!opened.ok) return opened;
  const { file, mapping: remembered, by } = opened.value;
  const known = recognise(file.table);
  const proposal = proposalOf(file, change ?? remembered, known?.mapping);
  if (change) {
    const fits = inFile(order.roster, resolveSources(change, file.table));
    if (!fits.ok) return fits;
  }
  const { roster: _, ...choices } = source;
  const mapping: RosterMapping = {
    schema: proposal.mapping.schema,
    ...(Object.keys({ ...proposal.mapping.source, ...choices }).length > 0 && {
      source: { ...proposal.mapping.source, ...choices },
    }),
    fields: proposal.mapping.fields,
    ...(proposal.mapping.only && { only: proposal.mapping.only }),
  };
  // It is looked for by what is seen before it is known: the sheet that opens by itself, not the one it chooses.
  const seen = change?.source ? await readKeptRoster(order.roster, choices) : done(file);
  const fingerprint = fingerprintOf(seen.ok ? seen.value.table : file.table);
  if (out !== undefined) await writeJson(out, mapping);
  if (remember) await rememberMapping(fingerprint, mapping);
  return done({
    mapping,
    guesses: proposal.guesses,
    questions: proposal.questions.map((problem) => placed(order.roster, problem)),
    ...(known && { platform: known.platform }),
    fingerprint,
    remembered: !change && by === 'remembered',
  });
}

/** Everything that keeps a row from being issued, letters that the fonts lack among it. */
export async function checkRoster(
  { template, ...order }: RosterCheckOrder,
  today: CalendarDate,
): Promise<Outcome<RosterReport>> {
  const faces = await facesOf(template);
  if (!faces.ok) return faces;
  const opened = await openRoster(order, today, readKeptRoster);
  if (!opened.ok) return opened;
  const { table, recipients, refusals, passedOver, notices, by } = opened.value;
  const cellsOf = new Map(table.rows.map(({ line, cells }) => [line, cells]));
  const found: RosterRefusal[] = refusals.map(({ row, name, problems }) => ({
    ...{ row, name, cells: cellsOf.get(row) ?? [] },
    problems: problems.map((problem) => placed(order.roster, problem)),
  }));
  for (const recipient of recipients) {
    const problems = lettersMissing(recipient, faces.value);
    const { row } = recipient;
    if (problems.length > 0) {
      const name = fullNameOf(recipient);
      found.push({ row, name, problems, cells: cellsOf.get(row) ?? [] });
    }
  }
  return done({
    rows: table.rows.length + passedOver.length,
    good: table.rows.length - found.length,
    passedOver,
    columns: table.columns,
    refusals: found.sort((a, b) => a.row - b.row),
    notices,
    by,
  });
}

function proposalOf(
  file: RosterFile,
  mapping: RosterMapping | undefined,
  platform: RosterMapping | undefined,
): Proposal {
  if (!mapping) return propose(file.table, platform);
  // Samples and questions of a mapping that is there already.
  const { guesses, questions } = propose({ ...file.table, columns: file.table.columns }, mapping);
  return { mapping, guesses: guesses.filter(({ field }) => mapping.fields[field]), questions };
}

function inspected(at: number, { table, hiddenColumns = [] }: RosterFile): InspectedColumn {
  let filled = 0;
  const samples: string[] = [];
  for (const { cells } of table.rows) {
    const cell = (cells[at] ?? '').trim();
    if (cell === '') continue;
    filled++;
    if (samples.length < SAMPLES && !samples.includes(cell)) samples.push(cell.slice(0, LONGEST_SAMPLE));
  }
  return {
    letter: columnLetters(at),
    heading: table.columns[at] ?? '',
    samples,
    filled,
    hidden: hiddenColumns.includes(at),
  };
}

/** Every face that a template sets text in; a name may stand in any of them. */
async function facesOf(template: string | undefined): Promise<Outcome<readonly Face[]>> {
  const bundled = loadFonts();
  if (template === undefined)
    return done([readFonts(bundled).face('sans')].filter((face) => face !== undefined));
  const opened = await openTemplate(template);
  if (!opened.ok) return opened;
  const { page } = opened.value.template;
  const fonts = readFonts(facesFor(page, bundled));
  const styles = Object.values(page.styles);
  const faces = styles.map(({ family, bold, italic }) => fonts.face(fontKey(family, bold, italic)));
  return done([...new Set(faces.filter((face) => face !== undefined))]);
}

/** As the page will, each letter once. */
function lettersMissing(
  { row, givenName, familyName, fullName = '' }: Recipient,
  faces: readonly Face[],
): readonly Problem[] {
  const name = `${givenName} ${familyName} ${fullName}`;
  return [...new Set(faces.flatMap((face) => [...missingLetters(name, face)]))].map((letter) => ({
    code: 'row.letter-missing',
    where: { row },
    facts: { letter, code: `U+${codePointOf(letter).toString(16).toUpperCase().padStart(4, '0')}` },
  }));
}
