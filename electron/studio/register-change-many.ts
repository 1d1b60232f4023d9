import {
  CHANGE_KINDS,
  type ManyChanged,
  type ManyChanges,
  STATUS_REASONS,
  type StatusChange,
} from '../../shared/desk/register.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { CSV_BOUNDS, readCsv } from '../../shared/roster/csv.ts';
import type { TableRow } from '../../shared/roster/table.ts';
import { inFile, readBounded } from '../files/read.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import { mayFollow, type NewEvent } from '../register/events.ts';
import { groundProblem } from '../register/ground.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { instant } from './prepare-batch.ts';

/** Headings of the file; those of what is left untold may be missing. */
const COLUMNS = ['serial', 'change', 'reason', 'ground'] as const;
type Column = (typeof COLUMNS)[number];

/** What is written in the column `change`: the event, or the word of the command. */
const CHANGES: Readonly<Record<string, StatusChange['kind']>> = {
  ...Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, kind])),
  ...{ revoke: 'revoked', suspend: 'suspended', reinstate: 'reinstated' },
};

/**
 * Revokes, suspends and reinstates by a file. All rows that can be are entered in one transaction, in their order; every
 * other is told with its row. Problems: those of the file; `roster.column-missing`. Of a row: `row.element-missing`,
 * `register.credential-unknown`, `register.status-final`, `usage.value-wrong`.
 */
export async function changeMany(order: ManyChanges, at: Date): Promise<Outcome<ManyChanged>> {
  const { file } = order;
  const bytes = await readBounded(file, CSV_BOUNDS.bytes);
  if (!bytes.ok) return bytes;
  const table = inFile(file, readCsv(bytes.value, { header: 1 }));
  if (!table.ok) return table;
  const headings = table.value.columns.map((heading) => heading.trim().toLowerCase());
  const needed: readonly Column[] = ['serial', 'reason', ...(order.kind ? [] : (['change'] as const))];
  const lacking = needed.find((column) => !headings.includes(column));
  if (lacking) return refused({ code: 'roster.column-missing', where: { file, column: lacking } });
  return inSharedRegister(order.register, async (register) => {
    const events: NewEvent[] = [];
    const problems: Problem[] = [];
    const when = instant(at);
    const seen = new Map<string, StatusChange['kind']>();
    for (const row of table.value.rows) {
      const cell = (column: Column) => row.cells[headings.indexOf(column)]?.trim() ?? '';
      const event = await eventOf(cell, row, order, { register, seen, at: when });
      if (!event.ok) problems.push(...event.problems);
      else {
        seen.set(event.value.credential, event.value.kind);
        events.push(event.value);
      }
    }
    if (!order.dryRun && events.length > 0) await register.happen(events);
    return done({ changed: events.length, refused: problems });
  });
}

interface Standing {
  readonly register: SharedRegister;
  /** What rows above have made of credentials. */
  readonly seen: ReadonlyMap<string, StatusChange['kind']>;
  readonly at: string;
}

async function eventOf(
  cell: (column: Column) => string,
  { line }: TableRow,
  order: ManyChanges,
  { register, seen, at }: Standing,
): Promise<Outcome<NewEvent & Pick<StatusChange, 'kind'>>> {
  const where = { file: order.file, row: line };
  const serial = cell('serial');
  if (serial === '') return refused({ code: 'row.element-missing', where: { ...where, column: 'serial' } });
  const kind = order.kind ?? CHANGES[cell('change').toLowerCase()];
  if (!kind) return refused(unfit('change', cell('change'), where));
  const reason = STATUS_REASONS.find((each) => each === cell('reason').toLowerCase());
  if (!reason) return refused(unfit('reason', cell('reason'), where));
  const found = await register.show(serial);
  if (!found) {
    return refused({
      code: 'register.credential-unknown',
      where: { ...where, file: order.register },
      facts: { credential: serial },
    });
  }
  const before = seen.get(found.id);
  const status = before === undefined ? found.status : STANDS[before];
  if (!mayFollow(status, kind)) {
    return refused({ code: 'register.status-final', where, facts: { credential: found.serial, status } });
  }
  const ground = cell('ground');
  const named = groundProblem(ground, found, where);
  if (named) return refused(named);
  return done({ credential: found.id, kind, reason, ground, at });
}

const STANDS = { revoked: 'revoked', suspended: 'suspended', reinstated: 'valid' } as const;

function unfit(option: Column, value: string, where: Problem['where']): Problem {
  return {
    code: 'usage.value-wrong',
    ...(where && { where }),
    facts: { option, value: value.slice(0, 100) },
  };
}
