import { type Archive, ArchiveFault, openArchive } from '../archive.ts';
import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { readCsv } from '../roster/csv.ts';
import type { SourceChoices } from '../roster/source.ts';
import type { Table, TableRow } from '../roster/table.ts';

/** One class of a OneRoster archive as a roster, and the names of all that have learners. */
export interface ClassRoster {
  readonly table: Table;
  readonly name: string;
  readonly names: readonly string[];
}

/** Far above what an institution exports in a term; each file is bounded as any other CSV, too. */
const BOUNDS = { entries: 64, entry: 64 * 1024 * 1024, total: 192 * 1024 * 1024, ratio: 150 } as const;
/** Those of results that are no grade yet say so; OneRoster 1.1 table 3.9, `scoreStatus`. */
const GRADED = 'fully graded';
const EXCUSED = 'EX';
const STUDENTS: ReadonlySet<string> = new Set(['student', 'learner']);

/** Of all that a file says, what a roster asks; `users.csv` is kept whole. */
const FILES = {
  'users.csv': ['sourcedId'],
  'enrollments.csv': ['classSourcedId', 'userSourcedId', 'role'],
  'classes.csv': ['sourcedId', 'title', 'classCode', 'courseSourcedId'],
  'courses.csv': ['sourcedId', 'title'],
  'demographics.csv': ['sourcedId', 'birthDate'],
  'lineItems.csv': ['sourcedId', 'title', 'classSourcedId'],
  'results.csv': ['lineItemSourcedId', 'studentSourcedId', 'scoreStatus', 'score', 'textScore'],
} as const;

type FileName = keyof typeof FILES;
type Line = Readonly<Partial<Record<(typeof FILES)[FileName][number], string>>>;
type Tables = Readonly<Record<FileName, Table>>;

/**
 * Reads the ZIP archive of OneRoster CSV 1.1 or 1.2 (1EdTech; `manifest.csv` beside the files): the users who are enrolled as
 * students in one class, `choices.sheet` or the first that has any. The columns of `users.csv` keep their places and lines, so
 * that a cell is found there again; after them stand class, course, date of birth, and a column for each line item.
 * Undefined for any other archive.
 * Problems: those of `readCsv`, `roster.sheet-missing`, `roster.too-much`, `roster.workbook-damaged`.
 */
export function readOneRosterClass(
  bytes: Uint8Array,
  engine: Engine,
  choices: SourceChoices = {},
): Outcome<ClassRoster> | undefined {
  let archive: Archive;
  try {
    archive = openArchive(bytes, BOUNDS, engine);
  } catch (error) {
    // It may have been meant for something else: whoever reads workbooks says what is wrong.
    if (error instanceof ArchiveFault) return undefined;
    throw error;
  }
  if (!['manifest.csv', 'users.csv'].every((name) => archive.names.includes(name))) return undefined;
  const tables = readTables(archive, choices);
  return tables.ok ? classOf(tables.value, choices.sheet) : tables;
}

function readTables(archive: Archive, { encoding }: SourceChoices): Outcome<Tables> {
  const tables: Record<string, Table> = {};
  try {
    for (const name of Object.keys(FILES)) {
      const bytes = archive.read(name);
      const table = bytes && readCsv(bytes, { header: 1, ...(encoding && { encoding }) });
      // A file of headings alone has nothing to say, unless it is that of the users.
      const empty =
        !table || (!table.ok && table.problems[0].code === 'roster.empty' && name !== 'users.csv');
      if (empty) tables[name] = NOTHING;
      else if (table.ok) tables[name] = table.value;
      else return table;
    }
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error;
    return refused({ code: error.reason === 'too-much' ? 'roster.too-much' : 'roster.workbook-damaged' });
  }
  return done(tables as Tables);
}

const NOTHING: Table = { columns: [], rows: [], emptyRows: 0, header: 1 };

