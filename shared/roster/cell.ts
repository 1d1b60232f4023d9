import { done, type Outcome, type Problem, refused, type Where } from '../problem.ts';

type TextField = 'givenName' | 'familyName' | 'fullName' | 'studentId' | 'email' | 'grade' | 'form';

/** Characters (code points) a field may have. 254 is the longest address that can be mailed to (RFC 5321 4.5.3.1.3). */
const LONGEST: Readonly<Record<TextField, number>> = {
  givenName: 150,
  familyName: 150,
  fullName: 300,
  studentId: 64,
  email: 254,
  grade: 60,
  form: 40,
};

/**
 * Control and format characters (bidi overrides, zero-width and soft hyphens among them), line and paragraph
 * separators, private use, unassigned, lone surrogates: nothing of this is seen, and all of it can make a name read
 * otherwise than it is.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u;

const ADDRESS = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@<>()",;:\\[\].]+$/;

/**
 * One cell's text, NFC and trimmed, otherwise as written.
 * Problems: `row.control-character`, `row.text-too-long`, `row.email-unreadable`.
 */
export function readCell(text: string, field: TextField, where: Where): Outcome<string> {
  const value = text.normalize('NFC').trim();
  const problems: Problem[] = [];
  const unseen = UNSEEN.exec(value)?.[0];
  if (unseen !== undefined) {
    problems.push({ code: 'row.control-character', where, facts: { character: codePointName(unseen) } });
  }
  const limit = LONGEST[field];
  if ([...value].length > limit) problems.push({ code: 'row.text-too-long', where, facts: { limit } });
  if (field === 'email' && unseen === undefined && !ADDRESS.test(value)) {
    problems.push({ code: 'row.email-unreadable', where, facts: { value: value.slice(0, 100) } });
  }
  const [first, ...more] = problems;
  return first ? refused(first, ...more) : done(value);
}

/** As the Unicode Standard writes it: U+202E. */
function codePointName(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
}
