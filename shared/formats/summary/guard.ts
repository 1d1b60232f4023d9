/*
 * Spreadsheets take what begins with = + - @ for a formula, also after a tab or line break, some also in full width; and
 * a program that splits at another separator than the file's finds such a beginning within a cell.
 */
const BEFORE_FORMULA = /(?<=^|[,;|\t\r\n])(?=[ "]*[=+\-@＝＋－＠\t\r\n'])/g;
const GUARDED = /(?<=^|[,;|\t\r\n])'/g;

/**
 * An apostrophe before whatever a spreadsheet could take for a formula, at the beginning of a cell or after a character
 * that may separate cells; and before an apostrophe in such a place, so that nothing is lost: `unguardCell` takes
 * exactly those away. A spreadsheet shows the apostrophe or hides it, and calculates nothing.
 */
export function guardCell(text: string): string {
  return text.replace(BEFORE_FORMULA, "'");
}

/** What was written, from a cell that `guardCell` made. */
export function unguardCell(cell: string): string {
  return cell.replace(GUARDED, '');
}
