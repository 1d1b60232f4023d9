import { type Outcome, refused } from '../problem.ts';
import type { RosterMapping } from '../roster/roster-mapping.ts';
import { TABLE_BOUNDS, type Table, tabulate } from '../roster/table.ts';

const COLUMNS = ['Account', 'Name', 'E-mail', 'Verb', 'Course', 'Score', 'Awarded on'] as const;

/** ADL's and cmi5's verbs that end a course well. */
const ENDINGS: readonly string[] = ['completed', 'passed', 'satisfied', 'mastered'];
/** Said of what was learned; `completed` may follow `failed`, and takes nothing back (cmi5, 9.3.3 to 9.3.5). */
const JUDGING: readonly string[] = ['passed', 'failed', 'mastered'];
/** Met by other means than taking the course (cmi5, 9.3.7): shown, and for the mapping to let in. */
const WAIVED = 'waived';

/** A statement has about ten; a file of nothing else would need gigabytes. */
const MOST_OBJECTS = 2_000_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * Statements of the Experience API 1.0.3 (also cmi5's), as a learning record store exports them: an array, or an object
 * with `statements`. One row for each learner and activity: of the latest judgement, or else of how it ended. Undefined for any
 * other JSON.
 * Problems: those of `tabulate`; `roster.too-much`.
 */
export function readStatements(text: string): Outcome<Table> | undefined {
  if (opens(text) > MOST_OBJECTS) return refused({ code: 'roster.too-much' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const statements = Array.isArray(value) ? value : isObject(value) ? value.statements : undefined;
  if (!Array.isArray(statements) || !statements.some((one) => isObject(one) && isObject(one.actor)))
    return undefined;
  const latest = new Map<string, readonly string[]>();
  const judged = (cells: readonly string[]) =>
    (JUDGING.includes(cells[3] ?? '') ? '1' : '0') + (cells[6] ?? '');
  for (const statement of statements.slice(0, TABLE_BOUNDS.rows * 10)) {
    const cells = isObject(statement) ? cellsOf(statement) : undefined;
    if (!cells) continue;
    const key = JSON.stringify([cells[0] || cells[2] || cells[1], cells[4]]);
    const known = latest.get(key);
    if (!known || judged(known) <= judged(cells)) latest.set(key, cells);
  }
  const rows = [COLUMNS, ...latest.values()].map((cells, at) => ({ line: at + 1, cells }));
  return tabulate(rows, { header: 1 });
}

/** Objects and lists that begin in a text, before any of them is made. */
function opens(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x7b || unit === 0x5b) count++;
  }
  return count;
}

/** Only who has ended well; a name in one piece is divided at its last space, to be looked at. */
export function xapiMapping(table: Table): RosterMapping | undefined {
  if (COLUMNS.some((column, at) => table.columns[at] !== column)) return undefined;
  return {
    schema: 'sealwright-mapping/1',
    fields: {
      givenName: { columns: ['Name'], split: { at: ' ', take: 'before-last' } },
      familyName: { columns: ['Name'], split: { at: ' ', take: 'after-last' } },
      fullName: { columns: ['Name'] },
      studentId: { columns: ['Account', 'E-mail'] },
      email: { columns: ['E-mail'] },
      grade: { columns: ['Score'] },
      awardedOn: { columns: ['Awarded on'] },
    },
    only: [{ column: 'Verb', among: ENDINGS }],
  };
}

function cellsOf({ actor, verb, object, result, timestamp }: Json): readonly string[] | undefined {
  if (!isObject(actor) || !isObject(verb)) return undefined;
  const told = textOf(verb.id).split('/').at(-1) ?? '';
  if (!ENDINGS.includes(told) && told !== 'failed' && told !== WAIVED) return undefined;
  const outcome = isObject(result) ? result : {};
  const score = isObject(outcome.score) ? outcome.score : {};
  const account = isObject(actor.account) ? textOf(actor.account.name) : '';
  const definition = isObject(object) && isObject(object.definition) ? object.definition : {};
  const names = isObject(definition.name) ? Object.values(definition.name).map(textOf) : [];
  return [
    account,
    textOf(actor.name),
    textOf(actor.mbox).replace(/^mailto:/, ''),
    outcome.success === false ? 'failed' : told,
    names[0] || (isObject(object) ? textOf(object.id) : ''),
    scoreOf(score),
    /^\d{4}-\d{2}-\d{2}/.exec(textOf(timestamp))?.[0] ?? '',
  ];
}

/** `scaled` is from -1 to 1 (clause 2.4.5.1). */
function scoreOf({ raw, scaled }: Json): string {
  if (typeof raw === 'number') return String(raw);
  return typeof scaled === 'number' ? `${Number((scaled * 100).toPrecision(12))}%` : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1000).trim() : '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
