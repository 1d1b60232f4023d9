import type { InspectedColumn } from '../../shared/desk/roster.ts';
import type { RosterField } from '../../shared/roster/heading.ts';
import type { ColumnRule, FieldRule, RosterMapping } from '../../shared/roster/roster-mapping.ts';

/** How a column is named in a mapping: by a heading that stands once, else by its letter. */
export function columnName(
  { letter, heading }: InspectedColumn,
  columns: readonly InspectedColumn[],
): string {
  const same = columns.filter((column) => column.heading === heading);
  return heading !== '' && !heading.startsWith('=') && same.length === 1 ? heading : `=${letter}`;
}

/** The field out of this column, or out of none. How it was shaped is kept when only the column changes. */
export function fromColumn(
  mapping: RosterMapping,
  field: RosterField,
  column: string | undefined,
): RosterMapping {
  const { [field]: before, ...others } = mapping.fields;
  if (column === undefined) return { ...mapping, fields: others };
  const shape = before && 'columns' in before ? before : undefined;
  return withRule(mapping, field, { ...shape, columns: [column] });
}

/** The same words for every learner. */
export function asConstant(mapping: RosterMapping, field: RosterField, constant: string): RosterMapping {
  if (constant === '') return fromColumn(mapping, field, undefined);
  return withRule(mapping, field, { constant });
}

/** One part of "Family, Given", or the whole cell. */
export function asPart(
  mapping: RosterMapping,
  field: RosterField,
  take: 'before' | 'after' | undefined,
): RosterMapping {
  const rule = mapping.fields[field];
  if (!rule || !('columns' in rule)) return mapping;
  const { split: _, ...whole } = rule;
  return withRule(mapping, field, take ? { ...whole, split: { at: ',', take } } : whole);
}

/** How the dates of a column are written. */
export function asDate(mapping: RosterMapping, field: RosterField, date: ColumnRule['date']): RosterMapping {
  const rule = mapping.fields[field];
  if (!rule || !('columns' in rule)) return mapping;
  const { date: _, ...plain } = rule;
  return withRule(mapping, field, date ? { ...plain, date } : plain);
}

function withRule(mapping: RosterMapping, field: RosterField, rule: FieldRule): RosterMapping {
  return { ...mapping, fields: { ...mapping.fields, [field]: rule } };
}
