/** `{number}` or `{number:5}` once, `{year}` as often as wanted; else letters, digits and `-` `.` `_` `/`. */
const SERIAL_PATTERN =
  /^(?!.*\{number.*\{number)(?=.*\{number)(?:[A-Za-z0-9._/-]|\{year\}|\{number(?::[1-9])?\}){1,60}$/;

/** True when `serialFrom` makes a different serial of every number. */
export function isSerialPattern(pattern: string): boolean {
  return SERIAL_PATTERN.test(pattern);
}

/**
 * The register's number for a credential: `AEG-{year}-{number:5}` gives AEG-2026-00042. A number longer than its
 * width keeps all its digits.
 */
export function serialFrom(
  pattern: string,
  { year, number }: { readonly year: number; readonly number: number },
): string {
  return pattern
    .replaceAll('{year}', String(year))
    .replace(/\{number(?::([1-9]))?\}/, (_, width: string | undefined) =>
      String(number).padStart(Number(width ?? 1), '0'),
    );
}
