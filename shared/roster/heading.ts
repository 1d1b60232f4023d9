import type { Language } from '../language.ts';
import { HEADINGS } from './headings.ts';

export type RosterField = keyof typeof HEADINGS;

export const ROSTER_FIELDS = Object.keys(HEADINGS) as RosterField[];

/** The field a heading stands for in any official language of the Union. */
export function fieldOf(heading: string): RosterField | undefined {
  return FIELD_BY_HEADING.get(plainHeading(heading));
}

/** The English heading of a field; always understood, whatever language the roster is in. */
export function headingOf(field: RosterField): string {
  return HEADINGS[field].en[0];
}

/** What people who speak `language` call a field, first of all. */
export function headingIn(field: RosterField, language: Language): string {
  return HEADINGS[field][language][0];
}

/** Headings are compared without case, accents, spaces and punctuation. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/ς/g, 'σ');
}

const FIELD_BY_HEADING: ReadonlyMap<string, RosterField> = new Map(
  ROSTER_FIELDS.flatMap((field) =>
    Object.values(HEADINGS[field])
      .flat()
      .map((heading): [string, RosterField] => [plainHeading(heading), field]),
  ),
);
