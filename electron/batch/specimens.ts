import type { Recipient } from '../../shared/credential/recipient.ts';

/** No roster field is longer; a character is looked for field by field, since each may be set in a face of its own. */
const FIELDS = ['givenName', 'familyName', 'fullName', 'studentId', 'email', 'grade'] as const;

/**
 * The first recipients that show a character in a field, or a month in a date, that none before showed. A hundred
 * thousand learners come down to about a hundred.
 */
export function specimensOf(recipients: readonly Recipient[]): readonly Recipient[] {
  const fields = FIELDS.map((field) => [field, new Set<string>()] as const);
  const seen = new Set<string>();
  return recipients.filter((recipient) => {
    const before = seen.size;
    let shows = false;
    for (const [field, characters] of fields) {
      for (const character of recipient[field] ?? '') {
        if (characters.has(character)) continue;
        characters.add(character);
        shows = true;
      }
    }
    // Each form of address chooses words of its own.
    seen.add(`form ${recipient.form}`);
    // Months are written out, and each has letters of its own.
    seen.add(`born ${recipient.birthDate?.slice(5, 7)}`).add(`awarded ${recipient.awardedOn?.slice(5, 7)}`);
    return shows || seen.size > before;
  });
}
