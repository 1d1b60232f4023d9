import { fieldOf } from '../roster/heading.ts';
import { nameOf } from '../roster/propose.ts';
import type { RosterMapping } from '../roster/roster-mapping.ts';
import type { Table } from '../roster/table.ts';

/** 2000 to 2100, in seconds of Unix. */
const FIRST = 946_684_800;
const LAST = 4_102_444_800;

/**
 * The grades that Moodle exports: translated headings, and a last column of seconds since 1970 that says when each
 * learner's grades were last exported, which is no day of award. The course total stands before it.
 */
export function moodleMapping(table: Table): RosterMapping | undefined {
  const last = table.columns.length - 1;
  const times = table.rows.map(({ cells }) => (cells[last] ?? '').trim());
  if (last < 3 || fieldOf(table.columns[last] ?? '') || !times.every(isTime)) return undefined;
  if (new Set(times.map((time) => time.slice(0, 6))).size > 3) return undefined;
  const total = last - 1;
  const graded = fieldOf(table.columns[total] ?? '') === undefined;
  const number = table.columns.findIndex((heading) => ID_NUMBERS.has(heading.trim().toLowerCase()));
  return {
    schema: 'sealwright-mapping/1',
    fields: {
      ...(number >= 0 && { studentId: { columns: [nameOf(number, table)] } }),
      ...(graded && { grade: { columns: [nameOf(total, table)] } }),
    },
    ...(graded && { only: [{ column: nameOf(total, table), graded: true } as const] }),
  };
}

function isTime(text: string): boolean {
  return /^\d{9,10}$/.test(text) && Number(text) >= FIRST && Number(text) <= LAST;
}

/** The string `idnumber` of Moodle's language packs. */
const ID_NUMBERS: ReadonlySet<string> = new Set([
  'id number',
  'id-nummer',
  "numéro d'identification",
  'numéro d’identification',
  'número de id',
  'número id',
  'codice identificativo',
  'idnummer',
  'numer id',
  'id-számát',
  'id szám',
  'id číslo',
  'identifikační číslo',
  'identifikačné číslo',
  'αναγνωριστικός αριθμός',
  'αριθμός id',
  'id-nummer (personnummer)',
  'tunnistenumero',
  'id-numero',
  'número de identificação',
  'număr de identificare',
  'идентификационен номер',
  'identifikacijski broj',
  'id broj',
  'id številka',
  'id numeris',
  'id numurs',
  'id-number',
  'id number (student)',
]);
