import { done, type Outcome, refused } from '../problem.ts';
import { FORBIDDEN, safeName, UNSEEN } from './file-name.ts';

/** What a pattern may name of a credential. */
export const NAME_FIELDS = [
  'serial',
  'name',
  'givenName',
  'familyName',
  'studentId',
  'title',
  'awardedOn',
] as const;
export type NameField = (typeof NAME_FIELDS)[number];

export type NamedBy = Readonly<Partial<Record<NameField, string>>>;

/** A part of a pattern: words, or the value of a field. */
type Part = { readonly text: string } | { readonly field: NameField };

export const STANDARD_PATTERN = '{serial}-{name}';

/**
 * Reads a pattern such as `{serial}-{familyName}` for the names of files, which get their extensions afterwards.
 * Problem: `output.pattern-wrong` for a field that is none, a brace that has no other, no field at all, and characters
 * that a system would not take.
 */
export function readPattern(pattern: string): Outcome<(by: NamedBy) => string> {
  const parts: Part[] = [];
  for (const piece of pattern.split(/(\{[^{}]*\})/)) {
    const [, named] = /^\{(.*)\}$/.exec(piece) ?? [];
    const field = NAME_FIELDS.find((each) => each === named);
    if (field) parts.push({ field });
    else if (/[{}]/.test(piece) || piece.search(FORBIDDEN) >= 0 || piece.search(UNSEEN) >= 0) {
      return refused(wrong(pattern));
    } else if (piece !== '') parts.push({ text: piece });
  }
  if (!parts.some((part) => 'field' in part)) return refused(wrong(pattern));
  return done((by) => fill(parts, by));
}

function wrong(pattern: string) {
  const fields = NAME_FIELDS.map((field) => `{${field}}`).join(' ');
  return { code: 'output.pattern-wrong', facts: { pattern: pattern.slice(0, 100), fields } } as const;
}

/**
 * A field that is not known leaves nothing, nor the signs that would have joined it. In front no sign is left either: programs
 * take a name that begins with a hyphen for an option.
 */
function fill(parts: readonly Part[], by: NamedBy): string {
  const filled = parts.map((part) => ('text' in part ? part.text : safeName(by[part.field] ?? ''))).join('');
  const name = safeName(filled.replace(/([-_ ])(?:[-_ ]*\1)+/g, '$1').replace(/^[-_. ]+|[-_. ]+$/g, ''));
  return name || safeName(by.serial ?? '') || 'credential';
}