function classOf(tables: Tables, wanted: string | undefined): Outcome<ClassRoster> {
  const enrolled = linesOf(tables, 'enrollments.csv').filter(({ role = '' }) =>
    STUDENTS.has(role.toLowerCase()),
  );
  const ids = new Set(enrolled.map(({ classSourcedId }) => classSourcedId));
  const classes = named(linesOf(tables, 'classes.csv').filter(({ sourcedId }) => ids.has(sourcedId)));
  const names = [...classes.keys()];
  // Users alone are the learners of one course.
  if (names.length === 0)
    return done({ table: tables['users.csv'], name: 'users.csv', names: ['users.csv'] });
  const name = wanted ?? (names[0] as string);
  const chosen = classes.get(name);
  if (chosen) return done({ table: joined(tables, chosen, enrolled), name, names });
  const sheets = names.slice(0, 20).join(', ').slice(0, 500);
  return refused({ code: 'roster.sheet-missing', facts: { sheet: name, sheets } });
}

/** The users of one class, with what the other files know of them. */
function joined(tables: Tables, { sourcedId: id, ...chosen }: Line, enrolled: readonly Line[]): Table {
  const users = tables['users.csv'];
  const members = new Set(enrolled.flatMap((one) => (one.classSourcedId === id ? [one.userSourcedId] : [])));
  const course = linesOf(tables, 'courses.csv').find(({ sourcedId }) => sourcedId === chosen.courseSourcedId);
  const items = linesOf(tables, 'lineItems.csv').filter(({ classSourcedId }) => classSourcedId === id);
  const births = new Map(linesOf(tables, 'demographics.csv').map((one) => [one.sourcedId, one.birthDate]));
  const scores = new Map(
    linesOf(tables, 'results.csv').map((one) => [
      `${one.lineItemSourcedId}\n${one.studentSourcedId}`,
      scoreOf(one),
    ]),
  );
  const own = users.columns.indexOf('sourcedId');
  const columns = [
    ...[...users.columns, 'class', 'course', ...(births.size > 0 ? ['birthDate'] : [])],
    ...items.map(({ title = '' }) => title),
  ];
  const rows = users.rows.flatMap(({ line, cells }): readonly TableRow[] => {
    const user = (cells[own] ?? '').trim();
    if (!members.has(user)) return [];
    const known = [
      ...users.columns.map((_, at) => cells[at] ?? ''),
      ...[chosen.title ?? '', course?.title ?? '', ...(births.size > 0 ? [births.get(user) ?? ''] : [])],
      ...items.map(({ sourcedId }) => scores.get(`${sourcedId}\n${user}`) ?? ''),
    ];
    return [{ line, cells: known }];
  });
  return { columns, rows, emptyRows: 0, header: users.header };
}

/** By title; the code, else the number, tells apart those of one title. */
function named(classes: readonly Line[]): ReadonlyMap<string, Line> {
  const found = new Map<string, Line>();
  for (const one of classes) {
    const { sourcedId = '', title = '', classCode = '' } = one;
    const names = [title || sourcedId, `${title} (${classCode})`, `${title} (${sourcedId})`];
    found.set(names.find((name) => !found.has(name)) ?? sourcedId, one);
  }
  return found;
}

function scoreOf({ scoreStatus = '', score = '', textScore = '' }: Line): string {
  if (scoreStatus === 'exempt') return EXCUSED;
  return scoreStatus === GRADED || scoreStatus === '' ? score || textScore : '';
}

/** What a delta says is to be deleted is not there. */
function linesOf(tables: Tables, name: FileName): readonly Line[] {
  const { columns, rows } = tables[name];
  const status = columns.indexOf('status');
  const places = FILES[name].map((field) => [field, columns.indexOf(field)] as const);
  return rows
    .filter(({ cells }) => cells[status] !== 'tobedeleted')
    .map(({ cells }) => Object.fromEntries(places.map(([field, at]) => [field, (cells[at] ?? '').trim()])));
}
